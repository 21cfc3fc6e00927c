//! What the tests of this layer work on: the model of the virtual machine service, and a few of its entities.

use super::{Entity, Model};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The model that the emulator serves.
pub(super) fn model() -> &'static Model {
    static MODEL: LazyLock<Model> =
        LazyLock::new(|| Model::parse(include_str!("../spf/metadata.xml")).unwrap());
    &MODEL
}

/// An entity of its members.
pub(super) fn entity(members: Value) -> Entity {
    match members {
        Value::Object(members) => members,
        other => panic!("{other} is no entity"),
    }
}

/// The stamp of every row.
pub(super) const STAMP: &str = "ba4146fa-fb41-4f59-a193-ad00c52a138c";

/// The id of a row: the number in its last digit.
pub(super) fn id(number: u8) -> String {
    format!("00000000-0000-0000-0000-00000000000{number}")
}

/// Four machines.
pub(super) fn machines() -> Vec<Entity> {
    [
        json!({"ID": id(1), "StampId": STAMP, "Name": "sql-prod-014", "CPUCount": 4, "Memory": 8192, "TotalSize": "9007199254740993",
               "Enabled": true, "CreationTime": "2013-08-19T15:02:36.591591-07:00",
               "Owner": {"UserName": "CONTOSO\\ada", "RoleName": "Administrator", "RoleID": null}}),
        json!({"ID": id(2), "StampId": STAMP, "Name": "Erp-App-01", "CPUCount": 2, "Memory": 2048, "TotalSize": 5,
               "Enabled": false, "CreationTime": "2013-08-19T22:02:36.591591Z", "Owner": null}),
        json!({"ID": id(3), "StampId": STAMP, "Name": "it's", "CPUCount": 2, "Memory": null,
               "Enabled": null, "CreationTime": "2014-08-28T14:19:48.883-07:00"}),
        json!({"ID": id(4), "StampId": STAMP, "Name": null, "CPUCount": 8, "Memory": 512,
               "CloudId": "97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3"}),
    ]
    .map(entity)
    .to_vec()
}
