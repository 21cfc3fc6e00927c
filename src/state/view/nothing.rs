//! Why a search finds nothing, in a sentence.

use super::facets::Facets;
use super::query::Test;
use super::query::sieve::Sieve;
use super::{Column, Query};
use crate::state::fleet_rows::FleetRows;

/// So many values of a column are told when the search asks for another.
const TOLD: usize = 6;

/// Why a search finds no row. `operations` are as for [`Sieve`].
pub fn why(
    search: &str,
    query: &Query,
    rows: &FleetRows,
    operations: &[(u32, String)],
    facets: &Facets,
) -> String {
    if let Some(fault) = &query.fault {
        return fault.words.clone();
    }
    let sieve = Sieve::new(query, rows.words(), operations);
    let Some(term) = sieve.term_without_rows(rows) else {
        return "There are machines for each part of the search, and none for all of them together.".to_owned();
    };
    let written = search.get(term.range.clone()).unwrap_or_default();
    let quoted = ["“", written.trim_matches(['"', '-']), "”"].concat();
    if term.negated {
        return [
            "Every machine has ",
            &quoted,
            ", and the search leaves those out.",
        ]
        .concat();
    }
    let sentence = match &term.test {
        Test::Anywhere(_) => return ["No machine has ", &quoted, " in any column."].concat(),
        Test::In(..) | Test::Count(_) => ["No machine has ", &quoted, "."].concat(),
    };
    let about = Column::FACETS
        .into_iter()
        .find(|column| term.is_about(*column));
    let values = about.map_or(&[][..], |column| facets.of_column(column));
    if values.is_empty() || values.len() > TOLD {
        return sentence;
    }
    let told: Vec<&str> = values.iter().map(|value| &*value.text).collect();
    [&sentence, " There is ", &told.join(", "), "."].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::view::order::ranks;
    use crate::state::view::tests::{fleet, machine};

    fn why_not(search: &str) -> String {
        let rows = fleet(["web-1", "sql-1"].map(machine).to_vec());
        let facets = Facets::of(&rows, &ranks(rows.words()));
        why(search, &Query::parse(search), &rows, &[], &facets)
    }

    #[test]
    fn the_term_that_finds_nothing_is_named() {
        assert_eq!(
            why_not("web apache"),
            "No machine has “apache” in any column."
        );
        assert_eq!(why_not("web name:\"a b\""), "No machine has “name:\"a b”.");
        assert_eq!(
            why_not("-group:rg"),
            "Every machine has “group:rg”, and the search leaves those out."
        );
        assert_eq!(
            why_not("subscription:test"),
            "No machine has “subscription:test”. There is Contoso Production."
        );
        assert!(why_not("colour:blue").starts_with("There is no field"));
    }

    #[test]
    fn terms_that_exclude_each_other_are_told_apart_from_one_that_finds_nothing() {
        assert_eq!(
            why_not("web sql"),
            "There are machines for each part of the search, and none for all of them together."
        );
    }
}
