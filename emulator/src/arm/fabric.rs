//! VMM servers and clouds.

use super::{
    Call,
    error::ArmError,
    headers::{Quota, quota},
    json,
    route::{Named, Place},
};
use crate::{
    datacenter::place::{CLOUDS, Cloud, Group, SERVERS, Server},
    guid,
};
use http::{Response, StatusCode};
use serde_json::{Value, json};

const READ_SERVERS: &str = "Microsoft.ScVmm/vmmServers/read";
const READ_CLOUDS: &str = "Microsoft.ScVmm/clouds/read";

/// The VMM servers of a subscription or group.
pub fn servers(call: &Call<'_>, place: &Place) -> Result<Response<Vec<u8>>, ArmError> {
    let (subscription, group) = call.entered(place, READ_SERVERS)?;
    let here =
        |of: &Group| of.subscription == subscription && group.is_none_or(|group| group == of);
    let value = SERVERS
        .iter()
        .filter(|server| here(server.group))
        .map(|server| server_document(server))
        .collect();
    Ok(listed(value))
}

/// One VMM server.
pub fn server(call: &Call<'_>, named: &Named) -> Result<Response<Vec<u8>>, ArmError> {
    let kind = "Microsoft.ScVmm/vmmServers";
    let (_, group) = call.entered_for(&named.place(), READ_SERVERS, &named.id(kind))?;
    let found = SERVERS
        .iter()
        .find(|server| Some(server.group) == group && server.name.eq_ignore_ascii_case(&named.name))
        .ok_or_else(|| ArmError::no_resource(&format!("{kind}/{}", named.name), &named.group))?;
    Ok(shown(&server_document(found)))
}

/// The clouds of a subscription or group.
pub fn clouds(call: &Call<'_>, place: &Place) -> Result<Response<Vec<u8>>, ArmError> {
    let (subscription, group) = call.entered(place, READ_CLOUDS)?;
    let here =
        |of: &Group| of.subscription == subscription && group.is_none_or(|group| group == of);
    let value = CLOUDS
        .iter()
        .filter(|cloud| here(cloud.group))
        .map(|cloud| cloud_document(cloud))
        .collect();
    Ok(listed(value))
}

/// One cloud.
pub fn cloud(call: &Call<'_>, named: &Named) -> Result<Response<Vec<u8>>, ArmError> {
    let kind = "Microsoft.ScVmm/clouds";
    let (_, group) = call.entered_for(&named.place(), READ_CLOUDS, &named.id(kind))?;
    let found = CLOUDS
        .iter()
        .find(|cloud| Some(cloud.group) == group && cloud.name.eq_ignore_ascii_case(&named.name))
        .ok_or_else(|| ArmError::no_resource(&format!("{kind}/{}", named.name), &named.group))?;
    Ok(shown(&cloud_document(found)))
}

fn listed(value: Vec<Value>) -> Response<Vec<u8>> {
    shown(&json!({ "value": value }))
}

fn shown(body: &Value) -> Response<Vec<u8>> {
    let mut response = json(StatusCode::OK, body);
    quota(&mut response, Quota::Reads);
    super::set(&mut response, "x-ms-providerhub-traffic", "True");
    response
}

/// A VMM server as Azure shows it.
pub fn server_document(server: &Server) -> Value {
    json!({
        "id": server.id(),
        "name": server.name,
        "type": "microsoft.scvmm/vmmservers",
        "location": server.group.location,
        "extendedLocation": { "type": "customLocation", "name": server.custom_location() },
        "systemData": system_data(),
        "tags": {},
        "properties": {
            "credentials": { "username": "CONTOSO\\svc-arc-vmm" },
            "fqdn": server.fqdn,
            "port": 8100,
            "connectionStatus": "Connected",
            "uuid": guid::derived(&["vmm", server.name]),
            "version": server.version,
            "provisioningState": "Succeeded",
        },
    })
}

/// A cloud as Azure shows it.
pub fn cloud_document(cloud: &Cloud) -> Value {
    let uuid = guid::derived(&["cloud", cloud.name]);
    json!({
        "id": cloud.id(),
        "name": cloud.name,
        "type": "microsoft.scvmm/clouds",
        "location": cloud.group.location,
        "extendedLocation": { "type": "customLocation", "name": cloud.server.custom_location() },
        "systemData": system_data(),
        "tags": {},
        "properties": {
            "inventoryItemId": format!("{}/InventoryItems/{uuid}", cloud.server.id()),
            "uuid": uuid,
            "vmmServerId": cloud.server.id(),
            "cloudName": cloud.cloud_name,
            "cloudCapacity": { "cpuCount": 512, "memoryMB": 4_194_304, "vmCount": 2000 },
            "storageQoSPolicies": [],
            "provisioningState": "Succeeded",
        },
    })
}

fn system_data() -> Value {
    json!({
        "createdBy": "admin@contoso.com",
        "createdByType": "User",
        "createdAt": "2025-01-07T06:40:08.2259506Z",
        "lastModifiedBy": "admin@contoso.com",
        "lastModifiedByType": "User",
        "lastModifiedAt": "2025-01-07T06:40:08.2259506Z",
    })
}
