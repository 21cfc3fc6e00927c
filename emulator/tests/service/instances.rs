//! The VM instance document.

use crate::stage::{PRODUCTION, SCVMM, Stage, checkpoint, ids, path};
use serde_json::json;

#[test]
fn all_three_versions_answer_alike() {
    let stage = Stage::new();
    let read = |version| {
        stage
            .get(&format!(
                "{}?api-version={version}",
                stage.instance_path("web-eu-201")
            ))
            .json()
    };
    assert_eq!(read("2023-10-07"), read("2024-06-01"));
    assert_eq!(read("2023-10-07"), read("2025-03-13"));
}

#[test]
fn a_doubled_first_slash_and_any_letter_case_lead_to_the_same_document() {
    let stage = Stage::new();
    let address = format!("{}?{SCVMM}", stage.instance_path("web-eu-201"));
    let expected = stage.get(&address).json();
    for variant in [
        format!("/{address}"),
        address.to_lowercase(),
        address.to_uppercase(),
    ] {
        assert_eq!(stage.get(&variant).json(), expected, "{variant}");
    }
}

#[test]
fn the_list_holds_the_one_instance_or_none() {
    let stage = Stage::new();
    let list = |machine: &str| {
        stage
            .get(&format!(
                "{}/providers/Microsoft.ScVmm/virtualMachineInstances?{SCVMM}",
                path(machine)
            ))
            .json()
    };
    assert_eq!(
        list("web-eu-201")["value"],
        json!([stage.instance("web-eu-201")])
    );
    assert_eq!(list("file-eu-009")["value"], json!([]));
}

#[test]
fn a_machine_whose_instance_is_gone_answers_404() {
    let stage = Stage::new();
    let answer = stage.get(&format!("{}?{SCVMM}", stage.instance_path("file-eu-009")));
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (404, "ResourceNotFound")
    );
    assert!(
        answer
            .message()
            .starts_with("The Resource 'Microsoft.ScVmm/virtualMachineInstances/default' under")
    );
    assert_eq!(
        stage.act("file-eu-009", "createCheckpoint", "{}").code(),
        "ResourceNotFound"
    );
}

#[test]
fn without_checkpoints_the_last_restored_one_is_an_empty_object_and_disks_are_dynamic() {
    let instance = Stage::new().instance("web-eu-202");
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
    assert!(disk["diskSizeGB"].as_u64().unwrap() > 0);
}

#[test]
fn with_checkpoints_disks_are_differencing_and_a_root_names_a_parent_that_is_in_no_list() {
    let stage = Stage::new();
    let instance = stage.instance("sql-prod-014");
    let profile = &instance["properties"]["infrastructureProfile"];
    assert_eq!(
        profile["lastRestoredVMCheckpoint"]["checkpointID"],
        json!(checkpoint("sql-prod-014", 4))
    );
    assert_eq!(
        profile["lastRestoredVMCheckpoint"],
        profile["checkpoints"][3]
    );
    let root = profile["checkpoints"][0]["parentCheckpointID"]
        .as_str()
        .unwrap();
    assert!(!ids(profile).contains(&root.parse().unwrap()));
    assert_eq!(root, root.to_uppercase());
    assert_eq!(
        profile["uuid"].as_str().unwrap(),
        profile["uuid"].as_str().unwrap().to_lowercase()
    );
    for disk in instance["properties"]["storageProfile"]["disks"]
        .as_array()
        .unwrap()
    {
        assert_eq!(
            (&disk["vhdType"], &disk["diskSizeGB"]),
            (&json!("Differencing"), &json!(0))
        );
        assert!(disk["displayName"].as_str().unwrap().len() > 36);
    }
}

#[test]
fn booleans_of_the_hardware_are_the_strings_the_service_writes() {
    let hardware = Stage::new().instance("sql-prod-014")["properties"]["hardwareProfile"].clone();
    assert_eq!(hardware["isHighlyAvailable"], "true");
    assert_eq!(hardware["dynamicMemoryEnabled"], "false");
}

#[test]
fn the_fixed_machines_are_there_for_every_seed() {
    for seed in [1, 2, 99] {
        let stage = Stage::with(emulator::options::Options {
            seed,
            ..Default::default()
        });
        let state = |machine: &str| {
            stage.instance(machine)["properties"]["powerState"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let kind = |machine: &str| {
            stage.profile(machine)["checkpointType"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(
            (state("sql-prod-014").as_str(), state("erp-app-01").as_str()),
            ("Running", "PowerOff")
        );
        assert_eq!(
            (
                state("dc-branch-07").as_str(),
                state("print-eu-004").as_str()
            ),
            ("Stopped", "Saved")
        );
        assert_eq!(
            (kind("sap-hana-03").as_str(), kind("dc-branch-07").as_str()),
            ("Disabled", "ProductionOnly")
        );
        assert_eq!(ids(&stage.profile("build-agent-33")).len(), 14);
        assert_eq!(
            stage.profile("build-agent-33")["checkpointType"],
            "Standard"
        );
    }
}

#[test]
fn odd_data_is_served_as_it_is() {
    let profile = Stage::new().profile("legacy-imp-02");
    let all = profile["checkpoints"].as_array().unwrap();
    let id = |number: usize| json!(checkpoint("legacy-imp-02", number));
    assert_eq!(
        (&all[1]["parentCheckpointID"], &all[2]["parentCheckpointID"]),
        (&id(3), &id(2))
    );
    assert_eq!(all[3]["parentCheckpointID"], all[3]["checkpointID"]);
    assert_eq!(all[4].get("parentCheckpointID"), None);
    assert_eq!(all[5], all[6]);
}

#[test]
fn the_headers_are_those_of_the_recording() {
    let stage = Stage::new();
    let answer = stage.get(&format!("{}?{SCVMM}", stage.instance_path("web-eu-201")));
    for (name, value) in [
        ("cache-control", "no-cache"),
        ("pragma", "no-cache"),
        ("expires", "-1"),
        ("content-type", "application/json; charset=utf-8"),
        ("x-ms-ratelimit-remaining-subscription-reads", "1099"),
        (
            "x-ms-ratelimit-remaining-subscription-global-reads",
            "16499",
        ),
        ("x-ms-providerhub-traffic", "True"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    let correlation = answer.header("x-ms-correlation-request-id");
    assert_ne!(answer.header("x-ms-request-id"), correlation);
    assert_eq!(
        answer.header("x-ms-routing-request-id"),
        format!("WESTEUROPE:20260310T080000Z:{correlation}")
    );
    let etag = answer.header("etag");
    assert_eq!(
        (etag.len(), etag.starts_with("\"5b00")),
        (38, true),
        "{etag}"
    );
}

#[test]
fn ids_a_client_brings_come_back() {
    let stage = Stage::new();
    let send = |name: &str, value: &str| {
        let request = http::Request::builder()
            .uri(format!("{PRODUCTION}?{SCVMM}"))
            .header(name, value);
        let request = request.header("x-ms-return-client-request-id", "true");
        stage.send(request.body(Vec::new()).unwrap())
    };
    let id = "9f6a7959-551e-4e29-942a-34e3961e7815";
    assert_eq!(
        send("x-ms-correlation-request-id", id).header("x-ms-correlation-request-id"),
        id
    );
    assert_eq!(
        send("x-ms-client-request-id", id).header("x-ms-client-request-id"),
        id
    );
    assert_ne!(
        send("x-ms-correlation-request-id", "mine").header("x-ms-correlation-request-id"),
        "mine"
    );
}
