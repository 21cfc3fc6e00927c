//! Operations from the 202 to the end.

use crate::stage::{ADMIN, Answer, OPERATOR, PRODUCTION, READER, SCVMM, Stage};
use emulator::{
    operation::plan::{Ending, Plan},
    options::Options,
};
use serde_json::json;

fn begin(stage: &Stage) -> Answer {
    let answer = stage.act("web-eu-202", "createCheckpoint", r#"{"name":"a"}"#);
    assert_eq!(answer.status, 202, "{}", answer.text());
    answer
}

#[test]
fn an_action_is_accepted_with_the_four_bytes_null_and_two_equal_addresses() {
    let stage = Stage::new();
    let answer = begin(&stage);
    assert_eq!(answer.bytes, b"null");
    assert_eq!(answer.header("content-length"), "4");
    assert_eq!(
        answer.header("location"),
        answer.header("azure-asyncoperation")
    );
    assert_eq!(answer.header("retry-after"), "");
    assert_eq!(
        answer.header("x-ms-request-id"),
        "00000000-0000-0000-0000-000000000000"
    );
    assert_eq!(answer.header("x-ms-correlation-request-id").len(), 36);
    assert_eq!(
        answer.header("x-ms-ratelimit-remaining-subscription-writes"),
        "799"
    );
    let address = answer.header("location");
    assert!((3000..4096).contains(&address.len()), "{}", address.len());
    let start =
        "http://127.0.0.1:4080/providers/Microsoft.ScVmm/locations/WESTEUROPE/operationStatuses/";
    let rest = address.strip_prefix(start).unwrap();
    let (name, query) = rest.split_once('?').unwrap();
    let (guid, hash) = name.split_once('*').unwrap();
    assert!(guid.parse::<uuid::Uuid>().is_ok());
    assert!(
        hash.len() == 64
            && hash
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte))
    );
    assert!(query.starts_with("api-version=2023-10-07&t="));
}

#[test]
fn while_it_runs_each_poll_is_a_202_with_a_new_address_in_another_letter_case() {
    let stage = Stage::new();
    let first = begin(&stage).header("location").to_owned();
    let poll = stage.get(&first);
    assert_eq!(poll.status, 202);
    let body = poll.json();
    assert_eq!(body["status"], "InProgress");
    assert_eq!(body["startTime"], "2026-03-10T08:00:00.0000000Z");
    assert_eq!(body["resourceId"], json!(stage.instance_path("web-eu-202")));
    assert_eq!(
        body["id"],
        json!(
            first
                .split('?')
                .next()
                .unwrap()
                .strip_prefix("http://127.0.0.1:4080")
                .unwrap()
        )
    );
    assert_eq!(
        (body.get("endTime"), body.get("percentComplete")),
        (None, None)
    );
    let second = poll.header("location").to_owned();
    assert!(second.contains("/locations/westeurope/"), "{second}");
    assert_eq!(second, poll.header("azure-asyncoperation"));
    let third = stage.get(&second).header("location").to_owned();
    assert!(third != second && second != first);
    assert_eq!(stage.get(&first).status, 202, "an older address stays good");
    assert_eq!(
        stage
            .get(&third)
            .header("x-ms-ratelimit-remaining-tenant-reads"),
        "2199"
    );
}

#[test]
fn at_the_end_every_address_answers_200_with_the_same_document_and_no_address() {
    let stage = Stage::new();
    let first = begin(&stage).header("location").to_owned();
    let second = stage.get(&first).header("location").to_owned();
    stage.wait(20);
    assert_eq!(stage.get(&first).status, 202);
    stage.wait(1);
    for address in [first, second] {
        let poll = stage.get(&address);
        assert_eq!(poll.status, 200);
        assert_eq!(
            (poll.header("location"), poll.header("azure-asyncoperation")),
            ("", "")
        );
        let body = poll.json();
        assert_eq!(
            (&body["status"], &body["endTime"]),
            (&json!("Succeeded"), &json!("2026-03-10T08:00:21.0000000Z"))
        );
        assert_eq!(body.get("properties"), Some(&json!(null)));
    }
}

#[test]
fn success_sometimes_comes_with_an_empty_error() {
    let stage = Stage::new();
    let mut with = 0;
    for _ in 0..40 {
        let address = begin(&stage).header("location").to_owned();
        stage.settle();
        let body = stage.get(&address).json();
        assert_eq!(body["status"], "Succeeded");
        with += usize::from(body.get("error") == Some(&json!({})));
    }
    assert!((1..40).contains(&with), "{with}");
}

#[test]
fn only_one_operation_runs_on_a_machine_at_a_time() {
    let stage = Stage::new();
    begin(&stage);
    let second = stage.act("web-eu-202", "stop", "{}");
    assert_eq!(
        (second.status.as_u16(), second.code().as_str()),
        (409, "Conflict")
    );
    assert_eq!(
        stage.act("web-eu-201", "stop", "{}").status,
        202,
        "another machine is free"
    );
    stage.wait(21);
    assert_eq!(stage.act("web-eu-202", "stop", "").status, 202);
}

#[test]
fn a_retry_after_comes_only_when_switched_on() {
    let stage = Stage::with(Options {
        retry_after: Some(15),
        ..Options::default()
    });
    let answer = begin(&stage);
    assert_eq!(answer.header("retry-after"), "15");
    assert_eq!(
        stage.get(answer.header("location")).header("retry-after"),
        "15"
    );
    stage.settle();
    assert_eq!(
        stage.get(answer.header("location")).header("retry-after"),
        ""
    );
}

