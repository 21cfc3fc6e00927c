//! The values that stand in each column, and how many machines have them: for filter chips and for completion.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Column, text};
use crate::state::fleet_rows::FleetRows;

/// A value of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As it is shown.
    pub text: Arc<str>,
    /// How many machines have it.
    pub count: usize,
}

/// The values of every column that repeats them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets(Vec<(Column, Vec<Value>)>);

impl Facets {
    /// Counts the values of all rows.
    pub fn of(rows: &FleetRows) -> Self {
        let count = |column: Column| {
            let mut found: BTreeMap<String, usize> = BTreeMap::new();
            for row in rows.all() {
                let text = text(row, column, &|_| None);
                if !text.is_empty() {
                    *found.entry(text).or_default() += 1;
                }
            }
            let value = |(text, count): (String, usize)| Value {
                text: text.into(),
                count,
            };
            (column, found.into_iter().map(value).collect())
        };
        Self(Column::FACETS.into_iter().map(count).collect())
    }

    /// The values of a column, in natural order; none for a column that hardly repeats one.
    pub fn of_column(&self, column: Column) -> &[Value] {
        let found = self.0.iter().find(|(own, _)| *own == column);
        found.map(|(_, values)| values.as_slice()).unwrap_or(&[])
    }
}
