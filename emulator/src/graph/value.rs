//! The value of a column in a row.

use super::syntax::Step;
use serde_json::Value as Json;
use std::{borrow::Cow, cmp::Ordering};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Real(f64),
    /// Text.
    Text(Cow<'a, str>),
    /// An object or an array; single values within them are taken out as one of the above.
    Dynamic(Cow<'a, Json>),
}

impl<'a> Value<'a> {
    /// Text that lives as long as the estate.
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// From a document.
    pub fn of(json: Cow<'a, Json>) -> Self {
        match json {
            Cow::Borrowed(Json::String(text)) => Self::Text(Cow::Borrowed(text)),
            Cow::Owned(Json::String(text)) => Self::Text(Cow::Owned(text)),
            other => match other.as_ref() {
                Json::Null => Self::Null,
                Json::Bool(value) => Self::Bool(*value),
                Json::Number(number) => number
                    .as_i64()
                    .map(Self::Whole)
                    .or_else(|| number.as_f64().map(Self::Real))
                    .unwrap_or(Self::Null),
                _ => Self::Dynamic(other),
            },
        }
    }

    /// As a document.
    pub fn into_json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => value.into(),
            Self::Whole(value) => value.into(),
            Self::Real(value) => value.into(),
            Self::Text(value) => value.into_owned().into(),
            Self::Dynamic(value) => value.into_owned(),
        }
    }

    /// The same, without anything borrowed.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Whole(value) => Value::Whole(value),
            Self::Real(value) => Value::Real(value),
            Self::Text(value) => Value::Text(Cow::Owned(value.into_owned())),
            Self::Dynamic(value) => Value::Dynamic(Cow::Owned(value.into_owned())),
        }
    }

    /// As text: empty for nothing, a document as JSON.
    pub fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Self::Whole(value) => Cow::Owned(value.to_string()),
            Self::Real(value) => Cow::Owned(value.to_string()),
            Self::Text(value) => value,
            Self::Dynamic(value) => Cow::Owned(value.to_string()),
        }
    }

    /// A part of it; nothing, where there is none.
    pub fn at(self, steps: &[Step]) -> Self {
        match (self, steps) {
            (value, []) => value,
            (Self::Dynamic(Cow::Borrowed(json)), steps) => {
                find(json, steps).map_or(Self::Null, |found| Self::of(Cow::Borrowed(found)))
            }
            (Self::Dynamic(Cow::Owned(json)), steps) => {
                find(&json, steps).map_or(Self::Null, |found| Self::of(Cow::Owned(found.clone())))
            }
            _ => Self::Null,
        }
    }

    /// Whether there is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Roughly how many bytes it holds, for what a query may cost.
    pub fn weight(&self) -> usize {
        match self {
            Self::Text(Cow::Owned(text)) => text.len(),
            Self::Dynamic(Cow::Owned(Json::Array(list))) => 16 * list.len(),
            _ => 0,
        }
    }

    /// The order of two values that are something; values of different types by type.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Whole(a), Self::Whole(b)) => a.cmp(b),
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (a, b) => match (a.number(), b.number()) {
                (Some(a), Some(b)) => a.total_cmp(&b),
                _ => a.rank().cmp(&b.rank()),
            },
        }
    }

    /// As a number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            // Numbers of the estate are far from where this loses something.
            #[allow(clippy::cast_precision_loss)]
            Self::Whole(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            _ => None,
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Bool(_) => 1,
            Self::Whole(_) | Self::Real(_) => 2,
            Self::Text(_) => 3,
            Self::Dynamic(_) => 4,
        }
    }
}

fn find<'j>(json: &'j Json, steps: &[Step]) -> Option<&'j Json> {
    steps.iter().try_fold(json, |json, step| match step {
        Step::Name(name) => json.get(name),
        Step::Index(index) => {
            let list = json.as_array()?;
            let from_end = || {
                list.len()
                    .checked_sub(usize::try_from(index.unsigned_abs()).ok()?)
            };
            list.get(usize::try_from(*index).ok().or_else(from_end)?)
        }
    })
}
