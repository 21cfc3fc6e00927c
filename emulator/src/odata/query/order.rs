//! The order of rows, and the place of a row in it, by which a next page begins.

use super::expression::property;
use crate::odata::Entity;
use crate::odata::fault::Fault;
use crate::odata::literal::Literal;
use crate::odata::model::{Edm, EntityType, Kind, Model};
use crate::odata::scalar::Scalar;
use crate::odata::token::{Token, Tokens};
use std::cmp::Ordering;

/// What rows are ordered by, the key last, so that no two rows are in the same place.
///
/// Assumption: null comes first, and text goes by its characters; no recording shows an ordered list.
#[derive(Clone, Debug, Default)]
pub(super) struct Order(Vec<By>);

#[derive(Clone, Debug)]
struct By {
    path: Vec<String>,
    edm: Edm,
    descending: bool,
}

/// The place of a row: its values of what is ordered by.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place(Vec<Scalar>);

/// Reads `$orderby`.
pub(super) fn read(
    text: Option<&str>,
    model: &Model,
    entity_type: &EntityType,
) -> Result<Order, Fault> {
    let mut order = Vec::new();
    if let Some(text) = text {
        let mut tokens = Tokens::read(text)?;
        loop {
            let position = tokens.position();
            let name = tokens.name()?;
            let (path, kind) = property(&mut tokens, name, position, model, entity_type)?;
            let Kind::Primitive(edm) = kind else {
                return Err(Fault::bad_request(format!(
                    "Rows cannot be ordered by a value of type '{kind}' at position {position}."
                )));
            };
            let direction = match tokens.peek() {
                Some(Token::Name(word)) if word == "asc" => Some(false),
                Some(Token::Name(word)) if word == "desc" => Some(true),
                _ => None,
            };
            if direction.is_some() {
                tokens.take();
            }
            order.push(By {
                path,
                edm,
                descending: direction.unwrap_or(false),
            });
            if !tokens.take_if(&Token::Comma) {
                break;
            }
        }
        tokens.end()?;
    }
    for key in entity_type.key_properties() {
        if let Kind::Primitive(edm) = key.kind {
            order.push(By {
                path: vec![key.name.clone()],
                edm,
                descending: false,
            });
        }
    }
    Ok(Order(order))
}

impl Order {
    /// Where a row stands.
    pub(super) fn of(&self, row: &Entity) -> Place {
        Place(
            self.0
                .iter()
                .map(|by| Scalar::at(Some(by.edm), &by.path, row))
                .collect(),
        )
    }

    /// Which of two places comes first.
    pub(super) fn compare(&self, left: &Place, right: &Place) -> Ordering {
        self.0
            .iter()
            .zip(left.0.iter().zip(&right.0))
            .map(|(by, (left, right))| {
                let order = left.order(right);
                if by.descending {
                    order.reverse()
                } else {
                    order
                }
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// A place as `$skiptoken` writes it: literals, parted by commas.
    pub(super) fn token(&self, place: &Place) -> String {
        let literals: Vec<String> = self
            .0
            .iter()
            .zip(&place.0)
            .map(|(by, value)| value.literal(by.edm).to_string())
            .collect();
        literals.join(",")
    }

    /// Reads a `$skiptoken`.
    pub(super) fn place(&self, text: &str) -> Result<Place, Fault> {
        let mut tokens = Tokens::read(text)?;
        let mut values = Vec::new();
        for (index, by) in self.0.iter().enumerate() {
            if index > 0 {
                tokens.expect(&Token::Comma)?;
            }
            match tokens.peek() {
                Some(Token::Literal(literal))
                    if literal.fits(by.edm) || *literal == Literal::Null =>
                {
                    values.push(Scalar::from(literal));
                    tokens.take();
                }
                _ => return Err(tokens.unexpected()),
            }
        }
        tokens.end()?;
        Ok(Place(values))
    }
}
