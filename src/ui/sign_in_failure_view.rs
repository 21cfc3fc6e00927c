//! A sign-in that did not work, in words, with everything that support needs.

use leptos::prelude::*;

use super::copy_button::CopyButton;
use super::icon::Icon;
use crate::auth::failure::SignInFailure;
use crate::auth::failure::words::Details;

/// Why a sign-in did not work: the sentence, and what support needs.
pub fn why(failure: SignInFailure) -> AnyView {
    let words = failure.advice();
    if failure.is_cancellation() {
        return view! { <p class="muted" role="status">{words.sentence}</p> }.into_any();
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
    .into_any()
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
            view! { <span class="fact">{label} " " <code>{value}</code></span> }.into_any()
        })
        .collect();
    let said = details.raw.map(|raw| {
        view! {
            <details>
                <summary>"What the sign-in service said"</summary>
                <p class="small">{raw}</p>
            </details>
        }
        .into_any()
    });
    view! {
        {said}
        <p class="failure-facts">{facts}</p>
        <CopyButton text=Callback::new(move |()| text.clone()) label="Copy for support" />
    }
    .into_any()
}
