//! The dialogs, one file for each, and what they have in common.

mod buttons;
pub mod create_checkpoint;
pub mod delete_checkpoint;
pub mod edit_checkpoint;
pub mod name_view;
pub mod restore_checkpoint;
mod sending;
pub mod session_bar;

use crate::model::checkpoint::Checkpoint;
use crate::model::resource_id::ResourceId;

/// The machine that a dialog is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its id.
    pub id: ResourceId,
    /// What it is called.
    pub name: String,
}

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
    /// Renaming or describing this one.
    Edit(Checkpoint),
    /// Bringing the machine back to this one.
    Restore(Checkpoint),
}
