//! The account menu, and what is running.

use leptos::prelude::*;

use crate::app::FRAME;
use crate::browser::storage;
use crate::route::Route;
use crate::signal::Memo;
use crate::state::console::Console;
use crate::state::session::Status;
use crate::ui::live::{live, maybe};

/// How many operations are running, as a link to them.
pub fn pill(console: Console) -> AnyView {
    let running = Memo::new(move || console.operations.running());
    live(move || {
        let words = [&running.get().to_string(), " running"].concat();
        maybe((running.get() > 0).then(|| {
            view! { <a class="pill" href=Route::Operations.hash()>{words}</a> }.into_any()
        }))
    })
}

/// Who is signed in, and the button that signs out.
pub fn menu(console: Console) -> AnyView {
    let Status::SignedIn(account, _) = console.session.status().get_untracked() else {
        return ().into_any();
    };
    let warning = live(move || {
        maybe((console.operations.running() > 0).then(|| {
            view! {
                <p class="small">
                    "Operations are still running. They go on at the service when you sign out, but this page stops following them."
                </p>
            }.into_any()
        }))
    });
    view! {
        <div class="account-menu">
            <p class="account-name">{account.name}</p>
            <p class="muted small">{account.username}</p>
            {warning}
            <button type="button" id="sign-out" on:click=move |_| {
                storage::remove(FRAME);
                console.sign_out();
            }>
                "Sign out"
            </button>
        </div>
    }
    .into_any()
}
