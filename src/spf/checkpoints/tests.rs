use super::*;
use crate::http::scripted::{answer, block_on};
use crate::http::transport::{NoAnswer, Response};
use crate::spf::rehearsal::{
    CHECKPOINT, JOB, MACHINE, ROOT, Rehearsal, STAMP, machine, rehearse, wire,
};

/// The recorded creation of August 2013, compacted: 463 bytes, as its Content-Length says.
const RECORDED: &str = r#"{"odata.type":"VMM.VMCheckPoint","Accessibility":null,"AddedTime":null,"CheckpointID":null,"Confirm":null,"Description":"This is a snapshot of the VM taken at 8/19/2013 3:02:33 PM","Enabled":null,"ID":"00000000-0000-0000-0000-000000000000","ModifiedTime":null,"Name":"Testing Checkpoint #1","ParentCheckpointID":null,"RunAsynchronously":null,"StampId":"ba4146fa-fb41-4f59-a193-ad00c52a138c","VMCheckPointAction":null,"VMId":"3499b02c-8dc9-4c0d-aa83-097a1340cbda"}"#;

fn create(name: &str, description: &str) -> Action {
    Action::Create {
        name: name.into(),
        description: description.into(),
    }
}

fn id() -> CheckpointId {
    CheckpointId::new(CHECKPOINT).unwrap()
}

fn edit(name: &str, description: &str) -> Action {
    Action::Edit {
        id: id(),
        title: "x".into(),
        name: Some(name.into()),
        description: Some(description.into()),
    }
}

fn send(rehearsal: &Rehearsal, action: &Action) -> Result<Accepted, NotAccepted> {
    block_on(act(&rehearsal.client, &machine(), action))
}

/// The request that an action makes, and the body of it.
fn sent(action: &Action) -> (String, Option<String>) {
    let rehearsal = rehearse([answer(204, &[], "")]);
    send(&rehearsal, action).expect("accepted");
    let all = rehearsal.script.sent();
    assert_eq!(all.len(), 1);
    (wire(&all[0]), all[0].body.clone())
}

fn body(action: &Action) -> String {
    sent(action).1.expect("a body")
}

#[test]
fn creating_a_checkpoint_is_the_recorded_request_to_the_byte() {
    let description = "This is a snapshot of the VM taken at 8/19/2013 3:02:33 PM";
    let (wire, body) = sent(&create("Testing Checkpoint #1", description));
    assert_eq!(RECORDED.len(), 463);
    assert_eq!(body.as_deref(), Some(RECORDED));
    assert_eq!(
        wire,
        format!(
            "POST {ROOT}VMCheckPoints?RunAsynchronously=1\n\
             Accept: application/json;odata=minimalmetadata\nDataServiceVersion: 3.0;NetFx\n\
             MaxDataServiceVersion: 3.0;NetFx\nContent-Type: application/json;odata=minimalmetadata\n\n{RECORDED}"
        )
    );
}

