use super::*;
use crate::model::checkpoint_tree::{Node, lay_out};
use crate::spf::rehearsal::{CHECKPOINT, MACHINE, STAMP, ZEROS, checkpoint_row, machine_row};
use serde_json::json;

mod tree;

const A: &str = "0a000000-0000-4000-8000-000000000001";
const B: &str = "0b000000-0000-4000-8000-000000000002";
const A_ON_HOST: &str = "EA000000-0000-4000-8000-000000000001";
const B_ON_HOST: &str = "EB000000-0000-4000-8000-000000000002";

fn read(row: &Value) -> Instance {
    instance(row, String::new()).expect("a machine")
}

fn with_checkpoints(checkpoints: &Value) -> Instance {
    read(&machine_row(checkpoints))
}

fn id_of(text: &str) -> CheckpointId {
    CheckpointId::new(text).unwrap()
}

/// The ids of the roots of the drawn tree.
fn roots(instance: &Instance) -> Vec<String> {
    lay_out(&instance.checkpoints, instance.current.as_ref())
        .iter()
        .filter(|row| row.level == 1)
        .filter_map(|row| match row.node {
            Node::Checkpoint { index, .. } => Some(instance.checkpoints[index].id.as_str().into()),
            Node::Here => None,
        })
        .collect()
}

#[test]
fn a_machine_tells_what_is_shown_of_it() {
    let mut row = machine_row(&json!([checkpoint_row(CHECKPOINT, None, None)]));
    row["Description"] = json!("Ledger");
    let read = instance(&row, "KatalCloud".into()).unwrap();
    assert_eq!(read.name, "sql-prod-014");
    assert_eq!(read.power, PowerState::Running);
    assert_eq!(
        read.operating_system,
        "64-bit edition of Windows Server 2019"
    );
    assert_eq!(read.computer_name, "sql-prod-014.contoso.com");
    assert_eq!(read.place(), "hv-07.contoso.com / KatalCloud");
    let hardware = Hardware {
        processors: Some(8),
        memory_mb: Some(16_384),
        disks: 0,
        disks_gb: None,
        generation: Some(2),
        highly_available: true,
    };
    assert_eq!(read.hardware, hardware);
    let more = [
        ("Owner", "CONTOSO\\operator".to_owned()),
        ("Description", "Ledger".to_owned()),
        ("Stamp", STAMP.to_owned()),
    ];
    assert_eq!(read.more, more);
    assert_eq!(read.checkpoint_type, CheckpointType::default());
    assert_eq!(read.current, None);
}

#[test]
fn a_checkpoint_tells_its_time_and_whether_it_can_be_used() {
    let mut lost = checkpoint_row(B, Some(B_ON_HOST), None);
    lost["Enabled"] = json!(false);
    lost["AddedTime"] = Value::Null;
    lost["Description"] = Value::Null;
    let read = with_checkpoints(&json!([checkpoint_row(A, Some(A_ON_HOST), None), lost]));
    let expected = Checkpoint {
        parent: None,
        name: "Before the upgrade".into(),
        description: "By hand".into(),
        taken_ms: Some(1_376_949_756_591),
        usable: true,
        ..Checkpoint::of(id_of(A))
    };
    assert_eq!(read.checkpoints[0], expected);
    let expected = Checkpoint {
        description: String::new(),
        taken_ms: None,
        usable: false,
        ..Checkpoint {
            id: id_of(B),
            ..expected
        }
    };
    assert_eq!(read.checkpoints[1], expected);
}

#[test]
fn a_checkpoint_that_does_not_say_whether_it_can_be_used_can() {
    let mut untold = checkpoint_row(A, None, None);
    untold["Enabled"] = Value::Null;
    assert!(with_checkpoints(&json!([untold])).checkpoints[0].usable);
}

#[test]
fn a_machine_of_which_almost_nothing_is_told_is_still_one() {
    let row = json!({ "ID": MACHINE, "StampId": STAMP, "VMCheckpoints": [] });
    let expected = Instance {
        more: vec![
            ("Owner", String::new()),
            ("Description", String::new()),
            ("Stamp", STAMP.into()),
        ],
        ..Instance::default()
    };
    assert_eq!(read(&row), expected);
    let mut nulls = machine_row(&json!([]));
    for (name, value) in nulls.as_object_mut().unwrap() {
        if !["ID", "StampId", "VMCheckpoints"].contains(&name.as_str()) {
            *value = Value::Null;
        }
    }
    assert_eq!(read(&nulls), expected);
    let listed = listed(&nulls).unwrap();
    assert_eq!(
        listed.name, MACHINE,
        "a machine without a name is called by its id"
    );
}

