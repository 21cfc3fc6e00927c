//! Writing through Service Provider Foundation: what each verb does, and what it answers.

use crate::spf_stage::{Spf, WEST, sentence};
use emulator::truth::CheckpointState;
use serde_json::{Value, json};
use uuid::Uuid;

fn checkpoints(spf: &Spf, machine: &str) -> Vec<CheckpointState> {
    spf.truth(machine).checkpoints
}

#[test]
fn a_new_checkpoint_hangs_on_the_current_one_and_becomes_it() {
    let spf = Spf::new();
    let answer = spf.create("build-agent-33", "branch");
    assert_eq!(answer.status, 201, "{}", answer.text());
    let body = answer.json();
    assert_eq!(
        (&body["Name"], &body["Description"]),
        (&json!("branch"), &json!("by a test"))
    );
    assert_eq!(
        (&body["CheckpointID"], &body["ParentCheckpointID"]),
        (&Value::Null, &Value::Null)
    );
    let rest = answer
        .header("location")
        .split_once(".svc/")
        .unwrap()
        .1
        .to_owned();
    let read = spf.value(&rest);
    assert_eq!(read["ID"], body["ID"]);
    let all = checkpoints(&spf, "build-agent-33");
    assert_eq!(
        read["ParentCheckpointID"],
        all[5].id.to_lowercase(),
        "the present state stood on the sixth"
    );
    assert_eq!(
        spf.value(&spf.machine("build-agent-33"))["LastRestoredCheckpointId"],
        body["ID"]
    );
}

#[test]
fn a_create_needs_a_machine_and_its_stamp_and_nothing_else() {
    let spf = Spf::new();
    let truth = spf.truth("web-eu-202");
    let answer = spf.act(
        "POST",
        "VMCheckPoints",
        Some(&json!({ "VMId": truth.vmm_id, "StampId": WEST, "Confirm": true })),
    );
    assert_eq!(answer.json()["Name"], "web-eu-202 - (03/10/2026 08:00:00)");
    let unknown = Uuid::from_u128(7).to_string();
    let other_tenants = spf.truth("dc-branch-07");
    for (body, status) in [
        (json!({ "VMId": truth.vmm_id }), 400),
        (json!({ "StampId": WEST }), 400),
        (json!({ "VMId": null, "StampId": WEST }), 400),
        (json!({ "VMId": "web-eu-202", "StampId": WEST }), 400),
        (
            json!({ "VMId": truth.vmm_id, "StampId": WEST, "Colour": "blue" }),
            400,
        ),
        (
            json!({ "VMId": truth.vmm_id, "StampId": WEST, "odata.type": "VMM.Job" }),
            400,
        ),
        (json!({ "VMId": unknown, "StampId": WEST }), 404),
        (json!({ "VMId": truth.vmm_id, "StampId": unknown }), 404),
        (
            json!({ "VMId": other_tenants.vmm_id, "StampId": other_tenants.stamp_id }),
            404,
        ),
    ] {
        let answer = spf.act("POST", "VMCheckPoints", Some(&body));
        assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.text());
        assert_ne!(sentence(&answer), "");
    }
    assert_eq!(
        spf.send("POST", "VMCheckPoints", Some("{".into()))
            .answer
            .status,
        400
    );
    let atom = spf.header("content-type", "application/atom+xml").send(
        "POST",
        "VMCheckPoints",
        Some("<entry/>".into()),
    );
    assert_eq!(atom.answer.status, 415);
    assert_eq!(checkpoints(&spf, "web-eu-202").len(), 1);
}

#[test]
fn a_client_may_prefer_to_get_the_entity_or_not() {
    let spf = Spf::new();
    let without = spf
        .header("prefer", "return-no-content")
        .create("web-eu-202", "quiet");
    assert_eq!(
        (without.status.as_u16(), without.text().as_str()),
        (204, "")
    );
    assert!(
        without
            .header("location")
            .contains("VMCheckPoints(ID=guid'")
    );
    assert_eq!(
        (
            without.header("dataserviceid"),
            without.header("preference-applied")
        ),
        (without.header("location"), "return-no-content")
    );
    let rest = spf.checkpoint("web-eu-202", 0);
    let with =
        spf.header("prefer", "return-content")
            .act("PUT", &rest, Some(&json!({ "Name": "loud" })));
    assert_eq!(
        (with.status.as_u16(), &with.json()["Name"]),
        (200, &json!("loud"))
    );
}

