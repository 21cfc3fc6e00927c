//! End-to-end tests of the built console in a real browser: the stage they play on.
//!
//! A [`Stage`] is an emulator, a host that serves `dist/` with the headers of `deploy/headers.txt` (before Service
//! Provider Foundation a real nginx), and a headless browser, all of its own and all on loopback. Nothing of it is shared
//! between tests.

pub mod asking;
pub mod axe;
pub mod browser;
pub mod calls;
pub mod console;
pub mod datacenter;
pub mod driver;
pub mod headers;
pub mod host;
pub mod layout;
pub mod page;
pub mod pictures;
pub mod places;
pub mod proxy;
pub mod site;
pub mod stage;
pub mod walk;
pub mod windows;

pub use page::Page;
pub use stage::{Backend, Configuration, Stage, StageOptions, scene};
