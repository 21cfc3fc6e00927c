//! Completion of the search: names of fields, and the values that stand in their columns.

use super::Column;
use super::facets::{Facets, Value};
use super::fields::{FIELDS, column};
use super::order;
use super::query::terms::{Written, cut, quoted};
use crate::model::fold::fold_text;

/// At most so many suggestions are made: more are read by nobody.
const MOST: usize = 8;

/// What somebody who types may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it adds: a field with its colon, or a value.
    pub text: String,
    /// How many machines have the value; `None` for a field.
    pub count: Option<usize>,
    /// The whole search with it.
    pub search: String,
    /// Where the caret stands then, counted as the browser does: in UTF-16 units.
    pub caret: usize,
}

/// What may be meant at the caret, which is counted as the browser does.
pub fn complete(search: &str, caret: usize, facets: &Facets) -> Vec<Suggestion> {
    let caret = byte_at(search, caret);
    let written = cut(search);
    let mut at_caret = written
        .iter()
        .filter(|term| term.range.start <= caret && caret <= term.range.end);
    match at_caret.next() {
        None => fields("", &Site::new(search, caret..caret), facets),
        Some(term) => match &term.field {
            Some(name) => column(name).map_or_else(Vec::new, |column| {
                values(search, term, column, caret, facets)
            }),
            None => fields_or_values(search, term, caret, facets),
        },
    }
}

/// The place of the search that a suggestion takes.
struct Site<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> Site<'a> {
    fn new(search: &'a str, range: std::ops::Range<usize>) -> Self {
        Self {
            before: search.get(..range.start).unwrap_or_default(),
            after: search.get(range.end..).unwrap_or_default(),
        }
    }

    fn suggest(&self, text: String, count: Option<usize>, written: &str) -> Suggestion {
        let before = [self.before, written].concat();
        Suggestion {
            text,
            count,
            caret: before.encode_utf16().count(),
            search: [&before, self.after].concat(),
        }
    }
}

/// The fields that begin so. One that no machine has anything in is not offered.
fn fields(typed: &str, site: &Site, facets: &Facets) -> Vec<Suggestion> {
    let is_filled =
        |column: Column| !Column::FACETS.contains(&column) || !facets.of_column(column).is_empty();
    let begins = |name: &str| {
        name.get(..typed.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(typed))
    };
    let mut offered: Vec<Column> = vec![Column::Place];
    let mut found = Vec::new();
    for (name, column) in FIELDS {
        if begins(name) && is_filled(column) && !offered.contains(&column) {
            offered.push(column);
            let text = [name, ":"].concat();
            found.push(site.suggest(text.clone(), None, &text));
        }
    }
    found
}

/// A plain word that is being typed may become a field, or the value of one.
fn fields_or_values(
    search: &str,
    term: &Written,
    caret: usize,
    facets: &Facets,
) -> Vec<Suggestion> {
    let start = term.range.start + usize::from(term.negated);
    let site = Site::new(search, start..term.range.end);
    let typed = search.get(start..caret).unwrap_or_default();
    let mut found = fields(typed, &site, facets);
    let folded = fold_text(typed);
    // A single letter says too little of a value.
    if folded.chars().nth(1).is_none() || term.values.len() > 1 {
        return found;
    }
    for (name, column) in FIELDS {
        if found.len() >= MOST || name == "host" || column == Column::Checkpoints {
            continue;
        }
        for value in most_common(facets.of_column(column), &|value| {
            value.folded.starts_with(&*folded)
        }) {
            let equals = if facets.needs_whole(column, &value.text) {
                "="
            } else {
                ""
            };
            let written = [name, ":", equals, &quoted(&value.text)].concat();
            let text = [name, ":", &value.text].concat();
            found.push(site.suggest(text, Some(value.count), &written));
        }
    }
    found.truncate(MOST);
    found
}

/// The values of a column that hold what was typed of one; those that begin so come first.
fn values(
    search: &str,
    term: &Written,
    column: Column,
    caret: usize,
    facets: &Facets,
) -> Vec<Suggestion> {
    let mut at_caret = term.values.iter().enumerate();
    let Some((index, own)) =
        at_caret.find(|(_, value)| value.range.start <= caret && caret <= value.range.end)
    else {
        return Vec::new();
    };
    let typed = search.get(own.range.start..caret).unwrap_or_default();
    let equals = if index == 0 && typed.starts_with('=') {
        "="
    } else {
        ""
    };
    let folded = fold_text(&typed.replace(['"', '='], ""));
    let others: Vec<String> = term
        .values
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index)
        .map(|(_, value)| fold_text(value.text.trim_start_matches('=')))
        .collect();
    let open = |value: &Value| !others.iter().any(|other| **other == *value.folded);
    let all = facets.of_column(column);
    let mut meant = most_common(all, &|value| {
        open(value) && value.folded.starts_with(&*folded)
    });
    meant.extend(most_common(all, &|value| {
        open(value) && !value.folded.starts_with(&*folded) && value.folded.contains(&*folded)
    }));
    // Nothing is left to complete where the only one stands there already.
    if matches!(&*meant, [only] if *only.folded == *folded) {
        return Vec::new();
    }
    let site = Site::new(search, own.range.clone());
    let suggest = |value: &&Value| {
        let whole = index == 0 && facets.needs_whole(column, &value.text);
        let equals = if whole { "=" } else { equals };
        let written = [equals, &quoted(&value.text)].concat();
        site.suggest(value.text.to_string(), Some(value.count), &written)
    };
    meant.iter().take(MOST).map(suggest).collect()
}

/// Some of the values, those of the most machines first.
fn most_common<'a>(values: &'a [Value], wanted: &dyn Fn(&Value) -> bool) -> Vec<&'a Value> {
    let found: Vec<&Value> = values.iter().filter(|value| wanted(value)).collect();
    let mut indices: Vec<u32> = (0_u32..).take(found.len()).collect();
    let count = |index: u32| found.get(index as usize).map_or(0, |value| value.count);
    order::sort(&mut indices, &|a, b| count(b).cmp(&count(a)));
    let indices = indices.into_iter().take(MOST);
    indices
        .filter_map(|index| found.get(index as usize).copied())
        .collect()
}

/// The byte at which the browser counts so many UTF-16 units.
fn byte_at(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (place, letter) in text.char_indices() {
        if passed >= units {
            return place;
        }
        passed += letter.len_utf16();
    }
    text.len()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
