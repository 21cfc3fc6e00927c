//! What the list keeps in this browser, the saved views among it, and what the address keeps of it.

use super::List;
use crate::browser::storage;
use crate::signal::{RwSignal, effect};
use crate::state::view::address::{self, MOST_SELECTED};
use crate::state::view::columns::Columns;
use crate::state::view::saved::SavedViews;
use crate::state::view::selection::Selection;

/// Where the browser keeps the columns and the saved views.
const COLUMNS: &str = "scvmm.columns";
const VIEWS: &str = "scvmm.views";

impl List {
    /// Takes up the columns that this browser keeps.
    pub fn remember(self) {
        if let Some(columns) = storage::recall(COLUMNS) {
            self.columns.update(|own| own.take(&columns));
        }
    }

    /// Whether this browser keeps views.
    pub fn keeps_views(self) -> bool {
        storage::recall(VIEWS).is_some_and(|views| !views.is_empty())
    }

    /// Takes up the views that this browser keeps, and keeps all from now on.
    pub fn keep(self) {
        let recall = move || {
            // Other tabs are heard for as long as the page lives, the list may be gone before.
            let is_there = self.ways.try_with_untracked(|_| ()).is_some();
            if let Some(views) = storage::recall(VIEWS).filter(|_| is_there) {
                self.saved().try_set(SavedViews::parse(&views));
            }
        };
        recall();
        // Else the next view that is saved here would take the place of all that were saved there.
        storage::on_kept_elsewhere(recall);
        effect(move || storage::keep(COLUMNS, &self.columns.with(Columns::print)));
        effect(move || storage::keep(VIEWS, &self.saved().with(SavedViews::print)));
    }

    /// The views that are saved.
    pub fn saved(self) -> RwSignal<SavedViews> {
        let ways = self.ways.get_untracked();
        ways.map_or_else(RwSignal::default, |ways| ways.saved)
    }

    /// The name of the saved view that is shown, if it is one.
    pub fn shown_saved(self) -> Option<String> {
        let address = self.ways.get()?.address.get();
        self.saved()
            .with(|saved| saved.at(&address).map(|saved| saved.name.clone()))
    }

    /// Saves the present view under a name; `false` for a name of blanks.
    pub fn save(self, name: &str) -> bool {
        let view = self.view.get_untracked();
        let saved = self.saved().try_update(|saved| saved.save(name, &view));
        saved.unwrap_or_default()
    }

    /// Gives a saved view another name; `false` for a name of blanks.
    pub fn rename(self, old: &str, name: &str) -> bool {
        let renamed = self.saved().try_update(|saved| saved.rename(old, name));
        renamed.unwrap_or_default()
    }

    /// The address of the list as it is now, with `#`.
    pub fn address(self) -> String {
        let open = self.open.get();
        self.view.with(|view| {
            self.selection
                .with(|selection| address::hash(view, open.as_ref(), selection))
        })
    }

    /// Takes what an address says of the list; one that says nothing leaves it as it is.
    pub fn take_address(self, hash: &str) {
        if let Some(address) = address::parse(hash) {
            self.view.try_set(address.view);
            self.open.try_set(address.open);
            // No address can hold a long selection, so none says that it is gone.
            let selected = self.selection.with_untracked(Selection::len);
            if !address.selection.is_empty() || selected <= MOST_SELECTED {
                self.selection.try_set(address.selection);
            }
        }
    }
}
