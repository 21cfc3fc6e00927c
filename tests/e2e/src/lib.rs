//! End-to-end tests of the built console in a real browser.
