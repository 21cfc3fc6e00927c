//! Every answer against the published schemas of the three versions.

use crate::{
    schema::Schema,
    stage::{Stage, file},
};
use emulator::operation::plan::{Ending, Plan};
use serde_json::{Value, json};

const VERSIONS: [&str; 3] = ["2023-10-07", "2024-06-01", "2025-03-13"];
const PRODUCTION: &str = "/subscriptions/1d3f0a52-6b1e-4c77-9a41-0c5e8b2f7d11";
const SQL: &str = "/subscriptions/1d3f0a52-6b1e-4c77-9a41-0c5e8b2f7d11/resourceGroups/rg-production-west/providers/\
    Microsoft.HybridCompute/machines/sql-prod-014";
const INSTANCE: &str = "/providers/Microsoft.ScVmm/virtualMachineInstances";

fn scvmm(version: &str) -> Value {
    file(&format!("scvmm.{version}.openapi3.json"))
}

/// All machines of all subscriptions.
fn machines(stage: &Stage) -> Vec<Value> {
    let mut all = Vec::new();
    for subscription in stage.get("/subscriptions?api-version=2022-12-01").json()["value"]
        .as_array()
        .unwrap()
    {
        let id = subscription["id"].as_str().unwrap();
        let mut next = Some(format!(
            "{id}/providers/Microsoft.HybridCompute/machines?api-version=2024-07-10"
        ));
        while let Some(address) = next {
            let page = stage.get(&address).json();
            all.extend(page["value"].as_array().unwrap().iter().cloned());
            next = page["nextLink"].as_str().map(Into::into);
        }
    }
    all
}

#[test]
#[ignore = "reads the contract's files, which are not part of the repository; .ci/run runs it"]
fn every_vm_instance_fits_the_schema_of_every_version() {
    let stage = Stage::new();
    let machines = machines(&stage);
    for version in VERSIONS {
        let document = scvmm(version);
        let one = Schema::new(&document, "/components/schemas/VirtualMachineInstance");
        let list = Schema::new(
            &document,
            "/components/schemas/VirtualMachineInstanceListResult",
        );
        let mut seen = 0;
        for machine in &machines {
            let id = machine["id"].as_str().unwrap();
            let answer = stage.get(&format!("{id}{INSTANCE}/default?api-version={version}"));
            if answer.status == 200 {
                assert_eq!(one.faults(&answer.json()), [""; 0], "{id}");
                let answer = stage.get(&format!("{id}{INSTANCE}?api-version={version}"));
                assert_eq!(list.faults(&answer.json()), [""; 0], "{id}");
                seen += 1;
            }
        }
        assert_eq!(seen, 299, "all but the one whose instance is gone");
    }
}

#[test]
#[ignore = "reads the contract's files, which are not part of the repository; .ci/run runs it"]
fn vmm_servers_and_clouds_fit_the_schemas_of_every_version() {
    let stage = Stage::new();
    for version in VERSIONS {
        let document = scvmm(version);
        for (kind, one, list) in [
            ("vmmServers", "VmmServer", "VmmServerListResult"),
            ("clouds", "Cloud", "CloudListResult"),
        ] {
            let one = Schema::new(&document, &format!("/components/schemas/{one}"));
            let list = Schema::new(&document, &format!("/components/schemas/{list}"));
            let address =
                format!("{PRODUCTION}/providers/Microsoft.ScVmm/{kind}?api-version={version}");
            let answer = stage.get(&address).json();
            assert_eq!(list.faults(&answer), [""; 0]);
            let items = answer["value"].as_array().unwrap();
            assert!(!items.is_empty());
            for item in items {
                let id = item["id"].as_str().unwrap();
                let read = stage.get(&format!("{id}?api-version={version}")).json();
                assert_eq!(&read, item);
                assert_eq!(one.faults(&read), [""; 0]);
            }
        }
    }
}

