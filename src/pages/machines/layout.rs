//! Which columns have room on the screen, and how wide each is.

use crate::state::view::Column;
use crate::state::view::columns::{Columns, Placed, Wish};
use crate::ui::rows;

/// The width of the column with the check boxes, in pixels.
const CHECK: u32 = 40;
/// What stands free on both sides of the rows together, in pixels; `style/list.css` has the same.
const FREE: u32 = 24;
/// The narrowest and the widest that a person can make a column, in pixels.
const LIMITS: (u32, u32) = (64, 640);

/// The columns on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The columns, without that of the check boxes.
    pub columns: Vec<Laid>,
    /// How many columns the list has, hidden ones and the check boxes among them.
    pub all: usize,
}

/// A column on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Laid {
    /// The column.
    pub column: Column,
    /// Its number among all columns, counted from one; the check boxes are the first.
    pub number: usize,
    /// Its width in pixels.
    pub width: u32,
}

/// What a column needs: the least, what is comfortable, and its share of the room that is left.
fn needs(column: Column) -> (u32, u32, u32) {
    match column {
        Column::Name => (120, 152, 2),
        Column::State => (92, 104, 0),
        Column::Checkpoints => (104, 116, 0),
        Column::CheckpointType => (96, 132, 0),
        Column::OperatingSystem => (96, 176, 5),
        Column::Place | Column::Server | Column::Cloud => (96, 152, 4),
        Column::ResourceGroup => (88, 128, 3),
        Column::Subscription => (96, 140, 3),
        Column::Operation => (84, 168, 2),
    }
}

/// What goes first where there is no room for all.
const LEAVING: [Column; 5] = [
    Column::CheckpointType,
    Column::ResourceGroup,
    Column::Subscription,
    Column::OperatingSystem,
    Column::Place,
];

impl Layout {
    /// Lays the columns out over `width` pixels. One that somebody has asked for stays, and the list scrolls sideways if those are
    /// too many; of the others, those go first that matter least.
    pub fn of(columns: &Columns, width: u32) -> Self {
        let numbered = columns.all().iter().enumerate();
        let mut shown: Vec<(usize, &Placed)> = numbered
            .filter(|(_, placed)| placed.wish != Wish::Hidden)
            .collect();
        let room = width.saturating_sub(CHECK + FREE);
        // By their usual widths: while somebody draws a column wider, none may vanish.
        let usual = |shown: &[(usize, &Placed)]| -> u32 {
            shown.iter().map(|(_, placed)| needs(placed.column).1).sum()
        };
        for column in LEAVING {
            if usual(&shown) > room {
                shown.retain(|(_, placed)| placed.column != column || placed.wish == Wish::Kept);
            }
        }
        let comfortable =
            |(_, placed): &(usize, &Placed)| placed.width.map_or(needs(placed.column).1, u32::from);
        let wanted: u32 = shown.iter().map(comfortable).sum();
        let free = || shown.iter().filter(|(_, placed)| placed.width.is_none());
        let shares: u32 = free().map(|(_, placed)| needs(placed.column).2).sum();
        let left = room.saturating_sub(wanted);
        let lacking = wanted.saturating_sub(room);
        let gives = |placed: &Placed| needs(placed.column).1 - needs(placed.column).0;
        let given: u32 = free().map(|(_, placed)| gives(placed)).sum();
        let laid = |(place, placed): &(usize, &Placed)| {
            let (least, comfortable, share) = needs(placed.column);
            Laid {
                column: placed.column,
                number: place + 2,
                width: match placed.width {
                    Some(width) => u32::from(width),
                    None if lacking > 0 => {
                        let gives = (gives(placed) * lacking).div_ceil(given.max(1));
                        comfortable.saturating_sub(gives).max(least)
                    }
                    None => comfortable + left * share / shares.max(1),
                },
            }
        };
        Self {
            columns: shown.iter().map(laid).collect(),
            all: columns.all().len() + 1,
        }
    }

    /// The width of a column; `None` for one that is not on the screen.
    pub fn width(&self, column: Column) -> Option<u32> {
        let mut columns = self.columns.iter();
        columns
            .find(|laid| laid.column == column)
            .map(|laid| laid.width)
    }

    /// The widths as CSS has them for the tracks of a grid.
    pub fn tracks(&self) -> String {
        let mut tracks = [&CHECK.to_string(), "px"].concat();
        for laid in &self.columns {
            tracks.push(' ');
            tracks.push_str(&laid.width.to_string());
            tracks.push_str("px");
        }
        tracks
    }

    /// The columns, as the elements of rows need them.
    pub fn cells(&self) -> Vec<rows::Column> {
        let check = rows::Column {
            class: "col-check",
            number: 1,
            heads: false,
        };
        let cell = |laid: &Laid| rows::Column {
            class: laid.column.class(),
            number: laid.number,
            heads: laid.column == Column::Name,
        };
        std::iter::once(check)
            .chain(self.columns.iter().map(cell))
            .collect()
    }
}

/// A width that a person asks for, within what is sensible.
pub fn allowed(width: u32) -> u16 {
    let width = width.clamp(LIMITS.0, LIMITS.1);
    u16::try_from(width).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual() -> Columns {
        Columns::usual(Column::ALL.to_vec())
    }

    fn shown(layout: &Layout) -> Vec<Column> {
        layout.columns.iter().map(|laid| laid.column).collect()
    }

    fn width(layout: &Layout) -> u32 {
        CHECK + FREE + layout.columns.iter().map(|laid| laid.width).sum::<u32>()
    }

    #[test]
    fn a_wide_screen_shows_all_columns_and_is_filled() {
        let layout = Layout::of(&usual(), 1_600);
        assert_eq!(shown(&layout), Column::ALL);
        assert!(
            (1_590..=1_600).contains(&width(&layout)),
            "{}",
            width(&layout)
        );
    }

    #[test]
    fn a_narrow_screen_keeps_what_matters_most_and_is_not_exceeded() {
        let layout = Layout::of(&usual(), 465);
        let kept = [
            Column::Name,
            Column::State,
            Column::Checkpoints,
            Column::Operation,
        ];
        assert_eq!(shown(&layout), kept);
        assert!(width(&layout) <= 465, "{}", width(&layout));
        let numbers: Vec<_> = layout.columns.iter().map(|laid| laid.number).collect();
        assert_eq!(numbers, [2, 3, 4, 10]);
        assert_eq!(layout.all, 10);
    }

    #[test]
    fn a_column_that_somebody_asked_for_stays_however_narrow_it_is_and_brings_no_other() {
        let mut columns = usual();
        columns.show(Column::State, false);
        columns.show(Column::Place, true);
        columns.show(Column::Subscription, true);
        let layout = Layout::of(&columns, 456);
        let kept = [
            Column::Name,
            Column::Checkpoints,
            Column::Place,
            Column::Subscription,
            Column::Operation,
        ];
        assert_eq!(shown(&layout), kept);
        assert!(width(&layout) > 456);
    }

    #[test]
    fn a_column_keeps_the_width_that_it_was_given() {
        let mut columns = usual();
        columns.set_width(Column::Name, Some(300));
        for width in [456, 1_600] {
            let layout = Layout::of(&columns, width);
            assert_eq!(layout.columns[0].width, 300);
        }
        assert_eq!((allowed(3), allowed(300), allowed(9_000)), (64, 300, 640));
    }
}
