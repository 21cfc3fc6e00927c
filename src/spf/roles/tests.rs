use super::*;
use crate::http::scripted::{answer, block_on};
use crate::model::failure::FailureKind;
use crate::spf::rehearsal::{ROOT, SUBSCRIPTION, feed, rehearse, rehearse_with};
use serde_json::json;

fn role(id: &str, permissions: &Value) -> Value {
    json!({ "ID": id, "Name": "user@contoso.com_x", "Permission": permissions, "Quotas": null })
}

fn rights_with(rows: &[Value]) -> Rights {
    let rehearsal = rehearse([answer(200, &[], &feed("UserRoles", rows))]);
    let rights = block_on(read(&rehearsal.client)).expect("rights");
    assert_eq!(rehearsal.script.urls(), [format!("{ROOT}UserRoles")]);
    rights
}

fn missing() -> Right {
    Right::Missing("Checkpoint".into())
}

#[test]
fn the_permission_for_checkpoints_allows_everything() {
    let held = json!(["Create", "Start", "Checkpoint", "CheckpointRestoreOnly"]);
    let rights = rights_with(&[role(&SUBSCRIPTION.to_uppercase(), &held)]);
    let all = Rights {
        create: Right::Allowed,
        delete: Right::Allowed,
        edit: Right::Allowed,
        restore: Right::Allowed,
    };
    assert_eq!(rights, all);
}

#[test]
fn the_permission_to_restore_allows_nothing_else() {
    let rights = rights_with(&[role(SUBSCRIPTION, &json!(["checkpointrestoreonly"]))]);
    let only = Rights {
        create: missing(),
        delete: missing(),
        edit: missing(),
        restore: Right::Allowed,
    };
    assert_eq!(rights, only);
}

#[test]
fn a_role_without_either_allows_nothing_and_names_what_is_missing() {
    for held in [
        json!([]),
        json!(["Start", "Stop"]),
        json!(["CheckpointX", null, 7]),
    ] {
        let rights = rights_with(&[role(SUBSCRIPTION, &held)]);
        assert_eq!(rights.create, missing(), "{held}");
        assert_eq!(rights.restore, missing(), "{held}");
    }
}

#[test]
fn what_is_not_told_is_not_known() {
    let other = role(
        "11111111-2222-3333-4444-555555555555",
        &json!(["Checkpoint"]),
    );
    for rows in [
        vec![],
        vec![other.clone()],
        vec![other, role(SUBSCRIPTION, &Value::Null)],
        vec![json!({ "ID": SUBSCRIPTION })],
        vec![json!(null), json!("x")],
    ] {
        assert_eq!(rights_with(&rows), Rights::default(), "{rows:?}");
    }
}

#[test]
fn at_the_administrators_root_nobody_is_asked() {
    let config = json!({ "backend": "spf", "serviceRoot": "/spf/" });
    let rehearsal = rehearse_with(&config, []);
    assert_eq!(block_on(read(&rehearsal.client)), Ok(Rights::default()));
    assert!(rehearsal.script.sent().is_empty());
}

#[test]
fn a_refusal_and_nonsense_are_failures() {
    let refused = rehearse([answer(403, &[], "")]);
    let failure = block_on(read(&refused.client)).expect_err("a failure");
    assert_eq!(failure.kind(), &FailureKind::Forbidden { action: None });
    for body in ["", "<feed/>", "{}", "[]", r#"{"value":{}}"#] {
        let nonsense = rehearse([answer(200, &[], body)]);
        let failure = block_on(read(&nonsense.client)).expect_err("a failure");
        assert_eq!(failure.kind(), &FailureKind::Unreadable, "{body}");
    }
}
