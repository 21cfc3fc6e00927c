//! The console: its modules, from the wire up to the pages.
