//! Tests of `order`.

use super::*;
use crate::model::virtual_machine::{Instance, Listed, PowerState};
use crate::state::view::tests::{fleet, machine};
use proptest::prelude::*;

fn names_in(rows: &FleetRows, order: &[u32]) -> Vec<String> {
    let name = |place: &u32| rows.all()[*place as usize].name().to_owned();
    order.iter().map(name).collect()
}

fn sorted(machines: Vec<(Listed, Option<Instance>)>, sorts: &[(Column, bool)]) -> Vec<String> {
    let rows = fleet(machines);
    let sort = |(column, descending): &(Column, bool)| Sort {
        column: *column,
        descending: *descending,
    };
    let sorts: Vec<_> = sorts.iter().map(sort).collect();
    let running = [(1, "creating checkpoint".to_owned())];
    let names = by_name(&rows, &[]);
    let order = ordered(&rows, &names, &ranks(rows.words()), &sorts, None, &running);
    names_in(&rows, &order)
}

/// A machine in a power state, with a subscription.
fn in_state(name: &str, state: &str, subscription: &str) -> (Listed, Option<Instance>) {
    let (mut listed, _) = machine(name);
    listed.subscription = subscription.into();
    let instance = Instance {
        power: PowerState::parse(state),
        ..Instance::default()
    };
    (listed, (!state.is_empty()).then_some(instance))
}

#[test]
fn names_are_sorted_as_people_count() {
    let names = ["web-10", "Web-9", "app-1", "web-010"]
        .map(machine)
        .to_vec();
    let up = sorted(names.clone(), &[]);
    assert_eq!(up, ["app-1", "Web-9", "web-010", "web-10"]);
    let down = sorted(names, &[(Column::Name, true)]);
    assert_eq!(down, ["web-10", "web-010", "Web-9", "app-1"]);
}

#[test]
fn what_is_not_known_comes_last_in_either_direction() {
    let machines = ["web-1", "web-2"].map(machine).to_vec();
    for descending in [false, true] {
        let order = sorted(machines.clone(), &[(Column::Operation, descending)]);
        assert_eq!(order, ["web-2", "web-1"]);
        let unread = vec![in_state("a", "", "s"), in_state("b", "stopped", "s")];
        assert_eq!(sorted(unread, &[(Column::State, descending)]), ["b", "a"]);
    }
}

#[test]
fn numbers_of_checkpoints_are_sorted_as_numbers() {
    let with = |name: &str, count: usize| {
        let (listed, mut instance) = machine(name);
        let id = crate::model::checkpoint::CheckpointId::new("A1").unwrap();
        let checkpoint = crate::model::checkpoint::Checkpoint::of(id);
        instance.as_mut().unwrap().checkpoints = vec![checkpoint; count];
        (listed, instance)
    };
    let machines = vec![with("a", 10), with("b", 9), with("c", 0)];
    assert_eq!(
        sorted(machines, &[(Column::Checkpoints, true)]),
        ["a", "b", "c"]
    );
}

#[test]
fn a_further_sort_orders_what_the_one_before_leaves_equal() {
    let machines = vec![
        in_state("c", "Running", "East"),
        in_state("a", "running", "West"),
        in_state("b", "running", "east"),
        in_state("d", "stopped", "East"),
    ];
    let order = |sorts: &[(Column, bool)]| sorted(machines.clone(), sorts).concat();
    assert_eq!(
        order(&[(Column::State, false), (Column::Subscription, false)]),
        "bcad"
    );
    assert_eq!(
        order(&[(Column::State, true), (Column::Subscription, true)]),
        "dabc"
    );
    let by_name_last = [(Column::Subscription, false), (Column::Name, true)];
    assert_eq!(order(&by_name_last), "dcba");
}

#[test]
fn machines_of_one_name_keep_the_order_of_a_further_sort() {
    let machines = vec![in_state("a", "x", "West"), in_state("A", "x", "East")];
    let rows = {
        let mut machines = machines;
        machines[1].0.id = crate::model::resource_id::ResourceId::new("/other/a");
        fleet(machines)
    };
    let names = by_name(&rows, &[]);
    let sorts = [
        Sort::default(),
        Sort {
            column: Column::Subscription,
            descending: false,
        },
    ];
    let order = ordered(&rows, &names, &ranks(rows.words()), &sorts, None, &[]);
    assert_eq!(names_in(&rows, &order), ["A", "a"]);
}

proptest! {
    #[test]
    fn the_order_before_makes_no_difference(names in prop::collection::btree_set("[ab][0-9]{1,2}", 1..20), cut in 0_usize..20) {
        let names: Vec<_> = names.iter().rev().map(|name| machine(name)).collect();
        let before: Vec<u32> = (0..u32::try_from(cut.min(names.len())).unwrap()).rev().collect();
        let rows = fleet(names);
        prop_assert_eq!(by_name(&rows, &before), by_name(&rows, &[]));
        let longer: Vec<u32> = (0..40).collect();
        prop_assert_eq!(by_name(&rows, &longer), by_name(&rows, &[]));
    }
}
