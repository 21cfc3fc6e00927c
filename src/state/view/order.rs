//! The order of the rows.
//!
//! The order by name is the one that is compared out. Every other order follows from it without a comparison: the rows, which
//! stand by name, are dealt out by the rank of their text, from the last sort to the first.

use std::cmp::Ordering;
use std::sync::Arc;

use super::natural::compare;
use super::{Column, Sort};
use crate::state::fleet_rows::FleetRows;
use crate::state::fleet_rows::words::{NOTHING, Words};

/// Places of rows in some order. Cheap to clone.
pub type Places = Arc<Vec<u32>>;

/// The rank of each text among all: equal for texts that differ in the case of letters only.
pub type Ranks = Arc<Vec<u32>>;

/// What a row without a value has for a rank: it comes last in either direction.
const LAST: u32 = u32::MAX;

/// The places of all rows by name. `before` is the order that they had: most of them have kept it.
pub fn by_name(rows: &FleetRows, before: &[u32]) -> Places {
    let rows = rows.all();
    let count = u32::try_from(rows.len()).unwrap_or_default();
    let known = if before.len() <= rows.len() {
        before
    } else {
        &[]
    };
    let rest = u32::try_from(known.len()).unwrap_or_default()..count;
    let mut order: Vec<u32> = known.iter().copied().chain(rest).collect();
    // Side by side, so that a comparison need not go through the rows.
    let names: Vec<&str> = rows.iter().map(|row| row.folded_name()).collect();
    let name = |place: u32| names.get(place as usize).copied().unwrap_or_default();
    sort(&mut order, &|a, b| {
        compare(name(a), name(b)).then(a.cmp(&b))
    });
    Arc::new(order)
}

/// The ranks of all texts.
pub fn ranks(words: &Words) -> Ranks {
    let words = words.all();
    let count = u32::try_from(words.len()).unwrap_or_default();
    let mut order: Vec<u32> = (0..count).collect();
    let folded = |number: u32| words.get(number as usize).map_or("", |word| &*word.folded);
    sort(&mut order, &|a, b| compare(folded(a), folded(b)));
    Arc::new(numbered(&order, &|a, b| folded(a) == folded(b)).0)
}

/// The rows in the order of these sorts, and in groups by `group`, if it is given. `operations` are the texts of running
/// operations by the places of their machines.
pub fn ordered(
    rows: &FleetRows,
    names: &Places,
    ranks: &Ranks,
    sorts: &[Sort],
    group: Option<Column>,
    operations: &[(u32, String)],
) -> Places {
    let group = group.map(|column| Sort {
        column,
        descending: false,
    });
    let mut order = Arc::clone(names);
    for sort in group.iter().chain(sorts).rev() {
        if *sort == Sort::default() && Arc::ptr_eq(&order, names) {
            continue;
        }
        let (of_place, count) = match sort.column {
            Column::Name => name_ranks(rows, names),
            Column::Operation => operation_ranks(rows.all().len(), operations),
            column => (word_ranks(rows, ranks, column), ranks.len()),
        };
        order = Arc::new(dealt(&order, &of_place, count, sort.descending));
    }
    order
}

fn word_ranks(rows: &FleetRows, ranks: &Ranks, column: Column) -> Vec<u32> {
    let rank = |word: u32| match word {
        NOTHING => LAST,
        word => ranks.get(word as usize).copied().unwrap_or(LAST),
    };
    rows.all()
        .iter()
        .map(|row| rank(row.word(column)))
        .collect()
}

fn name_ranks(rows: &FleetRows, names: &Places) -> (Vec<u32>, usize) {
    let rows = rows.all();
    let name = |place: u32| rows.get(place as usize).map_or("", |row| row.folded_name());
    numbered(names, &|a, b| name(a) == name(b))
}

fn operation_ranks(rows: usize, operations: &[(u32, String)]) -> (Vec<u32>, usize) {
    let count = u32::try_from(operations.len()).unwrap_or_default();
    let mut order: Vec<u32> = (0..count).collect();
    let words = |index: u32| {
        operations
            .get(index as usize)
            .map_or("", |(_, words)| words)
    };
    sort(&mut order, &|a, b| compare(words(a), words(b)));
    let (own, count) = numbered(&order, &|a, b| words(a) == words(b));
    let mut of_place = vec![LAST; rows];
    for ((place, _), rank) in operations.iter().zip(own) {
        if let Some(of_place) = of_place.get_mut(*place as usize) {
            *of_place = rank;
        }
    }
    (of_place, count)
}

/// Numbers what stands in an order: for each thing its rank, with the same for those that are equal; and how many ranks.
fn numbered(order: &[u32], equal: &dyn Fn(u32, u32) -> bool) -> (Vec<u32>, usize) {
    let mut ranks = vec![0; order.len()];
    let (mut rank, mut last) = (0, None);
    for thing in order {
        if last.is_some_and(|last| !equal(last, *thing)) {
            rank += 1;
        }
        last = Some(*thing);
        if let Some(own) = ranks.get_mut(*thing as usize) {
            *own = rank;
        }
    }
    (ranks, rank as usize + 1)
}

/// Deals places out by their ranks, which are less than `count`; those of one rank keep their order.
fn dealt(order: &[u32], ranks: &[u32], count: usize, descending: bool) -> Vec<u32> {
    let heap = |place: u32| {
        let rank = ranks
            .get(place as usize)
            .map_or(count, |rank| *rank as usize);
        match descending {
            true if rank < count => count - 1 - rank,
            _ => rank.min(count),
        }
    };
    // First where each heap begins, then each place in its heap.
    let mut begins = vec![0_u32; count + 2];
    for place in order {
        if let Some(begin) = begins.get_mut(heap(*place) + 1) {
            *begin += 1;
        }
    }
    let mut sum = 0;
    for begin in &mut begins {
        sum += *begin;
        *begin = sum;
    }
    let mut dealt = vec![0; order.len()];
    for place in order {
        if let Some(next) = begins.get_mut(heap(*place)) {
            if let Some(own) = dealt.get_mut(*next as usize) {
                *own = *place;
            }
            *next += 1;
        }
    }
    dealt
}

/// One sort for all: each kind of comparison would be code of its own.
pub fn sort(order: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    order.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
