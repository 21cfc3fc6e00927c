use super::*;
use crate::arm::rehearsal::{ARM, rehearse};
use crate::http::scripted::{answer, block_on};
use crate::http::transport::NoAnswer;

const ADDRESS: &str = "https://management.azure.com/providers/Microsoft.ScVmm/locations/EASTUS2EUAP/operationStatuses/f365b0ac*84AE?api-version=2024-06-01&t=1&c=2&s=3&h=4";

fn seen(status: u16, headers: &[(&str, &str)], body: &str) -> Seen {
    // Twice: an answer of 401 is asked for again with another token.
    let answers = [answer(status, headers, body), answer(status, headers, body)];
    let rehearsal = rehearse(answers);
    block_on(look(&rehearsal.client, &OperationHandle(ADDRESS.into())))
}

fn sight_of(status: u16, body: &str) -> Sight {
    seen(status, &[], body).sight
}

fn running() -> Sight {
    Sight::Running {
        wait_ms: None,
        progress: None,
    }
}

fn lost_for_good(sight: &Sight) -> bool {
    match sight {
        Sight::Lost { gone, .. } => *gone,
        other => panic!("not lost: {other:?}"),
    }
}

#[test]
fn it_is_asked_for_once_at_the_signed_address_as_it_came() {
    let rehearsal = rehearse([answer(503, &[], "")]);
    block_on(look(&rehearsal.client, &OperationHandle(ADDRESS.into())));
    assert_eq!(rehearsal.script.urls(), [ADDRESS]);
}

