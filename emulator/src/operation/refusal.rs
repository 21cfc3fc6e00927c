//! What VMM refuses to do with a machine.

use super::{Action, error::ErrorDetail};
use crate::datacenter::{checkpoint::CheckpointType, machine::Machine};

/// Assumption: what the service does with a machine whose checkpoints are disabled was not recorded. VMM refuses such
/// a job, so the request is accepted and the operation fails.
pub fn refusal(machine: &Machine, action: &Action) -> Option<ErrorDetail> {
    let instance = machine.instance.as_ref()?;
    let disabled = instance.checkpoint_type == CheckpointType::Disabled;
    (disabled && matches!(action, Action::CreateCheckpoint { .. })).then(|| {
        let cause = ErrorDetail::new(
            "CheckpointsDisabled",
            "Checkpoints are disabled for this virtual machine.",
        )
        .about("infrastructureProfile.checkpointType");
        ErrorDetail::new("OperationFailed", "The checkpoint could not be created.")
            .about(&*machine.name)
            .with(vec![cause])
    })
}
