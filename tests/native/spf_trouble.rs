//! Actions through Service Provider Foundation when network, gateways and jobs fail: nothing is sent twice, nothing is
//! called failed that is not known to have failed.

use scvmm_console::model::failure::FailureKind;
use scvmm_console::model::operation::OperationState;

use crate::spf_stage::SpfStage;
use crate::stage::create;

const DONE: OperationState = OperationState::Succeeded { shown: true };

fn lost_sight(states: &[OperationState]) -> usize {
    states
        .iter()
        .filter(|state| matches!(state, OperationState::LostSight(_)))
        .count()
}

#[test]
fn an_action_whose_answer_was_lost_is_found_on_the_machine() {
    for lost in [
        r#"{"method":"POST","cut":true,"took_effect":true}"#,
        r#"{"method":"POST","cut":"body"}"#,
        r#"{"method":"POST","status":502,"body":"<html>Bad Gateway</html>","took_effect":true}"#,
        r#"{"method":"POST","status":500,"body":"<html>Internal Server Error</html>","took_effect":true}"#,
        r#"{"method":"POST","status":500,"body":{"statusCode":500,"message":"Internal server error"},"took_effect":true}"#,
        r#"{"method":"POST","status":408,"took_effect":true}"#,
    ] {
        let stage = SpfStage::new();
        stage.fault(lost);
        let states = stage.carry_out("web-eu-202", &create("a", ""));
        assert_eq!(states.first(), Some(&OperationState::Watching), "{lost}");
        assert_eq!(states.last(), Some(&DONE), "{lost}");
        assert_eq!(stage.count("POST", ""), 1, "{lost}");
        assert_eq!(stage.truth("web-eu-202").checkpoints.len(), 1, "{lost}");
    }
}

#[test]
fn an_action_that_never_arrived_ends_as_unknown_and_was_sent_once() {
    for lost in [
        r#"{"method":"POST","cut":true}"#,
        r#"{"method":"POST","status":503,"headers":{"Retry-After":"1"}}"#,
        r#"{"method":"POST","status":200,"body":"<html>Sign in to the proxy</html>"}"#,
    ] {
        let stage = SpfStage::new();
        // The page of a proxy has no header of the service's.
        stage.change(|spf| spf.hide_job_ids = true);
        stage.fault(lost);
        let states = stage.carry_out("web-eu-202", &create("a", ""));
        assert!(
            matches!(states.last(), Some(OperationState::Unknown(_))),
            "{lost}: {states:?}"
        );
        assert_eq!(stage.count("POST", ""), 1, "{lost}");
        assert!(stage.truth("web-eu-202").checkpoints.is_empty());
    }
}

#[test]
fn a_look_that_fails_is_lost_sight_for_a_while() {
    for trouble in [
        r#"{"path":"/Jobs","cut":true,"times":3}"#,
        r#"{"path":"/Jobs","cut":"body","times":3}"#,
        r#"{"path":"/Jobs","status":503,"body":"<html>","times":3}"#,
        r#"{"path":"/Jobs","status":500,"body":{"odata.error":{"code":"","message":{"value":"x"}}},"times":3}"#,
        r#"{"path":"/Jobs","status":401,"times":3}"#,
        r#"{"path":"/Jobs","status":200,"body":"<html>Sign in to the hotel</html>","times":3}"#,
        r#"{"path":"/Jobs","status":200,"body":{"value":[]},"times":3}"#,
        r#"{"path":"/Jobs","status":200,"body":{"value":[{"ID":"b71b1001-f634-4253-a4fd-ee0ec4a95576","Status":"Failed"}]},"times":3}"#,
    ] {
        let stage = SpfStage::new();
        stage.fault(trouble);
        let states = stage.carry_out("web-eu-202", &create("a", ""));
        assert_eq!(lost_sight(&states), 3, "{trouble}: {states:?}");
        assert_eq!(states.last(), Some(&DONE), "{trouble}");
        assert_eq!(stage.count("POST", ""), 1);
    }
}

#[test]
fn jobs_that_may_not_be_read_are_left_for_the_machine() {
    for status in [403, 404, 410] {
        let stage = SpfStage::new();
        stage.fault(&format!(
            r#"{{"path":"/Jobs","status":{status},"times":100}}"#
        ));
        let states = stage.carry_out("web-eu-202", &create("a", ""));
        assert_eq!(states.last(), Some(&DONE), "{status}");
        assert_eq!(stage.count("GET", "/Jobs"), 1, "{status}");
    }
}

#[test]
fn a_job_that_vmm_has_forgotten_is_left_for_the_machine_in_the_end() {
    let stage = SpfStage::new();
    stage.fault(r#"{"path":"/Jobs","status":200,"body":{"value":[]},"times":100}"#);
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(states.last(), Some(&DONE));
    assert!(stage.count("GET", "/Jobs") < 20);
}

#[test]
fn without_the_jobs_id_and_without_a_time_the_machine_is_watched() {
    let stage = SpfStage::new();
    stage.change(|spf| spf.hide_job_ids = true);
    stage.fault(r#"{"method":"POST","headers":{"Date":null}}"#);
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(states.first(), Some(&OperationState::Watching));
    assert_eq!(states.last(), Some(&DONE));
    assert_eq!(stage.count("GET", "Jobs"), 0);
    assert_eq!(stage.count("GET", "MostRecentTask"), 0);
}

#[test]
fn a_list_that_breaks_off_keeps_what_came() {
    let stage = SpfStage::of_everything();
    stage.change(|spf| spf.page_size = Some(5));
    stage.fault(r#"{"path":"skiptoken","skip":1,"status":400,"times":100}"#);
    let (result, found) = stage.list();
    assert_eq!(result.expect_err("a failure").kind(), &FailureKind::Invalid);
    assert_eq!(found.len(), 10);
}
