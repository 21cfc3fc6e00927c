//! Actions when network, gateways and headers fail: nothing is done twice, nothing is called failed that is not known to
//! have failed.

use emulator::faults::Fault;
use scvmm_console::backend::NotAccepted;
use scvmm_console::model::failure::{Failure, FailureKind};
use scvmm_console::model::operation::OperationState;

use crate::stage::{Stage, create, fault, restore};

const DONE: OperationState = OperationState::Succeeded { shown: true };

fn lost_sight(states: &[OperationState]) -> usize {
    states
        .iter()
        .filter(|state| matches!(state, OperationState::LostSight(_)))
        .count()
}

fn refused(stage: &Stage) -> Failure {
    match stage.act("web-eu-202", &create("a", "")) {
        Err(NotAccepted::Refused(failure)) => failure,
        Err(NotAccepted::Unknown(failure)) => panic!("unknown: {}", failure.support_text()),
        Ok(_) => panic!("accepted"),
    }
}

#[test]
fn an_action_whose_answer_was_lost_is_found_on_the_machine() {
    for lost in [
        r#"{"method":"POST","cut":true,"took_effect":true}"#,
        r#"{"method":"POST","cut":"body"}"#,
        r#"{"method":"POST","status":504,"body":"<html>Gateway Timeout</html>","took_effect":true}"#,
        r#"{"method":"POST","status":408,"took_effect":true}"#,
        r#"{"method":"POST","no_cors":true}"#,
    ] {
        let stage = Stage::of("admin");
        stage.fault(fault(lost));
        let states = stage.carry_out("web-eu-202", &create("a", ""));
        assert_eq!(states.first(), Some(&OperationState::Watching), "{lost}");
        assert_eq!(states.last(), Some(&DONE), "{lost}");
        assert_eq!(stage.count("POST", "createCheckpoint"), 1, "{lost}");
        assert_eq!(stage.truth("web-eu-202").checkpoints.len(), 1, "{lost}");
    }
}

#[test]
fn an_action_that_never_arrived_ends_as_unknown_and_was_sent_once() {
    for lost in [
        r#"{"method":"POST","cut":true}"#,
        r#"{"method":"POST","status":503,"headers":{"Retry-After":"1"}}"#,
    ] {
        let stage = Stage::of("admin");
        stage.fault(fault(lost));
        let states = stage.carry_out("web-eu-202", &create("a", ""));
        assert!(
            matches!(states.last(), Some(OperationState::Unknown(_))),
            "{lost}: {states:?}"
        );
        assert_eq!(stage.count("POST", "createCheckpoint"), 1, "{lost}");
    }
}

#[test]
fn a_restore_that_never_arrived_is_not_seen_in_what_the_machine_showed_before() {
    let stage = Stage::of("admin");
    let before = stage.read("sql-prod-014").unwrap().current.unwrap();
    stage.fault(fault(r#"{"method":"POST","cut":true}"#));
    let states = stage.carry_out("sql-prod-014", &restore(before.as_str()));
    assert!(
        matches!(states.last(), Some(OperationState::Unknown(_))),
        "{states:?}"
    );
    let states = stage.carry_out("sql-prod-014", &restore(before.as_str()));
    assert_eq!(states.last(), Some(&DONE), "the service itself says so");
}

#[test]
fn a_poll_that_fails_is_lost_sight_for_a_while() {
    for trouble in [
        r#"{"path":"operationStatuses","cut":true,"times":3}"#,
        r#"{"path":"operationStatuses","cut":"body","times":3}"#,
        r#"{"path":"operationStatuses","status":503,"body":"<html>","times":3}"#,
        r#"{"path":"operationStatuses","status":429,"headers":{"Retry-After":"5"},"times":3}"#,
        r#"{"path":"operationStatuses","status":500,"body":{"status":"Failed","error":{"code":"x","message":"y"}},"times":3}"#,
        r#"{"path":"operationStatuses","status":200,"body":"<html>Sign in to the hotel</html>","times":3}"#,
    ] {
        let stage = Stage::of("admin");
        stage.fault(fault(trouble));
        let states = stage.carry_out("web-eu-202", &create("a", ""));
        assert_eq!(lost_sight(&states), 3, "{trouble}: {states:?}");
        assert_eq!(states.last(), Some(&DONE), "{trouble}");
    }
}

#[test]
fn a_polling_address_that_is_gone_or_closed_is_left_for_the_machine() {
    for status in [403, 404, 410] {
        let stage = Stage::of("admin");
        stage.fault(Fault {
            times: 100,
            ..Fault::status("operationStatuses", status)
        });
        let states = stage.carry_out("web-eu-202", &create("a", ""));
        assert_eq!(states.last(), Some(&DONE), "{status}");
        assert_eq!(stage.count("GET", "operationStatuses"), 1, "{status}");
    }
}

#[test]
fn with_the_headers_hidden_the_machine_is_watched_to_the_end() {
    let stage = Stage::of("admin");
    stage.emulator.settings().set_expose_headers(false);
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(states.first(), Some(&OperationState::Watching));
    assert_eq!(states.last(), Some(&DONE));
    assert_eq!(stage.count("GET", "operationStatuses"), 0);
}

#[test]
fn with_the_headers_hidden_a_refusal_still_has_an_id_for_support() {
    let stage = Stage::of("reader");
    stage.emulator.settings().set_expose_headers(false);
    let own = refused(&stage).correlation_id.clone().unwrap();
    assert!(own.starts_with("00000000-0000-4000-8000-"), "{own}");
    stage.emulator.settings().set_expose_headers(true);
    let theirs = refused(&stage).correlation_id.clone().unwrap();
    assert!(!theirs.starts_with("00000000"), "{theirs}");
}

#[test]
fn a_reader_is_told_which_right_is_missing() {
    let stage = Stage::of("reader");
    let failure = refused(&stage);
    assert_eq!(
        failure.kind(),
        &FailureKind::Forbidden {
            action: Some("Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action".into())
        }
    );
    assert_eq!(failure.error.code, "AuthorizationFailed");
    assert!(stage.truth("web-eu-202").operation.is_none());
}

#[test]
fn a_refusal_of_any_form_is_shown_sensibly() {
    let megabyte = "x".repeat(1 << 20);
    for (body, words) in [
        (
            serde_json::json!({ "code": "Bare", "message": "bare words" }),
            "bare words",
        ),
        (
            serde_json::json!({ "Message": "capital words" }),
            "capital words",
        ),
        (serde_json::json!("<html>a proxy</html>"), "HTTP status 400"),
        (serde_json::json!(megabyte), "HTTP status 400"),
        (serde_json::json!(""), "HTTP status 400"),
    ] {
        let stage = Stage::of("admin");
        stage.fault(Fault {
            body: Some(body),
            ..Fault::status("createCheckpoint", 400)
        });
        let failure = refused(&stage);
        assert!(failure.headline().contains(words), "{}", failure.headline());
        assert!(failure.support_text().len() < 3_000);
    }
}