#[test]
#[ignore = "reads the contract's files, which are not part of the repository; .ci/run runs it"]
fn every_machine_fits_what_is_known_of_its_schema() {
    let fragment = file("HybridCompute.machines.fragment.json");
    let known = fragment
        .pointer("/definitions/MachineProperties/properties")
        .unwrap()
        .as_object()
        .unwrap();
    let example = file("examples/Machines_ListByResourceGroup.json");
    let example = example.pointer("/responses/200/body/value/0").unwrap();
    for machine in machines(&Stage::new()) {
        let keys = |value: &Value| {
            value
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&machine), keys(example), "{machine}");
        for (name, value) in machine["properties"].as_object().unwrap() {
            let expected = known.get(name).and_then(|schema| schema["type"].as_str());
            assert!(
                expected.is_some() || example["properties"].get(name).is_some(),
                "{name} is in neither"
            );
            match (expected, value) {
                (_, Value::Null)
                | (Some("string"), Value::String(_))
                | (Some("array"), Value::Array(_))
                | (None, _) => {}
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}

#[test]
#[ignore = "reads the contract's files, which are not part of the repository; .ci/run runs it"]
fn the_actions_answer_only_what_every_version_declares() {
    for version in VERSIONS {
        let document = scvmm(version);
        let stage = Stage::new();
        let id = stage.emulator.machine("sql-prod-014").unwrap().checkpoints[1]
            .id
            .clone();
        for (verb, body) in [
            ("createCheckpoint", json!({})),
            (
                "createCheckpoint",
                json!({ "name": "a", "description": "b" }),
            ),
            ("restoreCheckpoint", json!({ "id": id })),
            ("deleteCheckpoint", json!({ "id": id })),
            ("start", json!({})),
            ("restart", json!({})),
            ("stop", json!({ "skipShutdown": "true" })),
        ] {
            let path = format!("/{{resourceUri}}{INSTANCE}/default/{verb}");
            let declared = &document["paths"][path]["post"];
            if let Some(schema) =
                declared.pointer("/requestBody/content/application~1json/schema/$ref")
            {
                let schema =
                    Schema::new(&document, schema.as_str().unwrap().trim_start_matches('#'));
                assert_eq!(schema.faults(&body), [""; 0], "the request itself fits");
            }
            let answer = stage.ask(
                "POST",
                &format!("{SQL}{INSTANCE}/default/{verb}?api-version={version}"),
                Some(&body),
            );
            assert!(
                declared["responses"].get(answer.status.as_str()).is_some(),
                "{verb}: {}",
                answer.status
            );
            assert!(
                declared["responses"]["202"]["headers"]
                    .get("Location")
                    .is_some()
            );
            assert!(
                answer
                    .header("location")
                    .contains(&format!("api-version={version}"))
            );
            stage.clock.advance(std::time::Duration::from_secs(120));
        }
    }
}

#[test]
#[ignore = "reads the contract's files, which are not part of the repository; .ci/run runs it"]
fn errors_fit_error_response() {
    let common = Schema::new(&file("common-types.v5.json"), "/definitions/ErrorResponse");
    let stage = Stage::new();
    let body = json!({});
    for (method, address) in [
        ("GET", "/subscriptions".to_string()),
        ("GET", "/subscriptions/x?api-version=2022-12-01".into()),
        ("GET", format!("{SQL}x?api-version=2024-07-10")),
        ("PUT", format!("{SQL}?api-version=2024-07-10")),
        (
            "POST",
            format!("{SQL}{INSTANCE}/default/deleteCheckpoint?api-version=2023-10-07"),
        ),
        (
            "GET",
            format!("{SQL}{INSTANCE}/default?api-version=1999-01-01"),
        ),
        ("POST", "/_emulator/faults/none".into()),
    ] {
        let answer = stage.ask(method, &address, Some(&body));
        assert!(answer.status.is_client_error());
        assert_eq!(common.faults(&answer.json()), [""; 0], "{address}");
    }
}

#[test]
#[ignore = "reads the contract's files, which are not part of the repository; .ci/run runs it"]
fn operation_documents_fit_operation_status_result() {
    let mut document = file("common-types.v5.json");
    // The service adds a member of its own, recorded as null; and the error of a success may be an empty object.
    document["definitions"]["OperationStatusResult"]["properties"]["properties"] = json!({});
    let schema = Schema::new(&document, "/definitions/OperationStatusResult");
    let stage = Stage::new();
    for ending in [
        None,
        Some(Ending::Failed),
        Some(Ending::Canceled),
        Some(Ending::Never),
    ] {
        if let Some(ending) = ending {
            stage.emulator.next_operation(Plan::new(ending));
        }
        let address = format!("{SQL}{INSTANCE}/default/createCheckpoint?api-version=2023-10-07");
        let accepted = stage.ask("POST", &address, Some(&json!({})));
        for _ in 0..2 {
            let body = stage.get(accepted.header("location")).json();
            assert_eq!(schema.faults(&body), [""; 0], "{body}");
            stage.clock.advance(std::time::Duration::from_secs(60));
        }
    }
}
