//! What every dialog that sends an action has in common: sending once, staying open until the service has accepted, and
//! showing inside why it did not.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Target;
use super::session_bar::session_bar;
use crate::model::action::Action;
use crate::model::failure::Failure;
use crate::model::operation::OperationNumber;
use crate::signal::{RwSignal, Signal, effect};
use crate::state::console::Console;
use crate::state::operations::Sent;
use crate::ui::failure_view::FailureView;
use crate::ui::live::live;
use crate::ui::message_bar::{Gravity, MessageBar};

/// How sending stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Sending {
    /// Not sent, or changed since.
    Ready,
    /// Sent; no answer yet.
    Busy,
    /// Refused: nothing was done. What did not happen, in a sentence.
    Refused(Failure, &'static str),
    /// Nobody knows whether it was accepted; the operation that watches for it.
    Unknown(OperationNumber, Failure),
}

/// One dialog's sending.
#[derive(Clone, Copy)]
pub struct Sender {
    console: Console,
    state: RwSignal<Sending>,
    on_close: Callback<()>,
}

impl Sender {
    /// Nothing sent yet. `on_close` is called when the service has accepted.
    pub fn new(console: Console, on_close: Callback<()>) -> Self {
        let state = RwSignal::new(Sending::Ready);
        // What was unknown turned out to be done: the dialog that would do it again closes.
        effect(move || {
            let number = state.with(|state| match state {
                Sending::Unknown(number, _) => Some(*number),
                _ => None,
            });
            if number.is_some_and(|number| console.operations.has_succeeded(number)) {
                on_close.run(());
            }
        });
        Self {
            console,
            state,
            on_close,
        }
    }

    /// Whether an answer is awaited.
    pub fn busy(self) -> Signal<bool> {
        let state = self.state;
        Signal::derive(move || state.with(|state| *state == Sending::Busy))
    }

    /// Sends, unless an answer is still awaited. The sending does not depend on the dialog: once sent, it is followed, and
    /// what is to be done `then` is sent when it has succeeded.
    pub fn send(self, machine: &Target, action: Action, then: Option<Action>) {
        if self.state.with_untracked(|state| *state == Sending::Busy) {
            return;
        }
        self.state.set(Sending::Busy);
        let Target { id, name } = machine.clone();
        let lead = refused(&action, then.is_some());
        spawn_local(async move {
            let sent = self.console.operations.send(id, name, action, then).await;
            match sent {
                Sent::Accepted => {
                    self.state.try_set(Sending::Ready);
                    self.on_close.try_run(());
                }
                Sent::Refused(number, failure) => {
                    // Shown once: here while the dialog is there, else in the list of operations.
                    let refused = Sending::Refused(failure, lead);
                    if self.state.try_set(refused).is_none() {
                        self.console.operations.forget(number);
                    } else {
                        self.console.operations.announce(number);
                    }
                }
                Sent::Unknown(number, failure) => {
                    self.state.try_set(Sending::Unknown(number, failure));
                }
                Sent::Abandoned => {
                    self.state.try_set(Sending::Ready);
                }
            }
        });
    }

    /// Why it was not accepted, beside the button that caused it; and the bar that asks to sign in again, because the
    /// page's own cannot be reached from here.
    pub fn outcome(self) -> AnyView {
        let outcome = live(move || {
            match self.state.get() {
            Sending::Ready | Sending::Busy => ().into_any(),
            Sending::Refused(failure, lead) => view! { <FailureView failure=failure lead=lead.to_owned() /> }.into_any(),
            Sending::Unknown(_, failure) => view! {
                <MessageBar gravity=Gravity::Warning>
                    <p>
                        "It is not known whether the service took this request. The machine is being watched, see Operations. Send it again only if the machine does not show it."
                    </p>
                </MessageBar>
                <FailureView failure=failure advise=false />
            }.into_any(),
        }
        });
        view! {
            {session_bar(self.console.session)}
            {outcome}
        }
        .into_any()
    }
}

fn refused(action: &Action, is_first: bool) -> &'static str {
    match action {
        Action::Create { .. } if is_first => {
            "No checkpoint of the present state was created, so the machine was not restored."
        }
        Action::Create { .. } => "The checkpoint was not created.",
        Action::Delete { .. } => "The checkpoint was not deleted.",
        Action::Edit { .. } => "The checkpoint was not changed.",
        Action::Restore { .. } => "The machine was not restored.",
    }
}
