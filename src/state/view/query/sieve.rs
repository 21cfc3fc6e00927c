//! A search made ready for many rows: what of it can be said of a text is said once, for all rows that have it.

use super::{Query, Term, Test, Wanted};
use crate::state::fleet_rows::words::{NOTHING, Words};
use crate::state::fleet_rows::{FleetRows, Row};
use crate::state::view::Column;
use crate::state::view::texts::SHARED;

/// A search that rows are passed through.
pub struct Sieve<'a> {
    terms: Vec<Ready<'a>>,
    faulty: bool,
}

/// A term made ready.
struct Ready<'a> {
    term: &'a Term,
    /// What of a row is looked at.
    looks_at: Looks,
    /// Whether each of all texts passes.
    passes: Vec<bool>,
    /// The places of the machines whose operation passes, in their order.
    operations: Vec<u32>,
}

/// What of a row is looked at.
enum Looks {
    Everywhere,
    Name,
    Operation,
    Shared(usize),
}

impl<'a> Sieve<'a> {
    /// Makes a search ready. `operations` are the texts of running operations by the places of their machines, in their order.
    pub fn new(query: &'a Query, words: &Words, operations: &[(u32, String)]) -> Self {
        let ready = |term| Ready::new(term, words, operations);
        Self {
            terms: query.terms.iter().map(ready).collect(),
            faulty: query.fault.is_some(),
        }
    }

    /// The first term that no row passes by itself.
    pub fn term_without_rows(&self, rows: &FleetRows) -> Option<&'a Term> {
        let passes = |term: &Ready| {
            let mut rows = rows.all().iter().zip(0_u32..);
            rows.any(|(row, place)| term.finds(row, place))
        };
        let found = self.terms.iter().find(|term| !passes(term));
        found.map(|term| term.term)
    }

    /// How many rows are found.
    pub fn count(&self, rows: &FleetRows) -> usize {
        let rows = rows.all().iter().zip(0_u32..);
        rows.filter(|(row, place)| self.finds(row, *place)).count()
    }

    /// Whether the row at this place is found.
    pub fn finds(&self, row: &Row, place: u32) -> bool {
        !self.faulty && self.terms.iter().all(|term| term.finds(row, place))
    }
}

impl<'a> Ready<'a> {
    fn new(term: &'a Term, words: &Words, operations: &[(u32, String)]) -> Self {
        let looks_at = match term.test {
            Test::Anywhere(_) => Looks::Everywhere,
            Test::In(Column::Name, _) => Looks::Name,
            Test::In(Column::Operation, _) => Looks::Operation,
            Test::In(column, _) => Looks::of(column),
            Test::Count(_) => Looks::of(Column::Checkpoints),
        };
        let words = words.all().iter();
        let passes = words.map(|word| term.test.passes(&word.folded)).collect();
        let mut found: Vec<u32> = Vec::new();
        for (place, text) in operations {
            if term.test.passes(text) {
                found.push(*place);
            }
        }
        Self {
            term,
            looks_at,
            passes,
            operations: found,
        }
    }

    fn finds(&self, row: &Row, place: u32) -> bool {
        let passes = |word: &u32| self.passes.get(*word as usize).is_some_and(|own| *own);
        let name = || self.term.test.passes(row.folded_name());
        let operation = || self.operations.binary_search(&place).is_ok();
        let found = match self.looks_at {
            Looks::Everywhere => name() || row.words().iter().any(passes) || operation(),
            Looks::Name => name(),
            Looks::Operation => operation(),
            Looks::Shared(index) => match row.words().get(index) {
                // What is not known is neither in a range nor outside it.
                Some(&NOTHING) if matches!(self.term.test, Test::Count(_)) => return false,
                word => word.is_some_and(passes),
            },
        };
        found != self.term.negated
    }
}

impl Looks {
    fn of(column: Column) -> Self {
        let place = SHARED.iter().position(|shared| *shared == column);
        place.map_or(Self::Everywhere, Self::Shared)
    }
}

impl Test {
    /// Whether a folded text is what is asked for.
    pub fn passes(&self, folded: &str) -> bool {
        match self {
            Self::Anywhere(wanted) | Self::In(_, wanted) => {
                wanted.iter().any(|wanted: &Wanted| wanted.is_in(folded))
            }
            Self::Count(numbers) => match folded.parse() {
                Ok(number) => numbers.iter().any(|numbers| numbers.contain(number)),
                Err(_) => false,
            },
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
