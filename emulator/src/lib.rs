//! A simulated datacenter: Microsoft Entra sign-in and Azure Resource Manager on loopback, faithful to the recorded
//! wire. It shares no type with the console, so that a misreading of the contract shows.

pub mod accounts;
pub mod clock;
pub mod datacenter;
pub mod entra;
pub mod guid;
pub mod options;
pub mod reply;
pub mod timestamp;
