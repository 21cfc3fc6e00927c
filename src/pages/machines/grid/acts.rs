//! What the grid does when somebody acts in it.

use leptos::ev::{Event, KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::line::Line;
use super::{Active, GRID, Grid, ROW};
use crate::browser::keyboard;
use crate::ui::rows::{self, Heading};

/// Something has happened in the grid.
pub fn hear(grid: Grid, event: &Event) {
    // The list may have gone while this was loaded.
    if grid.active.try_with_untracked(|_| ()).is_none() {
        return;
    }
    match event.type_().as_str() {
        "focus" => grid.enter(),
        "keydown" => grid.key(event.unchecked_ref::<KeyboardEvent>()),
        "click" => grid.click(event.unchecked_ref::<MouseEvent>()),
        "dblclick" => {
            if let Some((number, Heading::Edge)) = rows::heading(event) {
                grid.fit(number);
            }
        }
        "pointerdown" => grid.hold(event.unchecked_ref::<PointerEvent>()),
        "pointermove" => {
            let y = event.unchecked_ref::<PointerEvent>().client_y();
            grid.point(Some(y));
            grid.draw_edge(event.unchecked_ref::<PointerEvent>());
        }
        "pointerover" => rows::tell_cut_text(event),
        "pointerleave" => grid.point(None),
        "lostpointercapture" => grid.let_go(event),
        _ => {}
    }
}

impl Grid {
    /// The pointer is there now, or not over the grid any more.
    fn point(self, y: Option<i32>) {
        self.hands.update_value(|hands| hands.pointer = y);
    }

    /// A click: on a heading, or on a row.
    fn click(self, event: &MouseEvent) {
        match rows::heading(event) {
            Some((0, Heading::Button)) => self.select_all(),
            Some((number, Heading::Button)) => {
                if let Some(column) = self.column(number) {
                    self.console.list.sort_by(column, event.shift_key());
                }
            }
            Some(_) => return,
            None => return self.click_row(event),
        }
        self.focus();
    }

    /// The lines that can be seen whole, and how many fit.
    pub(super) fn seen(self) -> (usize, usize) {
        let top = self.hands.with_value(|hands| hands.top);
        let height = self.room.get_untracked().0;
        (top.div_ceil(ROW), (height / ROW).saturating_sub(1).max(1))
    }

    /// Makes a line the active one, and brings it to the screen.
    pub(super) fn go_to(self, place: usize) {
        let line = self.line(place);
        if let Some(line) = line {
            self.active.set(Active::Line(line));
            self.reveal(place);
        }
    }

    /// What stands on the line at a place.
    pub(super) fn line(self, place: usize) -> Option<Line> {
        let items = self.console.list.items();
        let rows = self.console.fleet.rows();
        items.with_untracked(|items| rows.with_untracked(|rows| Line::at(items, rows, place)))
    }

    /// Scrolls as little as is needed to show a line.
    fn reveal(self, place: usize) {
        let (top, height) = (
            self.hands.with_value(|hands| hands.top),
            self.room.get_untracked().0,
        );
        let line = place * ROW;
        let lowest = (line + 2 * ROW).saturating_sub(height);
        let wanted = top.min(line).max(lowest);
        if wanted != top {
            self.scroll_to(wanted);
            self.scrolled.update(|count| *count = count.wrapping_add(1));
        }
    }

    /// The focus has come to the grid: something must be active.
    fn enter(self) {
        let nowhere = match self.active.get_untracked() {
            Active::Heading(_) => false,
            _ => self.active_place.get_untracked().is_none(),
        };
        if nowhere && let Some(line) = self.line(self.seen().0) {
            self.active.set(Active::Line(line));
        }
    }

    /// Gives the focus to the grid as a whole. Who has gone elsewhere before this was loaded stays there.
    pub(super) fn focus(self) {
        let grid = ["#", GRID].concat();
        keyboard::focus_instead(&grid, &grid);
    }
}
