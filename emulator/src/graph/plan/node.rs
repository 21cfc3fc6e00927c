//! What a value is computed from.

use super::Kind;
use crate::graph::{compare::Comparison, estate::Field, syntax::Step, value::Value};
use std::rc::Rc;

/// A computation.
#[derive(Debug)]
pub enum Node {
    /// A column of a table.
    Field(Field),
    /// The number that a count left.
    Counted,
    /// A value.
    Literal(Value<'static>),
    /// A part of a value.
    Part(Rc<Node>, Vec<Step>),
    /// A function.
    Call(Function, Vec<Rc<Node>>),
    /// A comparison.
    Compare(Comparison, Rc<Node>, Rc<Node>),
    /// Whether the value is one of several, or none of them.
    OneOf(Rc<Node>, Vec<Rc<Node>>, Comparison, bool),
    /// All of these.
    All(Vec<Rc<Node>>),
    /// Any of these.
    Any(Vec<Rc<Node>>),
    /// One for the rows of earlier tables, the other for those from this leaf on.
    Fork(usize, Rc<Node>, Rc<Node>),
    /// What it is in one of the two rows that a join has put beside each other.
    Of(Side, Rc<Node>),
}

/// A side of a join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The rows that are there before.
    Left,
    /// Those that are put beside them.
    Right,
}

/// The functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `tostring`
    ToString,
    /// `tolower`
    ToLower,
    /// `toupper`
    ToUpper,
    /// `not`
    Not,
    /// `isempty`
    IsEmpty,
    /// `isnotempty`
    IsNotEmpty,
    /// `isnull`
    IsNull,
    /// `isnotnull`
    IsNotNull,
    /// `array_length`
    ArrayLength,
    /// `strlen`
    Length,
    /// `toint`, `tolong`
    ToWhole,
    /// `tobool`
    ToBool,
    /// `split`
    Split,
}

impl Function {
    /// The function of this name, how many arguments it takes, and what it gives.
    pub(super) fn named(name: &str) -> Option<(Self, usize, Kind)> {
        Some(match name {
            "tostring" => (Self::ToString, 1, Kind::Text),
            "tolower" => (Self::ToLower, 1, Kind::Text),
            "toupper" => (Self::ToUpper, 1, Kind::Text),
            "not" => (Self::Not, 1, Kind::Bool),
            "isempty" => (Self::IsEmpty, 1, Kind::Bool),
            "isnotempty" => (Self::IsNotEmpty, 1, Kind::Bool),
            "isnull" => (Self::IsNull, 1, Kind::Bool),
            "isnotnull" => (Self::IsNotNull, 1, Kind::Bool),
            "array_length" => (Self::ArrayLength, 1, Kind::Number),
            "strlen" => (Self::Length, 1, Kind::Number),
            "toint" | "tolong" => (Self::ToWhole, 1, Kind::Number),
            "tobool" => (Self::ToBool, 1, Kind::Bool),
            "split" => (Self::Split, 2, Kind::Dynamic),
            _ => return None,
        })
    }
}
