//! What Service Provider Foundation shows, and to whom.

use crate::spf_stage::{Spf, WEST, own, pack};
use emulator::{
    options::{SpfOptions, spf::ParentIds},
    spf::tenant,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn names(rows: &[Value]) -> BTreeSet<String> {
    rows.iter()
        .map(|row| row["Name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_tenant_sees_the_machines_of_its_one_cloud_on_its_one_stamp() {
    let spf = Spf::new();
    for root in [own(tenant::PRODUCTION), pack(tenant::PRODUCTION)] {
        let spf = spf.at(&root);
        let clouds = spf.values("Clouds");
        assert_eq!(clouds.len(), 1);
        assert_eq!(
            (&clouds[0]["Name"], &clouds[0]["StampId"]),
            (&json!("Production – Gold"), &json!(WEST))
        );
        let machines = spf.values("VirtualMachines");
        assert!(
            machines
                .iter()
                .all(|one| one["StampId"] == WEST && one["CloudId"] == clouds[0]["ID"])
        );
        let names = names(&machines);
        for name in [
            "sql-prod-014",
            "web-eu-202",
            "build-agent-33",
            "erp-app-01",
            "k8s-node-11",
            "legacy-imp-02",
        ] {
            assert!(names.contains(name), "{name}");
        }
        for name in ["dc-branch-07", "sap-hana-03", "file-eu-009", "print-eu-004"] {
            assert!(!names.contains(name), "{name}");
        }
        assert_eq!(spf.get(&spf.machine("dc-branch-07")).status, 404);
    }
    assert!(
        names(&spf.at(&own(tenant::BRANCHES)).values("VirtualMachines")).contains("dc-branch-07")
    );
    assert!(
        names(&spf.at(&own(tenant::BUSINESS)).values("VirtualMachines")).contains("sap-hana-03")
    );
}

#[test]
fn the_administrator_sees_every_machine_of_every_stamp() {
    let spf = Spf::new().administrator();
    let machines = spf.values("VirtualMachines");
    let stamps: BTreeSet<_> = machines
        .iter()
        .map(|one| one["StampId"].as_str().unwrap())
        .collect();
    assert_eq!(stamps.len(), 2);
    // Every machine but the one that VMM no longer knows.
    assert_eq!(machines.len(), spf.emulator.options().vms - 1);
    assert_eq!(spf.values("Clouds").len(), 5);
    assert_eq!(spf.values("UserRoles").len(), 3);
    assert_eq!(
        spf.value(&spf.machine("print-eu-004"))["CloudId"],
        Value::Null
    );
}

#[test]
fn a_machine_has_every_property_and_most_are_null() {
    let spf = Spf::new();
    let machine = spf.value(&spf.machine("sql-prod-014"));
    let fields = machine.as_object().unwrap();
    // 132 properties and the metadata's address.
    assert_eq!(fields.len(), 133);
    assert!(fields.values().filter(|value| value.is_null()).count() > 60);
    for (name, value) in [
        ("Status", json!("Running")),
        ("StatusString", json!("Running")),
        ("VirtualMachineState", json!("Running")),
        ("CPUCount", json!(4)),
        ("Memory", json!(16384)),
        ("Generation", json!(2)),
        ("OperatingSystem", json!("Windows Server 2022 Datacenter")),
        ("MostRecentTaskId", Value::Null),
    ] {
        assert_eq!(fields[name], value, "{name}");
    }
    assert!(
        fields["TotalSize"].is_string(),
        "64-bit numbers travel as text"
    );
    assert_eq!(fields["Owner"]["RoleID"], tenant::PRODUCTION.to_string());
    let words = |name| {
        let one = spf.administrator().value(&spf.machine(name));
        [
            one["Status"].clone(),
            one["StatusString"].clone(),
            one["VirtualMachineState"].clone(),
        ]
    };
    assert_eq!(words("erp-app-01"), ["PowerOff", "Stopped", "PowerOff"]);
    assert_eq!(words("dc-branch-07"), ["PowerOff", "Stopped", "PowerOff"]);
    assert_eq!(words("k8s-node-11"), ["Paused", "Paused", "Paused"]);
    assert_eq!(words("print-eu-004"), ["Saved", "Saved State", "Saved"]);
}

#[test]
fn every_property_that_is_filled_is_declared() {
    let spf = Spf::new();
    spf.create("web-eu-202", "for a job");
    let csdl = spf.header("accept", "").get("$metadata").text();
    for set in [
        "VirtualMachines",
        "VMCheckPoints",
        "Jobs",
        "Clouds",
        "UserRoles",
    ] {
        let row = spf.values(set).remove(0);
        for name in row.as_object().unwrap().keys() {
            assert!(
                csdl.contains(&format!("<Property Name=\"{name}\"")),
                "{set} {name}"
            );
        }
    }
}

#[test]
fn one_call_lists_machines_with_their_checkpoints_jobs_and_clouds() {
    let spf = Spf::new();
    spf.create("web-eu-202", "newest");
    let rows = spf.values("VirtualMachines?$expand=VMCheckpoints,MostRecentTask,FailedJob,Cloud&$filter=Name eq 'web-eu-202'");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["VMCheckpoints"][0]["Name"], "newest");
    assert_eq!(
        rows[0]["MostRecentTask"]["Name"],
        "Create virtual machine checkpoint"
    );
    assert_eq!(rows[0]["MostRecentTask"]["ID"], rows[0]["MostRecentTaskId"]);
    assert_eq!(rows[0]["FailedJob"], Value::Null);
    assert_eq!(rows[0]["Cloud"]["Name"], "Production – Gold");
    assert!(rows[0].get("VirtualHardDisks").is_none());

    let machine = spf.machine("sql-prod-014");
    assert_eq!(spf.values(&format!("{machine}/VMCheckpoints")).len(), 4);
    assert_eq!(
        spf.get(&format!("{machine}/VMCheckpoints/$count")).text(),
        "4"
    );
    assert_eq!(
        spf.value(&format!("{machine}/Cloud"))["Name"],
        "Production – Gold"
    );
    assert_eq!(
        spf.value(&format!("{machine}/Name"))["value"],
        "sql-prod-014"
    );
    assert_eq!(
        spf.get(&format!("{machine}/Name/$value")).text(),
        "sql-prod-014"
    );
    assert_eq!(
        spf.value(&format!("{machine}/Owner/UserName"))["value"],
        "admin@contoso.com"
    );
    assert_eq!(spf.get(&format!("{machine}/MostRecentTask")).status, 404);
    assert_eq!(spf.get(&format!("{machine}/Checkpoints")).status, 404);
}

#[test]
fn parents_are_named_in_either_space_of_ids_and_roots_have_none() {
    let spf = Spf::new();
    let truth = spf.truth("sql-prod-014");
    let rows = || {
        spf.values(&format!(
            "{}/VMCheckpoints?$orderby=AddedTime",
            spf.machine("sql-prod-014")
        ))
    };
    let parents = |rows: Vec<Value>| {
        rows.into_iter()
            .map(|row| row["ParentCheckpointID"].clone())
            .collect::<Vec<_>>()
    };
    let checkpoint_id = |number: usize| json!(truth.checkpoints[number].id.to_lowercase());
    assert_eq!(
        parents(rows()),
        [
            Value::Null,
            checkpoint_id(0),
            checkpoint_id(0),
            checkpoint_id(1)
        ]
    );
    spf.emulator
        .settings()
        .change_spf(|spf| spf.parent_ids = ParentIds::Id);
    let id = |number: usize| json!(truth.checkpoints[number].vmm_id);
    assert_eq!(parents(rows()), [Value::Null, id(0), id(0), id(1)]);
    spf.emulator.settings().change_spf(|spf| spf.orphans = true);
    let base = truth.checkpoints[0].parent.as_ref().unwrap().to_lowercase();
    assert_eq!(parents(rows()), [json!(base), id(0), id(0), id(1)]);
    assert_eq!(
        spf.value(&spf.machine("sql-prod-014"))["LastRestoredCheckpointId"],
        id(3)
    );
}

#[test]
fn odd_data_is_shown_as_it_is() {
    let spf = Spf::new();
    let rows = spf.values(&format!("{}/VMCheckpoints", spf.machine("legacy-imp-02")));
    assert_eq!(rows.len(), 7, "one stands there twice");
    let own_parent = rows
        .iter()
        .find(|row| row["Name"] == "Its own parent")
        .unwrap();
    assert_eq!(own_parent["ParentCheckpointID"], own_parent["CheckpointID"]);
    let strange = spf.values(&format!("{}/VMCheckpoints", spf.machine("k8s-node-11")));
    assert_eq!(strange[0]["Name"], "<b>Before</b> 1.31 → 1.32");
}

#[test]
fn answers_can_be_made_strange() {
    let spf = Spf::with(SpfOptions {
        origin: Some("https://inner-spf:8090/".into()),
        bare_times: true,
        strange_status: Some("SQL-prod-014".into()),
        hide_job_ids: true,
        ..SpfOptions::default()
    });
    let answer = spf.get(&spf.machine("sql-prod-014"));
    let body = answer.json();
    assert!(
        body["odata.metadata"]
            .as_str()
            .unwrap()
            .starts_with("https://inner-spf:8090/SC2012R2/"),
        "{body}"
    );
    assert_eq!(body["Status"], "Quiescing");
    let added = body["AddedTime"].as_str().unwrap();
    assert!(!added.ends_with("00") && !added.ends_with('Z'), "{added}");
    assert!(!answer.headers.contains_key("x-ms-request-id"));
    let created = spf.create("web-eu-202", "first");
    assert!(
        created
            .header("location")
            .starts_with("https://inner-spf:8090/")
    );
    assert!(!created.headers.contains_key("x-ms-request-id"));
}

#[test]
fn both_sides_show_the_same_datacenter() {
    let stage = crate::stage::Stage::new();
    let spf = Spf {
        emulator: stage.emulator.clone(),
        clock: stage.clock.clone(),
        ..Spf::new()
    };
    stage.act(
        "web-eu-202",
        "createCheckpoint",
        r#"{"name":"through Azure"}"#,
    );
    let machine = spf.machine("web-eu-202");
    assert_eq!(spf.value(&machine)["StatusString"], "Creating Checkpoint");
    stage.wait(21);
    let rows = spf.values(&format!("{machine}/VMCheckpoints"));
    assert_eq!(
        rows[0]["Name"], "through Azure",
        "at once, where Azure lags behind"
    );
    assert_eq!(
        spf.value(&format!("{machine}/MostRecentTask"))["Owner"],
        "CONTOSO\\svc-azure-bridge"
    );
    spf.act(
        "MERGE",
        &spf.checkpoint("web-eu-202", 0),
        Some(&json!({ "Name": "renamed through the other" })),
    );
    stage.wait(10);
    assert_eq!(
        stage.profile("web-eu-202")["checkpoints"][0]["name"],
        "renamed through the other"
    );
}
