//! Every operation of this sitting: what, on which machine, since when, how it stands, how it ended.

use leptos::prelude::*;

use super::operation_cell::{operation_cell, took};
use crate::browser::clock;
use crate::model::operation::{Operation, OperationState};
use crate::route::Route;
use crate::state::console::use_console;
use crate::ui::failure_view::FailureView;
use crate::ui::live::{live, maybe};

/// The page.
#[component]
pub fn OperationsPage() -> impl IntoView {
    let operations = use_console().operations;
    let body = live(move || {
        let list = operations.list().get();
        if list.is_empty() {
            return view! {
                <div class="empty">
                    <h2>"No operations yet"</h2>
                    <p>"What you do to checkpoints shows here, from the request to its end, for as long as this page is open."</p>
                    <p>
                        <a class="button" href=Route::Machines.hash()>"Choose a machine"</a>
                    </p>
                </div>
            }.into_any();
        }
        operation_list(list, true)
    });
    view! {
        <div class="page">
            <div class="page-head">
                <h1 tabindex="-1">"Operations"</h1>
                <span class="muted">"of this sitting"</span>
            </div>
            {body}
        </div>
    }
    .into_any()
}

/// Operations as a list; `with_machine` names the machine of each.
pub fn operation_list(operations: Vec<Operation>, with_machine: bool) -> AnyView {
    let items: Vec<_> = operations
        .iter()
        .map(|operation| item(operation, with_machine))
        .collect();
    view! { <ul class="operations">{items}</ul> }.into_any()
}

fn item(operation: &Operation, with_machine: bool) -> AnyView {
    let machine = maybe(with_machine.then(|| {
        let href = Route::Machine(operation.machine.clone()).hash();
        view! { <a class="operation-machine" href=href>{operation.machine_name.clone()}</a> }
            .into_any()
    }));
    let title = operation.action.checkpoint_title().trim().to_owned();
    let title = maybe((!title.is_empty()).then(|| {
        let quoted = ["“", &title, "”"].concat();
        view! { <span class="operation-title">{quoted}</span> }.into_any()
    }));
    let times = [
        Some(clock::time_of_day(operation.started_ms)),
        took(operation).map(|took| ["took ", &took].concat()),
    ];
    let times = times.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let note = match &operation.state {
        OperationState::Succeeded { shown: false } => Some(
            "The service says it is done, but the machine does not show it yet. Its list of checkpoints may be old.",
        ),
        OperationState::NotSent => Some(
            "It is not certain that a checkpoint keeps the present state, so the machine was left as it is.",
        ),
        OperationState::Watching => {
            Some("The machine itself is watched until it shows the change.")
        }
        _ => None,
    };
    let failure = operation.state.failure().cloned();
    let lead = match &operation.state {
        OperationState::LostSight(_) => {
            Some("This is about reading the operation, not about the operation itself: it may well go on.".to_owned())
        }
        OperationState::Unknown(_) => Some("Nobody can say how this ended. Look at the machine's checkpoints.".to_owned()),
        _ => None,
    };
    let failure = failure.map(|failure| match lead {
        Some(lead) => view! { <FailureView failure=failure lead=lead advise=false /> }.into_any(),
        None => view! { <FailureView failure=failure /> }.into_any(),
    });
    view! {
        <li class="operation" id=["operation-", &operation.number.to_string()].concat()>
            <div class="operation-line">
                <div class="operation-state">{operation_cell(operation)}</div>
                {machine}
                {title}
                <span class="operation-times muted small">{times}</span>
            </div>
            {maybe(note.map(|note| view! { <p class="muted small">{note}</p> }.into_any()))}
            {maybe(failure)}
        </li>
    }
    .into_any()
}
