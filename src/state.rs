//! What the screens share: who is signed in, the fleet, the operations.

pub mod attention;
pub mod console;
pub mod fleet;
pub mod fleet_rows;
pub mod list;
pub mod notices;
pub mod operations;
pub mod read_queue;
pub mod remembered_fleet;
pub mod session;
pub mod tracker;
pub mod view;
