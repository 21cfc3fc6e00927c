//! Machines, checkpoints and failures for tests.

use scvmm_console::backend::Part;
use scvmm_console::dialogs::Target;
use scvmm_console::model::checkpoint::{Checkpoint, CheckpointId};
use scvmm_console::model::failure::{ErrorDetail, Failure, FailureKind, FailureParts};
use scvmm_console::model::resource_id::ResourceId;
use scvmm_console::model::virtual_machine::{CheckpointType, Instance, Listed, PowerState};

/// The resource id of a machine.
pub fn machine_id(name: &str) -> ResourceId {
    ResourceId::new(&format!(
        "/subscriptions/p/resourceGroups/rg-web/providers/Microsoft.HybridCompute/machines/{name}"
    ))
}

/// The same machine as a dialog knows it.
pub fn target(name: &str) -> Target {
    Target {
        id: machine_id(name),
        name: name.into(),
    }
}

/// What a list says of a machine.
pub fn listed(name: &str) -> Listed {
    Listed {
        id: machine_id(name),
        name: name.into(),
        subscription: "Production".into(),
        resource_group: "rg-web".into(),
        location: "westeurope".into(),
    }
}

/// A subscription.
pub fn part(name: &str) -> Part {
    Part {
        id: name.to_lowercase(),
        name: name.into(),
    }
}

/// A running machine with these checkpoints, in its present state based on the last of them.
pub fn machine(checkpoints: Vec<Checkpoint>) -> Instance {
    Instance {
        power: PowerState::Running,
        provisioning: "Succeeded".into(),
        checkpoint_type: CheckpointType::Production,
        operating_system: "Windows Server 2022 Datacenter".into(),
        computer_name: "web-01.contoso.com".into(),
        server: "vmm-01".into(),
        cloud: "Production".into(),
        current: checkpoints.last().map(|checkpoint| checkpoint.id.clone()),
        checkpoints,
        ..Instance::default()
    }
}

/// A checkpoint, taken after the one with the id `parent`.
pub fn checkpoint(id: &str, parent: &str, name: &str) -> Checkpoint {
    Checkpoint {
        parent: CheckpointId::new(parent),
        name: name.into(),
        ..Checkpoint::of(checkpoint_id(id))
    }
}

/// A checkpoint's id.
pub fn checkpoint_id(id: &str) -> CheckpointId {
    CheckpointId::new(id).unwrap()
}

/// A refusal because another operation holds the machine.
pub fn busy() -> Failure {
    Failure::of(FailureParts {
        kind: FailureKind::Busy,
        error: ErrorDetail {
            code: "Conflict".into(),
            message: "Another operation is in progress on this machine.".into(),
            ..ErrorDetail::default()
        },
        recommended: None,
        status: Some(409),
        correlation_id: None,
        request: "POST createCheckpoint".into(),
        raw: None,
    })
}
