//! The lines of a grouped list.

use std::sync::Arc;

use super::Column;
use super::items::{Group, Items};
use super::order::Places;
use crate::state::fleet_rows::FleetRows;
use crate::state::fleet_rows::words::{NOTHING, WordNumber};

/// What heads the machines of which the column is not known.
pub const NOT_KNOWN: &str = "Not known";

/// The lines of machines that are found, in an order in which those of one group stand together. `folded` are the labels of the
/// groups that are folded away.
pub fn lines(rows: &FleetRows, found: &Places, group: Option<Column>, folded: &[String]) -> Items {
    let Some(column) = group else {
        return Items::plain(found);
    };
    let words = rows.words().all();
    let text_of = |number: WordNumber| words.get(number as usize);
    let alike = |one: WordNumber, other: WordNumber| match (text_of(one), text_of(other)) {
        _ if one == other => true,
        (Some(one), Some(other)) => one.folded == other.folded,
        _ => false,
    };
    let mut items = Items::default();
    let mut last = None;
    let mut is_folded = false;
    for place in found.iter() {
        let row = rows.all().get(*place as usize);
        let number = row.map_or(NOTHING, |row| row.word(column));
        if last.is_none_or(|last| !alike(last, number)) {
            let label: Arc<str> = match text_of(number) {
                Some(word) if number != NOTHING => Arc::clone(&word.text),
                _ => NOT_KNOWN.into(),
            };
            is_folded = folded.iter().any(|folded| **folded == *label);
            items.head(Group {
                label,
                count: 0,
                folded: is_folded,
            });
        }
        last = Some(number);
        items.add(*place, !is_folded);
    }
    items
}

#[cfg(test)]
mod tests;
