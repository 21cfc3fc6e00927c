//! The list of machines as signals: how it is viewed, what follows from that, what is opened and selected in it.

use std::sync::{Arc, Mutex, PoisonError};

use super::fleet::Fleet;
use super::fleet_rows::FleetRows;
use super::operations::Operations;
use super::view::address::{self, Address};
use super::view::columns::Columns;
use super::view::facets::Facets;
use super::view::items::Items;
use super::view::order::Places;
use super::view::query::Fault;
use super::view::query::sieve::Sieve;
use super::view::selection::Selection;
use super::view::{Column, Query, Sort, View, groups, order};
use crate::model::capability::Capabilities;
use crate::model::fold::fold_text;
use crate::model::resource_id::ResourceId;
use crate::signal::{Memo, RwSignal, Signal};

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
    folded: RwSignal<Vec<String>>,
}

impl List {
    /// The usual view of a fleet.
    pub fn new(fleet: Fleet, operations: Operations, capabilities: Capabilities) -> Self {
        let rows = fleet.rows();
        let view = RwSignal::<View>::default();
        let folded = RwSignal::<Vec<String>>::default();
        let search = Memo::new(move || view.with(|view| view.search.clone()));
        let query = Memo::new(move || Arc::new(search.with(|search| Query::parse(search))));
        let sorted = Memo::new(move || view.with(|view| (view.sorts.clone(), view.group)));
        // What follows from the rows is computed anew for what has changed of them only.
        let names_version = Memo::new(move || rows.with(FleetRows::names_version));
        let words_version = Memo::new(move || rows.with(|rows| rows.words().version()));
        let before = Mutex::new(Places::default());
        let names = Memo::new(move || {
            names_version.track();
            let mut before = before.lock().unwrap_or_else(PoisonError::into_inner);
            *before = rows.with_untracked(|rows| order::by_name(rows, &before));
            Arc::clone(&before)
        });
        let ranks = Memo::new(move || {
            words_version.track();
            rows.with_untracked(|rows| order::ranks(rows.words()))
        });
        let running = Memo::new(move || running(operations, rows));
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
            folded,
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

    /// The search as it was understood.
    pub fn query(self) -> Memo<Arc<Query>> {
        self.query
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

    /// Selects all machines that are found, those of folded groups among them, and keeps those that are selected already.
    pub fn select_found(self) {
        let places = self.places.get_untracked();
        let id = |rows: &FleetRows, place: &u32| {
            let row = rows.all().get(*place as usize);
            row.map(|row| row.listed.id.clone())
        };
        let ids: Vec<ResourceId> = self
            .rows
            .with_untracked(|rows| places.iter().filter_map(|place| id(rows, place)).collect());
        self.selection.try_update(|selection| selection.add(ids));
    }

    /// Selects the machines on the lines from one to another, both included, and keeps those that are selected already.
    pub fn select_lines(self, from: usize, to: usize) {
        let (first, last) = (from.min(to), from.max(to));
        let ids: Vec<ResourceId> = self.rows.with_untracked(|rows| {
            let id = |place: usize| rows.all().get(place).map(|row| row.listed.id.clone());
            let items = self.items.get_untracked();
            items.machines(first, last + 1).filter_map(id).collect()
        });
        self.selection.try_update(|selection| selection.add(ids));
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

    /// The address of the list as it is now, with `#`.
    pub fn address(self) -> String {
        let address = Address {
            view: self.view.get(),
            open: self.open.get(),
            selection: self.selection.get(),
        };
        address::hash(&address)
    }

    /// Takes what an address says of the list; one that says nothing leaves it as it is.
    pub fn take_address(self, hash: &str) {
        if let Some(address) = address::parse(hash) {
            self.view.try_set(address.view);
            self.open.try_set(address.open);
            self.selection.try_set(address.selection);
        }
    }

    /// Forgets what is about machines: another person may sign in.
    pub fn clear(self) {
        self.open.set(None);
        self.selection.set(Selection::default());
    }
}

/// The words of each machine's newest operation, folded, by the place of the machine, in the order of places.
fn running(operations: Operations, rows: Signal<FleetRows>) -> Vec<(u32, String)> {
    let list = operations.list().get();
    let mut running: Vec<(u32, String)> = Vec::new();
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
