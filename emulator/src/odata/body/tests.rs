use super::*;
use crate::odata::estate::model;
use proptest::prelude::*;
use serde_json::json;

fn read_as(set: &str, text: &str) -> Result<Entity, Fault> {
    let model = model();
    read(model, &model.set(set).unwrap().entity_type, text.as_bytes())
}

fn checkpoint(text: &str) -> Result<Entity, Fault> {
    read_as("VMCheckPoints", text)
}

fn refused(set: &str, text: &str) -> String {
    let fault = read_as(set, text).expect_err(text);
    assert_eq!(fault.status, 400, "{text}");
    fault.message
}

#[test]
fn the_recorded_create_is_read() {
    let body = concat!(
        r#"{"odata.type":"VMM.VMCheckPoint","Accessibility":null,"AddedTime":null,"CheckpointID":null,"Confirm":null,"#,
        r#""Description":"This is a snapshot of the VM taken at 8/19/2013 3:02:33 PM","Enabled":null,"#,
        r#""ID":"00000000-0000-0000-0000-000000000000","ModifiedTime":null,"Name":"Testing Checkpoint #1","#,
        r#""ParentCheckpointID":null,"RunAsynchronously":null,"StampId":"ba4146fa-fb41-4f59-a193-ad00c52a138c","#,
        r#""VMCheckPointAction":null,"VMId":"3499b02c-8dc9-4c0d-aa83-097a1340cbda"}"#
    );
    assert_eq!(body.len(), 463, "the recorded Content-Length");
    let entity = checkpoint(body).unwrap();
    assert_eq!(entity["Name"], "Testing Checkpoint #1");
    assert_eq!(entity["Enabled"], Value::Null);
    assert_eq!(entity.len(), 14);
}

#[test]
fn what_says_more_than_needed_is_read_too() {
    let entity = checkpoint(concat!(
        "\u{feff}{\r\n\"VMCheckPointAction\": \"Restore\",\r\n\"odata.metadata\":\"x\",\"odata.unknown\":{},",
        "\"Name@odata.type\":\"Edm.String\",\"@note\":1,\"odata.type\":\"VMM.VMCheckPoint\"\r\n}"
    ))
    .unwrap();
    assert_eq!(
        Value::Object(entity),
        json!({"VMCheckPointAction": "Restore"})
    );
    let entity = read_as(
        "VirtualMachines",
        r#"{"__metadata":{"type":"VMM.VirtualMachine","uri":"x"},"Operation":"Stop","Cloud":{"__deferred":{"uri":"x"}},"MostRecentTask":null,"Cloud@odata.bind":"x"}"#,
    )
    .unwrap();
    assert_eq!(Value::Object(entity), json!({"Operation": "Stop"}));
}

#[test]
fn values_come_out_in_one_spelling() {
    let entity = read_as(
        "VirtualMachines",
        r#"{"ID":"{3499B02C-8DC9-4C0D-AA83-097A1340CBDA}","TotalSize":9007199254740993,"PerfDiskBytesRead":"7","Memory":"512",
            "Enabled":"true","CreationTime":"/Date(1376949756591)/","AddedTime":"\/Date(1376949756591+0060)\/",
            "ModifiedTime":"2013-08-06T23:17:18.4061005-07:00"}"#,
    )
    .unwrap();
    assert_eq!(
        Value::Object(entity),
        json!({
            "ID": "3499b02c-8dc9-4c0d-aa83-097a1340cbda", "TotalSize": "9007199254740993", "PerfDiskBytesRead": "7",
            "Memory": 512, "Enabled": true, "CreationTime": "2013-08-19T22:02:36.5910000Z",
            "AddedTime": "2013-08-19T22:02:36.5910000Z", "ModifiedTime": "2013-08-06T23:17:18.4061005-07:00"
        })
    );
}

