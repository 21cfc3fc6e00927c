//! The emulator's own routes.

use crate::stage::{Stage, checkpoint};
use serde_json::json;

const SUBSCRIPTIONS: &str = "/subscriptions?api-version=2022-12-01";

#[test]
fn it_introduces_itself_without_a_token() {
    let stage = Stage::new();
    let request = http::Request::builder()
        .uri("/_emulator")
        .body(Vec::new())
        .unwrap();
    let about = stage.send(request).json();
    assert_eq!(about["origin"], "http://127.0.0.1:4080");
    assert_eq!(about["accounts"][0]["upn"], "admin@contoso.com");
}

#[test]
fn faults_are_ordered_one_or_several_at_a_time_and_forgotten() {
    let stage = Stage::new();
    let one = stage.post(
        "/_emulator/faults",
        r#"{"method":"GET","path":"/subscriptions","times":2,"status":500}"#,
    );
    assert_eq!(
        (one.status.as_u16(), one.json()),
        (200, json!({ "faults": 1 }))
    );
    let two = stage.post(
        "/_emulator/faults",
        r#"[{"status":503},{"cut":"body","skip":3,"delay_ms":5}]"#,
    );
    assert_eq!(two.json(), json!({ "faults": 3 }));
    assert_eq!(stage.get(SUBSCRIPTIONS).status, 500);
    assert_eq!(
        stage.ask("DELETE", "/_emulator/faults", None).json(),
        json!({ "faults": 0 })
    );
    assert_eq!(stage.get(SUBSCRIPTIONS).status, 200);
}

