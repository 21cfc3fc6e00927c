use super::*;

use crate::backend::Found;
use crate::model::failure::{Failure, FailureKind};
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{Instance, Listed, PowerState};
use std::sync::Arc;

const AS_OF: u64 = 1_795_000_000_000;

fn part(id: &str) -> Part {
    Part {
        id: id.into(),
        name: "Production".into(),
    }
}

fn listed(name: &str) -> Listed {
    Listed {
        id: id(name),
        name: name.into(),
        subscription: "Production".into(),
        resource_group: "rg".into(),
        location: "".into(),
    }
}

fn id(name: &str) -> ResourceId {
    ResourceId::new(&format!("/subscriptions/p/machines/{name}"))
}

fn in_state(word: &str) -> SharedInstance {
    Arc::new(Instance {
        power: PowerState::parse(word),
        ..Instance::default()
    })
}

/// Machines that an earlier visit knew as running.
fn past(names: &[&str]) -> Vec<Past> {
    let running = |name: &&str| Past {
        listed: listed(name),
        part: "p".into(),
        instance: Some(in_state("Running")),
    };
    names.iter().map(running).collect()
}

fn remembered(names: &[&str]) -> FleetRows {
    let mut rows = FleetRows::default();
    rows.begin_listing(1);
    rows.remember(past(names), AS_OF);
    rows
}

fn found(name: &str, instance: Option<SharedInstance>) -> Found {
    Found {
        listed: listed(name),
        instance,
    }
}

/// The name, the state and whether it is from an earlier visit, row by row.
fn shown(rows: &FleetRows) -> Vec<(&str, &str, bool)> {
    let state = |row: &Row| match row.instance.known().map(|known| &known.power) {
        Some(PowerState::Running) => "running",
        Some(_) => "other",
        None => "unknown",
    };
    let rows = rows.all().iter();
    rows.map(|row| (row.name(), state(row), row.is_past()))
        .collect()
}

#[test]
fn the_last_known_fleet_is_shown_with_its_moment_until_each_machine_is_read() {
    let mut rows = remembered(&["a", "b"]);
    assert_eq!(
        shown(&rows),
        [("a", "running", true), ("b", "running", true)]
    );
    assert_eq!(rows.as_of_ms(), Some(AS_OF));
    // One is told by the list itself, the other has to be read.
    let stopped = Some(in_state("Stopped"));
    let to_read = rows.add(&part("p"), vec![found("a", stopped), found("b", None)]);
    assert_eq!(to_read, [id("b")]);
    assert_eq!(
        shown(&rows),
        [("a", "other", false), ("b", "running", true)]
    );
    assert_eq!(rows.as_of_ms(), Some(AS_OF));
    rows.read(&id("b"), 3, Ok(in_state("Stopped")));
    assert_eq!(shown(&rows), [("a", "other", false), ("b", "other", false)]);
    assert_eq!(rows.as_of_ms(), None);
}

#[test]
fn a_remembered_machine_that_was_never_read_is_of_an_earlier_visit_until_it_is_named() {
    let mut rows = remembered(&[]);
    let unread = Past {
        listed: listed("a"),
        part: "p".into(),
        instance: None,
    };
    rows.remember(vec![unread], AS_OF);
    assert_eq!(shown(&rows), [("a", "unknown", true)]);
    rows.add(&part("p"), vec![found("a", None)]);
    assert_eq!(shown(&rows), [("a", "unknown", false)]);
}

#[test]
fn a_remembered_machine_that_the_listing_does_not_name_is_gone() {
    let mut rows = remembered(&["a", "b"]);
    rows.add(&part("p"), vec![found("b", None)]);
    rows.end_part(&part("p"));
    assert_eq!(shown(&rows), [("b", "running", true)]);
    let mut rows = remembered(&["a"]);
    rows.end_listing(&[]);
    assert_eq!(shown(&rows), []);
}

#[test]
fn what_is_remembered_too_late_is_left_out() {
    let mut rows = FleetRows::default();
    rows.begin_listing(1);
    rows.end_part(&part("p"));
    rows.remember(past(&["gone"]), AS_OF);
    assert_eq!(shown(&rows), []);
}

