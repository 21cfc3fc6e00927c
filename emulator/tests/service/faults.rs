//! Faults on order.

use crate::stage::{SCVMM, Stage};
use emulator::{
    faults::{Cut, Fault},
    reply::Reply,
};
use serde_json::json;
use std::{collections::HashMap, time::Duration};

const SUBSCRIPTIONS: &str = "/subscriptions?api-version=2022-12-01";

#[test]
fn a_status_a_body_and_headers_take_the_place_of_the_answer() {
    let stage = Stage::new();
    stage.emulator.add_fault(Fault {
        body: Some(json!({ "error": { "code": "TooManyRequests", "message": "Slow down" } })),
        headers: HashMap::from([
            ("Retry-After".into(), Some("7".into())),
            ("pragma".into(), None),
        ]),
        ..Fault::status("/SUBSCRIPTIONS", 429)
    });
    let answer = stage.get(SUBSCRIPTIONS);
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (429, "TooManyRequests")
    );
    assert_eq!(
        (answer.header("retry-after"), answer.header("pragma")),
        ("7", "")
    );
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(stage.get(SUBSCRIPTIONS).status, 200, "only once");
}

#[test]
fn a_text_goes_out_as_it_is() {
    let stage = Stage::new();
    stage.emulator.add_fault(Fault {
        body: Some(json!("<html>Bad gateway</html>")),
        headers: HashMap::from([("content-type".into(), Some("text/html".into()))]),
        ..Fault::status("", 502)
    });
    let answer = stage.get(SUBSCRIPTIONS);
    assert_eq!(
        (answer.text().as_str(), answer.header("content-type")),
        ("<html>Bad gateway</html>", "text/html")
    );
    assert_eq!(answer.header("content-length"), "24");
    stage.emulator.add_fault(Fault::status("", 503));
    assert_eq!(stage.get(SUBSCRIPTIONS).text(), "");
}

#[test]
fn a_delay_leaves_the_answer_as_it_is() {
    let stage = Stage::new();
    stage.emulator.add_fault(Fault {
        delay_ms: 1500,
        ..Fault::default()
    });
    match stage.reply("GET", SUBSCRIPTIONS) {
        Reply::Answer { after, response } => {
            assert_eq!(
                (after, response.status().as_u16()),
                (Duration::from_millis(1500), 200)
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_cut_before_the_answer_keeps_the_request_from_taking_effect_unless_ordered_otherwise() {
    let stage = Stage::new();
    let address = format!("{}/stop?{SCVMM}", stage.instance_path("web-eu-202"));
    for took_effect in [false, true] {
        stage.emulator.add_fault(Fault {
            cut: Cut::BeforeAnswer,
            took_effect,
            ..Fault::default()
        });
        assert!(matches!(stage.reply("POST", &address), Reply::Cut { .. }));
        assert_eq!(
            stage
                .emulator
                .machine("web-eu-202")
                .unwrap()
                .operation
                .is_some(),
            took_effect
        );
    }
}

#[test]
fn a_gateway_may_answer_504_to_what_was_accepted() {
    let stage = Stage::new();
    stage.emulator.add_fault(Fault {
        took_effect: true,
        ..Fault::status("createCheckpoint", 504)
    });
    let answer = stage.act("web-eu-202", "createCheckpoint", "{}");
    assert_eq!(answer.status, 504);
    stage.settle();
    assert_eq!(
        stage
            .emulator
            .machine("web-eu-202")
            .unwrap()
            .checkpoints
            .len(),
        1
    );
}

#[test]
fn a_single_answer_may_hide_its_headers_or_be_unreadable() {
    let stage = Stage::new();
    stage.emulator.add_fault(Fault {
        hide_headers: true,
        ..Fault::default()
    });
    stage.emulator.add_fault(Fault {
        no_cors: true,
        ..Fault::default()
    });
    let hidden = stage.get(SUBSCRIPTIONS);
    assert_eq!(
        (
            hidden.header("access-control-expose-headers"),
            hidden.header("access-control-allow-origin")
        ),
        ("", "*")
    );
    assert_eq!(
        stage
            .get(SUBSCRIPTIONS)
            .header("access-control-allow-origin"),
        ""
    );
    assert_ne!(
        stage
            .get(SUBSCRIPTIONS)
            .header("access-control-expose-headers"),
        ""
    );
}

#[test]
fn several_faults_come_one_after_the_other() {
    let stage = Stage::new();
    stage.emulator.add_fault(Fault {
        times: 2,
        ..Fault::status("", 500)
    });
    stage.emulator.add_fault(Fault::status("", 503));
    let statuses: Vec<_> = (0..4)
        .map(|_| stage.get(SUBSCRIPTIONS).status.as_u16())
        .collect();
    assert_eq!(statuses, [500, 500, 503, 200]);
    stage.emulator.add_fault(Fault::status("", 500));
    stage.emulator.clear_faults();
    assert_eq!(stage.get(SUBSCRIPTIONS).status, 200);
}
