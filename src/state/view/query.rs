//! What is typed in the search, as terms: plain words, which any column may hold, and `field:value`, which one must; `-` before
//! a term turns it round, a comma stands for "or", `=` before a value wants all of it, quotation marks keep blanks together,
//! and a number of checkpoints can be compared: `checkpoints:>3`.

mod number;
pub mod sieve;
pub mod terms;

use std::ops::Range;

use super::Column;
use super::fields::{FIELDS, column};
use crate::model::fold::fold_text;
use number::Numbers;
use terms::{Value, Written};

/// A search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    /// Why a term is not understood. Then nothing is found: a list that only looks filtered would deceive.
    pub fault: Option<Fault>,
}

/// A term that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Why, in a sentence.
    pub words: String,
    /// Where it stands in the search, in bytes.
    pub range: Range<usize>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it is what must not be.
    pub negated: bool,
    /// What is asked of a row.
    pub test: Test,
    /// Where it stands in the search, in bytes.
    pub range: Range<usize>,
}

impl Term {
    /// Whether it asks for something of this column alone.
    pub fn is_about(&self, column: Column) -> bool {
        match &self.test {
            Test::Anywhere(_) => false,
            Test::In(own, _) => *own == column,
            Test::Count(_) => column == Column::Checkpoints,
        }
    }
}

/// What is asked of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Some column holds one of these.
    Anywhere(Vec<Wanted>),
    /// This column holds one of these.
    In(Column, Vec<Wanted>),
    /// The number of checkpoints is one of these.
    Count(Vec<Numbers>),
}

/// A text that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// With all its letters small.
    folded: String,
    /// Whether it must be the whole text.
    whole: bool,
}

impl Wanted {
    /// Whether a folded text is, or holds, this.
    pub fn is_in(&self, folded: &str) -> bool {
        if self.whole {
            return self.folded == folded;
        }
        let (text, wanted) = (folded.as_bytes(), self.folded.as_bytes());
        // Texts are a few letters long: what a quicker search needs to prepare costs more than it saves.
        text.windows(wanted.len().max(1))
            .any(|window| window.first() == wanted.first() && window == wanted)
    }
}

impl Query {
    /// Reads a search. A term that is still being typed, such as `state:`, asks for nothing yet.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for written in terms::cut(text) {
            match read(&written) {
                Ok(test) => query.terms.extend(test.map(|test| Term {
                    negated: written.negated,
                    test,
                    range: written.range,
                })),
                Err(words) => {
                    let range = written.range;
                    query.fault.get_or_insert(Fault { words, range });
                }
            }
        }
        query
    }

    /// What is asked for. A row must pass all of it.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether it asks for nothing: every row is found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.fault.is_none()
    }
}

fn read(written: &Written) -> Result<Option<Test>, String> {
    let values = &written.values;
    let Some(field) = &written.field else {
        return Ok(wanted(values, false).map(Test::Anywhere));
    };
    match column(field) {
        None => {
            let fields = FIELDS.map(|(name, _)| name).join(", ");
            Err(["There is no field “", field, "”. There are ", &fields, "."].concat())
        }
        Some(Column::Checkpoints) => {
            let mut counts = Vec::new();
            for value in values {
                match number::read(&value.text) {
                    Ok(numbers) => counts.extend(numbers),
                    Err(()) => {
                        let text = &value.text;
                        return Err([
                            "“",
                            field,
                            ":",
                            text,
                            "” needs a number: checkpoints:2, checkpoints:>3 or checkpoints:<=3.",
                        ]
                        .concat());
                    }
                }
            }
            Ok(Some(Test::Count(counts)).filter(|test| *test != Test::Count(Vec::new())))
        }
        Some(column) => Ok(wanted(values, true).map(|wanted| Test::In(column, wanted))),
    }
}

/// What is looked for; `None` while all of it is still to be typed. In a field, `=` before the first asks of all to be whole.
fn wanted(values: &[Value], in_field: bool) -> Option<Vec<Wanted>> {
    let first = values.first().map_or("", |value| &value.text);
    let whole = in_field && first.starts_with('=');
    let mut wanted: Vec<Wanted> = Vec::new();
    for value in values {
        let text = match value.text.strip_prefix('=') {
            Some(text) if whole => text,
            _ => &value.text,
        };
        if !text.is_empty() {
            wanted.push(Wanted {
                folded: fold_text(text),
                whole,
            });
        }
    }
    (!wanted.is_empty()).then_some(wanted)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
