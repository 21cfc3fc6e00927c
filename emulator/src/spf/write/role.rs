//! Changing what a role's users may do. As recorded, no job of a machine comes of it.

use super::{changed, missing, sent};
use crate::{
    odata::{EntitySet, Key},
    spf::{Answer, Call, Failure, estate::Estate},
};
use serde_json::Value;

/// PUT, MERGE or PATCH on a key: `PermissionInput` takes the place of all permissions of a stamp.
pub fn change(call: &Call<'_>, entities: &EntitySet, key: &Key) -> Result<Answer, Failure> {
    let entity = sent(call, entities)?;
    let mut estate = Estate::now(call);
    let missing = || missing(entities);
    estate.one(entities, key).ok_or_else(missing)?;
    let role = key.guid("ID").ok_or_else(missing)?;
    if let Some(Value::Array(inputs)) = entity.get("PermissionInput") {
        let mut permissions: Vec<String> = Vec::new();
        let listed = inputs
            .iter()
            .filter_map(|input| input.get("Permission").and_then(Value::as_array))
            .flatten()
            .filter_map(Value::as_str);
        for permission in listed {
            if !permissions.iter().any(|held| held == permission) {
                permissions.push(permission.into());
            }
        }
        call.spf.roles.set(role, permissions);
    }
    let entity = estate.one(entities, key).ok_or_else(missing)?;
    Ok(Answer::at_once(changed(call, entities, &entity)?))
}
