//! Arc machines of every kind (Microsoft.HybridCompute, 2024-07-10).

use super::{
    Call,
    error::ArmError,
    headers::{Quota, quota},
    json, page, roles,
    route::{Named, Place},
};
use crate::{accounts::TENANT_ID, datacenter::machine::Machine, timestamp};
use http::{Response, StatusCode};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime, macros::datetime};

const READ: &str = "Microsoft.HybridCompute/machines/read";
const KIND: &str = "Microsoft.HybridCompute/machines";
const FIRST_DAY: OffsetDateTime = datetime!(2025-01-07 06:00 UTC);

/// The machines of a subscription or group, page by page.
pub fn list(call: &Call<'_>, place: &Place) -> Result<Response<Vec<u8>>, ArmError> {
    let (subscription, group) = call.entered(place, READ)?;
    let world = call.arm.world();
    let all = world
        .datacenter
        .of_subscription(subscription.id)
        .iter()
        .filter_map(|index| world.datacenter.get(*index))
        .filter(|machine| group.is_none_or(|group| std::ptr::eq(group, machine.group)));
    let page = page::cut(call, all)?;
    let value: Vec<Value> = page.items.into_iter().map(document).collect();
    // The last page has a nextLink of null, as in the published example.
    let mut response = json(
        StatusCode::OK,
        &json!({ "value": value, "nextLink": page.next }),
    );
    quota(&mut response, Quota::Reads);
    Ok(response)
}

/// One machine.
pub fn one(call: &Call<'_>, named: &Named) -> Result<Response<Vec<u8>>, ArmError> {
    let index = call.machine(named, READ, &named.id(KIND))?;
    let world = call.arm.world();
    let body = world
        .datacenter
        .get(index)
        .map(document)
        .unwrap_or_default();
    let mut response = json(StatusCode::OK, &body);
    quota(&mut response, Quota::Reads);
    Ok(response)
}

/// The rights of the caller on a machine. Anyone may ask what they may do.
pub fn permissions(call: &Call<'_>, named: &Named) -> Result<Response<Vec<u8>>, ArmError> {
    let scope = named.id(KIND);
    let known = crate::datacenter::place::group_named(named.subscription, &named.group)
        .and_then(|group| call.arm.world().datacenter.find(group, &named.name));
    if known.is_none() {
        // Rights come first here too: who may not read it must not learn whether it exists.
        call.machine(named, READ, &scope)?;
    }
    let mut response = json(
        StatusCode::OK,
        &roles::permissions(call.caller.role, named.subscription),
    );
    quota(&mut response, Quota::Reads);
    Ok(response)
}

fn document(machine: &Machine) -> Value {
    json!({
        "id": machine.id(),
        "name": machine.name,
        "type": KIND,
        "location": machine.group.location,
        "kind": machine.kind,
        "tags": tags(machine),
        "identity": identity(machine),
        "properties": properties(machine),
    })
}

/// Its tags.
pub fn tags(machine: &Machine) -> Value {
    let center = || 4100 + machine.number("cost center", 40);
    json!(
        machine
            .agent
            .then(|| json!({ "costCenter": format!("CC-{}", center()) }))
    )
}

/// Its identity, which the agent brings.
pub fn identity(machine: &Machine) -> Value {
    json!(machine.agent.then(|| json!({
        "type": "SystemAssigned",
        "principalId": machine.guid("principal"),
        "tenantId": TENANT_ID,
    })))
}

/// Its properties.
pub fn properties(machine: &Machine) -> Value {
    let mut properties = json!({
        "provisioningState": "Succeeded",
        "vmId": machine.guid("vm id"),
        "status": null,
        "lastStatusChange": null,
        "errorDetails": null,
        "agentVersion": null,
        "displayName": null,
        "machineFqdn": null,
        "vmUuid": null,
        "osName": null,
        "osSku": null,
        "osEdition": null,
        "osVersion": null,
        "osType": null,
        "domainName": null,
        "adFqdn": null,
        "dnsFqdn": null,
        "locationData": null,
        "parentClusterResourceId": null,
        "mssqlDiscovered": "false",
        "detectedProperties": null,
    });
    // Assumption: a machine without the guest agent lacks what the agent would report.
    if machine.agent
        && let Some(fields) = properties.as_object_mut()
    {
        fields.extend(reported(machine));
    }
    properties
}

fn reported(machine: &Machine) -> serde_json::Map<String, Value> {
    let fqdn = format!("{}.contoso.com", machine.name);
    let changed = FIRST_DAY + Duration::minutes(i64::from(machine.number("status", 500_000)));
    let status = if machine.number("connected", 10) == 0 {
        "Disconnected"
    } else {
        "Connected"
    };
    let value = json!({
        "status": status,
        "lastStatusChange": timestamp::document(changed),
        "errorDetails": [],
        "agentVersion": "1.48.02881.1941",
        "displayName": machine.name,
        "machineFqdn": fqdn,
        "dnsFqdn": fqdn,
        "adFqdn": fqdn,
        "domainName": "contoso.com",
        "vmUuid": machine.guid("vm"),
        "osName": machine.system.kind.to_ascii_lowercase(),
        "osSku": machine.system.sku,
        "osVersion": machine.system.version,
        "osType": machine.system.kind.to_ascii_lowercase(),
        "detectedProperties": { "cloudprovider": "N/A", "manufacturer": "Microsoft Corporation", "model": "Virtual Machine" },
    });
    match value {
        Value::Object(fields) => fields,
        _ => serde_json::Map::new(),
    }
}
