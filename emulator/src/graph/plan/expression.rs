//! From an expression to what it is computed from, with types checked.

use super::{Column, DEEPEST, Function, Kind, Node, Plan};
use crate::graph::{
    compare::Comparison,
    fault::Fault,
    syntax::{Expression, Step},
    value::Value,
};
use std::rc::Rc;

impl Plan {
    /// What an expression is computed from; the name is left empty.
    pub(super) fn resolve(&self, expression: &Expression) -> Result<Column, Fault> {
        match expression {
            Expression::Column(name) => self.column(name).cloned(),
            Expression::Literal(value) => {
                let kind = match value {
                    Value::Text(_) => Kind::Text,
                    Value::Bool(_) => Kind::Bool,
                    Value::Whole(_) | Value::Real(_) => Kind::Number,
                    Value::Null | Value::Dynamic(_) => Kind::Dynamic,
                };
                computed(Node::Literal(value.clone()), kind, 0)
            }
            Expression::Member(..) => self.member(expression),
            Expression::Call(name, arguments) => {
                let (function, arity, kind) =
                    Function::named(name).ok_or_else(|| Fault::Unsupported(name.clone()))?;
                if arguments.len() != arity {
                    return Err(Fault::Type(format!(
                        "{name}(): function expects {arity} argument(s)."
                    )));
                }
                let (nodes, depth) = self.several(arguments, Self::resolve)?;
                computed(Node::Call(function, nodes), kind, depth)
            }
            Expression::Compare(comparison, left, right) => {
                let (left, right) = (self.resolve(left)?, self.resolve(right)?);
                comparable(*comparison, &left, &right)?;
                let depth = left.depth.max(right.depth);
                let node = Node::Compare(*comparison, left.node, right.node);
                computed(node, Kind::Bool, depth)
            }
            Expression::OneOf {
                value,
                list,
                by,
                none,
            } => {
                let value = self.resolve(value)?;
                for one in list {
                    comparable(*by, &value, &self.resolve(one)?)?;
                }
                let (nodes, depth) = self.several(list, Self::resolve)?;
                let depth = depth.max(value.depth);
                computed(
                    Node::OneOf(value.node, nodes, *by, *none),
                    Kind::Bool,
                    depth,
                )
            }
            Expression::All(operands) => {
                let (nodes, depth) = self.several(operands, Self::boolean)?;
                computed(Node::All(nodes), Kind::Bool, depth)
            }
            Expression::Any(operands) => {
                let (nodes, depth) = self.several(operands, Self::boolean)?;
                computed(Node::Any(nodes), Kind::Bool, depth)
            }
        }
    }

    fn several(
        &self,
        expressions: &[Expression],
        one: fn(&Self, &Expression) -> Result<Column, Fault>,
    ) -> Result<(Vec<Rc<Node>>, usize), Fault> {
        let mut depth = 0;
        let mut nodes = Vec::new();
        for expression in expressions {
            let column = one(self, expression)?;
            depth = depth.max(column.depth);
            nodes.push(column.node);
        }
        Ok((nodes, depth))
    }

    /// `a.b.c`, with all its steps at once.
    fn member(&self, expression: &Expression) -> Result<Column, Fault> {
        let mut steps = Vec::new();
        let mut whole = expression;
        while let Expression::Member(inner, step) = whole {
            steps.push(step.clone());
            whole = inner;
        }
        steps.reverse();
        let whole = self.resolve(whole)?;
        if whole.kind != Kind::Dynamic {
            return Err(Fault::Type(
                "Path expression source must be of type dynamic".into(),
            ));
        }
        computed(Node::Part(whole.node, steps), Kind::Dynamic, whole.depth)
    }
}

/// A column of this computation, which builds on others that are so deep.
pub(super) fn computed(node: Node, kind: Kind, below: usize) -> Result<Column, Fault> {
    if below >= DEEPEST {
        return Err(Fault::TooComplex);
    }
    Ok(Column {
        name: String::new(),
        node: Rc::new(node),
        kind,
        depth: below + 1,
    })
}

/// Whether the types of two values go together; what is dynamic goes with all.
fn comparable(comparison: Comparison, left: &Column, right: &Column) -> Result<(), Fault> {
    let word = |kind| match kind {
        Kind::Text => "string",
        Kind::Number => "long",
        Kind::Bool => "bool",
        Kind::Dynamic => "dynamic",
    };
    let fit = match (left.kind, right.kind) {
        (Kind::Dynamic, _) | (_, Kind::Dynamic) => true,
        (Kind::Text, Kind::Text) => true,
        (left, right) => left == right && !comparison.is_of_text(),
    };
    if fit {
        return Ok(());
    }
    Err(Fault::Type(format!(
        "Cannot compare values of types {} and {}. Try adding explicit casts",
        word(left.kind),
        word(right.kind)
    )))
}

/// The name of a column that was given none: of a path, its steps; of a function, that of what it is about.
pub(super) fn implied(expression: &Expression) -> Option<String> {
    match expression {
        Expression::Column(name) => Some(name.clone()),
        Expression::Member(inner, Step::Name(name)) => Some(format!("{}_{name}", implied(inner)?)),
        Expression::Member(inner, Step::Index(index)) => {
            Some(format!("{}_{index}", implied(inner)?))
        }
        Expression::Call(_, arguments) => match arguments.as_slice() {
            [only] => implied(only),
            _ => None,
        },
        _ => None,
    }
}