#[test]
fn a_row_without_its_keys_is_no_machine() {
    for (name, value) in [
        ("ID", Value::Null),
        ("ID", json!("sql-prod-014")),
        ("StampId", Value::Null),
        ("StampId", json!(7)),
    ] {
        let mut row = machine_row(&json!([]));
        row[name] = value;
        assert_eq!(listed(&row), None, "{row}");
    }
}

#[test]
fn without_all_its_checkpoints_a_machine_is_none() {
    let mut row = machine_row(&json!([]));
    for other in [
        Value::Null,
        json!({}),
        json!("x"),
        json!({ "__deferred": { "uri": "x" } }),
    ] {
        row["VMCheckpoints"] = other;
        assert_eq!(instance(&row, String::new()), None, "{row}");
    }
    row.as_object_mut().unwrap().remove("VMCheckpoints");
    row["VMCheckpoints@odata.navigationLinkUrl"] = json!("VirtualMachines(1)/VMCheckpoints");
    assert_eq!(instance(&row, String::new()), None);
    row["VMCheckpoints"] = json!([checkpoint_row(A, None, None)]);
    assert!(instance(&row, String::new()).is_some());
    row["VMCheckpoints@odata.nextLink"] = json!("VirtualMachines(1)/VMCheckpoints?$skiptoken=1");
    assert_eq!(
        instance(&row, String::new()),
        None,
        "a first part is not all"
    );
}

#[test]
fn checkpoints_in_the_verbose_form_and_under_another_spelling_are_found() {
    let mut row = machine_row(&Value::Null);
    row.as_object_mut().unwrap().remove("VMCheckpoints");
    row["VMCheckPoints"] = json!({ "results": [checkpoint_row(A, None, None)] });
    assert_eq!(read(&row).checkpoints.len(), 1);
}

#[test]
fn an_unknown_status_is_shown_in_the_services_own_words() {
    for (status, shown, word) in [
        (json!("PowerOff"), json!("Stopped"), "Stopped"),
        (json!("Saved"), json!("In Saved State"), "Saved"),
        (json!("Running"), Value::Null, "Running"),
        (
            json!("UpdateFailed"),
            json!("Update Failed"),
            "Update Failed",
        ),
        (
            json!("CreatingCheckpoint"),
            Value::Null,
            "CreatingCheckpoint",
        ),
        (Value::Null, json!("Creating..."), "Creating..."),
        (json!(3), Value::Null, "Unknown"),
    ] {
        let mut row = machine_row(&json!([]));
        row["Status"] = status;
        row["StatusString"] = shown;
        assert_eq!(read(&row).power.word(), word);
    }
}

#[test]
fn the_operating_system_is_read_in_both_its_places() {
    let mut row = machine_row(&json!([]));
    row["OperatingSystemInstance"] =
        json!({ "Name": "Windows Server 2022 Datacenter", "Edition": null });
    assert_eq!(
        read(&row).operating_system,
        "Windows Server 2022 Datacenter"
    );
    row["OperatingSystemInstance"] = json!({ "Name": null });
    assert_eq!(
        read(&row).operating_system,
        "64-bit edition of Windows Server 2019"
    );
}

#[test]
fn numbers_may_stand_in_text() {
    let mut row = machine_row(&json!([]));
    row["CPUCount"] = json!("4");
    row["Memory"] = json!("2048");
    row["Generation"] = json!(0);
    let hardware = read(&row).hardware;
    assert_eq!(
        (hardware.processors, hardware.memory_mb),
        (Some(4), Some(2_048))
    );
    assert_eq!(hardware.generation, None);
}

#[cfg(not(target_arch = "wasm32"))]
mod any_shape {
    use super::*;
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "\\PC{0,12}".prop_map(Value::from),
            Just(json!(CHECKPOINT)),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::hash_map("[A-Za-z]{1,6}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_machine_panics(
            machine in 0_usize..24, checkpoint in 0_usize..14, odd in value(), odder in value(),
        ) {
            let mut inner = checkpoint_row(CHECKPOINT, None, Some(CHECKPOINT));
            let name = inner.as_object().unwrap().keys().nth(checkpoint % 14).cloned().unwrap();
            inner[name] = odd;
            let mut row = machine_row(&json!([inner, odder.clone()]));
            let names: Vec<String> = row.as_object().unwrap().keys().cloned().collect();
            row[&names[machine % names.len()]] = odder;
            let _ = (listed(&row), instance(&row, String::new()).map(|read| roots(&read)));
        }
    }
}
