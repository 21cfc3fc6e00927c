//! What helps with the search: completion, chips, and why it finds nothing.

use super::List;
use super::ways::Ways;
use crate::signal::Memo;
use crate::state::view::complete::{Suggestion, complete};
use crate::state::view::facets::Facets;
use crate::state::view::query::sieve::Sieve;
use crate::state::view::query::{Fault, Query};
use crate::state::view::{Column, chips, nothing};

impl List {
    /// Whether it is ready for every view.
    pub fn is_equipped(self) -> bool {
        self.ways.with(Option::is_some)
    }

    /// Why the search is not understood.
    pub fn fault(self) -> Memo<Option<Fault>> {
        match self.ways.get_untracked() {
            Some(ways) => ways.fault,
            None => Memo::new(|| None),
        }
    }

    /// The values that stand in each column, and how often.
    pub fn facets(self) -> Memo<Facets> {
        match self.ways.get_untracked() {
            Some(ways) => ways.facets,
            None => Memo::new(Facets::default),
        }
    }

    /// What may be meant at the caret of the search, which is counted in UTF-16 units.
    pub fn complete(self, search: &str, caret: usize) -> Vec<Suggestion> {
        self.facets()
            .with_untracked(|facets| complete(search, caret, facets))
    }

    /// How many machines another search would find, as they are now.
    pub fn would_find(self, search: &str) -> usize {
        let query = Query::parse(search);
        let ways = self.ways.get_untracked();
        let running = ways.map(|ways| ways.running.get_untracked());
        self.rows.with_untracked(|rows| {
            Sieve::new(&query, rows.words(), &running.unwrap_or_default()).count(rows)
        })
    }

    /// Why the search finds nothing, in a sentence.
    pub fn why_nothing(self) -> String {
        let Some(Ways {
            query,
            running,
            facets,
            ..
        }) = self.ways.get()
        else {
            return String::new();
        };
        let (search, query, running) = (self.search(), query.get(), running.get());
        self.rows.with(|rows| {
            facets.with(|facets| nothing::why(&search, &query, rows, &running, facets))
        })
    }

    /// Writes these values of a column into the search, in the place of whatever it said about it.
    pub fn choose(self, column: Column, values: &[&str]) {
        let search = self.view.with_untracked(|view| view.search.clone());
        let with = |facets: &Facets| chips::with_values(&search, column, values, facets);
        self.set_search(self.facets().with_untracked(with));
    }
}
