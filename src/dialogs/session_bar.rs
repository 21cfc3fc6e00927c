//! The bar that asks to sign in again before, or after, the session has ended. The page and its forms stay.
//!
//! It stands above the page, and in every dialog that sends: what is behind an open dialog cannot be reached.

use leptos::prelude::*;

use crate::signal::Memo;
use crate::state::session::{Beside, Session, Standing, Status};
use crate::ui::elapsed::{duration_words, use_now};
use crate::ui::live::{live, live_text};
use crate::ui::message_bar::{Gravity, MessageBar};
use crate::ui::sign_in_failure_view::why;

/// The bar, when there is something to ask.
pub fn session_bar(session: Session) -> AnyView {
    let standing = Memo::new(move || match session.status().get() {
        Status::SignedIn(_, standing) => standing,
        _ => Standing::Good,
    });
    live(move || {
        match standing.get() {
        Standing::Good => ().into_any(),
        Standing::Ending { at_ms } => {
            let now = use_now();
            let left = live_text(move || duration_words(at_ms.saturating_sub(now.get())));
            view! {
                <MessageBar gravity=Gravity::Warning>
                    // The running seconds are for the eye; a screen reader hears the sentence once.
                    <p>"Your sign-in ends soon" <span aria-hidden="true">", in " {left}</span> ". Nothing on this page is lost."</p>
                    {ask(session, "Stay signed in")}
                </MessageBar>
            }.into_any()
        }
        Standing::Ended => view! {
            <MessageBar gravity=Gravity::Error>
                <p>"Your sign-in has ended. Nothing on this page is lost: sign in again to go on. Operations go on at the service."</p>
                {ask(session, "Sign in again")}
            </MessageBar>
        }.into_any(),
    }
    })
}

fn ask(session: Session, label: &'static str) -> AnyView {
    let outcome = live(move || {
        match session.beside().get() {
        Beside::Idle => ().into_any(),
        Beside::Open => view! { <p class="muted small">"Sign in in the window that has opened."</p> }.into_any(),
        Beside::Blocked => view! {
            <p class="small">"The browser did not open the sign-in window. Allow windows of this address, then press the button again."</p>
        }.into_any(),
        Beside::Failed(failure) => why(failure),
    }
    });
    view! {
        <button type="button" class="sign-in-again" on:click=move |_| session.sign_in_beside()>
            {label}
        </button>
        {outcome}
    }
    .into_any()
}
