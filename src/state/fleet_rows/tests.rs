//! Tests of `fleet_rows`.

use super::*;
use crate::model::failure::FailureKind;
use crate::model::virtual_machine::Instance;

fn part() -> Part {
    Part {
        id: "p".into(),
        name: "Production".into(),
    }
}

fn listed(name: &str) -> Found {
    Found::from(Listed {
        id: ResourceId::new(&format!("/subscriptions/p/machines/{name}")),
        name: name.into(),
        subscription: "Production".into(),
        resource_group: "rg".into(),
        location: "".into(),
    })
}

fn failed() -> Result<SharedInstance, Failure> {
    Err(Failure::new(FailureKind::NotFound, "none"))
}

fn names(rows: &FleetRows) -> Vec<&str> {
    rows.all()
        .iter()
        .map(|row| row.listed.name.as_str())
        .collect()
}

#[test]
fn a_machine_that_is_named_twice_in_one_listing_is_one_row() {
    let mut rows = FleetRows::default();
    rows.add(&part(), vec![listed("a"), listed("A")]);
    assert_eq!(names(&rows), ["a"]);
}

#[test]
fn a_new_listing_keeps_the_old_rows_until_their_part_is_read_to_its_end() {
    let mut rows = FleetRows::default();
    rows.add(&part(), vec![listed("a"), listed("b")]);
    rows.begin_listing(1);
    rows.add(&part(), vec![listed("b"), listed("c")]);
    assert_eq!(names(&rows), ["a", "b", "c"]);
    rows.end_part(&part());
    assert_eq!(names(&rows), ["b", "c"]);
    assert!(rows.get(&listed("c").listed.id).is_some());
    let gone = rows.get(&listed("a").listed.id);
    assert!(gone.is_some(), "its page may be open");
}

#[test]
fn a_part_that_fails_keeps_its_old_rows() {
    let mut rows = FleetRows::default();
    rows.add(&part(), vec![listed("a")]);
    rows.begin_listing(1);
    rows.end_part(&Part {
        id: "other".into(),
        name: String::new(),
    });
    assert_eq!(names(&rows), ["a"]);
}

#[test]
fn a_machine_opened_by_its_address_is_not_listed_until_a_listing_names_it() {
    let mut rows = FleetRows::default();
    rows.ensure(&listed("a").listed.id);
    rows.ensure(&listed("gone").listed.id);
    assert_eq!(names(&rows), [""; 0]);
    rows.read(&listed("a").listed.id, 1, failed());
    rows.add(&part(), vec![listed("a")]);
    assert_eq!(names(&rows), ["a"]);
    let failure = rows.get(&listed("a").listed.id).unwrap().instance.failure();
    assert!(failure.is_some(), "what was read before it was named stays");
}

#[test]
fn why_a_machine_that_is_gone_could_not_be_read_is_kept_for_its_page() {
    let mut rows = FleetRows::default();
    rows.ensure(&listed("gone").listed.id);
    rows.reading(&listed("gone").listed.id);
    rows.end_part(&part());
    rows.end_listing(&[part()]);
    rows.read(&listed("gone").listed.id, 1, failed());
    let row = rows.get(&listed("gone").listed.id).unwrap();
    assert!(row.instance.failure().is_some());
    assert_eq!(rows.all(), []);
    assert_eq!(rows.progress(), (0, 0));
}

#[test]
fn machines_of_a_part_that_is_not_there_any_more_are_gone_when_the_listing_ends() {
    let other = Part {
        id: "q".into(),
        name: "Lost".into(),
    };
    let mut rows = FleetRows::default();
    rows.add(&part(), vec![listed("a")]);
    rows.add(&other, vec![listed("lost")]);
    rows.begin_listing(1);
    rows.end_listing(&[Part {
        id: "P".into(),
        ..part()
    }]);
    assert_eq!(names(&rows), ["a"]);
}

#[test]
fn a_part_is_the_same_in_any_case() {
    let mut rows = FleetRows::default();
    rows.add(&part(), vec![listed("a")]);
    rows.begin_listing(1);
    rows.end_part(&Part {
        id: "P".into(),
        ..part()
    });
    assert_eq!(names(&rows), [""; 0]);
}

#[test]
fn a_reading_that_began_before_the_newest_is_passed_over() {
    let mut rows = FleetRows::default();
    rows.add(&part(), vec![listed("a")]);
    rows.read(&listed("a").listed.id, 2, failed());
    let newest = rows.clone();
    let older = Failure::new(FailureKind::NetworkLost, "older");
    rows.read(&listed("a").listed.id, 1, Err(older));
    assert_eq!(rows, newest);
}

