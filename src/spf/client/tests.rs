use serde_json::json;

use super::*;
use crate::http::scripted::{answer, block_on};
use crate::http::transport::NoAnswer;
use crate::model::failure::FailureKind;
use crate::spf::rehearsal::{ROOT, Rehearsal, SUBSCRIPTION, rehearse, rehearse_with, wire};

const ERROR: &str =
    r#"{"odata.error":{"code":"","message":{"lang":"en-US","value":"The job failed."}}}"#;

fn get(rehearsal: &Rehearsal) -> Result<Answer, Failure> {
    block_on(rehearsal.client.get("Clouds", "Clouds"))
}

fn post(rehearsal: &Rehearsal) -> Result<Answer, NotAccepted> {
    let sent = rehearsal
        .client
        .act(Method::Post, "VMCheckPoints", "VMCheckPoints", Some("{}"));
    block_on(sent)
}

#[test]
fn a_read_is_this_to_the_byte() {
    let rehearsal = rehearse([answer(200, &[], "{}")]);
    get(&rehearsal).expect("an answer");
    assert_eq!(
        wire(&rehearsal.script.sent()[0]),
        format!(
            "GET {ROOT}Clouds\nAccept: application/json;odata=minimalmetadata\nDataServiceVersion: 3.0;NetFx\n\
             MaxDataServiceVersion: 3.0;NetFx\n\n"
        )
    );
}

#[test]
fn an_action_says_of_what_kind_its_body_is() {
    let rehearsal = rehearse([answer(201, &[], "{}")]);
    post(&rehearsal).expect("an answer");
    assert_eq!(
        wire(&rehearsal.script.sent()[0]),
        format!(
            "POST {ROOT}VMCheckPoints\nAccept: application/json;odata=minimalmetadata\nDataServiceVersion: 3.0;NetFx\n\
             MaxDataServiceVersion: 3.0;NetFx\nContent-Type: application/json;odata=minimalmetadata\n\n{{}}"
        )
    );
}

#[test]
fn the_principal_goes_along_only_when_it_is_configured() {
    let config = json!({ "backend": "spf", "serviceRoot": "/", "urls": "wap", "subscription": SUBSCRIPTION,
        "principal": "user@contoso.com" });
    let rehearsal = rehearse_with(&config, [answer(200, &[], "{}")]);
    get(&rehearsal).expect("an answer");
    let sent = &rehearsal.script.sent()[0];
    assert_eq!(
        sent.url,
        format!("/{SUBSCRIPTION}/services/systemcenter/vmm/Clouds")
    );
    let last = sent.headers.last().unwrap();
    assert_eq!(
        (last.0, last.1.as_str()),
        ("x-ms-principal-id", "user@contoso.com")
    );
}

#[test]
fn no_request_carries_credentials_of_the_page() {
    let rehearsal = rehearse([answer(200, &[], "{}"), answer(204, &[], "")]);
    get(&rehearsal).expect("an answer");
    post(&rehearsal).expect("an answer");
    for sent in rehearsal.script.sent() {
        assert!(
            sent.url.starts_with("/spf/"),
            "it stays on the page's own origin"
        );
        let names: Vec<_> = sent.headers.iter().map(|(name, _)| *name).collect();
        assert!(!names.contains(&"Authorization"), "{names:?}");
    }
}

#[test]
fn a_read_is_repeated_while_that_may_help() {
    let rehearsal = rehearse([
        answer(503, &[("Retry-After", "7")], ""),
        Err(NoAnswer::Network),
        answer(500, &[], ERROR),
        answer(200, &[], "{}"),
    ]);
    assert!(get(&rehearsal).is_ok());
    assert_eq!(rehearsal.clock.waits(), [7_000, 2_000, 4_000]);
    for status in [400, 401, 403, 404, 405, 415, 501] {
        let refused = rehearse([answer(status, &[], ERROR)]);
        assert_eq!(
            get(&refused).err().expect("a failure").status,
            Some(status),
            "{status}"
        );
        assert_eq!(refused.script.sent().len(), 1, "{status}");
    }
}

