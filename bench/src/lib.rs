//! Measures the built console in a real browser, in turns with a plain JavaScript page that shows the same list.
//!
//! Every measurement has an emulator, a host and a browser of its own, all on loopback. What is measured, and how, stands
//! in `docs/performance.md`.

pub mod circumstances;
pub mod figure;
pub mod pages;
pub mod probe;
pub mod report;
pub mod run;
pub mod target;

pub use pages::Subject;
