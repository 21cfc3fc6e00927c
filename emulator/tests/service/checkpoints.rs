//! What the three checkpoint actions do to a machine.

use crate::stage::{SCVMM, Stage, checkpoint, ids};
use serde_json::json;

fn done(stage: &Stage, machine: &str, verb: &str, body: &str) {
    let answer = stage.act(machine, verb, body);
    assert_eq!(answer.status, 202, "{}", answer.text());
    stage.settle();
}

#[test]
fn a_new_checkpoint_shows_only_some_seconds_after_the_operation_has_ended() {
    let stage = Stage::new();
    let body = r#"{"name":"Before CU22","description":"Change 4711"}"#;
    let address = stage
        .act("web-eu-202", "createCheckpoint", body)
        .header("location")
        .to_owned();
    stage.wait(21);
    assert_eq!(stage.get(&address).json()["status"], "Succeeded");
    assert_eq!(
        stage.profile("web-eu-202")["checkpoints"],
        json!([]),
        "at least a second behind"
    );
    assert_eq!(
        stage
            .emulator
            .machine("web-eu-202")
            .unwrap()
            .checkpoints
            .len(),
        1
    );
    stage.wait(6);
    let instance = stage.instance("web-eu-202");
    let profile = &instance["properties"]["infrastructureProfile"];
    let new = &profile["checkpoints"][0];
    assert_eq!(
        (&new["name"], &new["description"]),
        (&json!("Before CU22"), &json!("Change 4711"))
    );
    assert_eq!(&profile["lastRestoredVMCheckpoint"], new);
    let modified = instance["systemData"]["lastModifiedAt"].as_str().unwrap();
    assert!(
        ("2026-03-10T08:00:22".."2026-03-10T08:00:28").contains(&modified),
        "{modified}"
    );
    assert_eq!(
        instance["properties"]["storageProfile"]["disks"][0]["vhdType"],
        "Differencing"
    );
}

#[test]
fn a_new_checkpoint_hangs_on_the_current_one() {
    let stage = Stage::new();
    done(
        &stage,
        "build-agent-33",
        "createCheckpoint",
        r#"{"name":"branch"}"#,
    );
    let profile = stage.profile("build-agent-33");
    let new = profile["checkpoints"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        new["parentCheckpointID"],
        json!(checkpoint("build-agent-33", 6))
    );
    assert_eq!(profile["lastRestoredVMCheckpoint"], new);
}

#[test]
fn an_empty_object_is_enough_and_gives_a_name_of_machine_and_moment() {
    let stage = Stage::new();
    for body in [
        "{}",
        r#"{"name":null,"description":null}"#,
        r#"{"name":"","color":"blue"}"#,
    ] {
        done(&stage, "web-eu-202", "createCheckpoint", body);
    }
    let profile = stage.profile("web-eu-202");
    let new = &profile["checkpoints"][0];
    assert_eq!(
        (&new["name"], &new["description"]),
        (&json!("web-eu-202 - (03/10/2026 08:00:00)"), &json!(""))
    );
    assert_eq!(ids(&profile).len(), 3);
}

#[test]
fn names_are_kept_to_the_letter() {
    let stage = Stage::new();
    let name = "<b>\"Größe\"</b> \\ \u{1F4BE} \u{200F}עברית";
    done(
        &stage,
        "web-eu-202",
        "createCheckpoint",
        &json!({ "name": name, "description": "a\nb" }).to_string(),
    );
    let profile = stage.profile("web-eu-202");
    assert_eq!(
        (
            &profile["checkpoints"][0]["name"],
            &profile["checkpoints"][0]["description"]
        ),
        (&json!(name), &json!("a\nb"))
    );
}

#[test]
fn deleting_one_in_the_middle_keeps_its_children() {
    let stage = Stage::new();
    let id = |number| checkpoint("sql-prod-014", number);
    done(
        &stage,
        "sql-prod-014",
        "deleteCheckpoint",
        &json!({ "id": id(2) }).to_string(),
    );
    let profile = stage.profile("sql-prod-014");
    assert_eq!(ids(&profile).len(), 3);
    assert_eq!(
        profile["checkpoints"][2]["parentCheckpointID"],
        json!(id(1))
    );
    assert_eq!(
        profile["lastRestoredVMCheckpoint"]["checkpointID"],
        json!(id(4))
    );
}

