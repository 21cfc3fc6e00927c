//! The token: renewed when it has expired, and sent to one origin only.

use emulator::faults::Fault;
use scvmm_console::backend::FleetNews;
use scvmm_console::model::failure::FailureKind;
use scvmm_console::model::operation::OperationState;
use std::time::Duration;

use crate::stage::{Stage, create};

const DONE: OperationState = OperationState::Succeeded { shown: true };
const FOREIGN: &str = "https://contoso.com/operationstatus";

/// That nothing was sent anywhere but to the endpoint.
fn assert_at_home(stage: &Stage) {
    let home = format!("{}/", stage.emulator.settings().origin());
    for (_, url) in stage.wire.sent.borrow().iter() {
        assert!(url.starts_with(&home), "sent to {url}");
    }
}

fn pointing_to(path: &str, address: &str) -> Fault {
    let address = Some(address.to_owned());
    Fault {
        path: path.into(),
        headers: [
            ("Location".to_owned(), address.clone()),
            ("Azure-AsyncOperation".to_owned(), address),
        ]
        .into(),
        ..Fault::default()
    }
}

#[test]
fn an_expired_token_is_renewed_once_and_the_action_is_done_once() {
    let stage = Stage::of("admin");
    stage.emulator.clock().advance(Duration::from_secs(3_700));
    stage.time.stand_still_after(Duration::from_secs(600));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(states.last(), Some(&DONE));
    assert_eq!(stage.sign_in.renewals.get(), 1);
    assert_eq!(stage.truth("web-eu-202").checkpoints.len(), 1);
}

#[test]
fn a_token_that_expires_before_the_action_costs_one_refused_sending() {
    let stage = Stage::of("admin");
    stage.emulator.clock().advance(Duration::from_secs(3_700));
    assert!(stage.accepted("web-eu-202", &create("a", "")).is_some());
    let sent = stage.emulator.requests();
    let statuses: Vec<_> = sent
        .iter()
        .filter(|entry| entry.method == "POST")
        .map(|entry| entry.status)
        .collect();
    assert_eq!(statuses, [Some(401), Some(202)]);
}

#[test]
fn a_token_that_expires_while_an_operation_is_followed_is_renewed() {
    let stage = Stage::of("admin");
    stage.emulator.clock().advance(Duration::from_secs(3_590));
    stage.time.stand_still_after(Duration::from_secs(600));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(states.last(), Some(&DONE));
    assert!(
        !states
            .iter()
            .any(|state| matches!(state, OperationState::LostSight(_)))
    );
    assert_eq!(stage.sign_in.renewals.get(), 1);
}

#[test]
fn a_foreign_polling_address_never_sees_the_token_and_the_machine_is_watched() {
    let stage = Stage::of("admin");
    stage.fault(pointing_to("createCheckpoint", FOREIGN));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(states.first(), Some(&OperationState::Watching));
    assert_eq!(states.last(), Some(&DONE));
    assert_at_home(&stage);
}

#[test]
fn an_address_that_only_looks_like_the_endpoints_is_foreign() {
    let home = Stage::of("admin").emulator.settings().origin();
    for address in [
        format!("{home}.contoso.com/x"),
        format!("{home}@contoso.com/x"),
        home.replace("http://", "https://"),
        home.replace("4080", "4081"),
        "//contoso.com/x".to_owned(),
    ] {
        let stage = Stage::of("admin");
        stage.fault(pointing_to("createCheckpoint", &address));
        assert!(
            stage.accepted("web-eu-202", &create("a", "")).is_none(),
            "{address}"
        );
    }
}

#[test]
fn a_poll_that_points_elsewhere_is_not_followed_there() {
    let stage = Stage::of("admin");
    stage.fault(Fault {
        times: 2,
        ..pointing_to("operationStatuses", FOREIGN)
    });
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(states.last(), Some(&DONE));
    assert!(stage.count("GET", "operationStatuses") > 3);
    assert_at_home(&stage);
}

#[test]
fn a_foreign_next_page_never_sees_the_token_and_ends_its_subscription_alone() {
    let stage = Stage::of("admin").without_graph();
    stage.fault(Fault {
        path: "/machines\\?".into(),
        body: Some(serde_json::json!({ "value": [], "nextLink": "https://contoso.com/machines" })),
        ..Fault::default()
    });
    let (result, news) = stage.list();
    assert_eq!(result, Ok(()));
    let failed: Vec<_> = news
        .iter()
        .filter_map(|news| match news {
            FleetNews::PartFailed(_, failure) => Some(failure.kind()),
            _ => None,
        })
        .collect();
    assert_eq!(failed, [&FailureKind::ForeignAddress]);
    assert_at_home(&stage);
}
