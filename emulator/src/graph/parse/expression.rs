//! Reading what has a value in each row, by precedence: `or`, `and`, comparisons, parts.

use super::{DEEPEST, Reader};
use crate::graph::{
    compare::Comparison,
    fault::Fault,
    syntax::{Expression, Step},
    token::Token,
    value::Value,
};
use std::borrow::Cow;

impl Reader<'_> {
    pub(super) fn any(&mut self) -> Result<Expression, Fault> {
        self.flat("or", Self::all, Expression::Any)
    }

    fn all(&mut self) -> Result<Expression, Fault> {
        self.flat("and", Self::comparison, Expression::All)
    }

    /// `a and b and c`, as one list: long ones are flat.
    fn flat(
        &mut self,
        word: &str,
        one: fn(&mut Self) -> Result<Expression, Fault>,
        join: fn(Vec<Expression>) -> Expression,
    ) -> Result<Expression, Fault> {
        let first = one(self)?;
        if !self.tokens.word(word) {
            return Ok(first);
        }
        let mut all = vec![first, one(self)?];
        while self.tokens.word(word) {
            all.push(one(self)?);
        }
        Ok(join(all))
    }

    fn comparison(&mut self) -> Result<Expression, Fault> {
        let left = self.member()?;
        let written = match self.tokens.peek() {
            Some(Token::Name(name)) => name.clone(),
            Some(Token::Sign(sign)) => (*sign).to_owned(),
            _ => return Ok(left),
        };
        let (by, none) = match written.as_str() {
            "in" => (Comparison::Equal, false),
            "!in" => (Comparison::Equal, true),
            "in~" => (Comparison::Same, false),
            "!in~" => (Comparison::Same, true),
            other => {
                let Some(comparison) = Comparison::written(other) else {
                    return Ok(left);
                };
                self.tokens.take();
                let right = self.member()?;
                return Ok(Expression::Compare(
                    comparison,
                    Box::new(left),
                    Box::new(right),
                ));
            }
        };
        self.tokens.take();
        self.tokens.expect("(")?;
        let list = self.deeper(|reader| reader.several(Self::member))?;
        self.tokens.expect(")")?;
        Ok(Expression::OneOf {
            value: Box::new(left),
            list,
            by,
            none,
        })
    }

    fn member(&mut self) -> Result<Expression, Fault> {
        let mut value = self.primary()?;
        let mut steps = 0;
        loop {
            let step = if self.tokens.sign(".") {
                Step::Name(self.tokens.name()?)
            } else if self.tokens.sign("[") {
                let step = match self.tokens.peek() {
                    Some(Token::Text(name)) => Step::Name(name.clone()),
                    Some(Token::Whole(index)) => Step::Index(*index),
                    _ => return Err(self.tokens.unexpected()),
                };
                self.tokens.take();
                self.tokens.expect("]")?;
                step
            } else {
                return Ok(value);
            };
            steps += 1;
            if steps > DEEPEST {
                return Err(Fault::TooComplex);
            }
            value = Expression::Member(Box::new(value), step);
        }
    }

    fn primary(&mut self) -> Result<Expression, Fault> {
        if self.tokens.sign("(") {
            let inner = self.deeper(Self::any)?;
            self.tokens.expect(")")?;
            return Ok(inner);
        }
        let Some(token) = self.tokens.peek().cloned() else {
            return Err(self.tokens.unexpected());
        };
        let expression = match token {
            Token::Text(text) => Expression::Literal(Value::Text(Cow::Owned(text))),
            Token::Whole(number) => Expression::Literal(Value::Whole(number)),
            Token::Real(number) => Expression::Literal(Value::Real(number)),
            Token::Name(name) if self.tokens.is_followed_by("(") => {
                self.tokens.take();
                return self.call(name);
            }
            Token::Name(name) => match name.as_str() {
                "true" => Expression::Literal(Value::Bool(true)),
                "false" => Expression::Literal(Value::Bool(false)),
                _ if is_word(&name) => return Err(self.tokens.unexpected()),
                _ => Expression::Column(name),
            },
            Token::Sign(_) => return Err(self.tokens.unexpected()),
        };
        self.tokens.take();
        Ok(expression)
    }

    fn call(&mut self, name: String) -> Result<Expression, Fault> {
        self.tokens.expect("(")?;
        let mut arguments = Vec::new();
        if !self.tokens.sign(")") {
            arguments = self.deeper(|reader| reader.several(Self::any))?;
            self.tokens.expect(")")?;
        }
        Ok(Expression::Call(name, arguments))
    }
}

/// Whether a word stands between values and is none itself.
fn is_word(name: &str) -> bool {
    matches!(
        name,
        "and" | "or" | "in" | "in~" | "!in" | "!in~" | "by" | "asc" | "desc"
    ) || Comparison::written(name).is_some()
}
