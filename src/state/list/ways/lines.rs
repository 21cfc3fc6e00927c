//! What the lines of the list are, step by step, so that a keystroke costs the last steps only.

use std::sync::Arc;

use crate::model::fold::fold_text;
use crate::signal::{Memo, RwSignal, Signal};
use crate::state::fleet_rows::FleetRows;
use crate::state::operations::Operations;
use crate::state::view::items::Items;
use crate::state::view::order::{Places, Ranks};
use crate::state::view::query::sieve::Sieve;
use crate::state::view::{Column, Query, View, groups, order};

/// The words of each machine's newest operation, folded, by the place of the machine, in the order of places.
pub type Running = Vec<(u32, String)>;

/// The steps that others ask for.
pub struct Lines {
    /// The rank of each text.
    pub ranks: Memo<Ranks>,
    /// The places of the rows that are found, in order.
    pub places: Memo<Places>,
    /// The lines.
    pub items: Memo<Items>,
}

impl Lines {
    /// The lines for a view of these rows.
    pub fn of(
        rows: Signal<FleetRows>,
        view: RwSignal<View>,
        names: Memo<Places>,
        query: Memo<Arc<Query>>,
        running: Memo<Running>,
        folded: RwSignal<Vec<String>>,
    ) -> Self {
        let sorted = Memo::new(move || view.with(|view| (view.sorts.clone(), view.group)));
        // What follows from the rows is computed anew for what has changed of them only.
        let words_version = Memo::new(move || rows.with(|rows| rows.words().version()));
        let ranks = Memo::new(move || {
            words_version.get();
            rows.with_untracked(|rows| order::ranks(rows.words()))
        });
        let order = Memo::new(move || {
            let (sorts, group) = sorted.get();
            let names = names.get();
            if sorts.is_empty() && group.is_none() {
                return names;
            }
            let of_operations = sorts.iter().any(|sort| sort.column == Column::Operation);
            let running = if of_operations {
                running.get()
            } else {
                Vec::new()
            };
            rows.with(|rows| order::ordered(rows, &names, &ranks.get(), &sorts, group, &running))
        });
        let places = Memo::new(move || {
            let (order, query) = (order.get(), query.get());
            if query.is_empty() {
                return order;
            }
            let running = running.get();
            rows.with(|rows| {
                let sieve = Sieve::new(&query, rows.words(), &running);
                let finds = |place: &u32| {
                    let row = rows.all().get(*place as usize);
                    row.is_some_and(|row| sieve.finds(row, *place))
                };
                Arc::new(order.iter().copied().filter(finds).collect())
            })
        });
        let items = Memo::new(move || {
            let group = sorted.get().1;
            let places = places.get();
            match group {
                None => Items::plain(&places),
                Some(_) => rows.with(|rows| groups::lines(rows, &places, group, &folded.get())),
            }
        });
        Self {
            ranks,
            places,
            items,
        }
    }
}

/// The words of the operations of this sitting.
pub fn running(operations: Operations, rows: Signal<FleetRows>) -> Running {
    let list = operations.list().get();
    let mut running = Running::new();
    if list.is_empty() {
        return running;
    }
    rows.with(|rows| {
        for operation in &list {
            let place = rows.place(&operation.machine);
            let Some(place) = place.and_then(|place| u32::try_from(place).ok()) else {
                continue;
            };
            let index = running.partition_point(|(other, _)| *other < place);
            // The newest comes first.
            if running.get(index).is_none_or(|(other, _)| *other != place) {
                running.insert(index, (place, fold_text(&operation.words())));
            }
        }
    });
    running
}

#[cfg(test)]
mod tests;
