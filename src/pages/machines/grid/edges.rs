//! The edge of a heading: drawn, it makes the column wider; a double click fits it to what stands in it.

use leptos::ev::{Event, PointerEvent};
use leptos::prelude::*;

use super::super::layout::allowed;
use super::Grid;
use crate::state::view::Column;
use crate::ui::drag;
use crate::ui::rows::{self, Heading};

/// An edge in the hand of the pointer.
pub(super) struct Held {
    column: Column,
    /// Where the pointer took hold.
    from: i32,
    /// The width then.
    width: u32,
    /// The sign of a move to the end of the line.
    sign: i32,
}

impl Grid {
    /// The column under a heading.
    pub(super) fn column(self, number: usize) -> Option<Column> {
        let place = number.checked_sub(1)?;
        self.layout
            .with_untracked(|layout| layout.columns.get(place).map(|laid| laid.column))
    }

    fn width(self, column: Column) -> u32 {
        self.layout
            .with_untracked(|layout| layout.width(column).unwrap_or_default())
    }

    fn set_width(self, column: Column, width: u32) {
        let columns = self.console.list.columns();
        columns.update(|columns| columns.set_width(column, Some(allowed(width))));
    }

    /// Makes a column wider by so many pixels.
    pub(super) fn widen(self, column: Column, by: i32) {
        self.set_width(column, self.width(column).saturating_add_signed(by));
    }

    /// The pointer takes hold of an edge.
    pub(super) fn hold(self, event: &PointerEvent) {
        let Some((number, Heading::Edge)) = rows::heading(event) else {
            return;
        };
        if let Some(column) = self.column(number) {
            let held = Held {
                column,
                from: event.client_x(),
                width: self.width(column),
                sign: drag::begin(event),
            };
            self.hands.update_value(|hands| hands.edge = Some(held));
        }
    }

    /// The pointer has moved.
    pub(super) fn draw_edge(self, event: &PointerEvent) {
        let drawn = self.hands.with_value(|hands| {
            let held = hands.edge.as_ref()?;
            let by = held.sign * (event.client_x() - held.from);
            Some((held.column, held.width.saturating_add_signed(by)))
        });
        if let Some((column, width)) = drawn {
            self.set_width(column, width);
        }
    }

    /// The pointer has let go.
    pub(super) fn let_go(self, event: &Event) {
        self.hands.update_value(|hands| hands.edge = None);
        drag::end(event);
    }

    /// Makes a column as wide as its widest text on the screen.
    pub(super) fn fit(self, number: usize) {
        let Some(column) = self.column(number) else {
            return;
        };
        // What is wider than its text says so only when it is made narrow.
        self.set_width(column, 0);
        request_animation_frame(move || {
            let width = self.hands.try_with_value(|hands| hands.rows.width(number));
            if let Some(width) = width {
                self.set_width(column, width);
            }
        });
    }
}
