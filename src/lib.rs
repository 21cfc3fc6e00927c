//! The console: its modules, from the wire up to the pages.

pub mod arm;
pub mod auth;
pub mod backend;
pub mod config;
pub mod http;
pub mod model;