#[test]
fn the_progress_counts_machines_that_were_read_or_failed() {
    let mut rows = FleetRows::default();
    rows.add(&part(), vec![listed("a"), listed("b")]);
    assert_eq!(rows.progress(), (0, 2));
    rows.reading(&listed("a").listed.id);
    rows.read(&listed("a").listed.id, 1, failed());
    assert_eq!(rows.progress(), (1, 2));
    rows.begin_listing(2);
    rows.add(&part(), vec![listed("a")]);
    assert_eq!(rows.progress(), (0, 1), "it is read anew");
    rows.read(&listed("a").listed.id, 3, failed());
    assert_eq!(rows.progress(), (1, 1));
}

#[test]
fn what_machines_have_in_common_is_kept_once_and_folded_once() {
    let machine = |number: usize| {
        let mut found = listed(&["Web-", &number.to_string()].concat());
        let instance = Instance {
            operating_system: "Windows Server 2022 Datacenter".to_owned().into(),
            server: "VMM-01".to_owned().into(),
            cloud: "Gold".to_owned().into(),
            ..Instance::default()
        };
        found.instance = Some(Arc::new(instance));
        found
    };
    let mut rows = FleetRows::default();
    rows.add(&part(), (0..50).map(machine).collect());
    // Nothing, the state, no checkpoint, the system, the place, the server, the cloud, the group and the subscription.
    assert_eq!(rows.words().all().len(), 9);
    let [one, other] = [&rows.all()[0], &rows.all()[49]];
    assert_eq!(one.words(), other.words());
    let system = |row: &Row| Arc::clone(row.instance.known().unwrap().operating_system.shared());
    assert!(Arc::ptr_eq(&system(one), &system(other)));
    let folder = |row: &Row| Arc::clone(row.listed.id.folder().shared());
    assert!(Arc::ptr_eq(&folder(one), &folder(other)));
    assert_eq!((one.name(), one.folded_name()), ("Web-0", "web-0"));
    // Reading one again makes no text anew.
    let before = rows.words().version();
    let again = machine(7).instance.unwrap();
    rows.read(&listed("web-7").listed.id, 3, Ok(again));
    assert_eq!(rows.words().version(), before);
}

#[test]
fn a_reading_that_is_given_up_leaves_a_machine_as_it_was() {
    let mut rows = FleetRows::default();
    rows.add(&part(), vec![listed("a"), listed("b"), listed("c")]);
    let [a, b, c] = ["a", "b", "c"].map(|name| listed(name).listed.id);
    rows.read(&a, 1, Ok(SharedInstance::default()));
    rows.read(&b, 1, failed());
    let known = |rows: &FleetRows, id: &ResourceId| rows.get(id).unwrap().instance.clone();
    for id in [&a, &b, &c] {
        let before = known(&rows, id);
        rows.reading(id);
        rows.given_up(id, before.clone());
        assert_eq!(known(&rows, id), before);
    }
    rows.reading(&c);
    rows.read(&c, 2, Ok(SharedInstance::default()));
    rows.given_up(&c, Loaded::Waiting);
    assert!(
        known(&rows, &c).known().is_some(),
        "somebody else has read it"
    );
}

#[test]
fn what_a_listing_that_fails_has_not_named_is_old_until_it_is_told_anew() {
    let other = Part {
        id: "q".into(),
        name: "Branches".into(),
    };
    let old = |rows: &FleetRows| -> Vec<String> {
        let old = rows.all().iter().filter(|row| row.is_old());
        old.map(|row| row.name().to_owned()).collect()
    };
    let mut rows = FleetRows::default();
    rows.begin_listing(1);
    rows.add(&part(), vec![listed("a"), listed("b"), listed("c")]);
    rows.add(&other, vec![listed("z")]);
    assert_eq!(rows.knows(&part()), (true, true));
    rows.begin_listing(3);
    assert_eq!(rows.knows(&part()), (true, false));
    rows.add(&part(), vec![listed("a")]);
    rows.part_failed(Some(&part()));
    assert_eq!(old(&rows), ["b", "c"]);
    rows.part_failed(None);
    assert_eq!(old(&rows), ["b", "c", "z"]);
    rows.read(&listed("b").listed.id, 4, Ok(SharedInstance::default()));
    rows.begin_listing(5);
    rows.add(&other, vec![listed("z")]);
    assert_eq!(old(&rows), ["c"]);
}
