//! What Service Provider Foundation does not let happen, and to whom.

use crate::spf_stage::{Spf, WEST, own, pack, sentence};
use emulator::{faults::Fault, spf::tenant};
use serde_json::json;

#[test]
fn what_cannot_be_written_is_refused() {
    let spf = Spf::new();
    let machine = spf.machine("web-eu-202");
    let checkpoint = spf.checkpoint("sql-prod-014", 0);
    let body = json!({ "Name": "x" });
    for (method, rest) in [
        ("DELETE", machine.as_str()),
        ("POST", "VirtualMachines"),
        ("POST", "Clouds"),
        ("POST", "Jobs"),
        ("POST", checkpoint.as_str()),
        ("DELETE", "VMCheckPoints"),
        ("MERGE", "VMCheckPoints"),
        ("POST", ""),
        ("POST", "$metadata"),
        ("POST", &format!("{machine}/VMCheckpoints")),
        ("TRACE", "VMCheckPoints"),
    ] {
        let answer = spf.ask(method, rest, Some(&body)).answer;
        assert_eq!(answer.status, 405, "{method} {rest}: {}", answer.text());
    }
    assert_eq!(
        spf.header("x-http-method", "GET")
            .ask("POST", &checkpoint, None)
            .answer
            .status,
        400
    );
    assert_eq!(
        spf.header("x-http-method", "DELETE")
            .ask("GET", &checkpoint, None)
            .answer
            .status,
        400
    );
}

#[test]
fn who_wants_an_answer_that_cannot_be_written_is_refused_before_anything_happens() {
    let spf = Spf::new();
    let atom = spf.header("accept", "application/atom+xml");
    assert_eq!(atom.create("web-eu-202", "x").status, 415);
    assert!(spf.truth("web-eu-202").checkpoints.is_empty());
    assert_eq!(
        atom.header("prefer", "return-no-content")
            .create("web-eu-202", "x")
            .status,
        204
    );
    let rest = spf.checkpoint("web-eu-202", 0);
    let rename = json!({ "Name": "y" });
    let content = atom.header("prefer", "return-content");
    assert_eq!(content.act("MERGE", &rest, Some(&rename)).status, 415);
    assert_eq!(spf.truth("web-eu-202").checkpoints[0].name, "x");
    assert_eq!(atom.act("MERGE", &rest, Some(&rename)).status, 204);
    assert_eq!(atom.act("DELETE", &rest, None).status, 204);
}

#[test]
fn permissions_decide_what_a_subscription_may_do() {
    let spf = Spf::new();
    let restore = json!({ "VMCheckPointAction": "Restore" });
    let rename = json!({ "Name": "x" });
    let branches = spf.at(&own(tenant::BRANCHES));
    let rest = spf.checkpoint("dc-branch-07", 0);
    assert_eq!(branches.act("MERGE", &rest, Some(&restore)).status, 204);
    let draft = branches.draft("dc-branch-07", "x");
    for (method, rest, body) in [
        ("POST", "VMCheckPoints", Some(&draft)),
        ("MERGE", &rest, Some(&rename)),
        ("DELETE", &rest, None),
    ] {
        let answer = branches.act(method, rest, body);
        assert_eq!(answer.status, 403, "{method}");
        assert!(sentence(&answer).contains("permission"));
        let outer = spf.at(&pack(tenant::BRANCHES)).act(method, rest, body);
        assert_eq!(outer.status, 403);
        assert!(
            outer
                .text()
                .starts_with("<Error xmlns=\"http://schemas.microsoft.com/windowsazure\"><Code>"),
            "{}",
            outer.text()
        );
    }
    let business = spf.at(&own(tenant::BUSINESS));
    assert_eq!(business.create("sap-hana-03", "x").status, 403);
    let gold = spf.checkpoint("sql-prod-014", 0);
    spf.emulator
        .spf()
        .roles()
        .set(tenant::PRODUCTION, vec!["Start".into()]);
    assert_eq!(spf.act("MERGE", &gold, Some(&restore)).status, 403);
    assert_eq!(
        spf.act(
            "MERGE",
            &spf.machine("web-eu-202"),
            Some(&json!({ "Operation": "Stop" }))
        )
        .status,
        403
    );
    assert_eq!(
        spf.administrator()
            .act("MERGE", &gold, Some(&restore))
            .status,
        204,
        "an administrator needs no permission"
    );
    spf.emulator.reset();
    assert_eq!(spf.act("MERGE", &gold, Some(&restore)).status, 204);
}

#[test]
fn a_roles_permissions_are_read_and_replaced() {
    let spf = Spf::new();
    let role = spf.values("UserRoles").remove(0);
    assert_eq!(
        role["Name"],
        format!("admin@contoso.com_{}", tenant::PRODUCTION)
    );
    assert!(
        role["Permission"]
            .as_array()
            .unwrap()
            .contains(&json!("Checkpoint"))
    );
    let input = json!({
        "PermissionInput@odata.type": "Collection(VMM.UserRolePermission)",
        "PermissionInput": [{
            "Permission@odata.type": "Collection(Edm.String)",
            "Permission": ["CheckpointRestoreOnly", "CheckpointRestoreOnly"],
            "StampId": WEST,
        }],
        "odata.type": "VMM.UserRole",
    });
    let rest = format!("UserRoles/{}", tenant::PRODUCTION);
    let answer = spf.act("MERGE", &rest, Some(&input));
    assert_eq!(answer.status, 204, "{}", answer.text());
    assert_eq!(
        spf.value(&rest)["Permission"],
        json!(["CheckpointRestoreOnly"])
    );
    assert_eq!(spf.act("DELETE", &rest, None).status, 405);
}

#[test]
fn faults_befall_this_service_too() {
    let spf = Spf::new();
    let rest = spf.checkpoint("sql-prod-014", 0);
    spf.emulator.add_fault(Fault {
        body: Some(json!("Bad gateway")),
        ..Fault::status("VMCheckPoints", 502)
    });
    let answer = spf.act("DELETE", &rest, None);
    assert_eq!(
        (answer.status.as_u16(), answer.text().as_str()),
        (502, "Bad gateway")
    );
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert_eq!(spf.get(&rest).status, 200, "nothing happened");
    spf.emulator.add_fault(Fault {
        took_effect: true,
        delay_ms: 1000,
        ..Fault::status("VMCheckPoints", 504)
    });
    let timed = spf.ask("DELETE", &rest, None);
    assert_eq!(
        (timed.answer.status.as_u16(), timed.after.as_millis()),
        (504, 1000),
        "a gateway does not wait for the job"
    );
    spf.wait(8);
    assert_eq!(spf.get(&rest).status, 404);
    spf.emulator.add_fault(Fault {
        delay_ms: 500,
        ..Fault::default()
    });
    assert_eq!(spf.ask("GET", "Clouds", None).after.as_millis(), 500);
}