#[test]
fn while_it_runs_the_recorded_service_answers_202_and_in_progress() {
    let body = r#"{"id":"/providers/x","name":"f365","status":"InProgress","startTime":"2025-03-10T08:02:25Z"}"#;
    assert_eq!(sight_of(202, body), running());
    assert_eq!(sight_of(200, r#"{"status":"Accepted"}"#), running());
}

#[test]
fn an_unknown_word_means_that_it_runs() {
    assert_eq!(sight_of(200, r#"{"status":"WaitingForGuest"}"#), running());
}

#[test]
fn progress_and_the_asked_wait_are_kept() {
    let answer = seen(
        202,
        &[("Retry-After", "10")],
        r#"{"status":"Running","percentComplete":41.7}"#,
    );
    assert_eq!(
        answer.sight,
        Sight::Running {
            wait_ms: Some(10_000),
            progress: Some(41)
        }
    );
    for odd in ["-1", "101", "null", "\"half\""] {
        let body = format!(r#"{{"status":"Running","percentComplete":{odd}}}"#);
        assert_eq!(sight_of(200, &body), running(), "{odd}");
    }
}

#[test]
fn without_a_document_the_http_status_decides() {
    for body in ["", "null", "{}"] {
        assert_eq!(sight_of(202, body), running(), "{body}");
        assert_eq!(sight_of(200, body), Sight::Succeeded, "{body}");
    }
    assert_eq!(sight_of(204, ""), Sight::Succeeded);
    assert_eq!(sight_of(202, "<html>"), running());
}

#[test]
fn a_success_may_carry_an_empty_error() {
    let body =
        r#"{"status":"Succeeded","endTime":"2025-03-10T08:02:46Z","error":{},"properties":null}"#;
    assert_eq!(sight_of(200, body), Sight::Succeeded);
    assert_eq!(sight_of(202, r#"{"status":"succeeded"}"#), Sight::Succeeded);
}

#[test]
fn the_word_in_the_body_decides_even_where_the_location_header_led() {
    let body = r#"{"status":"Failed","error":{"code":"VmmError","message":"The host is not there.","details":[{"code":"Host"}]}}"#;
    let Sight::Failed(failure) = sight_of(200, body) else {
        panic!("HTTP 200 is no success");
    };
    assert_eq!(failure.headline(), "The host is not there.");
    assert_eq!(failure.error.details[0].code, "Host");
    assert_eq!(failure.status, None, "200 was the status of the reading");
    assert_eq!(failure.kind(), &FailureKind::Other);
}

#[test]
fn a_failure_without_a_reason_says_so() {
    for body in [
        r#"{"status":"Failed"}"#,
        r#"{"status":"Failed","error":null}"#,
        r#"{"status":"failed","error":{}}"#,
    ] {
        let Sight::Failed(failure) = sight_of(200, body) else {
            panic!("{body}");
        };
        assert_eq!(
            failure.headline(),
            "The operation failed. The service gave no reason."
        );
    }
    let inner = r#"{"status":"Failed","error":{},"properties":{"error":{"message":"inside"}}}"#;
    let Sight::Failed(failure) = sight_of(200, inner) else {
        panic!("{inner}");
    };
    assert_eq!(failure.headline(), "inside");
}

#[test]
fn canceled_is_spelled_in_two_ways() {
    for word in ["Canceled", "Cancelled"] {
        let Sight::Canceled(failure) = sight_of(200, &format!(r#"{{"status":"{word}"}}"#)) else {
            panic!("{word}");
        };
        assert_eq!(failure.kind(), &FailureKind::Canceled);
        assert_eq!(
            failure.headline(),
            "The operation was canceled at the service."
        );
    }
}

#[test]
fn an_address_that_is_gone_or_closed_is_of_no_use_again() {
    for status in [403, 404, 410] {
        let body = r#"{"error":{"code":"X","message":"no"}}"#;
        assert!(lost_for_good(&sight_of(status, body)), "{status}");
    }
}

#[test]
fn any_other_refusal_is_lost_sight_and_not_a_failed_operation() {
    for status in [301, 400, 401, 408, 409, 429, 500, 502, 503, 504] {
        let body = r#"{"status":"Failed","error":{"code":"X","message":"the reading failed"}}"#;
        assert!(!lost_for_good(&sight_of(status, body)), "{status}");
    }
    let throttled = seen(429, &[("Retry-After", "30")], "").sight;
    assert!(matches!(
        throttled,
        Sight::Lost {
            wait_ms: Some(30_000),
            gone: false,
            ..
        }
    ));
}

#[test]
fn no_answer_and_an_unreadable_one_are_lost_sight() {
    for lost in [NoAnswer::Network, NoAnswer::TimedOut] {
        let rehearsal = rehearse([Err(lost)]);
        let seen = block_on(look(&rehearsal.client, &OperationHandle(ADDRESS.into())));
        assert!(!lost_for_good(&seen.sight));
    }
    let Sight::Lost { failure, .. } = sight_of(200, "<html>Sign in to the hotel</html>") else {
        panic!("a captive portal is no success");
    };
    assert_eq!(failure.kind(), &FailureKind::Unreadable);
    assert!(failure.raw.is_some());
}

#[test]
fn an_error_without_a_status_is_left_to_the_machine() {
    assert!(lost_for_good(&sight_of(
        200,
        r#"{"error":{"code":"X","message":"?"}}"#
    )));
}

#[test]
fn the_newest_signed_address_is_followed_unless_it_is_foreign() {
    let newer = format!("{ARM}/providers/x?t=2");
    let body = r#"{"status":"InProgress"}"#;
    let handle = |status, headers: &[(&str, &str)]| {
        seen(status, headers, body).handle.map(|handle| handle.0)
    };
    assert_eq!(handle(202, &[("Location", &newer)]), Some(newer.clone()));
    assert_eq!(handle(202, &[("Location", "https://contoso.com/x")]), None);
    assert_eq!(handle(202, &[]), None);
    assert_eq!(
        handle(503, &[("Location", &newer)]),
        None,
        "not from a gateway"
    );
}

#[test]
fn nothing_is_sent_to_a_foreign_address_and_the_machine_is_left() {
    let rehearsal = rehearse([]);
    let foreign = OperationHandle("https://contoso.com/operationstatus".into());
    let seen = block_on(look(&rehearsal.client, &foreign));
    assert!(lost_for_good(&seen.sight));
    assert!(rehearsal.script.sent().is_empty());
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn no_answer_panics_and_no_bad_status_is_an_end(status in 100u16..600, body in "\\PC{0,200}|(\\{\"status\":\"[A-Za-z]{0,12}\"\\})") {
        let sight = sight_of(status, &body);
        if !(200..300).contains(&status) {
            let is_lost = matches!(sight, Sight::Lost { .. });
            proptest::prop_assert!(is_lost);
        }
    }
}
