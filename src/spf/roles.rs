//! What the person may do, by the permissions of the VMM user role that belongs to the subscription.
//!
//! The role's id is the subscription's. VMM knows two permissions about checkpoints: `Checkpoint` for everything, and
//! `CheckpointRestoreOnly`.

use serde_json::Value;

use super::client::Client;
use super::{address, error};
use crate::http::field;
use crate::model::failure::Failure;
use crate::model::rights::{Right, Rights};

const ALL: &str = "Checkpoint";
const RESTORE: &str = "CheckpointRestoreOnly";

/// Reads the rights. At the administrator's root, which belongs to no role, they are not known: then the service decides.
///
/// # Errors
/// When the service does not tell.
pub async fn read(client: &Client) -> Result<Rights, Failure> {
    let Some(subscription) = client.subscription() else {
        return Ok(Rights::default());
    };
    let answer = client.get(address::USER_ROLES, address::USER_ROLES).await?;
    let page = field::body(&answer.response.body).unwrap_or_default();
    if !page.get("value").is_some_and(Value::is_array) {
        return Err(error::unreadable(
            &answer,
            "The service's answer is not a list of roles.",
        ));
    }
    let mut roles = field::list(&page, "value").iter();
    let own =
        roles.find(|role| field::text(role, "ID").eq_ignore_ascii_case(subscription.as_str()));
    Ok(own.map(rights).unwrap_or_default())
}

/// The rights that a role gives.
fn rights(role: &Value) -> Rights {
    // Null, or missing: nothing is known.
    let Some(permissions) = role.get("Permission").and_then(Value::as_array) else {
        return Rights::default();
    };
    let holds = |permission: &str| {
        permissions
            .iter()
            .filter_map(Value::as_str)
            .any(|held| held.eq_ignore_ascii_case(permission))
    };
    let right = |allowed: bool, permission: &str| match allowed {
        true => Right::Allowed,
        false => Right::Missing(permission.to_owned()),
    };
    let all = holds(ALL);
    Rights {
        create: right(all, ALL),
        delete: right(all, ALL),
        edit: right(all, ALL),
        restore: right(all || holds(RESTORE), ALL),
    }
}

#[cfg(test)]
mod tests;
