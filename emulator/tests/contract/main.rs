//! The emulator held against the published contracts and recorded exchanges.
//!
//! They lie outside the repository: the folders' names are in `SCVMM_CONTRACT_DATA` and `SCVMM_CONTRACT_SPF`, and `.ci/run`
//! gives them. Run by hand: `SCVMM_CONTRACT_DATA=… SCVMM_CONTRACT_SPF=… cargo test -p emulator --test contract -- --ignored`.
// All of it is test code, also the functions that are not tests themselves.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod exchange;
mod published;
mod recorded;
mod schema;
mod spf;
mod spf_documents;
mod spf_stage;
mod stage;
