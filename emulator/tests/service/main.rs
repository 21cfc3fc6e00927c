//! The emulator asked as a client asks it, in-process and with a clock that only moves when told.
// All of it is test code, also the functions that are not tests themselves.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod admin;
mod checkpoints;
mod faults;
mod fleet;
mod graph;
mod graph_joins;
mod graph_language;
mod graph_pages;
mod graph_property;
mod graph_refusals;
mod graph_stage;
mod instances;
mod operations;
mod pages;
mod property;
mod refusals;
mod served;
mod spf_exact;
mod spf_gate;
mod spf_jobs;
mod spf_query;
mod spf_read;
mod spf_refusals;
mod spf_stage;
mod spf_write;
mod stage;
