//! A user role as the service shows it.

use super::fields;
use crate::{odata::Entity, spf::tenant::Tenant};
use serde_json::json;

/// The role of a subscription's users.
pub fn shown(tenant: &Tenant, permissions: Vec<String>) -> Entity {
    fields(json!({
        "Description": "",
        "ID": tenant.subscription,
        "Name": tenant.role_name(),
        "Permission": permissions,
        "Profile": "TenantAdmin",
    }))
}
