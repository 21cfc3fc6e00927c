//! Computing a filter for a row. Null travels through functions and through `not`, and in the end counts as false.

use super::expression::{Comparison, Expression, Function};
use crate::odata::Entity;
use crate::odata::scalar::Scalar;
use std::cmp::Ordering;

/// Whether a filter holds for a row.
pub(super) fn holds(filter: &Expression, row: &Entity) -> bool {
    value(filter, row) == Scalar::Boolean(true)
}

fn value(expression: &Expression, row: &Entity) -> Scalar {
    match expression {
        Expression::Constant(value) => value.clone(),
        Expression::Property(path, edm) => Scalar::at(*edm, path, row),
        Expression::Comparison(comparison, left, right) => {
            Scalar::Boolean(compare(*comparison, &value(left, row), &value(right, row)))
        }
        Expression::All(operands) => junction(operands, row, false),
        Expression::Any(operands) => junction(operands, row, true),
        Expression::Not(inner) => match value(inner, row) {
            Scalar::Boolean(value) => Scalar::Boolean(!value),
            _ => Scalar::Null,
        },
        Expression::Call(function, arguments) => {
            let texts: Option<Vec<String>> = arguments
                .iter()
                .map(|argument| match value(argument, row) {
                    Scalar::Text(text) => Some(text),
                    _ => None,
                })
                .collect();
            texts.map_or(Scalar::Null, |texts| call(*function, &texts))
        }
    }
}

/// `and` stops at the first false, `or` at the first true; null is neither.
fn junction(operands: &[Expression], row: &Entity, stop: bool) -> Scalar {
    let mut null = false;
    for operand in operands {
        match value(operand, row) {
            Scalar::Boolean(value) if value == stop => return Scalar::Boolean(stop),
            Scalar::Boolean(_) => {}
            _ => null = true,
        }
    }
    if null {
        Scalar::Null
    } else {
        Scalar::Boolean(!stop)
    }
}

/// Null is equal to null, and neither more nor less than anything.
fn compare(comparison: Comparison, left: &Scalar, right: &Scalar) -> bool {
    let order = left.compare(right);
    let both_null = *left == Scalar::Null && *right == Scalar::Null;
    match comparison {
        Comparison::Equal => both_null || order == Some(Ordering::Equal),
        Comparison::NotEqual => !both_null && order != Some(Ordering::Equal),
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparison::Greater => order == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => {
            matches!(order, Some(Ordering::Greater | Ordering::Equal))
        }
    }
}

fn call(function: Function, texts: &[String]) -> Scalar {
    match (function, texts) {
        (Function::SubstringOf, [part, text]) => Scalar::Boolean(text.contains(part.as_str())),
        (Function::StartsWith, [text, part]) => Scalar::Boolean(text.starts_with(part.as_str())),
        (Function::EndsWith, [text, part]) => Scalar::Boolean(text.ends_with(part.as_str())),
        (Function::ToLower, [text]) => Scalar::Text(text.to_lowercase()),
        (Function::ToUpper, [text]) => Scalar::Text(text.to_uppercase()),
        // .NET counts in units of UTF-16.
        (Function::Length, [text]) => {
            i64::try_from(text.encode_utf16().count()).map_or(Scalar::Null, Scalar::Integer)
        }
        _ => Scalar::Null,
    }
}
