//! How the list is viewed in another way than the usual: searched, sorted by a column, in groups.
//!
//! Nothing of it is needed before somebody wants it, so it stands in a part of the program that the first screen does not load.

use std::sync::Arc;

use super::List;
use crate::signal::{Memo, RwSignal};
use crate::state::operations::Operations;
use crate::state::view::Query;
use crate::state::view::facets::Facets;
use crate::state::view::items::Items;
use crate::state::view::order::Places;
use crate::state::view::query::Fault;
use crate::state::view::saved::{SavedViews, address_of};
use lines::{Lines, Running, running};

mod lines;

/// What follows from the view.
#[derive(Clone, Copy, PartialEq)]
pub struct Ways {
    /// The places of the rows that are found, in order.
    pub places: Memo<Places>,
    /// The lines.
    pub items: Memo<Items>,
    /// The search.
    pub query: Memo<Arc<Query>>,
    /// Why it is not understood.
    pub fault: Memo<Option<Fault>>,
    /// The address of the view.
    pub address: Memo<String>,
    /// The views that are saved.
    pub saved: RwSignal<SavedViews>,
    /// The values that stand in each column.
    pub facets: Memo<Facets>,
    /// The texts of running operations by the places of their machines.
    pub running: Memo<Running>,
}

impl List {
    /// Makes it ready for every view. The present owner keeps what that takes.
    pub fn equip(self, operations: Operations) {
        let rows = self.rows;
        self.equip_with(move || running(operations, rows));
    }

    /// The same, with the texts of running operations by the places of their machines.
    pub(super) fn equip_with(self, running: impl Fn() -> Running + Send + Sync + 'static) {
        if self.ways.with_untracked(Option::is_some) {
            return;
        }
        let Self { rows, view, .. } = self;
        let search = Memo::new(move || view.with(|view| view.search.clone()));
        let query = Memo::new(move || Arc::new(search.with(|search| Query::parse(search))));
        let running = Memo::new(running);
        let Lines {
            ranks,
            places,
            items,
        } = Lines::of(rows, view, self.names, query, running, self.folded);
        self.ways.set(Some(Ways {
            places,
            items,
            query,
            fault: Memo::new(move || query.with(|query| query.fault.clone())),
            address: Memo::new(move || view.with(address_of)),
            saved: RwSignal::default(),
            facets: Memo::new(move || rows.with(|rows| Facets::of(rows, &ranks.get()))),
            running,
        }));
    }
}
