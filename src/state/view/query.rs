//! What is typed in the search, as terms: plain words, which any column may hold, and `field:value`, which one must; `-` before
//! a term turns it round, quotation marks keep blanks together, and a number of checkpoints can be compared: `checkpoints:>3`.

use super::Column;
use crate::model::fold::fold_text;

/// The names of the fields, in the order in which they are told; the first that a column has is the one in addresses.
pub(super) const FIELDS: [(&str, Column); 12] = [
    ("name", Column::Name),
    ("state", Column::State),
    ("checkpoints", Column::Checkpoints),
    ("type", Column::CheckpointType),
    ("os", Column::OperatingSystem),
    ("server", Column::Server),
    ("host", Column::Server),
    ("cloud", Column::Cloud),
    ("place", Column::Place),
    ("group", Column::ResourceGroup),
    ("subscription", Column::Subscription),
    ("operation", Column::Operation),
];

/// A search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    /// Why a term is not understood, in a sentence. Then nothing is found: a list that only looks filtered would deceive.
    pub fault: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    /// Some column holds this, which is folded.
    Anywhere(String),
    /// This column holds it.
    In(Column, String),
    /// The number of checkpoints is in this range.
    Count(usize, usize),
}

impl Query {
    /// Reads a search. A term that is still being typed, such as `state:`, asks for nothing yet.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for term in terms(text) {
            match read(&term) {
                Ok(Some(term)) => query.terms.push(term),
                Ok(None) => {}
                Err(fault) => {
                    query.fault.get_or_insert(fault);
                }
            }
        }
        query
    }

    /// Whether a row is found; `text` gives the text of a column, `checkpoints` their number, if it is known.
    pub fn finds(&self, text: &dyn Fn(Column) -> String, checkpoints: Option<usize>) -> bool {
        let holds = |column: Column, value: &str| fold_text(&text(column)).contains(value);
        let passes = |term: &Term| {
            let found = match &term.test {
                Test::Anywhere(value) => Column::ALL.into_iter().any(|column| holds(column, value)),
                Test::In(column, value) => holds(*column, value),
                // What is not known is neither in the range nor outside it.
                Test::Count(least, most) => match checkpoints {
                    Some(count) => (*least..=*most).contains(&count),
                    None => return false,
                },
            };
            found != term.negated
        };
        self.fault.is_none() && self.terms.iter().all(passes)
    }
}

/// The terms of a text: what stands between blanks, but for blanks between quotation marks, which are taken off.
fn terms(text: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            blank if blank.is_whitespace() && !quoted => terms.push(String::new()),
            other => {
                if let Some(term) = terms.last_mut() {
                    term.push(other);
                }
            }
        }
    }
    terms.retain(|term| !term.is_empty());
    terms
}

fn read(term: &str) -> Result<Option<Term>, String> {
    let (negated, bare) = match term.strip_prefix('-') {
        Some(bare) => (true, bare),
        None => (false, term),
    };
    let named = |field: &str| !field.is_empty() && field.chars().all(|c| c.is_ascii_alphabetic());
    let test = match bare.split_once(':').filter(|(field, _)| named(field)) {
        Some((field, value)) => {
            let known = FIELDS
                .iter()
                .find(|(name, _)| field.eq_ignore_ascii_case(name));
            let Some((_, column)) = known else {
                let fields = FIELDS.map(|(name, _)| name).join(", ");
                return Err(["There is no field “", field, "”. There are ", &fields, "."].concat());
            };
            match column {
                Column::Checkpoints => count(value).map_err(|()| {
                    [
                        "“",
                        bare,
                        "” needs a number: checkpoints:2, checkpoints:>3 or checkpoints:<=3.",
                    ]
                    .concat()
                })?,
                column => Some(Test::In(*column, fold_text(value))).filter(|_| !value.is_empty()),
            }
        }
        None => Some(Test::Anywhere(fold_text(bare))).filter(|_| !bare.is_empty()),
    };
    Ok(test.map(|test| Term { negated, test }))
}

