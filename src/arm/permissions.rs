//! What the signed-in account may do at a machine: its roles' permissions there (Microsoft.Authorization), reduced to the
//! checkpoint actions. Deny assignments, locks and policies are not in them, so this is a hint.

use serde_json::Value;

use super::address;
use super::client::Client;
use super::page;
use crate::http::field;
use crate::model::failure::Failure;
use crate::model::resource_id::ResourceId;
use crate::model::rights::{Right, Rights};

const CREATE: &str = "Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action";
const DELETE: &str = "Microsoft.ScVmm/virtualMachineInstances/deleteCheckpoint/action";
const RESTORE: &str = "Microsoft.ScVmm/virtualMachineInstances/restoreCheckpoint/action";

/// Reads the rights at a machine.
///
/// # Errors
/// When the service does not tell.
pub async fn read(client: &Client, machine: &ResourceId) -> Result<Rights, Failure> {
    let url = client.address(&address::permissions(machine));
    let mut entries: Vec<Value> = Vec::new();
    page::read_all(client, url, "permissions", &mut |rows| {
        entries.extend_from_slice(rows);
    })
    .await?;
    Ok(rights(&entries))
}

/// The rights that these permissions give.
pub fn rights(permissions: &[Value]) -> Rights {
    let right = |action: &str| {
        if permissions.iter().any(|entry| grants(entry, action)) {
            Right::Allowed
        } else {
            Right::Missing(action.to_owned())
        }
    };
    Rights {
        create: right(CREATE),
        delete: right(DELETE),
        edit: Right::Unknown,
        restore: right(RESTORE),
    }
}

/// Whether one entry allows the action: what it takes away counts against that entry alone, not against the others.
fn grants(entry: &Value, action: &str) -> bool {
    let names = |list: &str| {
        field::list(entry, list)
            .iter()
            .filter_map(Value::as_str)
            .any(|pattern| matches(pattern.trim(), action))
    };
    names("actions") && !names("notActions")
}

/// Whether an action's name fits a pattern, in which `*` stands for any run of characters, `/` among them. Case does not
/// count: the service writes `Microsoft.SCVMM`, `Microsoft.ScVmm` and `microsoft.scvmm`.
pub fn matches(pattern: &str, action: &str) -> bool {
    let pattern = pattern.to_ascii_lowercase();
    let action = action.to_ascii_lowercase();
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == action;
    };
    let Some(mut left) = action.strip_prefix(start) else {
        return false;
    };
    let (between, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    // The earliest place is the best one for each piece in turn: it leaves most for those behind it.
    for piece in between.split('*') {
        match left.split_once(piece) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(end)
}

#[cfg(test)]
mod tests;
