//! Actions on checkpoints, from the request to the end of the operation.

use emulator::operation::plan::{Ending, Plan};
use scvmm_console::model::failure::FailureKind;
use scvmm_console::model::operation::OperationState;
use std::time::Duration;

use crate::stage::{Stage, create, delete, restore};

const DONE: OperationState = OperationState::Succeeded { shown: true };
const RUNNING: OperationState = OperationState::Running { progress: None };

#[test]
fn a_checkpoint_is_created_followed_and_seen_on_the_machine() {
    let stage = Stage::of("operator");
    let states = stage.carry_out(
        "web-eu-202",
        &create("Before SP3", "Change 48213, ü \"quoted\""),
    );
    assert_eq!(states.first(), Some(&RUNNING));
    assert!(states.contains(&OperationState::Confirming), "{states:?}");
    assert_eq!(states.last(), Some(&DONE));
    let truth = stage.truth("web-eu-202");
    assert_eq!(truth.checkpoints.len(), 1);
    assert_eq!(truth.checkpoints[0].name, "Before SP3");
    assert_eq!(
        truth.checkpoints[0].description,
        "Change 48213, ü \"quoted\""
    );
    assert_eq!(truth.operation, None);
    let read = stage.read("web-eu-202").unwrap();
    assert_eq!(read.current.as_ref(), Some(&read.checkpoints[0].id));
    assert_eq!(stage.count("POST", "createCheckpoint"), 1);
}

#[test]
fn a_checkpoint_without_name_and_description_is_named_by_the_service() {
    let stage = Stage::of("admin");
    let states = stage.carry_out("web-eu-202", &create("", " "));
    assert_eq!(states.last(), Some(&DONE));
    let sent = stage.emulator.requests();
    let post = sent.iter().find(|entry| entry.method == "POST").unwrap();
    assert_eq!(post.body.as_deref(), Some("{}"));
    let truth = stage.truth("web-eu-202");
    assert!(truth.checkpoints[0].name.starts_with("web-eu-202 - ("));
}

#[test]
fn a_checkpoint_is_deleted_alone_and_its_children_stay() {
    let stage = Stage::of("operator");
    let before = stage.truth("sql-prod-014").checkpoints;
    let states = stage.carry_out("sql-prod-014", &delete(&before[1].id));
    assert_eq!(states.last(), Some(&DONE));
    let after = stage.read("sql-prod-014").unwrap().checkpoints;
    let left: Vec<&str> = after
        .iter()
        .map(|checkpoint| checkpoint.id.as_str())
        .collect();
    assert_eq!(left, [&before[0].id, &before[2].id, &before[3].id]);
}

#[test]
fn a_restored_machine_descends_from_its_checkpoint() {
    let stage = Stage::of("operator");
    let first = stage.truth("sql-prod-014").checkpoints[0].id.clone();
    let states = stage.carry_out("sql-prod-014", &restore(&first));
    assert_eq!(states.last(), Some(&DONE));
    let read = stage.read("sql-prod-014").unwrap();
    assert_eq!(read.current.unwrap().as_str(), first);
    assert_eq!(read.checkpoints.len(), 4);
}

#[test]
fn the_newest_of_the_signed_addresses_is_asked_each_time() {
    let stage = Stage::of("admin");
    stage.carry_out("web-eu-202", &create("a", ""));
    let sent = stage.wire.sent.borrow();
    let polls: Vec<&String> = sent
        .iter()
        .map(|(_, url)| url)
        .filter(|url| url.contains("operationStatuses"))
        .collect();
    assert!(polls.len() > 3, "{}", polls.len());
    let mut distinct = polls.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(
        distinct.len(),
        polls.len(),
        "each has a signature of its own"
    );
    assert!(polls.iter().all(|url| url.len() > 3_000));
}

#[test]
fn the_services_own_rhythm_is_kept_when_it_gives_one() {
    let stage = Stage::of("admin");
    stage.emulator.settings().set_retry_after(Some(10));
    stage.carry_out("web-eu-202", &create("a", ""));
    // 21 seconds: looked at after 10, 20 and 30.
    assert_eq!(stage.count("GET", "operationStatuses"), 3);
}

#[test]
fn a_failed_operation_ends_with_its_nested_reasons() {
    let stage = Stage::of("admin");
    stage.emulator.next_operation(Plan::new(Ending::Failed));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    let Some(OperationState::Failed(failure)) = states.last() else {
        panic!("{states:?}");
    };
    assert!(!failure.error.code.is_empty() && !failure.headline().is_empty());
    assert!(!failure.error.details.is_empty());
    let all = failure.support_text();
    assert!(all.contains("InsufficientDiskSpace"), "{all}");
    assert!(
        !all.contains("&s="),
        "no signed address in a support ticket"
    );
    assert!(failure.correlation_id.is_some());
    assert!(stage.truth("web-eu-202").checkpoints.is_empty());
}

#[test]
fn a_canceled_operation_is_canceled_and_not_failed() {
    let stage = Stage::of("admin");
    stage.emulator.next_operation(Plan::new(Ending::Canceled));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    let Some(OperationState::Canceled(failure)) = states.last() else {
        panic!("{states:?}");
    };
    assert_eq!(failure.kind(), &FailureKind::Canceled);
}

#[test]
fn an_operation_that_never_ends_is_still_running_after_an_hour_and_slowly_asked_for() {
    let stage = Stage::of("admin");
    stage.emulator.next_operation(Plan::new(Ending::Never));
    stage.time.stand_still_after(Duration::from_secs(3_600));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert!(states.iter().all(|state| *state == RUNNING));
    let polls = stage.count("GET", "operationStatuses");
    assert!((200..=260).contains(&polls), "{polls}");
}

#[test]
fn a_second_action_on_a_busy_machine_is_refused_and_the_first_goes_on() {
    let stage = Stage::of("admin");
    assert!(stage.accepted("web-eu-202", &create("first", "")).is_some());
    let Err(scvmm_console::backend::NotAccepted::Refused(failure)) =
        stage.act("web-eu-202", &create("second", ""))
    else {
        panic!("it should be refused");
    };
    assert_eq!(failure.kind(), &FailureKind::Busy);
    assert_eq!(failure.status, Some(409));
    stage.emulator.clock().advance(Duration::from_secs(60));
    let names: Vec<String> = stage
        .read("web-eu-202")
        .unwrap()
        .checkpoints
        .into_iter()
        .map(|checkpoint| checkpoint.name)
        .collect();
    assert_eq!(names, ["first"]);
}
