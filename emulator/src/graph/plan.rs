//! A query whose names are known: what each column is computed from, in the end out of the columns of tables.
//!
//! Projections cost nothing here. They only change which name stands for which computation, and that happens when a
//! row is looked at.

mod expression;
mod node;

pub use node::{Function, Node, Side};

use super::{
    estate::{COLUMNS, Table},
    fault::Fault,
    syntax::{Expression, Join, Key, Named, Operator, Pipeline},
    value::Value,
};
use expression::{computed, implied};
use std::{collections::HashSet, rc::Rc};

/// How deep computations may build on each other, over all operators; it bounds the stack.
const DEEPEST: usize = 100;
/// How many columns a query may have.
const MOST_COLUMNS: usize = 200;

/// A table, what is done to its rows, and the columns at the end.
#[derive(Debug)]
pub struct Plan {
    /// The table.
    pub table: Table,
    /// Tells the rows of this table from those of others in the query.
    pub leaf: usize,
    /// One after the other.
    pub stages: Vec<Stage>,
    /// The columns that come out.
    pub columns: Vec<Column>,
    /// Whether the query itself says how many rows it wants.
    pub limited: bool,
}

/// What is done to rows.
#[derive(Debug)]
pub enum Stage {
    /// Keeps those for which it holds.
    Where(Rc<Node>),
    /// Sorts: value, largest first, nulls first.
    Order(Vec<(Rc<Node>, bool, bool)>),
    /// Keeps the first ones.
    Take(usize),
    /// Leaves one row with their number.
    Count,
    /// Adds rows of others.
    Union(Vec<Plan>),
    /// Puts rows of another beside those for which these values are the same.
    Join(Join, Plan, Vec<(Rc<Node>, Rc<Node>)>),
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// How it is computed.
    pub node: Rc<Node>,
    kind: Kind,
    depth: usize,
}

/// What is known of a value's type beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Bool,
    Dynamic,
}

/// Looks up the names of a query.
pub fn plan(query: &Pipeline) -> Result<Plan, Fault> {
    pipeline(query, &mut 0)
}

fn pipeline(query: &Pipeline, leaves: &mut usize) -> Result<Plan, Fault> {
    let table = Table::named(&query.table).ok_or_else(|| Fault::Table(query.table.clone()))?;
    let leaf = *leaves;
    *leaves += 1;
    let columns = COLUMNS.iter().map(|(name, field, dynamic)| Column {
        name: (*name).to_owned(),
        node: Rc::new(Node::Field(*field)),
        kind: if *dynamic { Kind::Dynamic } else { Kind::Text },
        depth: 1,
    });
    let mut plan = Plan {
        table,
        leaf,
        stages: Vec::new(),
        columns: columns.collect(),
        limited: false,
    };
    for operator in &query.operators {
        plan.add(operator, leaves)?;
        if plan.columns.len() > MOST_COLUMNS {
            return Err(Fault::TooComplex);
        }
    }
    Ok(plan)
}

impl Plan {
    fn add(&mut self, operator: &Operator, leaves: &mut usize) -> Result<(), Fault> {
        match operator {
            Operator::Where(condition) => {
                let condition = self.boolean(condition)?;
                self.stages.push(Stage::Where(condition.node));
            }
            Operator::Project(named) => {
                let mut columns = Vec::new();
                for (number, named) in named.iter().enumerate() {
                    columns.push(self.named(named, number)?);
                }
                let mut names = HashSet::new();
                if let Some(twice) = columns.iter().find(|column| !names.insert(&*column.name)) {
                    return Err(Fault::Type(format!(
                        "project operator: a column named '{}' already exists",
                        twice.name
                    )));
                }
                self.columns = columns;
            }
            Operator::Away(names) => {
                for name in names {
                    self.column(name)?;
                }
                self.columns.retain(|column| !names.contains(&column.name));
            }
            Operator::Extend(named) => {
                for (number, named) in named.iter().enumerate() {
                    let column = self.named(named, number)?;
                    match self.columns.iter_mut().find(|old| old.name == column.name) {
                        Some(old) => *old = column,
                        None => self.columns.push(column),
                    }
                }
            }
            Operator::Order(keys) => {
                let keys: Result<_, Fault> = keys.iter().map(|key| self.key(key)).collect();
                self.stages.push(Stage::Order(keys?));
            }
            Operator::Take(number) => {
                self.limited = true;
                self.stages.push(Stage::Take(*number));
            }
            Operator::Count => {
                self.stages.push(Stage::Count);
                self.columns = vec![Column {
                    name: "Count".into(),
                    node: Rc::new(Node::Counted),
                    kind: Kind::Number,
                    depth: 1,
                }];
            }
            Operator::Union(queries) => {
                let mut plans = Vec::new();
                for query in queries {
                    let first = *leaves;
                    let other = pipeline(query, leaves)?;
                    self.columns = joined(&self.columns, &other.columns, first)?;
                    plans.push(other);
                }
                self.stages.push(Stage::Union(plans));
            }
            Operator::Join(kind, query, keys) => {
                let other = pipeline(query, leaves)?;
                let keys = keys
                    .iter()
                    .map(|name| self.pair(&other, name))
                    .collect::<Result<_, _>>()?;
                self.columns = beside(&self.columns, &other.columns)?;
                self.stages.push(Stage::Join(*kind, other, keys));
            }
        }
        Ok(())
    }

