//! A bar above content that still works: a failed part, a session that ends.

use leptos::prelude::*;

use super::icon::Icon;

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gravity {
    /// Good to know.
    Info,
    /// Worth attention.
    Warning,
    /// Something failed.
    Error,
}

/// A bar with a sentence, and what can be done.
#[component]
pub fn MessageBar(
    /// How grave it is.
    gravity: Gravity,
    /// Its id, where there are several: by that each stays its own.
    #[prop(optional)]
    id: Option<String>,
    /// The sentence and the buttons.
    children: Children,
) -> impl IntoView {
    let (class, icon, role) = match gravity {
        Gravity::Info => ("bar info", Icon::Info, "status"),
        Gravity::Warning => ("bar warning", Icon::Warning, "status"),
        Gravity::Error => ("bar error", Icon::Error, "alert"),
    };
    view! {
        <div class=class role=role id=id>
            {icon.draw()}
            <div class="bar-content">{children()}</div>
        </div>
    }
    .into_any()
}