#[test]
fn an_altered_or_unsigned_address_is_refused() {
    let stage = Stage::new();
    let good = begin(&stage).header("location").to_owned();
    let last = good.chars().last().unwrap();
    let other = if last == 'A' { 'B' } else { 'A' };
    let altered = format!("{}{other}", &good[..good.len() - 1]);
    let unsigned = format!("{}?{SCVMM}", good.split('?').next().unwrap());
    let reencoded = good.replace('*', "%2A");
    for address in [altered, unsigned, reencoded] {
        let refused = stage.get(&address);
        assert_eq!(
            (refused.status.as_u16(), refused.code().as_str()),
            (403, "AuthorizationFailed")
        );
    }
    assert_eq!(stage.get(&good).status, 202);
}

#[test]
fn the_signature_is_what_lets_a_caller_follow_an_operation_not_a_role() {
    let stage = Stage::new().by(OPERATOR);
    let address = begin(&stage).header("location").to_owned();
    assert_eq!(stage.get(&address).status, 202);
    assert_eq!(stage.by(READER).get(&address).status, 202);
    let anonymous = http::Request::builder()
        .uri(&address)
        .body(Vec::new())
        .unwrap();
    assert_eq!(stage.send(anonymous).code(), "AuthenticationFailed");
}

#[test]
fn a_failed_operation_ends_with_200_and_a_nested_error_and_changes_nothing() {
    let stage = Stage::new();
    let before = stage.instance("web-eu-202");
    stage.emulator.next_operation(Plan::new(Ending::Failed));
    let address = begin(&stage).header("location").to_owned();
    stage.settle();
    let poll = stage.get(&address);
    assert_eq!(poll.status, 200);
    let body = poll.json();
    assert_eq!(body["status"], "Failed");
    assert_eq!(
        body["error"]["details"][0]["details"][0]["code"],
        "InsufficientDiskSpace"
    );
    assert!(body["error"]["details"][0]["additionalInfo"][0]["info"]["jobId"].is_string());
    assert_eq!(stage.instance("web-eu-202"), before);
    assert_eq!(stage.act("web-eu-202", "stop", "{}").status, 202);
}

#[test]
fn a_canceled_operation_says_so() {
    let stage = Stage::new();
    stage.emulator.next_operation(Plan::new(Ending::Canceled));
    let address = begin(&stage).header("location").to_owned();
    stage.settle();
    let body = stage.get(&address).json();
    assert_eq!(
        (&body["status"], &body["error"]["code"]),
        (&json!("Canceled"), &json!("OperationCanceled"))
    );
}

#[test]
fn an_operation_may_never_end() {
    let stage = Stage::new();
    stage.emulator.next_operation(Plan::new(Ending::Never));
    let address = begin(&stage).header("location").to_owned();
    stage.wait(1_000_000);
    let stage = stage.by(ADMIN);
    assert_eq!(stage.get(&address).json()["status"], "InProgress");
    assert_eq!(stage.act("web-eu-202", "stop", "{}").status, 409);
}

#[test]
fn an_order_for_one_machine_waits_for_that_machine() {
    let stage = Stage::new();
    stage.emulator.next_operation(Plan {
        machine: Some("WEB-EU-201".into()),
        ..Plan::new(Ending::Failed)
    });
    let other = begin(&stage).header("location").to_owned();
    let meant = stage
        .act("web-eu-201", "start", "")
        .header("location")
        .to_owned();
    stage.settle();
    assert_eq!(stage.get(&other).json()["status"], "Succeeded");
    assert_eq!(stage.get(&meant).json()["status"], "Failed");
}

#[test]
fn start_and_stop_change_the_power_state_after_the_recorded_time_and_a_lag() {
    let stage = Stage::new();
    let power = || stage.instance("sql-prod-014")["properties"]["powerState"].clone();
    assert_eq!(
        stage
            .act("sql-prod-014", "stop", r#"{"skipShutdown":"false"}"#)
            .status,
        202
    );
    stage.wait(63);
    assert_eq!(
        stage.emulator.machine("sql-prod-014").unwrap().power_state,
        "Stopped"
    );
    assert_eq!(power(), "Running", "Azure's record lags behind");
    stage.wait(6);
    assert_eq!(power(), "Stopped");
    stage.act("sql-prod-014", "start", "");
    stage.settle();
    assert_eq!(power(), "Running");
    stage.act("sql-prod-014", "restart", "");
    stage.settle();
    assert_eq!(power(), "Running");
}

#[test]
fn speed_divides_the_length_of_operations() {
    let stage = Stage::new();
    stage.clock.set_speed(21.0);
    let address = begin(&stage).header("location").to_owned();
    stage.wait(1);
    assert_eq!(stage.get(&address).json()["status"], "Succeeded");
}

#[test]
fn an_address_of_an_operation_nobody_began_is_not_found() {
    let stage = Stage::new();
    let address = begin(&stage).header("location").to_owned();
    stage.emulator.reset();
    assert_eq!(stage.get(&address).status, 404);
    assert_eq!(
        stage
            .get(&format!(
                "{PRODUCTION}/providers/Microsoft.ScVmm/operationStatuses?{SCVMM}"
            ))
            .status,
        404
    );
}
