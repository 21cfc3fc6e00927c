//! HTTP as the back ends see it: requests, answers, and who carries them. No browser.

pub mod origin;
pub mod retry_after;
#[cfg(test)]
pub mod scripted;
pub mod transport;
