//! The browser, as the rest of the console needs it. Only this folder and `ui` know web-sys.

pub mod clipboard;
pub mod clock;
pub mod crypto;
pub mod database;
pub mod fetch;
pub mod keyboard;
pub mod location;
pub mod room;
pub mod sign_in_window;
pub mod starting;
pub mod storage;
pub mod timer;
pub mod visibility;
