//! A simulated datacenter: Microsoft Entra sign-in, Azure Resource Manager and Service Provider Foundation on loopback,
//! faithful to the recorded wire. It shares no type with the console, so that a misreading of the contract shows.

pub mod accounts;
mod admin;
pub mod arm;
pub mod clock;
pub mod datacenter;
pub mod emulator;
pub mod entra;
pub mod faults;
pub mod graph;
pub mod guid;
pub mod journal;
pub mod odata;
pub mod operation;
pub mod options;
pub mod reply;
pub mod server;
pub mod spf;
pub mod timestamp;
pub mod truth;

pub use emulator::Emulator;
