//! The list of machines as signals: how it is viewed, what follows from that, what is opened and selected in it.

mod lines;
mod remembered;
mod searching;
mod selecting;

use std::sync::Arc;

use super::fleet::Fleet;
use super::fleet_rows::FleetRows;
use super::operations::Operations;
use super::view::columns::Columns;
use super::view::facets::Facets;
use super::view::items::Items;
use super::view::order::Places;
use super::view::query::Fault;
use super::view::saved::SavedViews;
use super::view::selection::Selection;
use super::view::{Column, Query, Sort, View};
use crate::model::capability::Capabilities;
use crate::model::resource_id::ResourceId;
use crate::signal::{Memo, RwSignal, Signal};
use lines::{Lines, Running, running};

/// The list of machines.
#[derive(Clone, Copy)]
pub struct List {
    rows: Signal<FleetRows>,
    view: RwSignal<View>,
    query: Memo<Arc<Query>>,
    places: Memo<Places>,
    items: Memo<Items>,
    found: Memo<usize>,
    fault: Memo<Option<Fault>>,
    facets: Memo<Facets>,
    open: RwSignal<Option<ResourceId>>,
    selection: RwSignal<Selection>,
    columns: RwSignal<Columns>,
    saved: RwSignal<SavedViews>,
    folded: RwSignal<Vec<String>>,
    running: Memo<Running>,
}

impl List {
    /// The usual view of a fleet.
    pub fn new(fleet: Fleet, operations: Operations, capabilities: Capabilities) -> Self {
        let rows = fleet.rows();
        Self::of(rows, move || running(operations, rows), capabilities)
    }

    /// The usual view of these rows, with the texts of running operations by the places of their machines.
    fn of(
        rows: Signal<FleetRows>,
        running: impl Fn() -> Running + Send + Sync + 'static,
        capabilities: Capabilities,
    ) -> Self {
        let view = RwSignal::<View>::default();
        let folded = RwSignal::<Vec<String>>::default();
        let search = Memo::new(move || view.with(|view| view.search.clone()));
        let query = Memo::new(move || Arc::new(search.with(|search| Query::parse(search))));
        let running = Memo::new(running);
        let Lines {
            ranks,
            places,
            items,
        } = Lines::of(rows, view, query, running, folded);
        Self {
            rows,
            view,
            query,
            places,
            items,
            found: Memo::new(move || places.with(|places| places.len())),
            fault: Memo::new(move || query.with(|query| query.fault.clone())),
            facets: Memo::new(move || rows.with(|rows| Facets::of(rows, &ranks.get()))),
            open: RwSignal::default(),
            selection: RwSignal::default(),
            columns: RwSignal::new(Columns::usual(Column::of(&capabilities))),
            saved: RwSignal::default(),
            folded,
            running,
        }
    }

    /// Search, order and grouping.
    pub fn view(self) -> RwSignal<View> {
        self.view
    }

    /// What is typed in the search.
    pub fn search(self) -> String {
        self.view.with(|view| view.search.clone())
    }

    /// Searches for something else.
    pub fn set_search(self, text: String) {
        self.view.try_update(|view| view.search = text);
    }

    /// The lines of the list: searched, sorted and grouped.
    pub fn items(self) -> Memo<Items> {
        self.items
    }

    /// How many machines are found, those of folded groups among them.
    pub fn found(self) -> Memo<usize> {
        self.found
    }

    /// Why the search is not understood.
    pub fn fault(self) -> Memo<Option<Fault>> {
        self.fault
    }

    /// The values that stand in each column, and how often.
    pub fn facets(self) -> Memo<Facets> {
        self.facets
    }

    /// The machine in the detail panel.
    pub fn open(self) -> RwSignal<Option<ResourceId>> {
        self.open
    }

    /// The selected machines.
    pub fn selection(self) -> RwSignal<Selection> {
        self.selection
    }

    /// How the columns stand on the screen.
    pub fn columns(self) -> RwSignal<Columns> {
        self.columns
    }

    /// Presses the heading of a column; with `further` it is sorted by in addition to the others.
    pub fn sort_by(self, column: Column, further: bool) {
        self.view
            .try_update(|view| view.sorts = Sort::clicked(&view.sorts, column, further));
    }

    /// Folds a group away, or unfolds it.
    pub fn toggle_group(self, label: &str) {
        self.folded.try_update(
            |folded| match folded.iter().position(|other| other == label) {
                Some(place) => drop(folded.swap_remove(place)),
                None => folded.push(label.to_owned()),
            },
        );
    }

    /// Forgets what is about machines: another person may sign in.
    pub fn clear(self) {
        self.open.set(None);
        self.selection.set(Selection::default());
    }
}

#[cfg(test)]
mod tests;
