//! Nothing jumps: when lines come and go without the person's doing, the one that matters stays where it is on the screen.

use leptos::prelude::*;

use super::super::line::Line;
use super::{GRID, Grid, ROW};
use crate::state::fleet_rows::FleetRows;
use crate::state::view::View;
use crate::state::view::items::Items;
use crate::ui::rows;

/// What was drawn last.
pub(super) struct Drawn {
    pub view: View,
    pub items: Items,
    /// How far down it was scrolled, in pixels.
    pub top: usize,
    /// The place of the first line that was drawn.
    pub first: usize,
    pub lines: Vec<Line>,
    pub active: Option<usize>,
}

impl Drawn {
    /// The place, in what was drawn, of the line that is to stay: the one under the pointer, else the active one, else the
    /// first on the screen. `None` where the list stands at its top and nobody looks at any line in particular.
    fn held(&self, pointer: Option<usize>, height: usize) -> Option<usize> {
        let seen = self.top / ROW..(self.top + height.saturating_sub(ROW)).div_ceil(ROW);
        let under = pointer
            .and_then(|y| y.checked_sub(ROW))
            .map(|y| (self.top + y) / ROW);
        let active = self.active.filter(|place| seen.contains(place));
        under
            .filter(|place| seen.contains(place))
            .or(active)
            .or_else(|| (self.top > 0).then_some(self.top.div_ceil(ROW)))
    }

    /// How far down the list has to be scrolled so that the held line stays; if it is gone, the next one.
    fn top_in(&self, items: &Items, rows: &FleetRows, held: usize) -> Option<usize> {
        let behind = held.checked_sub(self.first)?;
        let mut lines = self.lines.iter().enumerate().skip(behind);
        lines.find_map(|(behind, line)| {
            let before = (self.first + behind) * ROW;
            let now = line.place(items, rows)? * ROW;
            Some((self.top + now).saturating_sub(before))
        })
    }
}

impl Grid {
    /// How far down the list is to be drawn now. What a person has asked for, another search or order, is shown from its top.
    pub(super) fn stay(
        self,
        drawn: Option<&Drawn>,
        view: &View,
        items: &Items,
        rows: &FleetRows,
        height: usize,
    ) -> usize {
        let top = self.hands.with_value(|hands| hands.top);
        // The headings stand above the lines.
        let lowest = ((items.len() + 1) * ROW).saturating_sub(height);
        let Some(drawn) = drawn else {
            // The list comes back, or a colleague has sent it: the machine that is open in it is to be seen.
            let place = self.active_place.get_untracked().unwrap_or_default();
            let is_seen = (place + 2) * ROW <= height;
            let middle = (place * ROW).saturating_sub(height / 2);
            return if is_seen { 0 } else { middle.min(lowest) };
        };
        let wanted = if drawn.view != *view {
            0
        } else if drawn.items != *items {
            let held = drawn.held(self.pointed(), height);
            held.and_then(|held| drawn.top_in(items, rows, held))
                .unwrap_or(top)
        } else {
            top
        };
        wanted.min(lowest)
    }

    /// How far below the top of the grid the pointer is, in pixels.
    fn pointed(self) -> Option<usize> {
        let y = self.hands.with_value(|hands| hands.pointer)?;
        let grid = rows::find(GRID)?.get_bounding_client_rect();
        usize::try_from(y - grid.top() as i32).ok()
    }
}
