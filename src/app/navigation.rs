//! The navigation beside the pages.

use leptos::prelude::*;

use crate::pages::machines::counted;
use crate::parts;
use crate::route::Route;
use crate::signal::{Memo, RwSignal};
use crate::state::console::Console;
use crate::ui::live::live_text;

/// Which of the links leads to what is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Current {
    /// The list, or a machine of it.
    Machines,
    /// The operations.
    Operations,
    /// None.
    Nothing,
}

impl Current {
    /// The link of a page.
    fn of(route: &Route) -> Self {
        match route {
            Route::Machines | Route::Machine(_) | Route::Unread => Self::Machines,
            Route::Operations => Self::Operations,
            Route::Unknown => Self::Nothing,
        }
    }
}

/// The navigation, with counts.
pub fn navigation(console: Console, route: RwSignal<Route>, shortcuts: RwSignal<bool>) -> AnyView {
    let list = console.list;
    let current = Memo::new(move || route.with(Current::of));
    // One mark is enough.
    let shows_saved = RwSignal::new(false);
    let is = move |own| move || (current.get() == own && !shows_saved.get()).then_some("page");
    let machines = live_text(
        move || match console.fleet.rows().with(|rows| rows.all().len()) {
            0 => String::new(),
            some => counted(some),
        },
    );
    let operations = super::once_there(list, false, move |pages| (pages.rest.operations)(console));
    // Whoever has saved views waits for them, and nobody else.
    let saved = super::once_there(list, list.keeps_views(), move |pages| {
        (pages.rest.saved)(console, route, shows_saved)
    });
    view! {
        <nav aria-label="Console">
            <a class="nav-item" href="#/machines" aria-current=is(Current::Machines)>
                <svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                    <path d="M3 4h14v8H3zM7 16h6M10 12v4"></path>
                </svg>
                <span>"Machines"</span>
                <span class="count">{machines}</span>
            </a>
            <a class="nav-item" href="#/operations" aria-current=is(Current::Operations)>
                <svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                    <path d="M3 10h3l2-5 4 10 2-5h3"></path>
                </svg>
                <span>"Operations"</span>
                <span class="count">{operations}</span>
            </a>
            <div class="saved">{saved}</div>
            <button
                type="button"
                class="nav-item shortcuts-button"
                aria-keyshortcuts="?"
                on:click=move |_| parts::act(move |_| shortcuts.set(true))
            >
                "Keyboard shortcuts"
                <kbd aria-hidden="true">"?"</kbd>
            </button>
        </nav>
    }
    .into_any()
}
