//! What may be changed of Service Provider Foundation while it runs.

use super::present;
use crate::{
    arm::error::ArmError,
    emulator::Emulator,
    options::spf::{Authentication, ParentIds, offset},
    spf::tenant::TENANTS,
};
use http::StatusCode;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use time::UtcOffset;
use uuid::Uuid;

/// A change of the settings; what is absent stays. The texts are those that the command line takes.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Change {
    #[serde(deserialize_with = "read_authentication")]
    authentication: Option<Authentication>,
    require_principal: Option<bool>,
    #[serde(deserialize_with = "present")]
    page_size: Option<Option<usize>>,
    #[serde(deserialize_with = "read_parent_ids")]
    parent_ids: Option<ParentIds>,
    orphans: Option<bool>,
    #[serde(deserialize_with = "present")]
    origin: Option<Option<String>>,
    #[serde(deserialize_with = "read_offset")]
    utc_offset: Option<UtcOffset>,
    bare_times: Option<bool>,
    #[serde(deserialize_with = "present")]
    strange_status: Option<Option<String>>,
    hide_job_ids: Option<bool>,
}

/// Other permissions for the users of a subscription.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permissions {
    subscription: Uuid,
    permissions: Vec<String>,
}

/// Changes the settings.
pub fn change(emulator: &Emulator, change: Change) {
    emulator.settings().change_spf(|spf| {
        put(&mut spf.authentication, change.authentication);
        put(&mut spf.require_principal, change.require_principal);
        put(&mut spf.page_size, change.page_size);
        put(&mut spf.parent_ids, change.parent_ids);
        put(&mut spf.orphans, change.orphans);
        put(&mut spf.origin, change.origin);
        put(&mut spf.utc_offset, change.utc_offset);
        put(&mut spf.bare_times, change.bare_times);
        put(&mut spf.strange_status, change.strange_status);
        put(&mut spf.hide_job_ids, change.hide_job_ids);
    });
}

fn put<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}

/// The settings, without secrets, and the subscriptions with what their users may do.
pub fn shown(emulator: &Emulator) -> Value {
    json!({ "settings": settings(emulator), "roles": roles(emulator) })
}

fn settings(emulator: &Emulator) -> Value {
    let spf = emulator.settings().spf();
    let (hours, minutes, _) = spf.utc_offset.as_hms();
    let sign = if spf.utc_offset.is_negative() {
        '-'
    } else {
        '+'
    };
    json!({
        "authentication": spf.authentication.name(),
        "require_principal": spf.require_principal,
        "page_size": spf.page_size,
        "parent_ids": spf.parent_ids.as_str(),
        "orphans": spf.orphans,
        "origin": spf.origin,
        "utc_offset": format!("{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs()),
        "bare_times": spf.bare_times,
        "strange_status": spf.strange_status,
        "hide_job_ids": spf.hide_job_ids,
    })
}

fn roles(emulator: &Emulator) -> Vec<Value> {
    TENANTS
        .iter()
        .map(|tenant| {
            json!({
                "subscription": tenant.subscription,
                "cloud": tenant.cloud.cloud_name,
                "stamp": tenant.cloud.server.stamp,
                "permissions": emulator.spf().roles().permissions(tenant),
            })
        })
        .collect()
}

/// Changes what the users of a subscription may do.
pub fn permit(emulator: &Emulator, change: Permissions) -> Result<Value, ArmError> {
    let known = emulator
        .spf()
        .roles()
        .set(change.subscription, change.permissions);
    if known {
        Ok(shown(emulator))
    } else {
        let message = format!("No subscription has the id '{}'.", change.subscription);
        Err(ArmError::new(
            StatusCode::NOT_FOUND,
            "ResourceNotFound",
            message,
        ))
    }
}

fn read_authentication<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Authentication>, D::Error> {
    read(from, str::parse)
}

fn read_parent_ids<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ParentIds>, D::Error> {
    read(from, str::parse)
}

fn read_offset<'de, D: Deserializer<'de>>(from: D) -> Result<Option<UtcOffset>, D::Error> {
    read(from, offset)
}

fn read<'de, D: Deserializer<'de>, T>(
    from: D,
    parse: fn(&str) -> Result<T, String>,
) -> Result<Option<T>, D::Error> {
    let text = String::deserialize(from)?;
    parse(&text).map(Some).map_err(serde::de::Error::custom)
}
