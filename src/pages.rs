//! The screens, one file for each.

pub mod configuration;
pub mod machine;
pub mod machines;
mod operation_cell;
pub mod operations;
pub mod sign_in;
