//! The list's search and sort in the address, so that a view can be kept as a bookmark or sent to a colleague:
//! `#/machines?q=state%3Arunning&sort=-checkpoints`. Columns have the names that they have in the search.

use super::Sort;
use super::query::FIELDS;
use crate::auth::percent;
use crate::route::Route;

/// The address of the list with this search and sort, with `#`. What is as usual is left out.
pub fn hash(search: &str, sort: Sort) -> String {
    let mut query = String::new();
    if !search.trim().is_empty() {
        percent::pair_into(&mut query, "q", search.trim());
    }
    let name = FIELDS.iter().find(|(_, column)| *column == sort.column);
    if let Some((name, _)) = name.filter(|_| sort != Sort::default()) {
        let sign = if sort.descending { "-" } else { "" };
        percent::pair_into(&mut query, "sort", &[sign, name].concat());
    }
    let question = if query.is_empty() { "" } else { "?" };
    [&Route::Machines.hash(), question, &query].concat()
}

/// The search and sort in an address; `None` when it says nothing of them, such as a link to the list, which leaves them
/// as they are.
pub fn parse(hash: &str) -> Option<(String, Sort)> {
    let (_, query) = hash.split_once('?')?;
    let (mut search, mut sort) = (String::new(), Sort::default());
    for pair in query.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = percent::decode(value);
        match key {
            "q" => search = value,
            "sort" => {
                let (descending, name) = match value.strip_prefix('-') {
                    Some(name) => (true, name),
                    None => (false, value.as_str()),
                };
                if let Some((_, column)) = FIELDS.iter().find(|(known, _)| *known == name) {
                    sort = Sort {
                        column: *column,
                        descending,
                    };
                }
            }
            _ => {}
        }
    }
    Some((search, sort))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_usual_view_has_the_plain_address() {
        assert_eq!(hash(" ", Sort::default()), "#/machines");
        assert_eq!(parse("#/machines"), None);
    }

    #[test]
    fn a_column_that_is_none_is_sorted_as_usual() {
        let parsed = parse("#/machines?q=a+b&sort=colour&x");
        assert_eq!(parsed, Some(("a b".to_owned(), Sort::default())));
    }

    proptest! {
        #[test]
        fn every_view_has_an_address_that_leads_back_to_it(search in "[^ ]\\PC{0,20}[^ ]", column in 0..FIELDS.len(), descending: bool) {
            let (_, column) = FIELDS[column];
            let sort = Sort { column, descending };
            let search = search.trim().to_owned();
            prop_assume!(!search.is_empty());
            let address = hash(&search, sort);
            prop_assert_eq!(Route::parse(&address), Route::Machines);
            prop_assert_eq!(parse(&address), Some((search, sort)));
        }

        #[test]
        fn no_address_panics(hash in "\\PC{0,40}") {
            let _ = parse(&hash);
        }
    }
}
