//! The emulator held against the published contract and a recorded exchange.
//!
//! Both lie outside the repository: the folder's name is in `SCVMM_CONTRACT_DATA`, and `.ci/run` gives it. Run by hand:
//! `SCVMM_CONTRACT_DATA=… cargo test -p emulator --test contract -- --ignored`.
// All of it is test code, also the functions that are not tests themselves.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod published;
mod recorded;
mod schema;
mod stage;