#[test]
fn every_verb_of_change_renames_and_only_put_forgets_the_rest() {
    let spf = Spf::new();
    let rest = spf.checkpoint("sql-prod-014", 0);
    let now = |spf: &Spf| {
        let one = checkpoints(spf, "sql-prod-014").remove(0);
        (one.name, one.description)
    };
    for (number, method) in ["MERGE", "PATCH"].into_iter().enumerate() {
        let name = format!("name {number}");
        let answer = spf.act(
            method,
            &rest,
            Some(&json!({ "Name": name, "odata.type": "VMM.VMCheckPoint" })),
        );
        assert_eq!((answer.status.as_u16(), answer.text().as_str()), (204, ""));
        assert_eq!(answer.header("dataserviceversion"), "1.0;");
        assert!(!answer.headers.contains_key("content-length"));
        assert_eq!(
            now(&spf),
            (name, "SQL Server 2022 CU21, all jobs stopped".into())
        );
    }
    let tunneled = spf.header("x-http-method", "MERGE").act(
        "POST",
        &rest,
        Some(&json!({ "Description": "tunneled" })),
    );
    assert_eq!(tunneled.status, 204);
    assert_eq!(now(&spf), ("name 1".into(), "tunneled".into()));
    let before = checkpoints(&spf, "sql-prod-014")[0].clone();
    spf.act("PUT", &rest, Some(&json!({ "Name": "put" })));
    assert_eq!(now(&spf), ("put".into(), String::new()));
    let after = checkpoints(&spf, "sql-prod-014")[0].clone();
    assert_eq!(after.added, before.added);
    assert!(after.modified > before.modified);
    let job = spf.value(&format!("{}/MostRecentTask", spf.machine("sql-prod-014")));
    assert_eq!(job["CmdletName"], "Set-SCVMCheckpoint");
}

#[test]
fn a_restore_keeps_all_checkpoints_and_moves_the_present_state() {
    let spf = Spf::new();
    for (method, number) in [("MERGE", 0), ("PATCH", 2), ("PUT", 1)] {
        let rest = spf.checkpoint("sql-prod-014", number);
        let body = json!({ "VMCheckPointAction": "Restore", "odata.type": "VMM.VMCheckPoint" });
        assert_eq!(spf.act(method, &rest, Some(&body)).status, 204);
        let machine = spf.value(&format!(
            "{}?$expand=VMCheckpoints",
            spf.machine("sql-prod-014")
        ));
        assert_eq!(machine["VMCheckpoints"].as_array().unwrap().len(), 4);
        let all = checkpoints(&spf, "sql-prod-014");
        assert_eq!(machine["LastRestoredCheckpointId"], all[number].vmm_id);
        assert_eq!(
            machine["Status"], "PowerOff",
            "a production checkpoint holds no memory"
        );
        assert_ne!(all[number].name, "", "a restore describes nothing");
    }
    let rest = spf.checkpoint("sql-prod-014", 0);
    let wrong = spf.act(
        "MERGE",
        &rest,
        Some(&json!({ "VMCheckPointAction": "Explode" })),
    );
    assert_eq!(wrong.status, 400);
    assert!(sentence(&wrong).contains("Explode"));
}

#[test]
fn deleting_an_inner_one_hands_its_children_to_its_parent() {
    let spf = Spf::new();
    let rest = spf.checkpoint("sql-prod-014", 1);
    let answer = spf.act("DELETE", &rest, None);
    assert_eq!((answer.status.as_u16(), answer.text().as_str()), (204, ""));
    let all = checkpoints(&spf, "sql-prod-014");
    assert_eq!(all.len(), 3);
    assert_eq!(all[2].parent.as_ref(), Some(&all[0].id));
    assert_eq!(spf.get(&rest).status, 404);
    assert_eq!(spf.act("DELETE", &rest, None).status, 404);
    let last = spf.checkpoint("sql-prod-014", 2);
    let tunneled = spf
        .header("x-http-method", "DELETE")
        .act("POST", &last, None);
    assert_eq!(tunneled.status, 204);
    let machine = spf.value(&spf.machine("sql-prod-014"));
    assert_eq!(
        machine["LastRestoredCheckpointId"], all[0].vmm_id,
        "the present state moves to the parent"
    );
}

#[test]
fn machines_are_started_and_stopped_by_an_operation() {
    let spf = Spf::new();
    let rest = spf.machine("web-eu-202");
    let state = || spf.value(&rest)["VirtualMachineState"].clone();
    for (method, operation, after) in [
        ("MERGE", "Stop", "PowerOff"),
        ("PUT", "Start", "Running"),
        ("PATCH", "Shutdown", "PowerOff"),
        ("PATCH", "Reset", "Running"),
    ] {
        assert_eq!(
            spf.act(method, &rest, Some(&json!({ "Operation": operation })))
                .status,
            204
        );
        assert_eq!(state(), after, "{operation}");
    }
    for body in [
        json!({}),
        json!({ "Operation": "Fly" }),
        json!({ "Name": "other" }),
    ] {
        assert_eq!(spf.act("MERGE", &rest, Some(&body)).status, 400, "{body}");
    }
}
