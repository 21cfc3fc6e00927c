//! Computing a value for a row.

use super::{
    estate::Resource,
    fault::Fault,
    plan::{Function, Node, Side},
    value::Value,
};
use serde_json::Value as Json;
use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
};

/// How many steps a query may take in any case. Columns that build on themselves would take endlessly many.
const STEPS: usize = 4_000_000;
/// How many it may take for each machine of a large estate: a list of them, joined with their instances and ordered, takes
/// some 150.
const STEPS_OF_MACHINE: usize = 400;

/// A row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The table it comes from.
    pub leaf: usize,
    /// What it is.
    pub content: Content<'a>,
}

/// What a row is.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// A resource.
    Resource(Resource<'a>),
    /// The number that a count left.
    Count(usize),
    /// Two rows beside each other: the place that [`Evaluator::beside`] gave them.
    Pair(usize),
}

/// Computes, and counts what it costs.
#[derive(Debug)]
pub struct Evaluator<'a> {
    most_steps: usize,
    steps: Cell<usize>,
    pairs: RefCell<Vec<(Row<'a>, Option<Row<'a>>)>>,
}

impl<'a> Evaluator<'a> {
    /// For an estate of so many machines.
    pub fn of(machines: usize) -> Self {
        Self {
            most_steps: STEPS.max(STEPS_OF_MACHINE.saturating_mul(machines)),
            steps: Cell::default(),
            pairs: RefCell::default(),
        }
    }

