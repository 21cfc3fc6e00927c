//! The VM instance: what Azure shows of a machine in VMM. The only place where checkpoints can be read.

use super::{
    Call,
    error::ArmError,
    headers::{Quota, quota},
    json,
    route::Named,
    set,
};
use crate::{
    datacenter::{
        checkpoint::Checkpoint,
        machine::{Instance, Machine, Record},
    },
    guid, timestamp,
};
use http::{Response, StatusCode};
use serde_json::{Value, json};
use time::{Duration, macros::datetime};

const READ: &str = "Microsoft.ScVmm/virtualMachineInstances/read";
/// The type and name of the one instance a machine has.
pub const DEFAULT: &str = "Microsoft.ScVmm/virtualMachineInstances/default";

/// The instance of a machine.
pub fn one(call: &Call<'_>, named: &Named) -> Result<Response<Vec<u8>>, ArmError> {
    let (body, etag) =
        read(call, named)?.ok_or_else(|| ArmError::no_resource(DEFAULT, &named.group))?;
    let mut response = shown(&body);
    set(&mut response, "etag", &etag);
    Ok(response)
}

/// The list of a machine's instances. Assumption: empty, not 404, when it has none.
pub fn list(call: &Call<'_>, named: &Named) -> Result<Response<Vec<u8>>, ArmError> {
    let value: Vec<Value> = read(call, named)?
        .into_iter()
        .map(|(body, _)| body)
        .collect();
    Ok(shown(&json!({ "value": value })))
}

fn shown(body: &Value) -> Response<Vec<u8>> {
    let mut response = json(StatusCode::OK, body);
    quota(&mut response, Quota::Reads);
    set(&mut response, "x-ms-providerhub-traffic", "True");
    response
}

/// The document and its ETag.
fn read(call: &Call<'_>, named: &Named) -> Result<Option<(Value, String)>, ArmError> {
    let scope = format!(
        "{}/providers/{DEFAULT}",
        named.id("Microsoft.HybridCompute/machines")
    );
    let index = call.machine(named, READ, &scope)?;
    let mut world = call.arm.world();
    world.settle(index, call.arm.clock.now());
    Ok(world.datacenter.get(index).and_then(|machine| {
        let instance = machine.instance.as_deref()?;
        Some((document(machine, instance), etag(machine, &instance.record)))
    }))
}

fn etag(machine: &Machine, record: &Record) -> String {
    let number = machine.number("etag", 0xffff).wrapping_add(record.revision) & 0xffff;
    let moment = u32::try_from(record.modified.unix_timestamp()).unwrap_or_default();
    format!("\"5b00{number:04x}-0000-3300-0000-{moment:08x}0000\"")
}

fn document(machine: &Machine, instance: &Instance) -> Value {
    let created = datetime!(2025-01-07 06:40:08.225_950_6 UTC)
        + Duration::minutes(i64::from(machine.number("created", 100_000)));
    json!({
        "id": machine.instance_id(),
        "name": "default",
        "type": "microsoft.scvmm/virtualmachineinstances",
        "extendedLocation": { "name": instance.server.custom_location(), "type": "customLocation" },
        "systemData": {
            "createdBy": "admin@contoso.com",
            "createdByType": "User",
            "createdAt": timestamp::document(created),
            "lastModifiedBy": guid::derived(&["resource provider"]),
            "lastModifiedByType": "Application",
            "lastModifiedAt": timestamp::document(instance.record.modified.max(created)),
        },
        "properties": properties(machine, instance, &instance.record),
    })
}

/// The names of its properties.
const PROPERTIES: [&str; 8] = [
    "infrastructureProfile",
    "osProfile",
    "hardwareProfile",
    "networkProfile",
    "storageProfile",
    "availabilitySets",
    "powerState",
    "provisioningState",
];

/// Its properties, with a record that may be an older one.
pub fn properties(machine: &Machine, instance: &Instance, record: &Record) -> Value {
    PROPERTIES
        .iter()
        .map(|name| (*name, property(machine, instance, record, name)))
        .collect()
}

/// One of its properties; null, if it has none of this name.
pub fn property(machine: &Machine, instance: &Instance, record: &Record, name: &str) -> Value {
    match name {
        "infrastructureProfile" => infrastructure(machine, instance, record),
        "osProfile" => json!({
            "computerName": machine.name,
            "osType": machine.system.kind,
            "osSku": machine.system.sku,
            "osVersion": machine.system.version,
        }),
        "hardwareProfile" => hardware(instance),
        "networkProfile" => json!({ "networkInterfaces": [network_interface(machine, instance)] }),
        "storageProfile" => json!({ "disks": disks(machine, instance, record) }),
        "availabilitySets" => json!([]),
        "powerState" => json!(record.power.as_str()),
        // Assumption: it stays so while an operation runs; no other value was seen on a machine.
        "provisioningState" => json!("Succeeded"),
        _ => Value::Null,
    }
}

