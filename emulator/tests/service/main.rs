//! The emulator asked as a client asks it, in-process and with a clock that only moves when told.
#![allow(missing_docs)]

mod admin;
mod checkpoints;
mod faults;
mod fleet;
mod instances;
mod operations;
mod pages;
mod property;
mod refusals;
mod served;
mod stage;