#[test]
fn bad_orders_get_the_services_own_kind_of_error() {
    let stage = Stage::new();
    for (address, body) in [
        ("/_emulator/faults", "{"),
        ("/_emulator/faults", "7"),
        ("/_emulator/faults", r#"{"status":"five hundred"}"#),
        ("/_emulator/faults", r#"{"status":700000}"#),
        ("/_emulator/faults", r#"{"color":"blue"}"#),
        ("/_emulator/next-operation", r#"{"outcome":"explodes"}"#),
        ("/_emulator/settings", r#"{"speed":"fast"}"#),
        ("/_emulator/settings", r#"{"sped":2}"#),
        ("/_emulator/clock/advance", r#"{"seconds":-1}"#),
        ("/_emulator/clock/advance", "{}"),
    ] {
        let answer = stage.post(address, body);
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "InvalidRequestContent"),
            "{address} {body}"
        );
    }
    assert!(
        stage
            .post("/_emulator/faults", r#"{"color":"blue"}"#)
            .message()
            .contains("color")
    );
    assert_eq!(stage.post("/_emulator/moon", "{}").status, 404);
    assert_eq!(stage.ask("PUT", "/_emulator/faults", None).status, 405);
}

#[test]
fn an_ending_is_ordered_and_forgotten() {
    let stage = Stage::new();
    let error = json!({ "error": { "code": "Outer", "message": "o", "details": [{ "code": "Inner", "message": "i" }] } });
    let order = json!({ "machine": "web-eu-202", "outcome": "failed", "error": error });
    assert_eq!(
        stage
            .post("/_emulator/next-operation", &order.to_string())
            .status,
        200
    );
    let address = stage
        .act("web-eu-202", "createCheckpoint", "{}")
        .header("location")
        .to_owned();
    stage.settle();
    assert_eq!(stage.get(&address).json()["error"], error["error"]);

    stage.post("/_emulator/next-operation", r#"{"outcome":"never"}"#);
    stage.ask("DELETE", "/_emulator/next-operation", None);
    let address = stage
        .act("web-eu-202", "createCheckpoint", "{}")
        .header("location")
        .to_owned();
    stage.settle();
    assert_eq!(stage.get(&address).json()["status"], "Succeeded");
}

#[test]
fn requests_are_remembered_without_their_tokens() {
    let stage = Stage::new();
    stage.get(SUBSCRIPTIONS);
    stage.act("web-eu-202", "createCheckpoint", r#"{"name":"a"}"#);
    let anonymous = http::Request::builder()
        .uri("/a?b=c")
        .header("origin", "http://x.test")
        .body(Vec::new())
        .unwrap();
    stage.send(anonymous);
    let answer = stage.get("/_emulator/requests");
    let log = answer.json()["requests"].clone();
    assert_eq!(log.as_array().unwrap().len(), 3);
    assert_eq!(
        (&log[0]["address"], &log[0]["authorized"]),
        (&json!(SUBSCRIPTIONS), &json!(true))
    );
    assert_eq!(
        (&log[1]["method"], &log[1]["status"]),
        (&json!("POST"), &json!(202))
    );
    assert_eq!(log[1]["body"], r#"{"name":"a"}"#);
    assert_eq!(
        (&log[2]["authorized"], &log[2]["origin"]),
        (&json!(false), &json!("http://x.test"))
    );
    assert!(!answer.text().contains("Bearer"));
    stage.ask("DELETE", "/_emulator/requests", None);
    assert_eq!(
        stage.get("/_emulator/requests").json(),
        json!({ "requests": [] })
    );
}

#[test]
fn the_true_state_of_a_machine_is_ahead_of_azures_record() {
    let stage = Stage::new();
    let state = || stage.get("/_emulator/machines/WEB-eu-202").json();
    assert_eq!(
        (
            &state()["checkpoints"],
            &state()["current"],
            &state()["operation"]
        ),
        (&json!([]), &json!(null), &json!(null))
    );
    stage.act("web-eu-202", "createCheckpoint", r#"{"name":"a"}"#);
    assert_eq!(state()["operation"]["action"], "createCheckpoint");
    stage.wait(21);
    assert_eq!(
        (&state()["checkpoints"][0]["name"], &state()["operation"]),
        (&json!("a"), &json!(null))
    );
    assert_eq!(state()["current"], state()["checkpoints"][0]["id"]);
    let sql = stage.get("/_emulator/machines/sql-prod-014").json();
    assert_eq!(
        (&sql["current"], &sql["powerState"]),
        (&json!(checkpoint("sql-prod-014", 4)), &json!("Running"))
    );
    assert_eq!(stage.get("/_emulator/machines/none").status, 404);
    assert_eq!(stage.get("/_emulator/machines/file-eu-009").status, 404);
}

#[test]
fn settings_change_one_by_one() {
    let stage = Stage::new();
    let change = |body: &str| stage.post("/_emulator/settings", body).json();
    assert_eq!(change(r#"{"retry_after":9}"#)["retry_after"], 9);
    assert_eq!(
        change(r#"{"speed":20,"token_lifetime":60,"hide_headers":true}"#),
        json!({ "speed": 20.0, "token_lifetime": 60, "hide_headers": true, "retry_after": 9 })
    );
    assert_eq!(
        change(r#"{"retry_after":null}"#)["retry_after"],
        json!(null)
    );
    let answer = stage.act("web-eu-202", "createCheckpoint", "{}");
    assert_eq!(
        (
            answer.header("access-control-expose-headers"),
            answer.header("retry-after")
        ),
        ("", "")
    );
}

#[test]
fn the_clock_is_advanced_and_the_datacenter_reset() {
    let stage = Stage::new();
    stage.act("web-eu-202", "createCheckpoint", "{}");
    let now = stage
        .post("/_emulator/clock/advance", r#"{"seconds":30.5}"#)
        .json()["now"]
        .clone();
    assert_eq!(now, "2026-03-10T08:00:30.5000000Z");
    assert_eq!(
        stage
            .emulator
            .machine("web-eu-202")
            .unwrap()
            .checkpoints
            .len(),
        1
    );
    stage.post("/_emulator/reset", "");
    assert_eq!(
        stage
            .emulator
            .machine("web-eu-202")
            .unwrap()
            .checkpoints
            .len(),
        0
    );
    assert!(stage.emulator.requests().is_empty());
}
