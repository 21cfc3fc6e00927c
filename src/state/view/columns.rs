//! How the columns stand on the screen: their order, which are hidden, how wide they are.

use super::Column;
use super::fields::{column, field};

/// One column on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The column.
    pub column: Column,
    /// Whether it is shown.
    pub wish: Wish,
    /// How wide somebody has drawn it, in pixels; `None` for its usual width.
    pub width: Option<u16>,
}

/// Whether a column is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Where there is room for it.
    Usual,
    /// However narrow it is: somebody asked for it.
    Kept,
    /// Not at all.
    Hidden,
}

impl Wish {
    /// How it is written before the name of its column.
    fn sign(self) -> &'static str {
        match self {
            Self::Usual => "",
            Self::Kept => "+",
            Self::Hidden => "-",
        }
    }

    /// The wish for a column, and its name, of how they are written.
    fn read(text: &str) -> (Self, &str) {
        let signed = [Self::Kept, Self::Hidden].into_iter();
        let mut found = signed.filter_map(|wish| Some((wish, text.strip_prefix(wish.sign())?)));
        found.next().unwrap_or((Self::Usual, text))
    }
}

/// All columns of the list, in their order on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<Placed>);

impl Columns {
    /// The usual order of these columns, all shown where there is room.
    pub fn usual(columns: Vec<Column>) -> Self {
        let place = |column| Placed {
            column,
            wish: Wish::Usual,
            width: None,
        };
        Self(columns.into_iter().map(place).collect())
    }

    /// All columns, hidden ones as well.
    pub fn all(&self) -> &[Placed] {
        &self.0
    }

    /// Shows a column, or hides it. The name stays: without it a row is nobody's.
    pub fn show(&mut self, column: Column, shown: bool) {
        if let Some(placed) = self.find(column).filter(|_| column != Column::Name) {
            placed.wish = if shown { Wish::Kept } else { Wish::Hidden };
        }
    }

    /// Gives a column a width, or its usual one back.
    pub fn set_width(&mut self, column: Column, width: Option<u16>) {
        if let Some(placed) = self.find(column) {
            placed.width = width;
        }
    }

    /// Moves a column before the one that stands at this place, or to the end. The name stays in front.
    pub fn move_to(&mut self, column: Column, place: usize) {
        let found = self.0.iter().position(|placed| placed.column == column);
        if let Some(from) = found.filter(|_| column != Column::Name) {
            let placed = self.0.remove(from);
            let place = place - usize::from(from < place);
            self.0.insert(place.clamp(1, self.0.len()), placed);
        }
    }

    /// The text in which they are kept: `name:240,-type,+place,state`.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for placed in &self.0 {
            text.push_str(if text.is_empty() { "" } else { "," });
            text.push_str(placed.wish.sign());
            text.push_str(field(placed.column));
            if let Some(width) = placed.width {
                text.push(':');
                text.push_str(&width.to_string());
            }
        }
        text
    }

    /// Takes over what such a text says of these columns. One that it does not name keeps its place behind the one that it
    /// usually follows, so that a new column shows.
    pub fn take(&mut self, text: &str) {
        let usual = std::mem::take(&mut self.0);
        let is_in = |columns: &[Placed], column| columns.iter().any(|own| own.column == column);
        for part in text.split(',') {
            let (name, width) = part.split_once(':').unwrap_or((part, ""));
            let (wish, name) = Wish::read(name);
            let known = column(name).filter(|column| is_in(&usual, *column));
            let Some(column) = known.filter(|column| !is_in(&self.0, *column)) else {
                continue;
            };
            self.0.push(Placed {
                column,
                wish: match column {
                    Column::Name => Wish::Usual,
                    _ => wish,
                },
                width: width.parse().ok(),
            });
        }
        let mut before = None;
        for placed in usual {
            if !is_in(&self.0, placed.column) {
                let follows = self.0.iter().position(|own| Some(own.column) == before);
                self.0.insert(follows.map_or(0, |place| place + 1), placed);
            }
            before = Some(placed.column);
        }
        // Nothing stands before the name.
        let is_name = |placed: &Placed| placed.column == Column::Name;
        if let Some(place) = self.0.iter().position(is_name) {
            let name = self.0.remove(place);
            self.0.insert(0, name);
        }
    }

    fn find(&mut self, column: Column) -> Option<&mut Placed> {
        self.0.iter_mut().find(|placed| placed.column == column)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usual() -> Columns {
        Columns::usual(Column::ALL.to_vec())
    }

    #[test]
    fn what_was_hidden_moved_and_drawn_wider_is_kept() {
        let mut columns = usual();
        columns.show(Column::CheckpointType, false);
        columns.show(Column::Place, true);
        columns.show(Column::Name, false);
        columns.set_width(Column::State, Some(140));
        columns.move_to(Column::Subscription, 1);
        columns.move_to(Column::Name, 4);
        let text = columns.print();
        assert_eq!(
            text,
            "name,subscription,state:140,checkpoints,-type,os,+place,group,operation"
        );
        let mut again = usual();
        again.take(&text);
        assert_eq!(again, columns);
        columns.move_to(Column::Subscription, 99);
        assert!(columns.print().ends_with("operation,subscription"));
    }

    #[test]
    fn a_column_that_is_new_stands_behind_its_neighbour_and_one_that_is_none_is_passed_over() {
        let mut columns = usual();
        columns.take("colour:3,state:x,state:9,operation,,-os");
        assert_eq!(
            columns.print(),
            "name,state,checkpoints,type,operation,-os,place,group,subscription"
        );
        let mut few = Columns::usual(vec![Column::Name, Column::State]);
        few.take("subscription,state,name");
        assert_eq!(few.print(), "name,state");
    }

    proptest! {
        #[test]
        fn no_text_loses_a_column(text in "([-+]?(name|state|os|place):?[0-9]{0,6},?){0,6}[,:a-z0-9+-]{0,9}") {
            let mut columns = usual();
            columns.take(&text);
            prop_assert_eq!(columns.all().len(), Column::ALL.len());
            prop_assert_eq!(columns.all()[0].column, Column::Name);
            let kept = columns.print();
            let mut again = usual();
            again.take(&kept);
            prop_assert_eq!(again, columns);
        }
    }
}
