//! A failure, shown whole: the sentence, what to do, every cause, and everything that support needs.

use leptos::prelude::*;

use super::copy_button::CopyButton;
use super::icon::Icon;
use super::live::maybe;
use crate::model::advice::advice;
use crate::model::failure::{ErrorDetail, Failure};

/// Causes below this are not drawn; the copied text holds them.
const DEEPEST: usize = 12;

/// Shows a failure. All of it is text, never markup.
#[component]
pub fn FailureView(
    /// The failure.
    failure: Failure,
    /// A sentence before the service's own, such as "The checkpoint was not created."
    #[prop(optional, into)]
    lead: Option<String>,
    /// Whether to say what to do. Not where it is unknown if the request was taken: there "try again" may do it twice.
    #[prop(default = true)]
    advise: bool,
) -> impl IntoView {
    let copied = failure.clone();
    let facts = facts(&failure);
    let advice = advise.then(|| advice(&failure)).flatten();
    let parts = &*failure;
    let raw = parts
        .raw
        .clone()
        .map(|raw| block("The answer as it came".to_owned(), raw));
    view! {
        <div class="failure" role="alert">
            {Icon::Error.draw()}
            <div class="failure-content">
                {maybe(lead.map(|lead| view! { <p class="failure-lead">{lead}</p> }.into_any()))}
                <p class="failure-message">{failure.headline().to_owned()}</p>
                {maybe(advice.map(|advice| view! { <p class="failure-advice">{advice}</p> }.into_any()))}
                {maybe(causes(&parts.error.details, 1))}
                {additional(&parts.error)}
                {raw}
                <p class="failure-facts">{facts}</p>
                <CopyButton text=Callback::new(move |()| copied.support_text()) label="Copy for support" />
            </div>
        </div>
    }.into_any()
}

/// Code, target, status and id, each with its name.
fn facts(failure: &Failure) -> Vec<AnyView> {
    let status = failure.status.map(|status| status.to_string());
    let rows = [
        ("Code", Some(failure.error.code.as_str())),
        ("Target", Some(failure.error.target.as_str())),
        ("HTTP status", status.as_deref()),
        ("Correlation id", failure.correlation_id.as_deref()),
    ];
    rows.into_iter()
        .filter_map(|(label, value)| {
            value
                .filter(|value| !value.is_empty())
                .map(|value| fact(label, value))
        })
        .collect()
}

fn fact(label: &'static str, value: &str) -> AnyView {
    view! {
        <span class="fact">
            {label} " " <code>{value.to_owned()}</code>
        </span>
    }
    .into_any()
}

fn causes(details: &[ErrorDetail], depth: usize) -> Option<AnyView> {
    if details.is_empty() || depth > DEEPEST {
        return None;
    }
    let items: Vec<_> = details
        .iter()
        .map(|detail| {
            let code = maybe((!detail.code.is_empty()).then(|| view! { <code>{detail.code.clone()}</code> }.into_any()));
            let target = maybe((!detail.target.is_empty()).then(|| view! { <span class="muted">" (" {detail.target.clone()} ")"</span> }.into_any()));
            view! {
                <li>
                    {code} " " {detail.message.clone()} {target} {additional(detail)} {maybe(causes(&detail.details, depth + 1))}
                </li>
            }.into_any()
        })
        .collect();
    Some(view! { <ul class="causes">{items}</ul> }.into_any())
}

fn additional(detail: &ErrorDetail) -> Vec<AnyView> {
    let title = |kind: &str| {
        if kind.is_empty() {
            "Additional information".to_owned()
        } else {
            ["Additional information: ", kind].concat()
        }
    };
    detail
        .additional
        .iter()
        .map(|(kind, info)| block(title(kind), info.clone()))
        .collect()
}

fn block(title: String, text: String) -> AnyView {
    let label = title.clone();
    view! {
        <details>
            <summary>{title}</summary>
            // A region that scrolls must be reachable by keyboard.
            <pre tabindex="0" role="group" aria-label=label>{text}</pre>
        </details>
    }
    .into_any()
}
