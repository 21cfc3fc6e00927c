use super::*;
use serde_json::json;

const GROUP: &str = "/subscriptions/9e7d/resourceGroups/rg-01/providers/Microsoft.ScVmm";

/// A machine with one checkpoint, in the shape of a recorded one.
fn recorded() -> Value {
    json!({
        "id": "/subscriptions/9e7d/resourceGroups/rg-01/providers/Microsoft.HybridCompute/machines/sql-01/providers/Microsoft.ScVmm/virtualMachineInstances/default",
        "name": "default",
        "type": "microsoft.scvmm/virtualmachineinstances",
        "systemData": { "lastModifiedAt": "2025-03-10T08:06:01.1498663Z" },
        "properties": {
            "infrastructureProfile": {
                "vmName": "sql-01",
                "lastRestoredVMCheckpoint": {
                    "parentCheckpointID": "315359D1-EE82-468B-95FB-FC1AADED28E9",
                    "checkpointID": "A139847E-15B9-4760-8DF9-620DF3B37476",
                    "name": "before the update", "description": "by hand"
                },
                "checkpoints": [{
                    "parentCheckpointID": "315359D1-EE82-468B-95FB-FC1AADED28E9",
                    "checkpointID": "A139847E-15B9-4760-8DF9-620DF3B37476",
                    "name": "before the update", "description": "by hand"
                }],
                "vmmServerId": format!("{GROUP}/vmmServers/vmm-01"),
                "cloudId": format!("{GROUP}/clouds/cloud-east"),
                "uuid": "6b323902-95f9-4404-98bf-a042dbac88ee",
                "generation": 1,
                "checkpointType": "Production"
            },
            "osProfile": {
                "computerName": "SQL01", "osType": "Windows",
                "osSku": "Windows Server 2019 Datacenter", "osVersion": "10.0.17763"
            },
            "hardwareProfile": {
                "limitCpuForMigration": "false", "dynamicMemoryEnabled": "false",
                "isHighlyAvailable": "true", "memoryMB": 4096, "cpuCount": 4
            },
            "storageProfile": { "disks": [
                { "displayName": "system", "diskSizeGB": 0, "maxDiskSizeGB": 40, "vhdType": "Differencing" },
                { "displayName": "data", "diskSizeGB": 9, "maxDiskSizeGB": 100, "vhdType": "Dynamic" }
            ] },
            "availabilitySets": [],
            "powerState": "Stopped",
            "provisioningState": "Succeeded"
        }
    })
}

#[test]
fn a_recorded_machine_is_read_whole() {
    let id = CheckpointId::new("A139847E-15B9-4760-8DF9-620DF3B37476");
    assert_eq!(
        of(&recorded()).unwrap(),
        Instance {
            power: PowerState::Stopped,
            provisioning: "Succeeded".into(),
            checkpoint_type: CheckpointType::Production,
            operating_system: "Windows Server 2019 Datacenter".into(),
            computer_name: "SQL01".into(),
            name: "".into(),
            more: Vec::new(),
            server: "vmm-01".into(),
            cloud: "cloud-east".into(),
            hardware: Hardware {
                processors: Some(4),
                memory_mb: Some(4096),
                disks: 2,
                disks_gb: Some(140),
                generation: Some(1),
                highly_available: true,
            },
            checkpoints: vec![Checkpoint {
                parent: CheckpointId::new("315359D1-EE82-468B-95FB-FC1AADED28E9"),
                name: "before the update".into(),
                description: "by hand".into(),
                ..Checkpoint::of(id.clone().unwrap())
            }],
            current: id,
        }
    );
}

#[test]
fn an_empty_object_as_the_last_restored_checkpoint_means_that_there_is_none() {
    let mut document = recorded();
    document["properties"]["infrastructureProfile"]["lastRestoredVMCheckpoint"] = json!({});
    document["properties"]["infrastructureProfile"]["checkpoints"] = json!([]);
    let machine = of(&document).unwrap();
    assert_eq!((machine.current, machine.checkpoints.len()), (None, 0));
}

#[test]
fn a_machine_of_nothing_but_properties_is_read_with_empty_fields() {
    let machine = of(&json!({ "properties": {} })).unwrap();
    assert_eq!(machine.power, PowerState::Other(String::new()));
    assert_eq!(machine.hardware, Hardware::default());
    assert_eq!(machine.operating_system, "");
    assert_eq!(machine.place(), "");
}

#[test]
fn nulls_are_read_as_missing() {
    let machine = of(&json!({ "properties": {
        "infrastructureProfile": { "checkpoints": null, "lastRestoredVMCheckpoint": null, "cloudId": null },
        "osProfile": { "osSku": null, "osType": "Linux", "osVersion": "8.10" },
        "hardwareProfile": null, "storageProfile": { "disks": [null] }, "powerState": null
    } }))
    .unwrap();
    assert_eq!(machine.operating_system, "Linux 8.10");
    assert_eq!(
        (machine.hardware.disks, machine.hardware.disks_gb),
        (1, None)
    );
    assert!(machine.checkpoints.is_empty());
}

#[test]
fn what_is_no_machine_is_not_taken_for_an_empty_one() {
    for document in [
        json!(null),
        json!({}),
        json!([]),
        json!({ "properties": null }),
        json!({ "error": {} }),
    ] {
        assert_eq!(of(&document), None, "{document}");
    }
}

#[test]
fn a_checkpoint_without_an_id_is_left_out_and_one_without_a_name_is_kept() {
    let machine = of(&json!({ "properties": { "infrastructureProfile": { "checkpoints": [
        { "name": "no id" }, { "checkpointID": " " }, null, { "checkpointID": "B", "parentCheckpointID": "" }
    ] } } }))
    .unwrap();
    let left: Vec<_> = machine
        .checkpoints
        .iter()
        .map(|checkpoint| {
            (
                checkpoint.id.as_str(),
                &checkpoint.parent,
                checkpoint.title(),
            )
        })
        .collect();
    assert_eq!(left, [("B", &None, "B")]);
}
