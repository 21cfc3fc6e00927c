//! The machines by name: the order that every other follows from.

use std::sync::{Arc, Mutex, PoisonError};

use crate::signal::{Memo, Signal};
use crate::state::fleet_rows::FleetRows;
use crate::state::view::order::{self, Places};

/// The places of all rows by name, sorted anew only when a name has changed.
pub fn of(rows: Signal<FleetRows>) -> Memo<Places> {
    let version = Memo::new(move || rows.with(FleetRows::names_version));
    let before = Mutex::new(Places::default());
    Memo::new(move || {
        // Read, not only tracked: a memo that nobody has read hears of nothing.
        version.get();
        let mut before = before.lock().unwrap_or_else(PoisonError::into_inner);
        *before = rows.with_untracked(|rows| order::by_name(rows, &before));
        Arc::clone(&before)
    })
}