#[test]
fn what_was_left_empty_is_null() {
    for empty in ["", "  ", "\n"] {
        let body = body(&create(empty, empty));
        assert!(body.contains(r#""Name":null,"#), "{body}");
        assert!(body.contains(r#""Description":null,"#), "{body}");
    }
}

#[test]
fn restoring_a_checkpoint_is_this_to_the_byte() {
    let action = Action::Restore {
        id: id(),
        title: "x".into(),
    };
    assert_eq!(
        sent(&action).0,
        format!(
            "MERGE {ROOT}VMCheckPoints(ID=guid'{CHECKPOINT}',StampId=guid'{STAMP}')?RunAsynchronously=1\n\
             Accept: application/json;odata=minimalmetadata\nDataServiceVersion: 3.0;NetFx\n\
             MaxDataServiceVersion: 3.0;NetFx\nContent-Type: application/json;odata=minimalmetadata\n\n\
             {{\"VMCheckPointAction\":\"Restore\",\"odata.type\":\"VMM.VMCheckPoint\"}}"
        )
    );
}

#[test]
fn changing_a_checkpoint_sends_both_its_texts_and_nothing_else() {
    assert_eq!(
        body(&edit(" After \"SP3\" ", "by\nhand ü ")),
        r#"{"Description":"by\nhand ü","Name":"After \"SP3\"","odata.type":"VMM.VMCheckPoint"}"#
    );
    // An empty description is wanted: null would leave it to the service what to make of it.
    assert_eq!(
        body(&edit("a", "")),
        r#"{"Description":"","Name":"a","odata.type":"VMM.VMCheckPoint"}"#
    );
    assert!(sent(&edit("a", "")).0.starts_with("MERGE "));
    let described = Action::Edit {
        id: id(),
        title: "x".into(),
        name: None,
        description: Some("why".into()),
    };
    assert_eq!(
        body(&described),
        r#"{"Description":"why","odata.type":"VMM.VMCheckPoint"}"#
    );
}

#[test]
fn deleting_a_checkpoint_has_no_body() {
    let upper = CheckpointId::new(&CHECKPOINT.to_uppercase()).unwrap();
    let action = Action::Delete {
        id: upper,
        title: "x".into(),
    };
    let (wire, body) = sent(&action);
    assert_eq!(
        wire,
        format!(
            "DELETE {ROOT}VMCheckPoints(ID=guid'{CHECKPOINT}',StampId=guid'{STAMP}')?RunAsynchronously=1\n\
             Accept: application/json;odata=minimalmetadata\nDataServiceVersion: 3.0;NetFx\n\
             MaxDataServiceVersion: 3.0;NetFx\n\n"
        )
    );
    assert_eq!(body, None);
}

#[test]
fn an_id_that_is_no_guid_is_sent_nowhere() {
    for odd in [
        "x",
        "*",
        "a')/../Jobs(guid'b",
        "{a11cc636-5521-4f88-92b2-cad392911fe0}",
    ] {
        let rehearsal = rehearse([]);
        let action = Action::Delete {
            id: CheckpointId::new(odd).unwrap(),
            title: String::new(),
        };
        assert!(
            matches!(send(&rehearsal, &action), Err(NotAccepted::Refused(_))),
            "{odd}"
        );
        assert!(rehearsal.script.sent().is_empty());
    }
    let elsewhere = ResourceId::new("/subscriptions/s/resourceGroups/g/machines/m");
    let rehearsal = rehearse([]);
    let refused = block_on(act(&rehearsal.client, &elsewhere, &create("a", "")));
    assert!(matches!(refused, Err(NotAccepted::Refused(_))));
    assert!(rehearsal.script.sent().is_empty());
}

fn outcome(played: Result<Response, NoAnswer>) -> Result<Accepted, NotAccepted> {
    let rehearsal = rehearse([played]);
    let outcome = send(&rehearsal, &create("a", ""));
    assert_eq!(rehearsal.script.sent().len(), 1, "nothing is sent twice");
    outcome
}

#[test]
fn an_acceptance_of_any_status_is_followed_by_its_job() {
    for (status, body) in [(201, "{}"), (204, ""), (200, "{}"), (202, "null")] {
        let accepted =
            outcome(answer(status, &[("x-ms-request-id", JOB)], body)).expect("accepted");
        assert_eq!(accepted.handle.expect("a job").0, JOB);
        assert_eq!(accepted.wait_ms, Some(3_000));
    }
}

#[test]
fn without_a_jobs_id_the_machines_most_recent_job_is_looked_at() {
    let date = ("Date", "Mon, 19 Aug 2013 22:02:36 GMT");
    for headers in [vec![date], vec![date, ("x-ms-request-id", "eda9bde6-834a")]] {
        let accepted = outcome(answer(204, &headers, "")).expect("accepted");
        let handle = accepted.handle.expect("where to look").0;
        assert_eq!(handle, format!("{STAMP}/{MACHINE}/1376949754000"));
    }
    assert!(
        outcome(answer(204, &[], ""))
            .expect("accepted")
            .handle
            .is_none()
    );
}

#[test]
fn a_refusal_keeps_the_services_words_and_ids() {
    let body = r#"{"odata.error":{"code":"","message":{"lang":"en-US","value":"You do not have the permission."}}}"#;
    for status in [400, 401, 403, 404, 500] {
        let refused = outcome(answer(status, &[("request-id", "eda9bde6")], body));
        let Err(NotAccepted::Refused(failure)) = refused else {
            panic!("it should be refused: {status}");
        };
        assert_eq!(failure.headline(), "You do not have the permission.");
        assert_eq!(failure.status, Some(status));
        assert_eq!(failure.correlation_id.as_deref(), Some("eda9bde6"));
        assert_eq!(failure.request, "POST VMCheckPoints");
    }
}

#[test]
fn the_kind_of_a_refusal_follows_its_status() {
    for (status, kind) in [
        (401, FailureKind::SignInAtServer),
        (403, FailureKind::Forbidden { action: None }),
        (404, FailureKind::NotFound),
    ] {
        let Err(NotAccepted::Refused(failure)) = outcome(answer(status, &[], "")) else {
            panic!("it should be refused: {status}");
        };
        assert_eq!(failure.kind(), &kind);
    }
}

#[test]
fn a_lost_answer_leaves_the_outcome_open() {
    for lost in [
        Err(NoAnswer::Network),
        Err(NoAnswer::TimedOut),
        answer(408, &[], ""),
        answer(502, &[], "<html>Bad Gateway</html>"),
        answer(503, &[], ""),
    ] {
        assert!(
            matches!(outcome(lost.clone()), Err(NotAccepted::Unknown(_))),
            "{lost:?}"
        );
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn every_name_and_description_is_sent_as_json(name in "\\PC{0,40}|[\\x00-\\x7f]{0,20}", description in "\\PC{0,40}") {
        use serde_json::Value;
        let text = |body: &Value, field: &str| body.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        for action in [create(&name, &description), edit(&name, &description)] {
            let sent: Value = serde_json::from_str(&body(&action)).unwrap();
            proptest::prop_assert_eq!(text(&sent, "Name"), name.trim());
            proptest::prop_assert_eq!(text(&sent, "Description"), description.trim());
        }
    }
}
