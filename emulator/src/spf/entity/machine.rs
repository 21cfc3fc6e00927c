//! A machine as the service shows it.

use super::fields;
use crate::{
    datacenter::machine::{Instance, Machine, Power, Record},
    guid,
    odata::Entity,
    operation::{Action, Operation},
    options::SpfOptions,
    spf::{moment, tenant},
};
use serde_json::json;
use time::{Duration, macros::datetime};
use uuid::Uuid;

/// What is known of a machine at a moment.
pub struct Sight<'a> {
    /// The machine.
    pub machine: &'a Machine,
    /// What VMM knows.
    pub instance: &'a Instance,
    /// Its true state.
    pub record: &'a Record,
    /// The operation that runs on it.
    pub running: Option<&'a Operation>,
    /// The job that began last.
    pub last_job: Option<Uuid>,
    /// The same, if it failed.
    pub failed_job: Option<Uuid>,
}

/// A machine.
pub fn shown(sight: &Sight<'_>, options: &SpfOptions) -> Entity {
    let mut entity = lasting(sight.machine, sight.instance, options);
    entity.extend(passing(sight, options));
    entity
}

/// What operations do not change.
fn lasting(machine: &Machine, instance: &Instance, options: &SpfOptions) -> Entity {
    let created = datetime!(2023-11-07 06:40:08.227 UTC)
        + Duration::minutes(i64::from(machine.number("created", 100_000)));
    let role = instance.cloud.and_then(tenant::of_cloud);
    let folder = format!(
        "C:\\ClusterStorage\\Volume{}\\{}",
        1 + machine.number("volume", 4),
        machine.name
    );
    let host = 1 + machine.number("host", 8);
    let sizes = instance.disks_gb.iter().map(|size| u64::from(*size) << 30);
    let mut entity = fields(json!({
        "AddedTime": moment::written(created, options),
        "CheckpointLocation": folder,
        "CloudId": instance.cloud.map(|cloud| cloud.vmm_id),
        "ComputerName": format!("{}.contoso.com", machine.name),
        "CreationSource": "",
        "CreationTime": moment::written(created, options),
        "Description": "",
        "ID": instance.vmm_id,
        "Location": folder,
        "Name": machine.name,
        "OperatingSystem": machine.system.sku,
        "OperatingSystemInstance": {
            "Architecture": "amd64",
            "Description": machine.system.sku,
            "Edition": null,
            "Name": machine.system.sku,
            "OSType": machine.system.kind,
            "ProductType": null,
            "Version": machine.system.version,
        },
        "Owner": {
            "RoleID": role.map(|role| role.subscription),
            "RoleName": role.map_or_else(|| "Administrator".into(), tenant::Tenant::role_name),
            "UserName": role.map_or("CONTOSO\\vmm-admin", |role| role.user),
        },
        "StampId": instance.server.stamp,
        // Edm.Int64 travels as text.
        "TotalSize": sizes.sum::<u64>().to_string(),
        "VMCPath": format!("{folder}\\{}.vmcx", machine.name),
        "VMHostName": format!("hv-{}-{host:02}.contoso.com", instance.server.group.location),
        "VMId": guid::capital(machine.guid("vm")),
        "VirtualizationPlatform": "HyperV",
    }));
    entity.extend(hardware(machine, instance));
    entity
}

fn hardware(machine: &Machine, instance: &Instance) -> Entity {
    fields(json!({
        "BackupEnabled": true,
        "BlockDynamicOptimization": false,
        "CPUCount": u8::try_from(instance.cpu_count).unwrap_or(u8::MAX),
        "CPULimitForMigration": false,
        "CPUReserve": 0,
        "CPUType": "3.60 GHz Xeon (2 MB L2 cache)",
        "DynamicMemoryEnabled": instance.dynamic_memory,
        "Enabled": true,
        "Generation": instance.generation,
        "HasPassthroughDisk": false,
        "HasVMAdditions": machine.agent,
        "HighlyAvailable": instance.highly_available,
        "IsHighlyAvailable": instance.highly_available,
        "IsRecoveryVM": false,
        "IsUndergoingLiveMigration": false,
        "MarkedAsTemplate": false,
        "Memory": instance.memory_mb,
        "PerfDiskBytesRead": "0",
        "PerfDiskBytesWrite": "0",
        "PerfNetworkBytesRead": "0",
        "PerfNetworkBytesWrite": "0",
        "StartAction": "TurnOnVMIfRunningWhenVSStopped",
        "StopAction": "SaveVM",
        "UndoDisksEnabled": false,
    }))
}

/// What operations change.
fn passing(sight: &Sight<'_>, options: &SpfOptions) -> Entity {
    let Sight {
        machine, record, ..
    } = sight;
    let (status, status_string) = status(sight, options);
    let checkpoints = &record.checkpoints;
    let current = checkpoints.current.and_then(|id| checkpoints.find(id));
    let runs = record.power == Power::Running;
    fields(json!({
        "CPUUtilization": if runs { machine.number("cpu", 60) } else { 0 },
        "CanVMConnect": runs,
        "FailedJobID": sight.failed_job,
        "HasSavedState": record.power == Power::Saved,
        // Assumption: it is the checkpoint's ID, and follows a create and a delete as well as a restore.
        "LastRestoredCheckpointId": current.map(|checkpoint| checkpoint.vmm.id),
        "ModifiedTime": moment::written(record.modified, options),
        "MostRecentTaskId": sight.last_job,
        "Status": status,
        "StatusString": status_string,
        "VirtualMachineState": state(record.power),
    }))
}

fn state(power: Power) -> &'static str {
    match power {
        Power::Running => "Running",
        Power::Stopped | Power::PowerOff => "PowerOff",
        Power::Paused => "Paused",
        Power::Saved => "Saved",
    }
}

/// Status and StatusString. Assumption: the words while a job runs are those of VMM's console; the state stays meanwhile.
fn status(sight: &Sight<'_>, options: &SpfOptions) -> (&'static str, &'static str) {
    let strange = options.strange_status.as_deref();
    if strange.is_some_and(|name| name.eq_ignore_ascii_case(&sight.machine.name)) {
        return ("Quiescing", "Quiescing for maintenance");
    }
    if let Some(operation) = sight.running {
        match operation.action {
            Action::CreateCheckpoint { .. } => {
                return ("CreatingCheckpoint", "Creating Checkpoint");
            }
            Action::RestoreCheckpoint { .. } => {
                return ("RecoveringCheckpoint", "Recovering Checkpoint");
            }
            Action::DeleteCheckpoint { .. } => {
                return ("DeletingCheckpoint", "Deleting Checkpoint");
            }
            Action::Start => return ("PoweringOn", "Starting"),
            Action::Stop => return ("PoweringOff", "Stopping"),
            Action::DescribeCheckpoint { .. } | Action::Restart => {}
        }
    }
    match sight.record.power {
        Power::Running => ("Running", "Running"),
        Power::Stopped | Power::PowerOff => ("PowerOff", "Stopped"),
        Power::Paused => ("Paused", "Paused"),
        Power::Saved => ("Saved", "Saved State"),
    }
}
