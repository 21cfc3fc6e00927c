//! Sending an action on a machine's checkpoints: the body to the byte, and what its acceptance says.

use crate::http::json;

use super::address;
use super::client::Client;
use crate::backend::{Accepted, NotAccepted, OperationHandle};
use crate::exchange::Answer;
use crate::http::retry_after;
use crate::model::action::Action;
use crate::model::failure::{Failure, FailureKind};
use crate::model::resource_id::ResourceId;

/// Sends an action, once.
///
/// # Errors
/// When it was refused, or it is not known whether it was.
pub async fn act(
    client: &Client,
    machine: &ResourceId,
    action: &Action,
) -> Result<Accepted, NotAccepted> {
    let Some(name) = address::action_name(action) else {
        let sentence = "Azure Resource Manager cannot change a checkpoint's name or description.";
        return Err(NotAccepted::Refused(Failure::new(
            FailureKind::Invalid,
            sentence,
        )));
    };
    let url = client.address(&address::action(machine, name));
    let answer = client.post(&url, name, &body(action)).await?;
    // The service documents 202 alone; any other success is an acceptance too.
    Ok(Accepted {
        handle: polling_address(client, &answer),
        wait_ms: retry_after::wait_ms(&answer.response, client.now_ms()),
    })
}

/// Where an answer says that the operation can be asked for, if that is on the endpoint.
///
/// The recorded service gives the same address in both headers, and the documentation prefers the first. Without one that
/// can be used, the machine itself is watched.
pub fn polling_address(client: &Client, answer: &Answer) -> Option<OperationHandle> {
    let mut given = ["azure-asyncoperation", "location"]
        .into_iter()
        .filter_map(|name| answer.response.header(name));
    given
        .find_map(|address| client.given_address(address))
        .map(OperationHandle)
}

/// The body of an action. A text that was left empty is left out: with neither, the service chooses the name.
fn body(action: &Action) -> String {
    match action {
        Action::Create { name, description } => {
            object(&[("name", name.trim()), ("description", description.trim())])
        }
        Action::Edit { .. } => object(&[]),
        Action::Delete { id, .. } | Action::Restore { id, .. } => object(&[("id", id.as_str())]),
    }
}

/// An object of texts in this order, without the empty ones.
fn object(fields: &[(&str, &str)]) -> String {
    let given = |text: &str| (!text.is_empty()).then(|| json::quoted(text));
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, text)| (*name, given(text)))
        .collect();
    json::object(&fields)
}

#[cfg(test)]
mod tests;
