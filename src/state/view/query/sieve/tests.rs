//! The sieve against the plain reading of a search: every text of every row, looked through for every term.

use super::*;
use crate::model::checkpoint::{Checkpoint, CheckpointId};
use crate::model::fold::fold_text;
use crate::model::virtual_machine::{Instance, Listed, PowerState};
use crate::state::view::tests::{fleet, machine};
use proptest::prelude::*;

/// Whether a row passes a term, text by text.
fn plainly(term: &Term, row: &Row, operation: &str) -> bool {
    let text = |column: Column| match column {
        Column::Operation => operation.to_owned(),
        column => fold_text(&row.text(column)),
    };
    let found = match &term.test {
        Test::Anywhere(_) => Column::ALL
            .into_iter()
            .any(|column| term.test.passes(&text(column))),
        Test::In(column, _) => term.test.passes(&text(*column)),
        Test::Count(_) if row.instance.known().is_none() => return false,
        Test::Count(_) => term.test.passes(&text(Column::Checkpoints)),
    };
    found != term.negated
}

prop_compose! {
    fn machines()(
        name in "[aAb1-]{1,4}", group in "(rg|RG|a)?", state in "(running|stopped|b)?",
        server in "(vmm|a b)?", count in 0_usize..3, read: bool,
    ) -> (Listed, Option<Instance>) {
        let (mut listed, _) = machine(&name);
        listed.resource_group = group.into();
        let checkpoint = Checkpoint::of(CheckpointId::new("A1").unwrap());
        let instance = Instance {
            power: PowerState::parse(&state),
            server: server.into(),
            checkpoints: vec![checkpoint; count],
            ..Instance::default()
        };
        (listed, read.then_some(instance))
    }
}

proptest! {
    #[test]
    fn the_sieve_finds_what_a_plain_reading_finds(
        machines in prop::collection::vec(machines(), 1..6),
        search in "(-?(name|state|group|server|checkpoints|operation)?:?=?[<>]?[abAr1v ,]{0,3} ){1,3}",
        operation in "(creating a)?",
    ) {
        let rows = fleet(machines);
        let query = Query::parse(&search);
        let running: Vec<_> = [(0, operation.clone())].into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let sieve = Sieve::new(&query, rows.words(), &running);
        for (row, place) in rows.all().iter().zip(0_u32..) {
            let own = if place == 0 { &*operation } else { "" };
            let expected = query.fault.is_none() && query.terms().iter().all(|term| plainly(term, row, own));
            prop_assert_eq!(sieve.finds(row, place), expected, "{} in {:?}", search, row.name());
        }
    }
}
