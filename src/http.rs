//! HTTP as the back ends see it: requests, answers, and who carries them. No browser.

pub mod date;
pub mod field;
pub mod json;
pub mod origin;
pub mod retry_after;
#[cfg(test)]
pub mod scripted;
pub mod side_by_side;
pub mod transport;
