//! No machine is lost without a word: not by an index that tells less than before, nor by a listing that fails, nor by a
//! reading that somebody does not wait for.

use any_spawner::Executor;
use emulator::faults::Fault;
use emulator::options::Options;
use futures::future::{AbortHandle, Abortable};
use leptos::task::spawn_local;
use scvmm_console::backend::Part;
use scvmm_console::model::failure::FailureKind;
use scvmm_console::signal::Memo;
use scvmm_console::state::fleet::Phase;
use serde_json::Value;

use crate::fleet_state::{LISTS, SQL, Scene, page_of, read, scene};
use crate::stage::{GRAPH, fault};

/// From now on, so many times, the index tells nothing of a part.
fn hide_in_index(scene: &Scene, part: &Part, times: u32) {
    let mut page = page_of(Options::default());
    let of_part = ["/subscriptions/", &part.id, "/"].concat();
    let rows = page["data"].as_array_mut().unwrap();
    rows.retain(|row| !row["id"].as_str().unwrap().contains(&of_part));
    page["totalRecords"] = rows.len().into();
    scene.stage.fault(Fault {
        body: Some(page),
        times,
        ..Fault::status(GRAPH, 200)
    });
}

/// The subscriptions without this one.
fn subscriptions_without(scene: &Scene, part: &Part) -> Value {
    let bodies = scene.stage.wire.heard.borrow();
    let list = bodies.iter().find(|body| body.contains("\"tenantId\""));
    let mut list: Value = serde_json::from_str(list.unwrap()).unwrap();
    let rows = list["value"].as_array_mut().unwrap();
    rows.retain(|row| row["subscriptionId"] != part.id.as_str());
    list
}

/// The part that holds a machine.
fn part_of(scene: &Scene, machine: &str) -> Part {
    let id = scene.stage.id(machine);
    let parts = scene.progress().parts;
    let mut parts = parts.into_iter();
    parts
        .find(|part| id.subscription() == Some(part.id.as_str()))
        .unwrap()
}

#[test]
fn a_machine_that_comes_back_as_it_was_stands_in_the_list_again() {
    let options = |vms| Options {
        vms,
        ..Options::default()
    };
    let scene = read("admin", options(130));
    let rows = scene.fleet.rows();
    let shown = Memo::new(move || rows.with(|rows| rows.all().len()));
    assert_eq!(shown.get_untracked(), 130);
    scene.stage.fault(Fault {
        body: Some(page_of(options(120))),
        ..Fault::status(GRAPH, 200)
    });
    scene.pass(125);
    assert_eq!(shown.get_untracked(), 120);
    scene.pass(125);
    assert_eq!(shown.get_untracked(), 130);
}

#[test]
fn a_part_of_which_the_index_tells_nothing_any_more_is_asked_itself() {
    let scene = read("admin", Options::default());
    let part = part_of(&scene, SQL);
    hide_in_index(&scene, &part, 2);
    scene.pass(125);
    assert_eq!(scene.machines(), 120, "the part itself names them");
    assert!(scene.failed().is_empty());
    hide_in_index(&scene, &part, 2);
    scene.fleet.refresh();
    scene.pass(5);
    assert_eq!(scene.machines(), 120);
    assert_eq!(scene.progress().phase, Phase::Done);
    assert!(scene.failed().is_empty());
}

#[test]
fn a_part_that_may_not_be_read_any_more_keeps_its_rows_and_says_so() {
    let scene = read("admin", Options::default());
    let part = part_of(&scene, SQL);
    // The whole, both tables for the part by itself, and the whole once more.
    hide_in_index(&scene, &part, 4);
    scene.refuse(LISTS, 403, 1);
    assert_eq!(scene.muted(), 0);
    scene.pass(125);
    assert_eq!(scene.failed(), std::slice::from_ref(&part));
    assert_eq!(scene.machines(), 120);
    let muted = scene.muted();
    assert!(muted > 0);
    // Nothing new is told of it, and that it refused still stands.
    let queries = scene.queries();
    scene.pass(125);
    assert_eq!(scene.failed(), [part]);
    assert_eq!((scene.machines(), scene.muted()), (120, muted));
    assert_eq!(
        scene.queries(),
        queries + 1,
        "it is not asked again and again"
    );
    scene.pass(125);
    assert!(scene.failed().is_empty(), "the index tells of it again");
    assert_eq!((scene.machines(), scene.muted()), (120, 0));
}

#[test]
fn a_part_that_the_service_lists_no_more_keeps_its_rows_until_somebody_asks() {
    let scene = read("admin", Options::default());
    let part = part_of(&scene, SQL);
    scene.stage.fault(Fault {
        body: Some(subscriptions_without(&scene, &part)),
        times: 3,
        ..Fault::status("/subscriptions\\?", 200)
    });
    for _ in 0..2 {
        scene.pass(125);
        assert_eq!(scene.failed(), std::slice::from_ref(&part));
        assert_eq!(scene.machines(), 120);
        assert!(scene.muted() > 0);
    }
    scene.fleet.refresh();
    scene.pass(5);
    assert!(scene.failed().is_empty());
    assert!(scene.machines() < 120, "somebody has read the bar");
}

