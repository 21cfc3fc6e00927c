//! The page of somebody who is not signed in.

use leptos::prelude::*;

use crate::ui::live::Part;

use crate::auth::failure::SignInFailure;
use crate::auth::failure::words::Details;
use crate::state::session::{Session, Status};
use crate::ui::copy_button::CopyButton;
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
    }.part()
}

/// Why a sign-in did not work: the sentence, and what support needs.
pub fn why(failure: SignInFailure) -> AnyView {
    let words = failure.advice();
    if failure.is_cancellation() {
        return view! { <p class="muted" role="status">{words.sentence}</p> }.part();
    }
    view! {
        <div class="failure" role="alert">
            {Icon::Error.draw()}
            <div class="failure-content">
                <p class="failure-lead">{words.title}</p>
                <p class="failure-message">{words.sentence}</p>
                {words.details.map(support)}
            </div>
        </div>
    }
    .part()
}

/// The service's own statement and its numbers.
fn support(details: Details) -> AnyView {
    let number = details.aadsts.map(|number| format!("AADSTS{number}"));
    let ids = [
        ("Error", number.or(Some(details.error))),
        ("Correlation id", details.correlation_id),
        ("Trace id", details.trace_id),
        ("Time", details.timestamp),
    ];
    let mut text = details.raw.clone().unwrap_or_default();
    let facts: Vec<_> = ids
        .into_iter()
        .filter_map(|(label, value)| value.map(|value| (label, value)))
        .map(|(label, value)| {
            text.push_str(&["\n", label, ": ", &value].concat());
            view! { <span class="fact">{label} " " <code>{value}</code></span> }.part()
        })
        .collect();
    let said = details.raw.map(|raw| {
        view! {
            <details>
                <summary>"What the sign-in service said"</summary>
                <p class="small">{raw}</p>
            </details>
        }
        .part()
    });
    view! {
        {said}
        <p class="failure-facts">{facts}</p>
        <CopyButton text=Callback::new(move |()| text.clone()) label="Copy for support" />
    }
    .part()
}
