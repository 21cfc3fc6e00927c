//! Values as they are compared: by the model's type, not by their spelling.

use super::Entity;
use super::instant::Instant;
use super::literal::{Literal, guid};
use super::model::Edm;
use serde_json::Value;
use std::cmp::Ordering;
use uuid::Uuid;

/// A value that can be compared with its like.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar {
    /// No value.
    Null,
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Fraction(f64),
    /// Text, compared by its characters.
    ///
    /// Assumption: letter case counts, as it does in WCF Data Services over objects.
    Text(String),
    /// A GUID; its spelling does not count.
    Guid(Uuid),
    /// A moment; its offset does not count.
    Instant(Instant),
    /// A complex value, which is only compared with null.
    Complex,
}

impl Scalar {
    /// The value of a property in a row. What is not of the type is no value.
    pub(super) fn of(edm: Edm, value: &Value) -> Self {
        let read = match edm {
            Edm::Boolean => value.as_bool().map(Self::Boolean),
            Edm::String => value.as_str().map(|text| Self::Text(text.to_owned())),
            Edm::Guid => value.as_str().and_then(guid).map(Self::Guid),
            Edm::DateTime | Edm::DateTimeOffset => {
                value.as_str().and_then(Instant::parse).map(Self::Instant)
            }
            Edm::Single | Edm::Double | Edm::Decimal => value
                .as_f64()
                .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
                .map(Self::Fraction),
            Edm::Byte | Edm::SByte | Edm::Int16 | Edm::Int32 | Edm::Int64 => value
                .as_i64()
                .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
                .map(Self::Integer),
        };
        read.unwrap_or(Self::Null)
    }

    /// The value at a path through complex values.
    pub(super) fn at(edm: Option<Edm>, path: &[String], row: &Entity) -> Self {
        let Some((first, rest)) = path.split_first() else {
            return Self::Null;
        };
        let mut value = row.get(first);
        for name in rest {
            value = value.and_then(|value| value.get(name));
        }
        match (value, edm) {
            (None | Some(Value::Null), _) => Self::Null,
            (Some(value), Some(edm)) => Self::of(edm, value),
            (Some(_), None) => Self::Complex,
        }
    }

    /// As a literal of a type.
    pub(super) fn literal(&self, edm: Edm) -> Literal {
        match self {
            Self::Null | Self::Complex => Literal::Null,
            Self::Boolean(value) => Literal::Boolean(*value),
            Self::Integer(value) => match (edm, i32::try_from(*value)) {
                (Edm::Int64, _) | (_, Err(_)) => Literal::Int64(*value),
                (_, Ok(small)) => Literal::Int32(small),
            },
            Self::Fraction(value) => Literal::Double(*value),
            Self::Text(value) => Literal::String(value.clone()),
            Self::Guid(value) => Literal::Guid(*value),
            Self::Instant(value) if edm == Edm::DateTimeOffset => Literal::DateTimeOffset(*value),
            Self::Instant(value) => Literal::DateTime(*value),
        }
    }

    /// How two values of comparable types stand to each other; nothing if one is null or not a number.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Boolean(a), Self::Boolean(b)) => Some(a.cmp(b)),
            (Self::Integer(a), Self::Integer(b)) => Some(a.cmp(b)),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Guid(a), Self::Guid(b)) => Some(a.cmp(b)),
            (Self::Instant(a), Self::Instant(b)) => Some(a.cmp(b)),
            _ => self.number()?.partial_cmp(&other.number()?),
        }
    }

    /// For sorting: as `compare`, with null before everything.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let rank = |value: &Self| match value {
            Self::Null => 0,
            Self::Fraction(number) if number.is_nan() => 1,
            _ => 2,
        };
        rank(self)
            .cmp(&rank(other))
            .then_with(|| self.compare(other).unwrap_or(Ordering::Equal))
    }

    fn number(&self) -> Option<f64> {
        match self {
            // Whole numbers beyond 2^53 lose digits here, and only beside fractions.
            #[allow(clippy::cast_precision_loss)]
            Self::Integer(value) => Some(*value as f64),
            Self::Fraction(value) => Some(*value),
            _ => None,
        }
    }
}

impl From<&Literal> for Scalar {
    fn from(literal: &Literal) -> Self {
        match literal {
            Literal::Null => Self::Null,
            Literal::Boolean(value) => Self::Boolean(*value),
            Literal::Int32(value) => Self::Integer(i64::from(*value)),
            Literal::Int64(value) => Self::Integer(*value),
            Literal::Double(value) => Self::Fraction(*value),
            Literal::String(value) => Self::Text(value.clone()),
            Literal::Guid(value) => Self::Guid(*value),
            Literal::DateTime(value) | Literal::DateTimeOffset(value) => Self::Instant(*value),
        }
    }
}
