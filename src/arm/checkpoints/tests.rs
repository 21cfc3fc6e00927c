use super::*;
use crate::arm::rehearsal::{ARM, MACHINE, Rehearsal, machine, rehearse, wire};
use crate::http::scripted::{answer, block_on};
use crate::model::checkpoint::CheckpointId;
use crate::model::failure::FailureKind;

const STATUS: &str = "https://management.azure.com/providers/Microsoft.ScVmm/locations/EASTUS2EUAP/operationStatuses/f365b0ac*84AE?api-version=2024-06-01&t=638771905&c=MII_-x&s=abc&h=def";

fn create(name: &str, description: &str) -> Action {
    Action::Create {
        name: name.into(),
        description: description.into(),
    }
}

fn send(rehearsal: &Rehearsal, action: &Action) -> Result<Accepted, NotAccepted> {
    block_on(act(&rehearsal.client, &machine(), action))
}

/// The acceptance that the client makes of this answer.
fn accepted(status: u16, headers: &[(&str, &str)]) -> Accepted {
    let rehearsal = rehearse([answer(status, headers, "null")]);
    send(&rehearsal, &create("", "")).expect("accepted")
}

fn handle(headers: &[(&str, &str)]) -> Option<String> {
    accepted(202, headers).handle.map(|handle| handle.0)
}

#[test]
fn creating_a_checkpoint_is_this_to_the_byte() {
    let rehearsal = rehearse([answer(202, &[], "null")]);
    send(&rehearsal, &create(" before \"SP3\" ", "by\nhand ü")).expect("accepted");
    assert_eq!(
        wire(&rehearsal.script.sent()[0]),
        format!(
            "POST {ARM}{MACHINE}/providers/Microsoft.ScVmm/virtualMachineInstances/default/createCheckpoint?api-version=2024-06-01\n\
             Accept: application/json\nAuthorization: Bearer token-0\nx-ms-client-request-id: id-1\nContent-Type: application/json\n\n\
             {{\"name\":\"before \\\"SP3\\\"\",\"description\":\"by\\nhand ü\"}}"
        )
    );
}

#[test]
fn what_was_left_empty_is_left_out() {
    assert_eq!(body(&create("", "")), "{}");
    assert_eq!(body(&create("  ", "\n")), "{}");
    assert_eq!(body(&create("a", "")), r#"{"name":"a"}"#);
    assert_eq!(body(&create("", "b")), r#"{"description":"b"}"#);
}

#[test]
fn deleting_and_restoring_send_the_id_as_the_service_wrote_it() {
    let id = CheckpointId::new("A139847E-15B9-4760-8DF9-620DF3B37476").unwrap();
    for (action, name) in [
        (
            Action::Delete {
                id: id.clone(),
                title: "x".into(),
            },
            "deleteCheckpoint",
        ),
        (
            Action::Restore {
                id: id.clone(),
                title: "x".into(),
            },
            "restoreCheckpoint",
        ),
    ] {
        let rehearsal = rehearse([answer(202, &[], "null")]);
        send(&rehearsal, &action).expect("accepted");
        let sent = &rehearsal.script.sent()[0];
        assert!(
            sent.url
                .ends_with(&format!("/default/{name}?api-version=2024-06-01"))
        );
        assert_eq!(
            sent.body.as_deref(),
            Some(r#"{"id":"A139847E-15B9-4760-8DF9-620DF3B37476"}"#)
        );
    }
}

#[test]
fn the_signed_address_is_kept_to_the_byte() {
    assert_eq!(
        handle(&[("Location", STATUS), ("Azure-AsyncOperation", STATUS)]).as_deref(),
        Some(STATUS)
    );
    assert_eq!(handle(&[("Location", STATUS)]).as_deref(), Some(STATUS));
}

#[test]
fn the_documented_header_is_preferred_and_the_other_stands_in_for_a_foreign_one() {
    let other = format!("{ARM}/location");
    assert_eq!(
        handle(&[("Location", &other), ("azure-asyncoperation", STATUS)]).as_deref(),
        Some(STATUS)
    );
    let foreign = "https://contoso.com/operationstatus";
    assert_eq!(
        handle(&[("Location", &other), ("azure-asyncoperation", foreign)]),
        Some(other)
    );
}

#[test]
fn a_foreign_address_or_a_hidden_one_leaves_only_the_machine_to_watch() {
    assert_eq!(
        handle(&[("location", "https://contoso.com/operationstatus")]),
        None
    );
    assert_eq!(handle(&[]), None);
}

#[test]
fn any_success_is_an_acceptance_and_its_wait_is_kept() {
    for status in [200, 201, 202, 204] {
        assert_eq!(accepted(status, &[]).wait_ms, None);
    }
    assert_eq!(
        accepted(202, &[("Retry-After", "10")]).wait_ms,
        Some(10_000)
    );
}

#[test]
fn a_refusal_keeps_the_nested_reasons() {
    let body = r#"{"error":{"code":"VmmError","message":"no","details":[{"code":"Disk","message":"full"}]}}"#;
    let rehearsal = rehearse([answer(409, &[], body)]);
    let Err(NotAccepted::Refused(failure)) = send(&rehearsal, &create("a", "")) else {
        panic!("it should be refused");
    };
    assert_eq!(failure.kind(), &FailureKind::Other);
    assert_eq!(failure.error.details[0].message, "full");
    assert_eq!(failure.request, "POST createCheckpoint");
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn every_name_and_description_is_sent_as_json(name in "\\PC{0,40}|[\\x00-\\x7f]{0,20}", description in "\\PC{0,40}") {
        let sent: serde_json::Value = serde_json::from_str(&body(&create(&name, &description))).unwrap();
        let text = |field: &str| sent.get(field).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        proptest::prop_assert_eq!(text("name"), name.trim());
        proptest::prop_assert_eq!(text("description"), description.trim());
    }
}
