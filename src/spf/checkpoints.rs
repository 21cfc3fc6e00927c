//! Sending an action on a machine's checkpoints: the body to the byte, and what its acceptance says.
//!
//! The bodies are those of the recordings. Everything goes by id and stamp, never by name: names are not unique.

use super::address::MachineKey;
use super::client::Client;
use super::inventory::no_machine;
use super::job;
use crate::backend::{Accepted, NotAccepted};
use crate::http::json;
use crate::http::transport::Method;
use crate::model::action::Action;
use crate::model::checkpoint::CheckpointId;
use crate::model::failure::{Failure, FailureKind};
use crate::model::resource_id::ResourceId;

const SET: &str = "VMCheckPoints";
/// Asks for an answer at once instead of when all is done, which a proxy might not wait for.
///
/// Assumption: documented for machines; the checkpoint has a property of the same name. A service that does not know it
/// answers when all is done, which is understood too.
const AT_ONCE: &str = "?RunAsynchronously=1";

/// Sends an action, once.
///
/// # Errors
/// When it was refused, or it is not known whether it was.
pub async fn act(
    client: &Client,
    machine: &ResourceId,
    action: &Action,
) -> Result<Accepted, NotAccepted> {
    let key = MachineKey::of(machine).ok_or_else(|| NotAccepted::Refused(no_machine()))?;
    let began_ms = client.now_ms();
    let (method, path, body) = match action {
        Action::Create { name, description } => (
            Method::Post,
            SET.to_owned(),
            Some(create(&key, name, description)),
        ),
        Action::Edit {
            id,
            name,
            description,
            ..
        } => (
            Method::Merge,
            path(&key, id)?,
            Some(edit(name.as_deref(), description.as_deref())),
        ),
        Action::Restore { id, .. } => (Method::Merge, path(&key, id)?, Some(restore())),
        Action::Delete { id, .. } => (Method::Delete, path(&key, id)?, None),
    };
    let answer = client
        .act(method, &[&path, AT_ONCE].concat(), SET, body.as_deref())
        .await?;
    Ok(Accepted {
        handle: job::handle(&answer, &key, began_ms, client.now_ms()),
        wait_ms: Some(job::POLL_MS),
    })
}

fn path(key: &MachineKey, id: &CheckpointId) -> Result<String, NotAccepted> {
    key.checkpoint(id).ok_or_else(|| {
        NotAccepted::Refused(Failure::new(
            FailureKind::Invalid,
            "This checkpoint's id is no GUID, so that the service could not find it.",
        ))
    })
}

/// A new checkpoint with all its properties in the order of the recording: null where unset, and zeros for the id.
fn create(key: &MachineKey, name: &str, description: &str) -> String {
    let null = || Some("null".to_owned());
    let text = |text: &str| match text.trim() {
        "" => null(),
        text => Some(json::quoted(text)),
    };
    let id = |id: &str| Some(json::quoted(id));
    json::object(&[
        ("odata.type", id("VMM.VMCheckPoint")),
        ("Accessibility", null()),
        ("AddedTime", null()),
        ("CheckpointID", null()),
        ("Confirm", null()),
        ("Description", text(description)),
        ("Enabled", null()),
        ("ID", id("00000000-0000-0000-0000-000000000000")),
        ("ModifiedTime", null()),
        ("Name", text(name)),
        ("ParentCheckpointID", null()),
        ("RunAsynchronously", null()),
        ("StampId", id(key.stamp.as_str())),
        ("VMCheckPointAction", null()),
        ("VMId", id(key.id.as_str())),
    ])
}

fn edit(name: Option<&str>, description: Option<&str>) -> String {
    let text = |text: Option<&str>| text.map(|text| json::quoted(text.trim()));
    changed(&[("Description", text(description)), ("Name", text(name))])
}

fn restore() -> String {
    changed(&[("VMCheckPointAction", Some(json::quoted("Restore")))])
}

/// The properties that change; MERGE keeps the others.
fn changed(fields: &[(&str, Option<String>)]) -> String {
    let kind = ("odata.type", Some(json::quoted("VMM.VMCheckPoint")));
    json::object(&[fields, &[kind]].concat())
}

#[cfg(test)]
mod tests;
