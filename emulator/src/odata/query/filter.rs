//! Reading `$filter`, by the precedence of the standard: `or`, `and`, `eq ne`, `lt gt le ge`, `not`.

use super::expression::{Comparison, Expression, Function, property};
use crate::odata::fault::Fault;
use crate::odata::model::{Edm, EntityType, Kind, Model};
use crate::odata::scalar::Scalar;
use crate::odata::token::{Token, Tokens};

/// How deep an expression may be nested, so that reading and computing it stays within the stack.
const DEEPEST: usize = 100;

/// The type of an expression, as far as operators ask.
#[derive(Clone, Debug, PartialEq)]
enum Type {
    /// A primitive value.
    Edm(Edm),
    /// A complex value or a collection, by name.
    Other(String),
    /// `null`, which goes with every type.
    Null,
}

impl Type {
    fn name(&self) -> &str {
        match self {
            Self::Edm(edm) => edm.name(),
            Self::Other(name) => name,
            Self::Null => "null",
        }
    }

    fn is(&self, edm: Edm) -> bool {
        matches!(self, Self::Null) || *self == Self::Edm(edm)
    }
}

type Typed = (Expression, Type);

/// Reads a filter.
pub(super) fn read(
    text: &str,
    model: &Model,
    entity_type: &EntityType,
) -> Result<Expression, Fault> {
    let mut reader = Reader {
        tokens: Tokens::read(text)?,
        model,
        entity_type,
        depth: 0,
    };
    let (expression, kind) = reader.any()?;
    reader.tokens.end()?;
    if kind != Type::Edm(Edm::Boolean) {
        return Err(Fault::bad_request(
            "Expression of type 'Edm.Boolean' expected at position 0.",
        ));
    }
    Ok(expression)
}

struct Reader<'a> {
    tokens: Tokens,
    model: &'a Model,
    entity_type: &'a EntityType,
    depth: usize,
}