#[test]
fn deleting_the_last_one_turns_everything_back() {
    let stage = Stage::new();
    let before =
        stage.instance("web-eu-201")["properties"]["storageProfile"]["disks"][0]["diskId"].clone();
    let id = checkpoint("web-eu-201", 1).to_lowercase();
    let address = stage
        .act(
            "web-eu-201",
            "deleteCheckpoint",
            &json!({ "id": id }).to_string(),
        )
        .header("location")
        .to_owned();
    stage.wait(20);
    assert_eq!(stage.get(&address).json()["status"], "Succeeded");
    assert_eq!(ids(&stage.profile("web-eu-201")).len(), 1);
    stage.wait(6);
    let instance = stage.instance("web-eu-201");
    let profile = &instance["properties"]["infrastructureProfile"];
    assert_eq!(
        (
            &profile["checkpoints"],
            &profile["lastRestoredVMCheckpoint"]
        ),
        (&json!([]), &json!({}))
    );
    let disk = &instance["properties"]["storageProfile"]["disks"][0];
    assert_eq!(disk["vhdType"], "Dynamic");
    assert_ne!(disk["diskId"], before);
}

#[test]
fn restoring_an_earlier_one_keeps_the_later_ones() {
    let stage = Stage::new();
    let id = checkpoint("sql-prod-014", 1);
    let address = stage
        .act(
            "sql-prod-014",
            "restoreCheckpoint",
            &json!({ "id": id }).to_string(),
        )
        .header("location")
        .to_owned();
    stage.wait(19);
    assert_eq!(stage.get(&address).status, 202);
    stage.wait(32);
    let instance = stage.instance("sql-prod-014");
    let profile = &instance["properties"]["infrastructureProfile"];
    assert_eq!(
        profile["lastRestoredVMCheckpoint"]["checkpointID"],
        json!(id)
    );
    assert_eq!(ids(profile).len(), 4);
    assert_eq!(
        instance["properties"]["powerState"], "Stopped",
        "a production checkpoint holds no memory"
    );
}

#[test]
fn restoring_a_standard_checkpoint_leaves_the_power_state() {
    let stage = Stage::new();
    done(
        &stage,
        "build-agent-33",
        "restoreCheckpoint",
        &json!({ "id": checkpoint("build-agent-33", 12) }).to_string(),
    );
    assert_eq!(
        stage.instance("build-agent-33")["properties"]["powerState"],
        "Running"
    );
}

#[test]
fn a_delete_or_restore_without_a_known_id_is_refused_and_changes_nothing() {
    let stage = Stage::new();
    let before = stage.instance("sql-prod-014");
    for verb in ["deleteCheckpoint", "restoreCheckpoint"] {
        for (body, status, code) in [
            ("{}", 400, "InvalidParameter"),
            (r#"{"id":""}"#, 400, "InvalidParameter"),
            (r#"{"id":null}"#, 400, "InvalidParameter"),
            (r#"{"id":7}"#, 400, "InvalidRequestContent"),
            (r#"{"id":"first"}"#, 404, "CheckpointNotFound"),
            (
                r#"{"id":"11111111-2222-3333-4444-555555555555"}"#,
                404,
                "CheckpointNotFound",
            ),
        ] {
            let answer = stage.act("sql-prod-014", verb, body);
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code),
                "{verb} {body}"
            );
            assert_eq!(answer.json()["error"]["target"], "id");
        }
    }
    stage.settle();
    assert_eq!(stage.instance("sql-prod-014"), before);
}

#[test]
fn a_machine_whose_checkpoints_are_disabled_accepts_and_fails() {
    let stage = Stage::new();
    let address = stage
        .act("sap-hana-03", "createCheckpoint", "{}")
        .header("location")
        .to_owned();
    stage.settle();
    let body = stage.get(&address).json();
    assert_eq!(
        (&body["status"], &body["error"]["details"][0]["code"]),
        (&json!("Failed"), &json!("CheckpointsDisabled"))
    );
    assert_eq!(stage.profile("sap-hana-03")["checkpoints"], json!([]));
}

#[test]
fn a_body_that_cannot_be_read_is_refused() {
    let stage = Stage::new();
    for body in [
        "",
        "{",
        "[]",
        "null",
        "7",
        "\"name\"",
        r#"{"name":7}"#,
        r#"{"description":{}}"#,
    ] {
        let answer = stage.act("web-eu-202", "createCheckpoint", body);
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "InvalidRequestContent"),
            "{body}"
        );
    }
    let address = format!(
        "{}/createCheckpoint?{SCVMM}",
        stage.instance_path("web-eu-202")
    );
    for kind in [None, Some("text/plain;charset=UTF-8")] {
        let token = format!("Bearer {}", stage.emulator.token_for(stage.caller));
        let mut request = http::Request::builder()
            .method("POST")
            .uri(&address)
            .header("authorization", token);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        assert_eq!(
            stage.send(request.body(b"{}".to_vec()).unwrap()).code(),
            "UnsupportedMediaType"
        );
    }
    let large = format!(r#"{{"name":"{}"}}"#, "x".repeat(5 * 1024 * 1024));
    assert_eq!(
        stage.act("web-eu-202", "createCheckpoint", &large).status,
        413
    );
    assert_eq!(
        stage.act("web-eu-202", "createCheckpoint", "{}").status,
        202,
        "none of these began anything"
    );
}