    /// Puts a row beside another, or beside nothing.
    pub fn beside(&self, left: Row<'a>, right: Option<Row<'a>>) -> Result<Row<'a>, Fault> {
        self.count(1)?;
        let mut pairs = self.pairs.borrow_mut();
        pairs.push((left, right));
        Ok(Row {
            leaf: left.leaf,
            content: Content::Pair(pairs.len() - 1),
        })
    }

    fn count(&self, steps: usize) -> Result<(), Fault> {
        let steps = self.steps.get() + steps;
        self.steps.set(steps);
        if steps > self.most_steps {
            return Err(Fault::TooComplex);
        }
        Ok(())
    }

    fn side(&self, row: &Row<'a>, side: Side) -> Option<Row<'a>> {
        let Content::Pair(place) = row.content else {
            return None;
        };
        let pair = self.pairs.borrow().get(place).copied()?;
        match side {
            Side::Left => Some(pair.0),
            Side::Right => pair.1,
        }
    }

    /// The value of a computation in a row.
    pub fn value(&self, node: &'a Node, row: &Row<'a>) -> Result<Value<'a>, Fault> {
        let value = self.computed(node, row)?;
        self.count(1 + value.weight() / 16)?;
        Ok(value)
    }

    /// Whether a condition holds; undecided is no.
    pub fn holds(&self, node: &'a Node, row: &Row<'a>) -> Result<bool, Fault> {
        Ok(self.value(node, row)? == Value::Bool(true))
    }

    fn computed(&self, node: &'a Node, row: &Row<'a>) -> Result<Value<'a>, Fault> {
        Ok(match node {
            Node::Field(field) => match row.content {
                Content::Resource(resource) => resource.field(*field),
                Content::Count(_) | Content::Pair(_) => Value::Null,
            },
            Node::Counted => match row.content {
                Content::Count(number) => Value::Whole(i64::try_from(number).unwrap_or(i64::MAX)),
                Content::Resource(_) | Content::Pair(_) => Value::Null,
            },
            Node::Literal(value) => borrowed(value),
            Node::Part(whole, steps) => match (&**whole, row.content) {
                // Not the whole of a document, if only a part is asked for.
                (Node::Field(field), Content::Resource(resource)) => resource.part(*field, steps),
                (other, _) => self.value(other, row)?.at(steps),
            },
            Node::Call(function, arguments) => self.call(*function, arguments, row)?,
            Node::Compare(comparison, left, right) => {
                comparison.apply(&self.value(left, row)?, &self.value(right, row)?)
            }
            Node::OneOf(value, list, by, none) => {
                let value = self.value(value, row)?;
                let mut found = false;
                for one in list {
                    if by.apply(&value, &self.value(one, row)?) == Value::Bool(true) {
                        found = true;
                        break;
                    }
                }
                Value::Bool(found != *none)
            }
            Node::All(operands) => {
                for operand in operands {
                    if !self.holds(operand, row)? {
                        return Ok(Value::Bool(false));
                    }
                }
                Value::Bool(true)
            }
            Node::Any(operands) => {
                for operand in operands {
                    if self.holds(operand, row)? {
                        return Ok(Value::Bool(true));
                    }
                }
                Value::Bool(false)
            }
            Node::Fork(first, earlier, later) => {
                let side = if row.leaf < *first { earlier } else { later };
                self.value(side, row)?
            }
            Node::Of(side, node) => match self.side(row, *side) {
                Some(row) => self.value(node, &row)?,
                None => Value::Null,
            },
        })
    }

    fn call(
        &self,
        function: Function,
        arguments: &'a [std::rc::Rc<Node>],
        row: &Row<'a>,
    ) -> Result<Value<'a>, Fault> {
        let [first, more @ ..] = arguments else {
            return Ok(Value::Null);
        };
        let value = self.value(first, row)?;
        Ok(match function {
            Function::ToString => Value::Text(value.into_text()),
            Function::ToLower => Value::Text(Cow::Owned(value.into_text().to_lowercase())),
            Function::ToUpper => Value::Text(Cow::Owned(value.into_text().to_uppercase())),
            Function::Not => match value {
                Value::Bool(value) => Value::Bool(!value),
                _ => Value::Null,
            },
            Function::IsEmpty => Value::Bool(is_empty(&value)),
            Function::IsNotEmpty => Value::Bool(!is_empty(&value)),
            Function::IsNull => Value::Bool(value.is_null()),
            Function::IsNotNull => Value::Bool(!value.is_null()),
            Function::ArrayLength => match &value {
                Value::Dynamic(json) => json
                    .as_array()
                    .map_or(Value::Null, |list| whole(list.len())),
                _ => Value::Null,
            },
            Function::Length => whole(value.into_text().chars().count()),
            Function::ToWhole => match value {
                Value::Whole(_) => value,
                Value::Bool(value) => Value::Whole(value.into()),
                // Cut off towards zero, as a conversion does.
                #[allow(clippy::cast_possible_truncation)]
                Value::Real(value) => Value::Whole(value as i64),
                Value::Text(text) => text.trim().parse().map_or(Value::Null, Value::Whole),
                _ => Value::Null,
            },
            Function::ToBool => match value {
                Value::Bool(_) => value,
                Value::Text(text) if text.eq_ignore_ascii_case("true") => Value::Bool(true),
                Value::Text(text) if text.eq_ignore_ascii_case("false") => Value::Bool(false),
                Value::Whole(number) => Value::Bool(number != 0),
                _ => Value::Null,
            },
            Function::Split => {
                let by = match more {
                    [by, ..] => self.value(by, row)?.into_text(),
                    [] => Cow::Borrowed(""),
                };
                Value::Dynamic(Cow::Owned(split(&value.into_text(), &by)))
            }
        })
    }
}

fn borrowed<'a>(value: &'a Value<'static>) -> Value<'a> {
    match value {
        Value::Text(text) => Value::text(text),
        Value::Dynamic(json) => Value::Dynamic(Cow::Borrowed(json)),
        other => other.clone(),
    }
}

fn is_empty(value: &Value<'_>) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        _ => false,
    }
}

fn whole(number: usize) -> Value<'static> {
    Value::Whole(i64::try_from(number).unwrap_or(i64::MAX))
}

fn split(text: &str, by: &str) -> Json {
    if by.is_empty() {
        return Json::Array(vec![text.into()]);
    }
    text.split(by).collect()
}
