//! Filter chips: another way to write terms into the search. The text is the one truth, so what a chip shows is read from it.

use super::Column;
use super::facets::{Facets, Value};
use super::fields::{column, field};
use super::query::Query;
use super::query::terms::{Written, cut, quoted};

/// Whether the search has a term about a column.
pub fn is_about(search: &str, about: Column) -> bool {
    cut(search).iter().any(|term| term_is_about(term, about))
}

/// The values of a column that pass all terms about it; none when no term is.
pub fn values_of<'a>(search: &str, of: Column, facets: &'a Facets) -> Vec<&'a Value> {
    let query = Query::parse(search);
    let terms = || query.terms().iter().filter(|term| term.is_about(of));
    if terms().next().is_none() {
        return Vec::new();
    }
    let values = facets.of_column(of).iter();
    values
        .filter(|value| terms().all(|term| term.test.passes(&value.folded) != term.negated))
        .collect()
}

/// The search with these values for a column, in the place of whatever it said about it; without any, it says nothing about it.
pub fn with_values(search: &str, about: Column, values: &[&str], facets: &Facets) -> String {
    let own = (!values.is_empty()).then(|| term(about, values, facets));
    let mut terms: Vec<&str> = Vec::new();
    let mut place = None;
    let mut last_is_kept = true;
    for written in cut(search) {
        last_is_kept = !term_is_about(&written, about);
        if last_is_kept {
            terms.extend(search.get(written.range));
        } else {
            place.get_or_insert(terms.len());
        }
    }
    // A quotation mark that nobody has closed yet would take in what comes behind it.
    let is_open = last_is_kept && search.matches('"').count() % 2 == 1;
    let closed = terms.last().map(|last| [last, "\""].concat());
    if let (true, Some(closed), Some(last)) = (is_open, &closed, terms.last_mut()) {
        *last = closed;
    }
    if let Some(own) = &own {
        terms.insert(place.unwrap_or(terms.len()), own);
    }
    terms.join(" ")
}

/// A term for these values. They are looked for as they are, or as the whole text where another value holds one of them.
fn term(about: Column, values: &[&str], facets: &Facets) -> String {
    let whole = values.iter().any(|value| facets.needs_whole(about, value));
    let mut term = [field(about), ":", if whole { "=" } else { "" }].concat();
    for (index, value) in values.iter().enumerate() {
        term.push_str(if index > 0 { "," } else { "" });
        term.push_str(&quoted(value));
    }
    term
}

fn term_is_about(term: &Written, about: Column) -> bool {
    term.field.as_deref().and_then(column) == Some(about)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
