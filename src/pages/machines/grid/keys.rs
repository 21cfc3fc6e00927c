//! The keys of the grid, by the ARIA Authoring Practices.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::super::line::Line;
use super::{Active, GRID, Grid};
use crate::browser::timer::now_ms;
use crate::state::view::items::Item;
use crate::state::view::typing::find_by_typing;
use crate::ui::direction::along;
use crate::ui::rows;

/// Milliseconds after which a letter begins a new name.
const PAUSE_MS: u64 = 800;
/// Pixels by which a key makes a column wider.
const STEP: i32 = 16;

impl Grid {
    /// A key was pressed while the focus was in the grid.
    pub(super) fn key(self, event: &KeyboardEvent) {
        if event.alt_key() {
            return;
        }
        let key = match rows::find(GRID) {
            Some(grid) => along(event.key(), &grid),
            None => return,
        };
        let with_key = event.ctrl_key() || event.meta_key();
        let meant = match self.active.get_untracked() {
            Active::Heading(number) => self.heading_key(&key, number, event.shift_key()),
            _ => self.line_key(&key, event.shift_key(), with_key),
        };
        if meant {
            event.prevent_default();
        }
    }

    /// A key while a line is active, or nothing. `false` when it means nothing here.
    fn line_key(self, key: &str, shift: bool, with_key: bool) -> bool {
        let count = self
            .console
            .list
            .items()
            .with_untracked(|items| items.len());
        let current = self.active_place.get_untracked();
        if key == "ArrowUp" && !shift && current.unwrap_or_default() == 0 {
            self.begin_range();
            self.active.set(Active::Heading(1));
            return true;
        }
        let (first, page) = self.seen();
        if let Some(place) = target(key, current, first, page, count) {
            if shift {
                self.extend(place);
            } else {
                self.begin_range();
                self.go_to(place);
            }
            return true;
        }
        match key {
            "a" | "A" if with_key => self.select_all(),
            "Escape" => {
                let selection = self.console.list.selection();
                let any = selection.with_untracked(|selection| !selection.is_empty());
                if any {
                    selection.update(|selection| selection.clear());
                }
                return any;
            }
            _ => return self.own_key(key, current, shift, with_key),
        }
        true
    }

    /// A key that is about the active line itself.
    fn own_key(self, key: &str, current: Option<usize>, shift: bool, with_key: bool) -> bool {
        let Some((place, line)) = current.and_then(|place| Some((place, self.line(place)?))) else {
            return false;
        };
        match key {
            "Enter" => self.activate(line),
            " " if shift => self.extend(place),
            " " => self.toggle(line),
            "ArrowLeft" | "ArrowRight" => return self.fold(key == "ArrowLeft", place, line),
            _ if with_key => return false,
            letter if letter.chars().count() == 1 && !matches!(letter, "/" | "?") => {
                self.find(letter, place);
            }
            _ => return false,
        }
        true
    }

    /// Folds a group or unfolds it; from a machine, goes to its group.
    fn fold(self, fold: bool, place: usize, line: Line) -> bool {
        let items = self.console.list.items();
        match items.with_untracked(|items| items.get(place)) {
            Some(Item::Group { folded, .. }) if folded != fold => self.activate(line),
            Some(Item::Machine(_)) if fold => {
                let group = items.with_untracked(|items| {
                    (0..place).rev().find(|line| items.machine(*line).is_none())
                });
                match group {
                    Some(group) => self.go_to(group),
                    None => return false,
                }
            }
            _ => return false,
        }
        true
    }

    /// Goes to the next machine whose name begins with what is being typed.
    fn find(self, letter: &str, from: usize) {
        let now = now_ms();
        let typed = self.hands.try_update_value(|hands| {
            let (typed, when) = &mut hands.typed;
            if now.saturating_sub(*when) > PAUSE_MS {
                typed.clear();
            }
            typed.push_str(letter);
            *when = now;
            typed.clone()
        });
        let typed = typed.unwrap_or_default();
        // A single letter leads on; further ones may still mean the same machine.
        let from = from + usize::from(typed.chars().count() == 1);
        let (items, rows) = (self.console.list.items(), self.console.fleet.rows());
        let found = items.with_untracked(|items| {
            rows.with_untracked(|rows| find_by_typing(items, rows, from, &typed))
        });
        if let Some(place) = found {
            self.begin_range();
            self.go_to(place);
        }
    }

    /// A key while a heading is active.
    fn heading_key(self, key: &str, number: usize, shift: bool) -> bool {
        let last = self.layout.with_untracked(|layout| layout.columns.len());
        let column = self.column(number);
        let next = match (key, column) {
            ("ArrowLeft", Some(column)) if shift => {
                self.widen(column, -STEP);
                number
            }
            ("ArrowRight", Some(column)) if shift => {
                self.widen(column, STEP);
                number
            }
            ("ArrowLeft", _) => number.saturating_sub(1),
            ("ArrowRight", _) => (number + 1).min(last),
            ("Home", _) => 0,
            ("End", _) => last,
            ("ArrowDown" | "PageDown", _) => {
                self.go_to(self.seen().0);
                return true;
            }
            ("Enter" | " ", Some(column)) => {
                self.console.list.sort_by(column, shift);
                number
            }
            ("Enter" | " ", None) => {
                self.select_all();
                number
            }
            _ => return false,
        };
        self.active.set(Active::Heading(next));
        true
    }
}

/// The line that a key leads to from the active one; from the first on the screen where none is active.
fn target(
    key: &str,
    current: Option<usize>,
    first: usize,
    page: usize,
    count: usize,
) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let Some(current) = current else {
        let any = ["ArrowDown", "ArrowUp", "PageDown", "PageUp"].contains(&key);
        return any.then_some(first.min(last)).or(match key {
            "Home" => Some(0),
            "End" => Some(last),
            _ => None,
        });
    };
    Some(match key {
        "ArrowDown" => (current + 1).min(last),
        "ArrowUp" => current.saturating_sub(1),
        "PageDown" => (current + page).min(last),
        "PageUp" => current.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn arrows_and_pages_stop_at_the_ends() {
        for (key, current, expected) in [
            ("ArrowDown", 3, 4),
            ("ArrowDown", 99, 99),
            ("ArrowUp", 0, 0),
            ("PageDown", 95, 99),
            ("PageUp", 5, 0),
            ("Home", 50, 0),
            ("End", 50, 99),
        ] {
            let reached = target(key, Some(current), 0, 10, 100);
            assert_eq!(reached, Some(expected), "{key} from {current}");
        }
        assert_eq!(target("x", Some(1), 0, 10, 100), None);
    }

    #[test]
    fn where_no_line_is_active_a_key_leads_to_the_screen() {
        assert_eq!(target("ArrowDown", None, 40, 10, 100), Some(40));
        assert_eq!(target("PageUp", None, 40, 10, 30), Some(29));
        assert_eq!(target("End", None, 40, 10, 100), Some(99));
        assert_eq!(target("ArrowDown", None, 0, 10, 0), None);
    }
}
