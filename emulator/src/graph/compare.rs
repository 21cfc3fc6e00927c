//! The comparisons of the language. Those of text leave letter case aside, but for `==` and `!=`.

use super::value::Value;
use std::{borrow::Cow, cmp::Ordering};

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `=~`
    Same,
    /// `!~`
    Different,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `has` and the like, or their opposites.
    Text(Part, bool),
}

/// What one text may be of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A whole word: `has`.
    Word,
    /// Anywhere: `contains`.
    Anywhere,
    /// `startswith`
    Start,
    /// `endswith`
    End,
}

impl Comparison {
    /// The one that is written so.
    pub fn written(text: &str) -> Option<Self> {
        Some(match text {
            "==" => Self::Equal,
            "!=" => Self::Unequal,
            "=~" => Self::Same,
            "!~" => Self::Different,
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::More,
            ">=" => Self::AtLeast,
            "has" => Self::Text(Part::Word, true),
            "!has" => Self::Text(Part::Word, false),
            "contains" => Self::Text(Part::Anywhere, true),
            "!contains" => Self::Text(Part::Anywhere, false),
            "startswith" => Self::Text(Part::Start, true),
            "!startswith" => Self::Text(Part::Start, false),
            "endswith" => Self::Text(Part::End, true),
            "!endswith" => Self::Text(Part::End, false),
            _ => return None,
        })
    }

    /// Whether it is about texts only.
    pub fn is_of_text(self) -> bool {
        matches!(self, Self::Same | Self::Different | Self::Text(..))
    }

    /// Compares. Nothing equals nothing else, and two nothings give nothing (Kusto's rules for null values).
    pub fn apply(self, left: &Value<'_>, right: &Value<'_>) -> Value<'static> {
        if left.is_null() || right.is_null() {
            return match self {
                _ if left.is_null() && right.is_null() => Value::Null,
                Self::Unequal | Self::Different => Value::Bool(true),
                Self::Text(_, positive) => Value::Bool(!positive),
                _ => Value::Bool(false),
            };
        }
        Value::Bool(match self {
            Self::Equal => equal(left, right),
            Self::Unequal => !equal(left, right),
            Self::Same => same(&text(left), &text(right)),
            Self::Different => !same(&text(left), &text(right)),
            Self::Less => ordered(left, right, Ordering::is_lt),
            Self::AtMost => ordered(left, right, Ordering::is_le),
            Self::More => ordered(left, right, Ordering::is_gt),
            Self::AtLeast => ordered(left, right, Ordering::is_ge),
            Self::Text(part, positive) => part.is_in(&text(right), &text(left)) == positive,
        })
    }
}

impl Part {
    fn is_in(self, part: &str, whole: &str) -> bool {
        let (part, whole) = (part.to_lowercase(), whole.to_lowercase());
        match self {
            Self::Start => whole.starts_with(&part),
            Self::End => whole.ends_with(&part),
            Self::Anywhere => whole.contains(&part),
            Self::Word => {
                let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                whole.match_indices(&part).any(|(at, found)| {
                    let before = whole.get(..at).unwrap_or_default();
                    let after = whole.get(at + found.len()..).unwrap_or_default();
                    !inside(before.chars().next_back()) && !inside(after.chars().next())
                })
            }
        }
    }
}

fn text<'v>(value: &'v Value<'_>) -> Cow<'v, str> {
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.clone().into_text().into_owned()),
    }
}

fn same(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    a.to_lowercase() == b.to_lowercase()
}

fn equal(a: &Value<'_>, b: &Value<'_>) -> bool {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Dynamic(a), Value::Dynamic(b)) => a == b,
        _ => ordered(a, b, Ordering::is_eq),
    }
}

/// Values of different types are in no order.
fn ordered(a: &Value<'_>, b: &Value<'_>, holds: fn(Ordering) -> bool) -> bool {
    let comparable = matches!((a, b), (Value::Text(_), Value::Text(_)))
        || (a.number().is_some() && b.number().is_some());
    comparable && holds(a.order(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(left: &'static str, written: &str, right: &'static str) -> bool {
        let comparison = Comparison::written(written).unwrap();
        comparison.apply(&Value::text(left), &Value::text(right)) == Value::Bool(true)
    }

    #[test]
    fn a_word_is_found_only_whole() {
        assert!(holds("sql-prod-014", "has", "PROD"));
        assert!(!holds("sql-prod-014", "has", "pro"));
        assert!(holds("sql-prod-014", "contains", "PRO"));
        assert!(holds("sql-prod-014", "!has", "pro"));
        assert!(holds("sql-prod-014", "startswith", "SQL") && holds("a", "endswith", ""));
    }

    #[test]
    fn letter_case_matters_to_double_equals_alone() {
        assert!(!holds("SCVMM", "==", "scvmm") && holds("SCVMM", "=~", "scvmm"));
        assert!(holds("GRÖßE", "=~", "größe") && !holds("GRÖßE", "!~", "größe"));
    }

    #[test]
    fn nothing_is_unequal_to_something_and_undecided_to_nothing() {
        let null = Value::Null;
        let apply = |c: Comparison, v: &Value<'_>| c.apply(&null, v);
        assert_eq!(
            apply(Comparison::Unequal, &Value::Whole(1)),
            Value::Bool(true)
        );
        assert_eq!(
            apply(Comparison::Equal, &Value::Whole(1)),
            Value::Bool(false)
        );
        assert_eq!(apply(Comparison::Equal, &Value::Null), Value::Null);
    }
}
