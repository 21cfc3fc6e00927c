//! A cloud as the service shows it.

use super::fields;
use crate::{datacenter::place::Cloud, odata::Entity, spf::tenant};
use serde_json::json;

/// A cloud.
pub fn shown(cloud: &Cloud) -> Entity {
    fields(json!({
        "Description": "",
        "ID": cloud.vmm_id,
        "Name": cloud.cloud_name,
        "StampId": cloud.server.stamp,
        "UserRoleID": tenant::of_cloud(cloud).map(|tenant| tenant.subscription),
        "WritableLibraryPath": format!("\\\\{}\\Library\\", cloud.server.fqdn),
    }))
}
