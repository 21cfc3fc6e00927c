//! What a filter or an order is computed by, once names and types are known to fit.

use crate::odata::fault::Fault;
use crate::odata::model::{Edm, EntityType, Kind, Model};
use crate::odata::scalar::Scalar;
use crate::odata::token::{Token, Tokens};

/// An expression whose names and types fit.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    /// A value.
    Constant(Scalar),
    /// The value of a property, through complex values if it is not the entity's own.
    Property(Vec<String>, Option<Edm>),
    /// `eq`, `lt` and their like.
    Comparison(Comparison, Box<Expression>, Box<Expression>),
    /// `and`.
    All(Vec<Expression>),
    /// `or`.
    Any(Vec<Expression>),
    /// `not`.
    Not(Box<Expression>),
    /// A function of its arguments.
    Call(Function, Vec<Expression>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// `eq`
    Equal,
    /// `ne`
    NotEqual,
    /// `lt`
    Less,
    /// `le`
    LessOrEqual,
    /// `gt`
    Greater,
    /// `ge`
    GreaterOrEqual,
}

impl Comparison {
    /// The comparison of an operator.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "eq" => Some(Self::Equal),
            "ne" => Some(Self::NotEqual),
            "lt" => Some(Self::Less),
            "le" => Some(Self::LessOrEqual),
            "gt" => Some(Self::Greater),
            "ge" => Some(Self::GreaterOrEqual),
            _ => None,
        }
    }

    /// Whether it asks for the same rather than for more or less; it binds less tightly then.
    pub(super) fn is_equality(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    /// `substringof('part', text)`
    SubstringOf,
    /// `startswith(text, 'part')`
    StartsWith,
    /// `endswith(text, 'part')`
    EndsWith,
    /// `tolower(text)`
    ToLower,
    /// `toupper(text)`
    ToUpper,
    /// `length(text)`
    Length,
}

impl Function {
    /// The function of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "substringof" => Some(Self::SubstringOf),
            "startswith" => Some(Self::StartsWith),
            "endswith" => Some(Self::EndsWith),
            "tolower" => Some(Self::ToLower),
            "toupper" => Some(Self::ToUpper),
            "length" => Some(Self::Length),
            _ => None,
        }
    }

    /// How many texts it takes.
    pub(super) fn arity(self) -> usize {
        match self {
            Self::SubstringOf | Self::StartsWith | Self::EndsWith => 2,
            Self::ToLower | Self::ToUpper | Self::Length => 1,
        }
    }

    /// What it gives.
    pub(super) fn gives(self) -> Edm {
        match self {
            Self::SubstringOf | Self::StartsWith | Self::EndsWith => Edm::Boolean,
            Self::ToLower | Self::ToUpper => Edm::String,
            Self::Length => Edm::Int32,
        }
    }
}

/// Reads a property's path, `Owner/UserName`, whose first name was taken already and stood at a position. Gives its type
/// too.
pub(super) fn property(
    tokens: &mut Tokens,
    first: String,
    position: usize,
    model: &Model,
    entity_type: &EntityType,
) -> Result<(Vec<String>, Kind), Fault> {
    let unknown = |name: &str, of: &str| {
        Fault::bad_request(format!(
            "No property '{name}' exists in type '{of}' at position {position}."
        ))
    };
    let Some(found) = entity_type.property(&first) else {
        // Assumption: no client is known to filter by what another entity holds.
        if entity_type.navigation(&first).is_some() {
            return Err(Fault::not_implemented(format!(
                "This service does not filter or order by the navigation property '{first}'."
            )));
        }
        return Err(unknown(&first, &entity_type.name));
    };
    let mut kind = found.kind.clone();
    let mut path = vec![first];
    while tokens.take_if(&Token::Slash) {
        let name = tokens.name()?;
        let inner = match &kind {
            Kind::Complex(complex) => model
                .complex_type(complex)
                .and_then(|complex| complex.properties.iter().find(|inner| inner.name == name)),
            Kind::Primitive(_) | Kind::Collection(_) => None,
        };
        let Some(inner) = inner else {
            return Err(unknown(&name, &kind.to_string()));
        };
        kind = inner.kind.clone();
        path.push(name);
    }
    Ok((path, kind))
}
