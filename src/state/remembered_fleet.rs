//! The last known fleet, kept in the browser from one visit to the next. No token is in it.

mod bytes;
pub mod record;
