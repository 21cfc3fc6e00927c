//! Tests of `groups` and of the lines they make.

use super::*;
use crate::state::view::items::Item;
use crate::state::view::order;
use crate::state::view::tests::{fleet, machine};

/// The lines of five machines, written out.
fn written(group: Option<Column>, folded: &[&str]) -> (Items, Vec<String>) {
    let groups = [
        ("e", ""),
        ("d", "rg-2"),
        ("c", "RG-1"),
        ("b", "rg-10"),
        ("a", "rg-1"),
    ];
    let machines = groups.map(|(name, group)| {
        let mut machine = machine(name);
        machine.0.resource_group = group.into();
        machine
    });
    let rows = fleet(machines.to_vec());
    let ranks = order::ranks(rows.words());
    let names = order::by_name(&rows, &[]);
    let places = order::ordered(&rows, &names, &ranks, &[], group, &[]);
    let folded: Vec<String> = folded.iter().map(|label| (*label).to_owned()).collect();
    let items = lines(&rows, &places, group, &folded);
    let write = |index| match items.get(index) {
        Some(Item::Machine(place)) => rows.all()[place].name().to_owned(),
        Some(Item::Group {
            label,
            count,
            folded,
        }) => [
            &*label,
            " ",
            &count.to_string(),
            if folded { " +" } else { "" },
        ]
        .concat(),
        None => String::new(),
    };
    let written = (0..items.len()).map(write).collect();
    (items, written)
}

#[test]
fn each_group_has_its_heading_and_what_is_not_known_comes_last() {
    let (_, lines) = written(Some(Column::ResourceGroup), &[]);
    assert_eq!(
        lines,
        [
            "rg-1 2",
            "a",
            "c",
            "rg-2 1",
            "d",
            "rg-10 1",
            "b",
            "Not known 1",
            "e"
        ]
    );
}

#[test]
fn a_group_that_is_folded_keeps_its_heading_and_its_number() {
    let (items, lines) = written(Some(Column::ResourceGroup), &["rg-1", "Not known"]);
    assert_eq!(
        lines,
        ["rg-1 2 +", "rg-2 1", "d", "rg-10 1", "b", "Not known 1 +"]
    );
    assert_eq!((items.machine(0), items.machine(2)), (None, Some(1)));
    assert_eq!((items.line_of(1), items.line_of(4)), (Some(2), None));
    let shown: Vec<_> = items.machines(1, 99).collect();
    assert_eq!(shown, [1, 3]);
}

#[test]
fn without_groups_the_lines_are_the_machines() {
    let (items, lines) = written(None, &[]);
    assert_eq!(lines, ["a", "b", "c", "d", "e"]);
    assert_eq!(items.get(5), None);
    assert_eq!(items.machines(7, 9).count(), 0);
}
