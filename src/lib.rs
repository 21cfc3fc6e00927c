//! The console: its modules, from the wire up to the pages.

pub mod app;
pub mod arm;
pub mod auth;
pub mod backend;
pub mod browser;
pub mod config;
pub mod dialogs;
pub mod exchange;
pub mod http;
pub mod model;
pub mod pages;
pub mod parts;
pub mod route;
pub mod signal;
pub mod spf;
pub mod state;
pub mod ui;
