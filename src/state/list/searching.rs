//! What helps with the search: completion, chips, and why it finds nothing.

use super::List;
use crate::state::view::complete::{Suggestion, complete};
use crate::state::view::facets::Facets;
use crate::state::view::{Column, chips, nothing};

impl List {
    /// What may be meant at the caret of the search, which is counted in UTF-16 units.
    pub fn complete(self, search: &str, caret: usize) -> Vec<Suggestion> {
        self.facets
            .with_untracked(|facets| complete(search, caret, facets))
    }

    /// Why the search finds nothing, in a sentence.
    pub fn why_nothing(self) -> String {
        let (search, query) = (self.search(), self.query.get());
        let running = self.running.get();
        self.rows.with(|rows| {
            self.facets
                .with(|facets| nothing::why(&search, &query, rows, &running, facets))
        })
    }

    /// Writes these values of a column into the search, in the place of whatever it said about it.
    pub fn choose(self, column: Column, values: &[&str]) {
        let search = self.view.with_untracked(|view| view.search.clone());
        let with = |facets: &Facets| chips::with_values(&search, column, values, facets);
        self.set_search(self.facets.with_untracked(with));
    }
}