#[test]
fn reading_once_gives_whatever_the_answer_is() {
    let rehearsal = rehearse([answer(503, &[], "x"), Err(NoAnswer::TimedOut)]);
    let answer = block_on(rehearsal.client.get_once("Jobs", "Jobs")).expect("an answer");
    assert_eq!(answer.response.status, 503);
    let failure = block_on(rehearsal.client.get_once("Jobs", "Jobs"))
        .err()
        .expect("a failure");
    assert_eq!(failure.kind(), &FailureKind::TimedOut);
    assert_eq!(failure.request, "GET Jobs");
    assert!(rehearsal.clock.waits().is_empty());
}

#[test]
fn every_success_is_an_acceptance() {
    for (status, body) in [(200, "{}"), (201, "{}"), (202, ""), (204, "")] {
        let rehearsal = rehearse([answer(status, &[], body)]);
        assert!(post(&rehearsal).is_ok(), "{status}");
    }
}

#[test]
fn what_the_service_refuses_in_its_own_words_was_not_done() {
    let verbose = r#"{"error":{"code":"","message":{"lang":"en-US","value":"The job failed."}}}"#;
    let atom = "<m:error xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><m:message>The job failed.</m:message></m:error>";
    let pack = "<Error><Code>X</Code><Message>The job failed.</Message></Error>";
    for body in [ERROR, verbose, atom, pack] {
        let rehearsal = rehearse([answer(500, &[], body)]);
        let Err(NotAccepted::Refused(failure)) = post(&rehearsal) else {
            panic!("it should be refused: {body}");
        };
        assert_eq!(failure.headline(), "The job failed.");
        assert_eq!(failure.kind(), &FailureKind::Other);
        assert_eq!(rehearsal.script.sent().len(), 1);
    }
    for status in [400, 401, 403, 404, 405, 409, 412, 415, 429] {
        let rehearsal = rehearse([answer(status, &[], "")]);
        assert!(
            matches!(post(&rehearsal), Err(NotAccepted::Refused(_))),
            "{status}"
        );
        assert_eq!(rehearsal.script.sent().len(), 1);
    }
}

#[test]
fn what_a_gateway_says_leaves_the_outcome_open_and_nothing_is_sent_twice() {
    for lost in [
        Err(NoAnswer::Network),
        Err(NoAnswer::TimedOut),
        answer(408, &[], ""),
        answer(500, &[], ""),
        answer(500, &[], "<html><h1>Internal Server Error</h1></html>"),
        answer(
            500,
            &[],
            r#"{"statusCode":500,"message":"Internal server error"}"#,
        ),
        answer(
            500,
            &[],
            r#"{"error":{"code":"BackendConnectionFailure","message":"x"}}"#,
        ),
        answer(502, &[], ERROR),
        answer(503, &[("Retry-After", "1")], ""),
        answer(504, &[], "<html>"),
    ] {
        let rehearsal = rehearse([lost.clone()]);
        assert!(
            matches!(post(&rehearsal), Err(NotAccepted::Unknown(_))),
            "{lost:?}"
        );
        assert_eq!(rehearsal.script.sent().len(), 1, "{lost:?}");
    }
}

#[test]
fn a_sign_in_page_in_the_services_place_is_no_acceptance() {
    let page = "<!DOCTYPE html><html><title>Sign in</title></html>";
    let rehearsal = rehearse([answer(200, &[], page)]);
    let Err(NotAccepted::Unknown(failure)) = post(&rehearsal) else {
        panic!("nobody knows what became of it");
    };
    assert_eq!(failure.kind(), &FailureKind::Unreadable);
    // The service itself, in XML that was not asked for.
    let job = [("x-ms-request-id", "e381ad2b-2375-45e4-a45f-64a1447a4ef6")];
    let entry = rehearse([answer(201, &job, "<?xml version=\"1.0\"?><entry/>")]);
    assert!(post(&entry).is_ok());
}