fn infrastructure(machine: &Machine, instance: &Instance, record: &Record) -> Value {
    let checkpoints = &record.checkpoints;
    let uuid = machine.guid("vm");
    // The service mixes letter cases of ids, and so does every fourth machine here.
    let server = match machine.number("letter case", 4) {
        0 => instance
            .server
            .id()
            .replace("resourceGroups", "resourcegroups")
            .replace("vmmServers", "vmmservers"),
        _ => instance.server.id(),
    };
    let mut profile = json!({
        "inventoryItemId": format!("{}/InventoryItems/{uuid}", instance.server.id()),
        "vmmServerId": server,
        "vmName": machine.name,
        "uuid": uuid,
        "biosGuid": machine.guid("bios"),
        "generation": instance.generation,
        "checkpointType": instance.checkpoint_type.as_str(),
        "checkpoints": checkpoints.list.iter().map(checkpoint).collect::<Vec<_>>(),
        "lastRestoredVMCheckpoint":
            checkpoints.current.and_then(|id| checkpoints.find(id)).map_or_else(|| json!({}), checkpoint),
    });
    if let (Some(cloud), Some(fields)) = (instance.cloud, profile.as_object_mut()) {
        fields.insert("cloudId".into(), cloud.id().into());
    }
    profile
}

fn checkpoint(checkpoint: &Checkpoint) -> Value {
    let mut document = json!({
        "checkpointID": guid::capital(checkpoint.id),
        "name": checkpoint.name,
        "description": checkpoint.description,
    });
    if let (Some(parent), Some(fields)) = (checkpoint.parent, document.as_object_mut()) {
        fields.insert("parentCheckpointID".into(), guid::capital(parent).into());
    }
    document
}

fn hardware(instance: &Instance) -> Value {
    let word = |yes: bool| if yes { "true" } else { "false" };
    let mut profile = json!({
        "memoryMB": instance.memory_mb,
        "cpuCount": instance.cpu_count,
        "limitCpuForMigration": "false",
        "dynamicMemoryEnabled": word(instance.dynamic_memory),
        "isHighlyAvailable": word(instance.highly_available),
    });
    if let (true, Some(fields)) = (instance.dynamic_memory, profile.as_object_mut()) {
        fields.insert("dynamicMemoryMinMB".into(), (instance.memory_mb / 4).into());
        fields.insert(
            "dynamicMemoryMaxMB".into(),
            instance.memory_mb.saturating_mul(2).into(),
        );
    }
    profile
}

fn network_interface(machine: &Machine, instance: &Instance) -> Value {
    let [a, b, c, ..] = machine.guid("mac").into_bytes();
    json!({
        "displayName": "Network Adapter 1",
        "virtualNetworkId": format!("{}/providers/Microsoft.ScVmm/virtualNetworks/vnet-server", instance.server.group.id()),
        "nicId": machine.guid("nic"),
        "networkName": guid::derived(&["network", instance.server.name]),
        "ipv4Addresses": [format!("10.{}.{b}.{c}", 16 + a % 16)],
        "ipv6Addresses": [format!("fe80::215:5dff:fe{a:02x}:{b:02x}{c:02x}")],
        "macAddress": format!("00:15:5D:{a:02X}:{b:02X}:{c:02X}"),
        "ipv4AddressType": "Dynamic",
        "ipv6AddressType": "Dynamic",
        "macAddressType": "Dynamic",
    })
}

/// While checkpoints exist the machine writes to differencing disks, which have another name and id and no size.
fn disks(machine: &Machine, instance: &Instance, record: &Record) -> Vec<Value> {
    let differencing = !record.checkpoints.list.is_empty();
    let revision = record.revision.to_string();
    let (bus_type, format) = if instance.generation == 1 {
        ("IDE", "VHD")
    } else {
        ("SCSI", "VHDX")
    };
    (0_u32..)
        .zip(&instance.disks_gb)
        .map(|(number, size)| {
            let id = guid::derived(&[&machine.name, "disk", &number.to_string(), &revision]);
            let file = format!("{}_disk_{}", machine.name, number + 1);
            let (name, kind, filled) = if differencing {
                let suffix = guid::capital(guid::derived(&["suffix", &id.to_string()]));
                (format!("{file}_{suffix}"), "Differencing", 0)
            } else {
                let filled = 1 + machine.number(&file, u32::from(*size));
                (
                    format!("{file}.{}", format.to_ascii_lowercase()),
                    "Dynamic",
                    filled,
                )
            };
            json!({
                "displayName": name,
                "diskId": id,
                "diskSizeGB": filled,
                "maxDiskSizeGB": size,
                "bus": 0,
                "lun": number,
                "busType": bus_type,
                "vhdType": kind,
                "volumeType": if number == 0 { "BootAndSystem" } else { "None" },
                "vhdFormatType": format,
                "createDiffDisk": "false",
            })
        })
        .collect()
}
