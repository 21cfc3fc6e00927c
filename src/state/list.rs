//! The list of machines as signals: how it is viewed, what follows from that, what is opened and selected in it.

mod names;
mod remembered;
mod searching;
mod selecting;
mod ways;

use super::fleet_rows::FleetRows;
use super::view::columns::Columns;
use super::view::items::Items;
use super::view::order::Places;
use super::view::selection::Selection;
use super::view::{Column, Sort, View};
use crate::model::capability::Capabilities;
use crate::model::resource_id::ResourceId;
use crate::signal::{Memo, RwSignal, Signal};
use ways::Ways;

/// The list of machines.
#[derive(Clone, Copy, PartialEq)]
pub struct List {
    rows: Signal<FleetRows>,
    view: RwSignal<View>,
    /// The places of all rows by name.
    names: Memo<Places>,
    places: Memo<Places>,
    items: Memo<Items>,
    found: Memo<usize>,
    open: RwSignal<Option<ResourceId>>,
    selection: RwSignal<Selection>,
    columns: RwSignal<Columns>,
    folded: RwSignal<Vec<String>>,
    ways: RwSignal<Option<Ways>>,
}

impl List {
    /// The usual view of these rows. No other is shown before [`List::equip`].
    pub fn new(rows: Signal<FleetRows>, capabilities: Capabilities) -> Self {
        let view = RwSignal::<View>::default();
        let ways = RwSignal::<Option<Ways>>::default();
        let names = names::of(rows);
        let places = Memo::new(move || match ways.get() {
            Some(ways) => ways.places.get(),
            None if view.with(View::is_usual) => names.get(),
            // What only looks searched would deceive.
            None => Places::default(),
        });
        let items = Memo::new(move || match ways.get() {
            Some(ways) => ways.items.get(),
            None => Items::plain(&places.get()),
        });
        Self {
            rows,
            view,
            names,
            places,
            items,
            found: Memo::new(move || places.with(|places| places.len())),
            open: RwSignal::default(),
            selection: RwSignal::default(),
            columns: RwSignal::new(Columns::usual(Column::of(&capabilities))),
            folded: RwSignal::default(),
            ways,
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
