//! A query as it was written.

use super::{compare::Comparison, value::Value};

/// A table and what is done to its rows.
#[derive(Debug)]
pub struct Pipeline {
    /// The table's name.
    pub table: String,
    /// One after the other.
    pub operators: Vec<Operator>,
}

/// What is done to rows.
#[derive(Debug)]
pub enum Operator {
    /// Keeps the rows for which it holds.
    Where(Expression),
    /// Keeps these columns.
    Project(Vec<Named>),
    /// Drops these columns.
    Away(Vec<String>),
    /// Adds these columns, or puts them in the place of others.
    Extend(Vec<Named>),
    /// Sorts.
    Order(Vec<Key>),
    /// Keeps the first ones.
    Take(usize),
    /// Counts.
    Count,
    /// Adds the rows of other tables.
    Union(Vec<Pipeline>),
    /// Puts rows of another query beside those that have the same values in these columns.
    Join(Join, Pipeline, Vec<String>),
}

/// What becomes of a row that has no other beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// It is left out: `inner`.
    Inner,
    /// It stays, with nulls: `leftouter`.
    LeftOuter,
}

/// A column that is computed, under a name of its own or under one that follows from it.
#[derive(Debug)]
pub struct Named {
    /// Its name.
    pub name: Option<String>,
    /// What it is.
    pub expression: Expression,
}

/// By what is sorted.
#[derive(Debug)]
pub struct Key {
    /// The value.
    pub expression: Expression,
    /// Whether the largest comes first.
    pub descending: bool,
    /// Whether rows without a value come first.
    pub nulls_first: bool,
}

/// Something that has a value in each row.
#[derive(Debug)]
pub enum Expression {
    /// A column.
    Column(String),
    /// A value.
    Literal(Value<'static>),
    /// A part of a value.
    Member(Box<Expression>, Step),
    /// A function.
    Call(String, Vec<Expression>),
    /// A comparison.
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// Whether a value is one of several: `in`, with letter case aside `in~`.
    OneOf {
        /// The value.
        value: Box<Expression>,
        /// Those it may be.
        list: Vec<Expression>,
        /// How it is compared with each.
        by: Comparison,
        /// Whether it must be none of them.
        none: bool,
    },
    /// All of these.
    All(Vec<Expression>),
    /// Any of these.
    Any(Vec<Expression>),
}

/// Where a part of a value is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.name` or `['name']`.
    Name(String),
    /// `[0]`; negative numbers count from the end.
    Index(i64),
}
