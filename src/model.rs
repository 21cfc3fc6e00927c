//! Plain data and rules of the field: machines, checkpoints, operations. No browser, no network.

pub mod action;
pub mod advice;
pub mod capability;
pub mod checkpoint;
pub mod checkpoint_tree;
pub mod failure;
pub mod fold;
pub mod follow;
pub mod loaded;
pub mod operation;
pub mod resource_id;
pub mod rights;
pub mod shared_text;
pub mod virtual_machine;