    fn key(&self, key: &Key) -> Result<(Rc<Node>, bool, bool), Fault> {
        let value = self.resolve(&key.expression)?;
        if value.kind == Kind::Dynamic {
            return Err(Fault::Type(
                "order operator: key can't be of dynamic type".into(),
            ));
        }
        Ok((value.node, key.descending, key.nulls_first))
    }

    /// What must be the same in both rows of a join.
    fn pair(&self, other: &Self, name: &str) -> Result<(Rc<Node>, Rc<Node>), Fault> {
        let (left, right) = (self.column(name)?, other.column(name)?);
        if left.kind == Kind::Dynamic || left.kind != right.kind {
            return Err(Fault::Type(format!(
                "join operator: the join key '{name}' can't be of dynamic type, nor of two types"
            )));
        }
        Ok((left.node.clone(), right.node.clone()))
    }

    fn boolean(&self, expression: &Expression) -> Result<Column, Fault> {
        let value = self.resolve(expression)?;
        match value.kind {
            Kind::Bool | Kind::Dynamic => Ok(value),
            Kind::Text | Kind::Number => Err(Fault::Type(
                "where operator: the predicate expression is expected to be of type bool".into(),
            )),
        }
    }

    fn column(&self, name: &str) -> Result<&Column, Fault> {
        let found = self.columns.iter().find(|column| column.name == name);
        found.ok_or_else(|| Fault::Column(name.to_owned()))
    }

    fn named(&self, named: &Named, number: usize) -> Result<Column, Fault> {
        let mut column = self.resolve(&named.expression)?;
        column.name = match &named.name {
            Some(name) => name.clone(),
            None => implied(&named.expression).unwrap_or_else(|| format!("Column{}", number + 1)),
        };
        Ok(column)
    }
}

/// The columns of two queries beside each other. A name that both have ends in a 1 on the right.
fn beside(left: &[Column], right: &[Column]) -> Result<Vec<Column>, Fault> {
    let mut all: Vec<Column> = Vec::new();
    let columns = |side, columns: &[Column]| {
        columns
            .iter()
            .map(move |column| (side, column.clone()))
            .collect::<Vec<_>>()
    };
    for (side, column) in columns(Side::Left, left)
        .into_iter()
        .chain(columns(Side::Right, right))
    {
        let mut joined = computed(Node::Of(side, column.node), column.kind, column.depth)?;
        joined.name = column.name;
        while all.iter().any(|other| other.name == joined.name) {
            joined.name.push('1');
        }
        all.push(joined);
    }
    Ok(all)
}

/// The columns of two queries under each other. What one of them lacks is null in its rows.
fn joined(left: &[Column], right: &[Column], first: usize) -> Result<Vec<Column>, Fault> {
    let mut all = Vec::new();
    let nothing = || Rc::new(Node::Literal(Value::Null));
    let has = |columns: &[Column], name: &str| columns.iter().any(|column| column.name == name);
    let missing = right.iter().filter(|column| !has(left, &column.name));
    for column in left.iter().chain(missing) {
        let one = left.iter().find(|found| found.name == column.name);
        let other = right.iter().find(|found| found.name == column.name);
        let kind = match (one, other) {
            (Some(one), Some(other)) if one.kind != other.kind => Kind::Dynamic,
            _ => column.kind,
        };
        let node = |side: Option<&Column>| side.map_or_else(nothing, |side| side.node.clone());
        let depth = |side: Option<&Column>| side.map_or(1, |side| side.depth);
        let fork = Node::Fork(first, node(one), node(other));
        let mut joined = computed(fork, kind, depth(one).max(depth(other)))?;
        joined.name.clone_from(&column.name);
        all.push(joined);
    }
    Ok(all)
}
