//! Taking, restoring, naming and deleting checkpoints.

use super::{
    Change, allow, changed, created,
    job::{Begun, Pace, begin},
    missing, query, sent, text,
};
use crate::{
    clock::later,
    datacenter::checkpoint::CheckpointType,
    odata::{Entity, EntitySet, Fault, Key},
    operation::{Action, Ordered},
    spf::{
        Answer, Call, Failure,
        entity::{self, complete},
        estate::{Estate, Found},
        tenant::{CHECKPOINT, RESTORE_ONLY},
    },
    timestamp,
};
use serde_json::Value;
use uuid::Uuid;

/// POST on the set. `ID` and `Confirm` may be anything: the documents disagree about the latter, and the recorded
/// request sends null.
pub fn create(call: &Call<'_>, entities: &EntitySet) -> Result<Answer, Failure> {
    allow(call, &[CHECKPOINT], "create a checkpoint")?;
    let entity = sent(call, entities)?;
    let pace = Pace::of(&query(call, entities)?, Some(&entity));
    let (machine, stamp) = (required(&entity, "VMId")?, required(&entity, "StampId")?);

    let mut estate = Estate::now(call);
    let index = estate
        .world
        .datacenter
        .in_vmm(machine)
        .filter(|index| {
            let instance = estate
                .world
                .datacenter
                .get(*index)
                .and_then(|it| call.scope.sees(it));
            instance.is_some_and(|instance| instance.server.stamp == stamp)
        })
        // Assumption: status and sentence.
        .ok_or_else(|| {
            Fault::new(
                404,
                format!("The virtual machine '{machine}' was not found."),
            )
        })?;
    let name = match text(&entity, "Name") {
        Some(name) if !name.is_empty() => name.to_string(),
        // Assumption: VMM names a checkpoint after the machine and the moment when no name is given.
        _ => {
            let machine = estate
                .world
                .datacenter
                .get(index)
                .map(|machine| &*machine.name);
            format!(
                "{} - ({})",
                machine.unwrap_or_default(),
                timestamp::vmm(estate.now)
            )
        }
    };
    let id = estate.world.guid();
    let action = Action::CreateCheckpoint {
        id,
        base: estate.world.guid(),
        name,
        description: text(&entity, "Description").unwrap_or_default().into(),
        ordered: Ordered::default(),
    };
    let begun = begin(call, &mut estate, index, action, pace)?;
    let mut entity = outlook(
        call,
        &mut estate,
        entities,
        (&begun, pace),
        Found { machine: index, id },
    )
    .ok_or_else(|| Fault::resource_not_found(&entities.name))?;
    if pace == Pace::Asynchronous {
        // Assumption: as yet it has neither time.
        for name in ["AddedTime", "ModifiedTime"] {
            entity.insert(name.into(), Value::Null);
        }
    }
    answered(begun, created(call, entities, &entity)?)
}

/// PUT, MERGE or PATCH on a key: a restore, if the action says so, else another name or description.
pub fn change(
    call: &Call<'_>,
    entities: &EntitySet,
    key: &Key,
    change: Change,
) -> Result<Answer, Failure> {
    let entity = sent(call, entities)?;
    let restore = match text(&entity, "VMCheckPointAction") {
        Some("Restore") => true,
        // One document knows the word Set, without saying what it does.
        None | Some("" | "Set") => false,
        Some(other) => {
            return Err(Fault::bad_request(format!(
                "The VMCheckPointAction '{other}' is not valid. Valid are 'Restore' and 'Set'."
            ))
            .into());
        }
    };
    if restore {
        allow(call, &[CHECKPOINT, RESTORE_ONLY], "restore a checkpoint")?;
    } else {
        allow(call, &[CHECKPOINT], "change a checkpoint")?;
    }
    let pace = Pace::of(&query(call, entities)?, Some(&entity));
    let mut estate = Estate::now(call);
    let found = find(&mut estate, entities, key)?;
    let action = if restore {
        let machine = estate.world.datacenter.get(found.machine);
        let kind = machine
            .and_then(|machine| machine.instance.as_ref())
            .map(|it| it.checkpoint_type);
        Action::RestoreCheckpoint {
            id: found.id,
            // Assumption: only a Standard checkpoint holds memory; after going back to any other the machine is off.
            off: kind != Some(CheckpointType::Standard),
        }
    } else {
        // Null is the default of both, and VMM shows it as an empty text.
        let value = |name: &str| match (entity.get(name), change) {
            (None, Change::Merge) => None,
            (None, Change::Replace) => Some(String::new()),
            (Some(value), _) => Some(value.as_str().unwrap_or_default().to_string()),
        };
        Action::DescribeCheckpoint {
            id: found.id,
            name: value("Name"),
            description: value("Description"),
        }
    };
    let begun = begin(call, &mut estate, found.machine, action, pace)?;
    let entity = outlook(call, &mut estate, entities, (&begun, pace), found)
        .ok_or_else(|| missing(entities))?;
    answered(begun, changed(call, entities, &entity)?)
}

/// DELETE on a key. Children go to the parent; deleting them too is no part of the service.
pub fn delete(call: &Call<'_>, entities: &EntitySet, key: &Key) -> Result<Answer, Failure> {
    allow(call, &[CHECKPOINT], "delete a checkpoint")?;
    let pace = Pace::of(&query(call, entities)?, None);
    let mut estate = Estate::now(call);
    let found = find(&mut estate, entities, key)?;
    let action = Action::DeleteCheckpoint { id: found.id };
    let begun = begin(call, &mut estate, found.machine, action, pace)?;
    answered(begun, super::no_content())
}

fn answered(begun: Begun, response: http::Response<Vec<u8>>) -> Result<Answer, Failure> {
    Ok(Answer {
        response,
        after: begun.after,
        job: Some(begun.operation.id),
    })
}

/// A GUID without which nothing can be taken.
fn required(entity: &Entity, name: &str) -> Result<Uuid, Fault> {
    text(entity, name)
        .and_then(|id| Uuid::try_parse(id).ok())
        .filter(|id| !id.is_nil())
        .ok_or_else(|| Fault::bad_request(format!("The property '{name}' is required.")))
}

fn find(estate: &mut Estate<'_>, entities: &EntitySet, key: &Key) -> Result<Found, Fault> {
    // The entity is looked up as a reader would find it, so that the stamp counts too.
    estate
        .one(entities, key)
        .and(key.guid("ID"))
        .and_then(|id| estate.checkpoint(id))
        .ok_or_else(|| missing(entities))
}

/// The checkpoint as it will be when the job has ended. While a job runs on its own, a new one is what was asked for, and
/// an old one is as it was.
fn outlook(
    call: &Call<'_>,
    estate: &mut Estate<'_>,
    entities: &EntitySet,
    (begun, pace): (&Begun, Pace),
    found: Found,
) -> Option<Entity> {
    let now = estate.now;
    let (mut record, _) = estate.world.truth(found.machine, now)?;
    let new = matches!(begun.operation.action, Action::CreateCheckpoint { .. });
    if new || pace == Pace::Synchronous {
        begun.operation.aim(&mut record);
    }
    let instance = estate
        .world
        .datacenter
        .get(found.machine)?
        .instance
        .as_deref()?;
    let checkpoint = record.checkpoints.find(found.id)?;
    let shown = if new {
        entity::checkpoint::fresh
    } else {
        entity::checkpoint::shown
    };
    let moment = later(now, begun.after);
    let entity = shown(
        checkpoint,
        &record.checkpoints,
        instance,
        &call.options,
        moment,
    );
    Some(complete(&entities.entity_type, entity))
}
