//! What the signed-in person may do to a machine's checkpoints, as far as the service tells.

use super::action::Action;

/// Whether one action is allowed. A hint only: the service itself decides when the action is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Right {
    /// The service did not tell; the action is offered and the service decides.
    #[default]
    Unknown,
    /// Some role allows it.
    Allowed,
    /// No role allows it; the name of the missing right.
    Missing(String),
}

/// The rights on one machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// To take a checkpoint.
    pub create: Right,
    /// To delete one.
    pub delete: Right,
    /// To change the name and description of one.
    pub edit: Right,
    /// To restore one.
    pub restore: Right,
}

impl Rights {
    /// The right that `action` needs.
    pub fn to(&self, action: &Action) -> &Right {
        match action {
            Action::Create { .. } => &self.create,
            Action::Delete { .. } => &self.delete,
            Action::Edit { .. } => &self.edit,
            Action::Restore { .. } => &self.restore,
        }
    }
}
