//! An operation in a few words: in a row of the list, on a machine's page, in the list of operations.

use leptos::prelude::*;

use crate::model::operation::{Operation, OperationState};
use crate::ui::elapsed::{Elapsed, duration_words};
use crate::ui::status::{Tone, status};

/// The tone in which an operation is shown.
pub fn tone(state: &OperationState) -> Tone {
    match state {
        OperationState::Queued => Tone::Neutral,
        OperationState::Sending
        | OperationState::Running { .. }
        | OperationState::Watching
        | OperationState::Confirming => Tone::Busy,
        OperationState::Succeeded { .. } => Tone::Good,
        OperationState::Failed(_) => Tone::Bad,
        OperationState::LostSight(_)
        | OperationState::NotSent
        | OperationState::Canceled(_)
        | OperationState::Unknown(_) => Tone::Warning,
    }
}

/// How an operation stands: words and time, with a bar while it runs: filled as far as the service
/// tells, else moving stripes and no invented percentage.
pub fn operation_cell(operation: &Operation) -> AnyView {
    let words = operation.words();
    if operation.state.has_ended() || operation.state == OperationState::Queued {
        return status(tone(&operation.state), words);
    }
    let percent = match &operation.state {
        OperationState::Running { progress } => *progress,
        _ => None,
    };
    let label = words.clone();
    view! {
        <div class="running">
            <div class="running-words">
                {words} " · " <Elapsed since_ms=operation.started_ms />
            </div>
            // Without a value the element is indeterminate, which is the truth where the service tells no percentage.
            <progress aria-label=label max="100" value=percent.map(|percent| percent.to_string())></progress>
        </div>
    }.into_any()
}

/// How long an ended operation took; nothing for one that was not sent.
pub fn took(operation: &Operation) -> Option<String> {
    operation
        .ended_ms
        .filter(|_| operation.state != OperationState::NotSent)
        .map(|ended| duration_words(ended.saturating_sub(operation.started_ms)))
}