/// The numbers that a comparison allows; `None` while it is still being typed.
fn count(value: &str) -> Result<Option<Test>, ()> {
    let digits = value.trim_start_matches(['<', '>', '=']);
    let (sign, _) = value
        .split_at_checked(value.len() - digits.len())
        .ok_or(())?;
    if digits.is_empty() && sign.len() <= 2 {
        return Ok(None);
    }
    let number: usize = digits.parse().map_err(|_| ())?;
    let (least, most) = match sign {
        "" | "=" => (number, number),
        ">" => (number.saturating_add(1), usize::MAX),
        ">=" => (number, usize::MAX),
        "<=" => (0, number),
        // Nothing is less than none: a range that holds no number.
        "<" => number.checked_sub(1).map_or((1, 0), |most| (0, most)),
        _ => return Err(()),
    };
    Ok(Some(Test::Count(least, most)))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether a search finds a machine with these texts.
    fn finds(search: &str) -> bool {
        let text = |column| match column {
            Column::Name => "sql-prod-014".to_owned(),
            Column::State => "Running".to_owned(),
            Column::Place => "vmm-east / Production Gold".to_owned(),
            Column::Server => "vmm-east".to_owned(),
            Column::Cloud => "Production Gold".to_owned(),
            _ => String::new(),
        };
        Query::parse(search).finds(&text, Some(4))
    }

    #[test]
    fn plain_words_are_found_in_any_column_and_all_of_them_must_be() {
        assert!(finds("sql RUNNING gold"));
        assert!(!finds("sql stopped"));
        assert!(finds(""));
    }

    #[test]
    fn a_field_is_looked_for_in_its_own_column() {
        assert!(finds("state:run Cloud:gold"));
        assert!(!finds("name:running"));
        assert!(finds("cloud:\"production gold\""));
        assert!(!finds("cloud:\"gold production\""));
    }

    #[test]
    fn a_minus_turns_a_term_round() {
        assert!(finds("-test -state:stopped"));
        assert!(!finds("-name:sql"));
        assert!(finds("-"));
    }

    #[test]
    fn the_number_of_checkpoints_can_be_compared() {
        for search in [
            "checkpoints:4",
            "checkpoints:>3",
            "checkpoints:>=4",
            "checkpoints:<5",
            "checkpoints:<=4",
            "-checkpoints:0",
        ] {
            assert!(finds(search), "{search}");
        }
        for search in [
            "checkpoints:40",
            "checkpoints:>4",
            "checkpoints:<4",
            "checkpoints:<0",
        ] {
            assert!(!finds(search), "{search}");
        }
        let unread = |search: &str| Query::parse(search).finds(&|_| String::new(), None);
        assert!(!unread("checkpoints:0") && !unread("-checkpoints:0"));
    }

    #[test]
    fn a_term_that_is_still_being_typed_asks_for_nothing() {
        for search in [
            "state:",
            "-state:",
            "checkpoints:",
            "checkpoints:>",
            "checkpoints:>=",
            "\"",
        ] {
            assert!(finds(search), "{search}");
            assert_eq!(Query::parse(search).fault, None, "{search}");
        }
    }

    #[test]
    fn a_term_that_means_nothing_is_named_and_finds_nothing() {
        let fault = |search: &str| Query::parse(search).fault.unwrap_or_default();
        assert!(
            fault("sql colour:blue")
                .starts_with("There is no field “colour”. There are name, state")
        );
        assert!(fault("checkpoints:many").starts_with("“checkpoints:many” needs a number"));
        assert!(fault("checkpoints:><3").contains("needs a number"));
        assert!(!finds("sql colour:blue"));
        // A time is no field.
        assert_eq!(fault("22:10"), "");
    }

    proptest! {
        #[test]
        fn no_search_panics(search in "[-:<>=\"a-z0-9 \\PC]{0,30}") {
            let _ = finds(&search);
        }
    }
}
