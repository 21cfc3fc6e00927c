//! The one search: a field that completes what is typed, a combobox by the ARIA Authoring Practices, and tells when it is
//! not understood. The field stands at once; what it does comes with the rest of the frame.

pub mod offer;

use leptos::ev::Event;
use leptos::prelude::*;

use crate::parts;
use crate::route::Route;
use crate::signal::RwSignal;
use crate::state::list::List;
use crate::state::view::complete::Suggestion;

/// The field: what it searches, and what it offers.
#[derive(Clone, Copy)]
pub struct Field {
    list: List,
    route: RwSignal<Route>,
    /// What is offered.
    suggestions: RwSignal<Vec<Suggestion>>,
    /// Which of it the arrows have reached.
    reached: RwSignal<Option<usize>>,
}

impl Field {
    fn hear(self, event: Event) {
        parts::act(move |pages| (pages.rest.search)(self, &event));
    }

    /// Hears of what only matters where something is offered.
    fn hear_of_offer(self, event: &Event) {
        if let Some(pages) = parts::there() {
            (pages.rest.search)(self, event);
        }
    }
}

/// The field, with what it offers.
pub fn search(list: List, route: RwSignal<Route>) -> AnyView {
    let field = Field {
        list,
        route,
        suggestions: RwSignal::default(),
        reached: RwSignal::default(),
    };
    view! {
        <div
            class="search"
            role="search"
            on:input=move |event| field.hear(event)
            on:keydown=move |event| field.hear_of_offer(&event)
            on:focusout=move |event| field.hear_of_offer(&event)
        >
            <svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                <path d="M8.5 3.5a5 5 0 1 1 0 10 5 5 0 0 1 0-10M12.2 12.2 16.5 16.5"></path>
            </svg>
            <input
                id="search"
                type="search"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-label="Search machines"
                aria-keyshortcuts="/"
                aria-controls="suggestions"
                aria-expanded="false"
                placeholder="Search machines, or field:value"
            />
            <kbd aria-hidden="true">"/"</kbd>
            {super::once_there(list, false, move |pages| (pages.rest.offered)(field))}
        </div>
    }
    .into_any()
}