#[test]
fn a_list_of_subscriptions_that_breaks_off_calls_none_of_them_gone() {
    let scene = read("admin", Options::default());
    let part = part_of(&scene, SQL);
    let mut first = subscriptions_without(&scene, &part);
    let address = scene.stage.emulator.settings().origin() + "/subscriptions?page=2";
    first["nextLink"] = address.into();
    scene.stage.fault(Fault {
        body: Some(first),
        ..Fault::status("/subscriptions\\?api", 200)
    });
    scene
        .stage
        .fault(Fault::status("/subscriptions\\?page=2", 400));
    scene.fleet.refresh();
    scene.pass(5);
    assert!(scene.progress().failure.is_some());
    assert!(scene.failed().is_empty(), "{:?}", scene.failed());
    assert!(scene.machines() == 120 && scene.muted() > 0);
    assert_eq!(scene.progress().parts.len(), 3);
}

#[test]
fn a_lost_part_that_cannot_be_asked_now_leaves_the_fleet_as_of_before() {
    let scene = read("admin", Options::default());
    let complete = scene.fleet.complete().unwrap().listed_ms;
    let part = part_of(&scene, SQL);
    hide_in_index(&scene, &part, 9);
    scene.refuse(LISTS, 400, 9);
    scene.pass(125);
    assert_eq!(scene.progress().not_since, Some(complete));
    assert_eq!(scene.fleet.complete().unwrap().listed_ms, complete);
    assert_eq!(scene.machines(), 120);
}

#[test]
fn a_part_without_machines_that_failed_for_once_is_no_failure_any_more() {
    let scene = scene("admin", Options::default());
    scene.refuse(GRAPH, 400, 1);
    scene.refuse(LISTS, 400, 9);
    scene.fleet.refresh();
    scene.pass(20);
    assert!(!scene.failed().is_empty());
    let part = scene.failed().remove(0);
    hide_in_index(&scene, &part, 1);
    scene.pass(125);
    assert!(scene.failed().is_empty(), "{:?}", scene.failed());
}

#[test]
fn a_listing_that_failed_is_not_what_the_next_visit_is_told() {
    let scene = read("admin", Options::default());
    let complete = scene.fleet.complete().unwrap();
    scene.refuse(GRAPH, 403, 2);
    scene.refuse(LISTS, 403, 1);
    scene.refuse(LISTS, 400, 8);
    scene.pass(10);
    scene.fleet.refresh();
    scene.pass(60);
    assert!(!scene.failed().is_empty());
    assert_eq!(scene.machines(), 120);
    let now = scene.fleet.complete().unwrap();
    assert_eq!(
        (now.listed_ms, now.as_of_ms),
        (complete.listed_ms, complete.as_of_ms)
    );

    let first = scene_that_fails();
    assert_eq!(first.fleet.complete(), None);
    assert_eq!(first.progress().not_since, None);
}

/// A first reading that leaves every part unread.
fn scene_that_fails() -> Scene {
    let scene = scene("admin", Options::default());
    scene.refuse(GRAPH, 400, 9);
    scene.refuse(LISTS, 400, 9);
    scene.fleet.refresh();
    scene.pass(5);
    assert_eq!(scene.progress().phase, Phase::Done);
    assert_eq!(scene.failed().len(), scene.progress().parts.len());
    scene
}

#[test]
fn a_reading_that_nobody_waits_for_any_more_does_not_hold_its_row() {
    let scene = read("admin", Options::default());
    let before = scene.checkpoints(SQL);
    scene.stage.fault(fault(
        r#"{"path":"virtualMachineInstances","status":429,"headers":{"Retry-After":"50"}}"#,
    ));
    let (abort, registration) = AbortHandle::new_pair();
    let (fleet, id) = (scene.fleet, scene.stage.id(SQL));
    spawn_local(async move {
        let _ = Abortable::new(fleet.read_now(&id), registration).await;
    });
    Executor::poll_local();
    let is_reading = || {
        let id = scene.stage.id(SQL);
        let rows = scene.fleet.rows();
        rows.with_untracked(|rows| rows.get(&id).unwrap().instance.is_reading())
    };
    assert!(is_reading());
    abort.abort();
    Executor::poll_local();
    assert!(!is_reading());
    scene.take_checkpoint(SQL);
    scene.pass(70);
    assert_eq!(scene.checkpoints(SQL), before + 1);
}

#[test]
fn a_reading_that_fails_does_not_undo_the_one_before_it() {
    let scene = read("admin", Options::default());
    let before = scene.checkpoints(SQL);
    scene.delay_index(3_600);
    scene.take_checkpoint(SQL);
    scene.open(SQL);
    scene
        .stage
        .fault(fault(r#"{"path":"virtualMachineInstances","status":404}"#));
    let (fleet, id) = (scene.fleet, scene.stage.id(SQL));
    spawn_local(async move {
        let failure = fleet.read_now(&id).await.unwrap_err();
        assert_eq!(failure.kind(), &FailureKind::NotFound);
    });
    scene.pass(130);
    assert_eq!(scene.checkpoints(SQL), before + 1);
}

#[test]
fn where_there_is_no_index_what_is_on_the_screen_is_read_in_the_background() {
    let scene = read("admin", Options::default());
    let before = scene.checkpoints(SQL);
    scene.fleet.show(vec![scene.stage.id(SQL)]);
    scene.refuse(GRAPH, 403, 9);
    scene.take_checkpoint(SQL);
    scene.pass(62);
    assert_eq!(scene.checkpoints(SQL), before + 1);
    assert_eq!(scene.fleet.changed().get_untracked(), [scene.stage.id(SQL)]);
    assert!(scene.progress().not_since.is_some(), "only that was read");
    assert_eq!(
        scene
            .stage
            .count("GET", "Microsoft.HybridCompute/machines?"),
        0
    );
}