impl Reader<'_> {
    fn deeper(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::bad_request(
                "Recursion depth exceeded allowed limit.",
            ));
        }
        Ok(())
    }

    /// Takes an operator that stands here; a name is one only where an operand has ended.
    fn operator(&mut self, wanted: &str) -> bool {
        let is = matches!(self.tokens.peek(), Some(Token::Name(name)) if name == wanted);
        if is {
            self.tokens.take();
        }
        is
    }

    fn any(&mut self) -> Result<Typed, Fault> {
        self.joined("or", Self::all, Expression::Any)
    }

    fn all(&mut self) -> Result<Typed, Fault> {
        self.joined("and", Self::equality, Expression::All)
    }

    /// `a and b and c`, as one list: long ones are flat.
    fn joined(
        &mut self,
        operator: &str,
        operand: fn(&mut Self) -> Result<Typed, Fault>,
        join: fn(Vec<Expression>) -> Expression,
    ) -> Result<Typed, Fault> {
        let (first, mut first_type) = operand(self)?;
        let mut all = vec![first];
        loop {
            let position = self.tokens.position();
            if !self.operator(operator) {
                break;
            }
            let (next, next_type) = operand(self)?;
            if !first_type.is(Edm::Boolean) || !next_type.is(Edm::Boolean) {
                return Err(incompatible(operator, &first_type, &next_type, position));
            }
            first_type = Type::Edm(Edm::Boolean);
            all.push(next);
        }
        if all.len() > 1 {
            return Ok((join(all), Type::Edm(Edm::Boolean)));
        }
        let only = all.pop().ok_or_else(|| self.tokens.unexpected())?;
        Ok((only, first_type))
    }

    fn equality(&mut self) -> Result<Typed, Fault> {
        self.compared(true, Self::relation)
    }

    fn relation(&mut self) -> Result<Typed, Fault> {
        self.compared(false, Self::unary)
    }

    fn compared(
        &mut self,
        equality: bool,
        operand: fn(&mut Self) -> Result<Typed, Fault>,
    ) -> Result<Typed, Fault> {
        let mut first = true;
        let (mut left, mut left_type) = operand(self)?;
        loop {
            let position = self.tokens.position();
            let Some(Token::Name(name)) = self.tokens.peek() else {
                break;
            };
            let name = name.clone();
            let Some(comparison) =
                Comparison::named(&name).filter(|found| found.is_equality() == equality)
            else {
                break;
            };
            self.tokens.take();
            // A chain nests to the left as deep as it is long, and what it has added stays.
            if !first {
                self.deeper()?;
            }
            first = false;
            let (right, right_type) = operand(self)?;
            if !comparable(comparison, &left_type, &right_type) {
                return Err(incompatible(&name, &left_type, &right_type, position));
            }
            left = Expression::Comparison(comparison, Box::new(left), Box::new(right));
            left_type = Type::Edm(Edm::Boolean);
        }
        Ok((left, left_type))
    }

    fn unary(&mut self) -> Result<Typed, Fault> {
        let position = self.tokens.position();
        if !self.operator("not") {
            return self.primary();
        }
        self.deeper()?;
        let (inner, kind) = self.unary()?;
        self.depth -= 1;
        if !kind.is(Edm::Boolean) {
            return Err(Fault::bad_request(format!(
                "Operator 'not' incompatible with operand type '{}' at position {position}.",
                kind.name()
            )));
        }
        Ok((Expression::Not(Box::new(inner)), Type::Edm(Edm::Boolean)))
    }

    fn primary(&mut self) -> Result<Typed, Fault> {
        let position = self.tokens.position();
        match self.tokens.peek() {
            Some(Token::Open) => {
                self.tokens.take();
                self.deeper()?;
                let inner = self.any()?;
                self.depth -= 1;
                self.tokens.expect(&Token::Close)?;
                Ok(inner)
            }
            Some(Token::Literal(literal)) => {
                let kind = literal.edm().map_or(Type::Null, Type::Edm);
                let value = Scalar::from(literal);
                self.tokens.take();
                Ok((Expression::Constant(value), kind))
            }
            Some(Token::Name(_)) => {
                let name = self.tokens.name()?;
                if self.tokens.take_if(&Token::Open) {
                    self.call(&name, position)
                } else {
                    self.property(name, position)
                }
            }
            _ => Err(Fault::bad_request(format!(
                "Expression expected at position {position}."
            ))),
        }
    }

    fn property(&mut self, name: String, position: usize) -> Result<Typed, Fault> {
        let (path, kind) = property(
            &mut self.tokens,
            name,
            position,
            self.model,
            self.entity_type,
        )?;
        Ok(match kind {
            Kind::Primitive(edm) => (Expression::Property(path, Some(edm)), Type::Edm(edm)),
            other => (
                Expression::Property(path, None),
                Type::Other(other.to_string()),
            ),
        })
    }

    fn call(&mut self, name: &str, position: usize) -> Result<Typed, Fault> {
        let Some(function) = Function::named(name) else {
            return Err(Fault::bad_request(format!(
                "Unknown function '{name}' at position {position}."
            )));
        };
        self.deeper()?;
        let mut arguments = Vec::new();
        let mut fit = true;
        if !self.tokens.take_if(&Token::Close) {
            loop {
                let (argument, kind) = self.any()?;
                fit &= kind.is(Edm::String);
                arguments.push(argument);
                if !self.tokens.take_if(&Token::Comma) {
                    break;
                }
            }
            self.tokens.expect(&Token::Close)?;
        }
        self.depth -= 1;
        if !fit || arguments.len() != function.arity() {
            return Err(Fault::bad_request(format!(
                "No applicable function found for '{name}' at position {position} with the specified arguments."
            )));
        }
        Ok((
            Expression::Call(function, arguments),
            Type::Edm(function.gives()),
        ))
    }
}

fn comparable(comparison: Comparison, left: &Type, right: &Type) -> bool {
    match (left, right) {
        (Type::Null, _) | (_, Type::Null) => true,
        (Type::Edm(left), Type::Edm(right)) => {
            (left == right && (comparison.is_equality() || *left != Edm::Boolean))
                || (left.is_number() && right.is_number())
        }
        // Complex values are compared with null only.
        (Type::Other(_), _) | (_, Type::Other(_)) => false,
    }
}

fn incompatible(operator: &str, left: &Type, right: &Type, position: usize) -> Fault {
    Fault::bad_request(format!(
        "Operator '{operator}' incompatible with operand types '{}' and '{}' at position {position}.",
        left.name(),
        right.name()
    ))
}

#[cfg(test)]
mod tests;
