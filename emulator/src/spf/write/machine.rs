//! What can be done to a machine: its operations, as far as they are played here.

use super::{
    allow, changed,
    job::{Pace, begin},
    missing, query, sent, text,
};
use crate::{
    odata::{EntitySet, Fault, Key},
    operation::Action,
    spf::{Answer, Call, Failure, estate::Estate},
};

/// PUT, MERGE or PATCH on a key with an `Operation`. Assumption: nothing else of a machine can be changed here.
pub fn change(call: &Call<'_>, entities: &EntitySet, key: &Key) -> Result<Answer, Failure> {
    let entity = sent(call, entities)?;
    let (action, permission) = match text(&entity, "Operation") {
        Some("Start") => (Action::Start, "Start"),
        Some("Stop") => (Action::Stop, "Stop"),
        Some("Shutdown") => (Action::Stop, "Shutdown"),
        Some("Reset") => (Action::Restart, "Stop"),
        other => {
            let other = other.unwrap_or_default();
            return Err(Fault::bad_request(format!(
                "The Operation '{other}' is not valid for the virtual machine."
            ))
            .into());
        }
    };
    allow(call, &[permission], "change the state of a virtual machine")?;
    let pace = Pace::of(&query(call, entities)?, Some(&entity));
    let mut estate = Estate::now(call);
    let before = estate.one(entities, key).ok_or_else(|| missing(entities))?;
    let index = key
        .guid("ID")
        .and_then(|id| estate.world.datacenter.in_vmm(id))
        .ok_or_else(|| missing(entities))?;
    let begun = begin(call, &mut estate, index, action, pace)?;
    // Who prefers the entity gets it as the job finds it.
    Ok(Answer {
        response: changed(call, entities, &before)?,
        after: begun.after,
        job: Some(begun.operation.id),
    })
}