#[test]
fn collections_of_complex_values_are_read_light_and_verbose() {
    let stamp = "ba4146fa-fb41-4f59-a193-ad00c52a138c";
    let expected =
        json!({"PermissionInput": [{"StampId": stamp, "Permission": ["Create", "Checkpoint"]}]});
    for body in [
        format!(
            r#"{{"PermissionInput":[{{"Permission":["Create","Checkpoint"],"Permission@odata.type":"Collection(Edm.String)","StampId":"{stamp}"}}],"PermissionInput@odata.type":"Collection(VMM.UserRolePermission)","odata.type":"VMM.UserRole"}}"#
        ),
        format!(
            r#"{{"__metadata":{{"type":"VMM.UserRole"}},"PermissionInput":{{"__metadata":{{"type":"x"}},"results":[{{"__metadata":{{"type":"VMM.UserRolePermission"}},"Permission":{{"results":["Create","Checkpoint"]}},"StampId":"{stamp}"}}]}}}}"#
        ),
    ] {
        let entity = read_as("UserRoles", &body).unwrap();
        assert_eq!(Value::Object(entity), expected);
    }
}

#[test]
fn what_does_not_fit_the_model_is_refused_with_a_reason() {
    assert!(refused("VMCheckPoints", "{").contains("not valid JSON"));
    assert_eq!(
        refused("VMCheckPoints", r#"{"Nme":"x"}"#),
        "Error processing request stream. The property 'Nme' does not exist on type 'VMM.VMCheckPoint'. Make sure to only use property names that are defined by the type."
    );
    assert_eq!(
        refused("VMCheckPoints", r#"{"ID":null}"#),
        "Error processing request stream. A null value was found for the property named 'ID', which has the expected type 'Edm.Guid[Nullable=False]'. The expected type 'Edm.Guid[Nullable=False]' does not allow null values."
    );
    assert!(refused("VMCheckPoints", r#"{"odata.type":"VMM.Job"}"#).contains("'VMM.Job'"));
    for (set, body) in [
        ("VMCheckPoints", ""),
        ("VMCheckPoints", "[]"),
        ("VMCheckPoints", "null"),
        ("VMCheckPoints", "\u{feff}"),
        ("VMCheckPoints", r#"{"odata.type":5}"#),
        ("VMCheckPoints", r#"{"__metadata":5}"#),
        ("VMCheckPoints", r#"{"__metadata":{"type":"VMM.Job"}}"#),
        ("VMCheckPoints", r#"{"name":"x"}"#),
        ("VMCheckPoints", r#"{"Name":5}"#),
        ("VMCheckPoints", r#"{"Name":{}}"#),
        ("VMCheckPoints", r#"{"VMId":"x"}"#),
        ("VMCheckPoints", r#"{"Enabled":1}"#),
        ("VMCheckPoints", r#"{"AddedTime":"yesterday"}"#),
        (
            "VMCheckPoints",
            r#"{"AddedTime":"/Date(99999999999999999)/"}"#,
        ),
        ("VirtualMachines", r#"{"CPUCount":256}"#),
        ("VirtualMachines", r#"{"Memory":1.5}"#),
        ("VirtualMachines", r#"{"Memory":true}"#),
        ("VirtualMachines", r#"{"Owner":"x"}"#),
        ("VirtualMachines", r#"{"Owner":{"Nothing":1}}"#),
        (
            "VirtualMachines",
            r#"{"Owner":{"odata.type":"VMM.ErrorInfo"}}"#,
        ),
        ("VirtualMachines", r#"{"VMCheckpoints":[{"Name":"x"}]}"#),
        ("UserRoles", r#"{"Permission":"Create"}"#),
        ("UserRoles", r#"{"Permission":[null]}"#),
        ("UserRoles", r#"{"Permission":{"results":5}}"#),
    ] {
        refused(set, body);
    }
    refused("VMCheckPoints", &"[".repeat(100_000));
    refused(
        "VMCheckPoints",
        &format!("{}1", r#"{"Name":"#.repeat(100_000)),
    );
}

proptest! {
    #[test]
    fn no_body_panics(
        name in "(ID|Name|AddedTime|Owner|GrantedToList|CPUCount|odata\\.type|__metadata|Cloud|[a-z@]{0,4})",
        value in "(null|true|-?[0-9]{1,20}|\"[^\"\\\\]{0,12}\"|\"/Date\\([0-9+-]{0,20}\\)/\"|\\{\\}|\\[null\\]|\\{\"results\":\\[1\\]\\}|\\{\"type\":1\\})",
        raw in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let _ = read_as("VirtualMachines", &format!("{{\"{name}\":{value}}}"));
        let model = model();
        let _ = read(model, &model.set("Jobs").unwrap().entity_type, &raw);
    }
}
