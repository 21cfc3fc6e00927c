//! The actions on a VM instance: read the request, check it, begin the operation.

use super::{
    Call,
    error::ArmError,
    instance::DEFAULT,
    operation_status,
    route::{Named, Verb},
};
use crate::{
    datacenter::checkpoint::CheckpointType,
    operation::{
        Action, Ordered, Way,
        world::{Declined, World},
    },
    timestamp,
};
use http::{Response, StatusCode};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Begins an operation and says where to follow it.
pub fn begin(call: &Call<'_>, named: &Named, verb: Verb) -> Result<Response<Vec<u8>>, ArmError> {
    let scope = format!(
        "{}/providers/{DEFAULT}",
        named.id("Microsoft.HybridCompute/machines")
    );
    let right = format!(
        "Microsoft.ScVmm/virtualMachineInstances/{}/action",
        verb.as_str()
    );
    let index = call.machine(named, &right, &scope)?;
    let body = body(call, verb)?;

    let mut world = call.arm.world();
    let missing = || ArmError::no_resource(DEFAULT, &named.group);
    let action = action(call, &mut world, index, verb, &body)?.ok_or_else(missing)?;
    let operation = world
        .begin(index, action, Way::Azure, &call.arm.clock)
        .map_err(|declined| match declined {
            Declined::NoInstance => missing(),
            Declined::Busy(other) => busy(&named.name, other),
        })?;
    let machine = world.datacenter.get(index).ok_or_else(missing)?;
    Ok(operation_status::accepted(call, &operation, machine))
}

/// Assumption: that one machine takes one operation at a time was not recorded, nor was the text.
fn busy(machine: &str, other: Uuid) -> ArmError {
    ArmError::new(
        StatusCode::CONFLICT,
        "Conflict",
        format!("Another operation '{other}' is in progress on the virtual machine '{machine}'. Retry when it has ended."),
    )
    .about(machine)
}

/// What the words of a request mean for this machine; nothing, if it has no instance.
fn action(
    call: &Call<'_>,
    world: &mut World,
    index: usize,
    verb: Verb,
    body: &Map<String, Value>,
) -> Result<Option<Action>, ArmError> {
    let now = call.arm.clock.now();
    let (id, base) = (world.guid(), world.guid());
    let Some((truth, _)) = world.truth(index, now) else {
        return Ok(None);
    };
    let Some(machine) = world.datacenter.get(index) else {
        return Ok(None);
    };
    let known = || {
        let id = checkpoint_id(body)?;
        let id = Uuid::try_parse(id)
            .ok()
            .filter(|id| truth.checkpoints.find(*id).is_some());
        id.ok_or_else(|| no_checkpoint(&machine.name))
    };
    Ok(Some(match verb {
        Verb::CreateCheckpoint => {
            let name = match text(body, "name")? {
                Some(name) if !name.is_empty() => name.to_string(),
                // Assumption: VMM names a checkpoint after the machine and the moment when no name is given.
                _ => format!("{} - ({})", machine.name, timestamp::vmm(now)),
            };
            let description = text(body, "description")?.unwrap_or_default().to_string();
            Action::CreateCheckpoint {
                id,
                base,
                name,
                description,
                ordered: Ordered::default(),
            }
        }
        Verb::DeleteCheckpoint => Action::DeleteCheckpoint { id: known()? },
        // Assumption: only a Standard checkpoint holds memory; after going back to any other the machine is off.
        Verb::RestoreCheckpoint => {
            let kind = machine
                .instance
                .as_ref()
                .map(|instance| instance.checkpoint_type);
            Action::RestoreCheckpoint {
                id: known()?,
                off: kind != Some(CheckpointType::Standard),
            }
        }
        Verb::Start => Action::Start,
        Verb::Stop => Action::Stop,
        Verb::Restart => Action::Restart,
    }))
}

/// The request's object. The checkpoint actions must have one; the others may.
fn body(call: &Call<'_>, verb: Verb) -> Result<Map<String, Value>, ArmError> {
    let bytes = call.request.body();
    let required = matches!(
        verb,
        Verb::CreateCheckpoint | Verb::DeleteCheckpoint | Verb::RestoreCheckpoint
    );
    if bytes.is_empty() {
        // Assumption: the contract requires a body; what the service says without one is not known.
        return if required {
            Err(ArmError::content("A request body is required"))
        } else {
            Ok(Map::new())
        };
    }
    call.demand_json()?;
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(ArmError::content("The request body must be a JSON object")),
        Err(error) => Err(ArmError::content(&error.to_string())),
    }
}

/// A text of the body; null counts as absent.
fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, ArmError> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => {
            Err(ArmError::content(&format!("The value of '{name}' must be a string")).about(name))
        }
    }
}

/// Assumption: what the service does without an id is not known. Refusing is the one answer that loses nothing.
fn checkpoint_id(body: &Map<String, Value>) -> Result<&str, ArmError> {
    text(body, "id")?
        .filter(|id| !id.is_empty())
        .ok_or_else(|| {
            ArmError::new(
                StatusCode::BAD_REQUEST,
                "InvalidParameter",
                "The id of the checkpoint is required.",
            )
            .about("id")
        })
}

/// Assumption: an unknown id is refused at once, and not by a failing operation.
fn no_checkpoint(machine: &str) -> ArmError {
    ArmError::new(
        StatusCode::NOT_FOUND,
        "CheckpointNotFound",
        format!("The virtual machine '{machine}' has no checkpoint with the given id."),
    )
    .about("id")
}
