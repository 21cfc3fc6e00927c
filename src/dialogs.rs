//! The dialogs, one file for each.

pub mod create_checkpoint;
pub mod delete_checkpoint;
mod sending;

use crate::model::checkpoint::Checkpoint;

/// Which dialog is open on a machine's page.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum OpenDialog {
    /// None.
    #[default]
    None,
    /// Taking a checkpoint.
    Create,
    /// Deleting this one.
    Delete(Checkpoint),
}
