//! The key of an entity: how addresses write it, and how it is compared.

use super::Entity;
use super::fault::Fault;
use super::literal::{Literal, guid};
use super::model::{Edm, EntityType, Kind};
use super::scalar::Scalar;
use super::token::{Token, Tokens};
use std::cmp::Ordering;
use std::fmt;
use uuid::Uuid;

/// The values of a key, in the order the type declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Key(Vec<(String, Literal)>);

impl Key {
    /// The key of an entity, if it has it.
    pub fn of(entity_type: &EntityType, entity: &Entity) -> Option<Self> {
        parts(entity_type)
            .map(|(name, edm)| {
                let value = Scalar::of(edm, entity.get(name)?);
                (value != Scalar::Null).then(|| (name.to_owned(), value.literal(edm)))
            })
            .collect::<Option<Vec<_>>>()
            .map(Self)
    }

    /// A part of the key.
    pub fn get(&self, name: &str) -> Option<&Literal> {
        self.0
            .iter()
            .find(|(part, _)| part == name)
            .map(|(_, value)| value)
    }

    /// A part of the key that is a GUID.
    pub fn guid(&self, name: &str) -> Option<Uuid> {
        match self.get(name) {
            Some(Literal::Guid(guid)) => Some(*guid),
            _ => None,
        }
    }

    /// Whether it is the key of this entity.
    pub fn matches(&self, entity_type: &EntityType, entity: &Entity) -> bool {
        Self::of(entity_type, entity).is_some_and(|own| {
            own.0.len() == self.0.len()
                && own.0.iter().zip(&self.0).all(|((_, a), (_, b))| {
                    Scalar::from(a).compare(&Scalar::from(b)) == Some(Ordering::Equal)
                })
        })
    }

    /// Reads what stands between parentheses: `ID=guid'…',StampId=guid'…'` in any order, or the one value of a key of one
    /// property.
    ///
    /// # Errors
    /// 400, also for a part too few or too many and for a value of another type.
    pub(super) fn read(tokens: &mut Tokens, entity_type: &EntityType) -> Result<Self, Fault> {
        let mut given: Vec<(String, Literal)> = Vec::new();
        if let (Some(Token::Literal(_)), [only]) = (tokens.peek(), entity_type.key.as_slice()) {
            given.push((only.clone(), value(tokens)?));
        } else {
            loop {
                let name = tokens.name().map_err(|_| Fault::query_syntax())?;
                tokens
                    .expect(&Token::Equals)
                    .map_err(|_| Fault::query_syntax())?;
                if given.iter().any(|(known, _)| *known == name) {
                    return Err(Fault::query_syntax());
                }
                given.push((name, value(tokens)?));
                if !tokens.take_if(&Token::Comma) {
                    break;
                }
            }
        }
        if given.len() != entity_type.key.len() {
            return Err(Fault::bad_request(format!(
                "The number of keys specified in the URI does not match number of key properties for the resource '{}'.",
                entity_type.name
            )));
        }
        parts(entity_type)
            .map(|(name, edm)| {
                given
                    .iter()
                    .find(|(part, value)| part == name && value.fits(edm))
                    .cloned()
            })
            .collect::<Option<Vec<_>>>()
            .map(Self)
            .ok_or_else(Fault::query_syntax)
    }

    /// Reads a key that is a segment of its own, as `UserRoles/97fd50f3-…`: bare, and of one property only.
    pub(super) fn from_segment(entity_type: &EntityType, segment: &str) -> Option<Self> {
        let mut parts = parts(entity_type);
        let (Some((name, edm)), None) = (parts.next(), parts.next()) else {
            return None;
        };
        let value = match edm {
            Edm::Guid => Literal::Guid(guid(segment)?),
            Edm::String => Literal::String(segment.to_owned()),
            Edm::Int32 => Literal::Int32(segment.parse().ok()?),
            Edm::Int64 => Literal::Int64(segment.parse().ok()?),
            _ => return None,
        };
        Some(Self(vec![(name.to_owned(), value)]))
    }
}

/// As it stands between parentheses: `ID=guid'…',StampId=guid'…'`, or the bare value if there is but one. Percent-encoding
/// is whoever's who makes an address of it.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [(_, only)] = self.0.as_slice() {
            return write!(f, "{only}");
        }
        for (index, (name, value)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{name}={value}")?;
        }
        Ok(())
    }
}

fn parts(entity_type: &EntityType) -> impl Iterator<Item = (&str, Edm)> {
    entity_type
        .key_properties()
        .filter_map(|property| match property.kind {
            Kind::Primitive(edm) => Some((property.name.as_str(), edm)),
            Kind::Complex(_) | Kind::Collection(_) => None,
        })
}

fn value(tokens: &mut Tokens) -> Result<Literal, Fault> {
    match tokens.take() {
        Some(Token::Literal(literal)) => Ok(literal),
        _ => Err(Fault::query_syntax()),
    }
}
