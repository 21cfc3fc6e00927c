//! The values that stand in each column, and how many machines have them: for filter chips and for completion.

use std::sync::Arc;

use super::Column;
use super::order::Ranks;
use crate::model::fold::fold_text;
use crate::state::fleet_rows::FleetRows;
use crate::state::fleet_rows::words::NOTHING;

/// A value of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As it is shown.
    pub text: Arc<str>,
    /// With all its letters small.
    pub folded: Arc<str>,
    /// How many machines have it.
    pub count: usize,
}

/// The values of every column that repeats them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets(Vec<(Column, Vec<Value>)>);

impl Facets {
    /// Counts the values of all rows. Those that differ in the case of letters only are one.
    pub fn of(rows: &FleetRows, ranks: &Ranks) -> Self {
        let words = rows.words().all();
        let count = |column: Column| {
            // For each rank how many machines have it, and one of the texts that have it.
            let mut counts = vec![(0_usize, NOTHING); words.len()];
            for row in rows.all() {
                let number = row.word(column);
                let rank = ranks.get(number as usize).copied().unwrap_or_default();
                if let Some((count, example)) = counts.get_mut(rank as usize) {
                    (*count, *example) = (*count + 1, number);
                }
            }
            counts.retain(|(count, number)| *count > 0 && *number != NOTHING);
            let value = |(count, number): (usize, u32)| {
                let word = words.get(number as usize)?;
                Some(Value {
                    text: Arc::clone(&word.text),
                    folded: Arc::clone(&word.folded),
                    count,
                })
            };
            (column, counts.into_iter().filter_map(value).collect())
        };
        Self(Column::FACETS.into_iter().map(count).collect())
    }

    /// The values of a column, in natural order; none for a column that hardly repeats one.
    pub fn of_column(&self, column: Column) -> &[Value] {
        let found = self.0.iter().find(|(own, _)| *own == column);
        found.map(|(_, values)| values.as_slice()).unwrap_or(&[])
    }

    /// Whether a value must be asked for as the whole text, because it stands in another one too, as `rg-1` does in `rg-10`.
    /// Numbers are whole anyway.
    pub fn needs_whole(&self, column: Column, value: &str) -> bool {
        let folded = fold_text(value);
        let mut others = self.of_column(column).iter();
        column != Column::Checkpoints
            && (value.starts_with('=')
                || others.any(|other| *other.folded != *folded && other.folded.contains(&*folded)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::view::order::ranks;
    use crate::state::view::tests::{fleet, machine};

    #[test]
    fn values_are_counted_in_natural_order_and_whatever_their_case() {
        let groups = ["rg-10", "rg-9", "RG-9", ""]
            .iter()
            .zip(["a", "b", "c", "d"]);
        let machines = groups.map(|(group, name)| {
            let mut machine = machine(name);
            machine.0.resource_group = (*group).into();
            machine
        });
        let rows = fleet(machines.collect());
        let facets = Facets::of(&rows, &ranks(rows.words()));
        let counted: Vec<_> = facets
            .of_column(Column::ResourceGroup)
            .iter()
            .map(|value| (&*value.folded, value.count))
            .collect();
        assert_eq!(counted, [("rg-9", 2), ("rg-10", 1)]);
        assert_eq!(facets.of_column(Column::Name), []);
        assert!(facets.needs_whole(Column::ResourceGroup, "RG-1"));
        assert!(!facets.needs_whole(Column::ResourceGroup, "rg-10"));
    }
}