#[test]
fn what_is_remembered_while_machines_are_named_says_only_what_is_not_known() {
    let mut rows = FleetRows::default();
    rows.begin_listing(1);
    let stopped = Some(in_state("Stopped"));
    rows.add(&part("p"), vec![found("a", stopped), found("b", None)]);
    rows.remember(past(&["a", "b", "c"]), AS_OF);
    let expected = [
        ("a", "other", false),
        ("b", "running", true),
        ("c", "running", true),
    ];
    assert_eq!(shown(&rows), expected);
    assert_eq!(rows.place(&id("c")), Some(2));
}

#[test]
fn a_machine_whose_page_is_open_keeps_what_was_read_of_it() {
    let mut rows = FleetRows::default();
    for name in ["read", "reading"] {
        rows.ensure(&id(name));
        rows.reading(&id(name));
    }
    rows.read(&id("read"), 5, Ok(in_state("Stopped")));
    rows.remember(past(&["read", "reading"]), AS_OF);
    let expected = [("read", "other", false), ("reading", "running", true)];
    assert_eq!(shown(&rows), expected);
    assert!(rows.get(&id("reading")).unwrap().instance.is_reading());
}

#[test]
fn a_machine_that_cannot_be_read_now_is_still_one_of_an_earlier_visit() {
    let mut rows = remembered(&["a"]);
    let failure = Failure::new(FailureKind::NetworkLost, "gone");
    rows.read(&id("a"), 5, Err(failure));
    assert_eq!(shown(&rows), [("a", "running", true)]);
}

#[test]
fn machines_of_a_part_that_refuses_are_forgotten_and_others_stay() {
    let mut rows = remembered(&["a"]);
    rows.forget_past(&part("q"));
    assert_eq!(shown(&rows), [("a", "running", true)]);
    rows.add(&part("p"), vec![found("b", None)]);
    rows.forget_past(&part("P"));
    assert_eq!(shown(&rows), [("b", "unknown", false)]);
    assert!(rows.get(&id("a")).is_none(), "not for its page either");
}

#[test]
fn the_next_visit_is_told_only_what_a_listing_has_named() {
    let mut rows = remembered(&["a", "b", "c"]);
    let stopped = Some(in_state("Stopped"));
    rows.add(
        &part("p"),
        vec![found("b", stopped.clone()), found("d", None)],
    );
    let told = |range| {
        let mut told = Vec::new();
        assert!(record::read(&rows.write(range)?, &mut told));
        let told = told.into_iter();
        Some(
            told.map(|past| (past.listed.name.to_string(), past.instance))
                .collect(),
        )
    };
    assert_eq!(told(0..3), Some(vec![("b".to_owned(), stopped)]));
    assert_eq!(told(3..6), Some(vec![("d".to_owned(), None)]));
    assert_eq!(told(6..9), None);
    assert_eq!(told(4..6), None);
}

#[test]
fn what_a_machine_has_told_by_itself_is_not_forgotten_with_the_rights_to_list_it() {
    let mut rows = remembered(&["a", "b"]);
    rows.ensure(&id("opened"));
    rows.read(&id("opened"), 2, Ok(in_state("Running")));
    rows.read(&id("b"), 2, Ok(in_state("Stopped")));
    rows.forget_past(&part("p"));
    assert_eq!(shown(&rows), [("b", "other", false)]);
    assert!(rows.get(&id("opened")).is_some(), "its page is open");
}

#[test]
fn a_listing_of_parts_that_all_failed_leaves_room_for_what_an_earlier_visit_knew() {
    let mut rows = FleetRows::default();
    rows.begin_listing(1);
    rows.end_listing(&[part("p")]);
    rows.remember(past(&["a"]), AS_OF);
    assert_eq!(shown(&rows), [("a", "running", true)]);
    let mut none = FleetRows::default();
    none.end_listing(&[]);
    none.remember(past(&["a"]), AS_OF);
    assert_eq!(shown(&none), []);
}
