//! The page of somebody who is not signed in.

use leptos::prelude::*;

use crate::auth::failure::SignInFailure;
use crate::parts;
use crate::state::session::{Session, Status};
use crate::ui::icon::Icon;

/// Says what the console is, and signs in.
#[component]
pub fn SignInPage(
    /// The sign-in.
    session: Session,
    /// Why the last try did not work.
    failure: Option<SignInFailure>,
) -> impl IntoView {
    let starting = move || session.status().with(|status| *status == Status::Starting);
    view! {
        <main class="alone" id="content">
            <div class="brand-large">{Icon::Mark.draw()}</div>
            <h1 tabindex="-1">"SCVMM Console"</h1>
            <p>"Take, restore and delete checkpoints of virtual machines that System Center VMM manages, through Azure."</p>
            {failure.map(why)}
            <p class="buttons">
                <button type="button" class="primary" id="sign-in" disabled=starting on:click=move |_| session.sign_in(false)>
                    "Sign in"
                </button>
                <button type="button" class="quiet" id="sign-in-other" disabled=starting on:click=move |_| session.sign_in(true)>
                    "Use another account"
                </button>
            </p>
            <p class="muted small">
                "You sign in with Microsoft Entra. The console keeps your sign-in in memory only, and sends it to Azure Resource Manager only."
            </p>
        </main>
    }.into_any()
}

/// In words that the first screen does without.
fn why(failure: SignInFailure) -> AnyView {
    parts::in_place(move |pages| (pages.sign_in_failure)(failure.clone()))
}
