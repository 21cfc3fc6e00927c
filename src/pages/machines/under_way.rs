//! How an operation stands in the row of its machine, and the time that passes meanwhile.

use std::time::Duration;

use leptos::prelude::set_timeout;

use super::super::operation_cell::tone;
use super::row::{look, looks};
use crate::browser::timer::now_ms;
use crate::model::operation::{Operation, OperationState};
use crate::signal::RwSignal;
use crate::ui::elapsed::duration_words;
use crate::ui::rows::Cell;

/// The look of a cell that tells of something that goes on.
const UNDER_WAY: &str = "under-way";

/// How an operation stands, at a time in milliseconds of Unix time.
pub fn operation(operation: &Operation, now_ms: u64) -> Cell {
    let words = operation.words();
    if operation.state.has_ended() || operation.state == OperationState::Queued {
        return looks(words, look(tone(&operation.state)));
    }
    let time = duration_words(now_ms.saturating_sub(operation.started_ms));
    Cell {
        text: [&words, " · ", &time].concat(),
        look: UNDER_WAY,
        done: match operation.state {
            OperationState::Running { progress } => progress,
            _ => None,
        },
        ..Cell::default()
    }
}

/// Sets the time anew a second later, if anybody still wants to know.
pub fn tick(now: RwSignal<u64>) {
    let set = move || {
        now.try_set(now_ms());
    };
    set_timeout(set, Duration::from_secs(1));
}
