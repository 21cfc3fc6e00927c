//! Opening and selecting: what a click and a key have in common.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::super::line::Line;
use super::{Active, Grid};
use crate::state::view::selection::Selection;
use crate::ui::rows::{self, Part};

impl Grid {
    /// A click on a row.
    pub(super) fn click_row(self, event: &MouseEvent) {
        let Some((place, part)) = rows::hit(event) else {
            return;
        };
        let Some(line) = self.line(place) else {
            return;
        };
        let with_key = event.ctrl_key() || event.meta_key();
        if part == Part::Link && with_key {
            // The browser opens the machine's page in a tab of its own.
            return;
        }
        event.prevent_default();
        if event.shift_key() {
            self.extend(place);
        } else {
            self.active.set(Active::Line(line.clone()));
            self.begin_range();
            if part == Part::Check || with_key {
                self.toggle(line);
            } else {
                self.activate(line);
            }
        }
        self.focus();
    }

    /// Opens the machine on a line, or folds the group that it heads.
    pub(super) fn activate(self, line: Line) {
        let list = self.console.list;
        match line {
            Line::Machine(id) => list.open().set(Some(id)),
            Line::Group(label) => list.toggle_group(&label),
        }
    }

    /// Selects a machine, or no longer. The heading of a group is folded instead.
    pub(super) fn toggle(self, line: Line) {
        match line {
            Line::Machine(id) => {
                let selection = self.console.list.selection();
                selection.update(|selection| selection.toggle(id));
            }
            group @ Line::Group(_) => self.activate(group),
        }
        self.begin_range();
    }

    /// The next range begins at the active line.
    pub(super) fn begin_range(self) {
        self.hands.update_value(|hands| hands.range = None);
    }

    /// Selects all lines from where the range began to this one, and makes it the active one. A range that becomes shorter
    /// leaves behind what was not selected before it.
    pub(super) fn extend(self, to: usize) {
        let list = self.console.list;
        let begun = self.hands.with_value(|hands| hands.range.clone());
        let begun = begun.or_else(|| {
            let line = match self.active.get_untracked() {
                Active::Line(line) => Some(line),
                _ => self.line(to),
            };
            Some((line?, list.selection().get_untracked()))
        });
        let Some((line, before)) = begun else {
            return;
        };
        let rows = self.console.fleet.rows();
        let from = list
            .items()
            .with_untracked(|items| rows.with_untracked(|rows| line.place(items, rows)));
        list.selection().set(before.clone());
        list.select_lines(from.unwrap_or(to), to);
        self.hands
            .update_value(|hands| hands.range = Some((line, before)));
        self.go_to(to);
    }

    /// Selects all machines that are found; none of them, when all are selected.
    pub(super) fn select_all(self) {
        let list = self.console.list;
        if untrack(|| self.all_selected()) == "true" {
            list.leave_found();
        } else {
            list.select_found();
        }
        self.begin_range();
    }

    /// Whether all machines that are found are selected, as `aria-checked` says it.
    pub fn all_selected(self) -> &'static str {
        let list = self.console.list;
        let selected = list.selection().with(Selection::len);
        match selected - list.selected_elsewhere() {
            0 => "false",
            here if here == list.found().get() => "true",
            _ => "mixed",
        }
    }
}
