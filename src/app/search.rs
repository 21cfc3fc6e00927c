//! The one search: a field that completes what is typed, a combobox by the ARIA Authoring Practices, and tells when it is
//! not understood.

pub mod offer;

use leptos::prelude::*;

use crate::parts;
use crate::route::Route;
use crate::signal::RwSignal;
use crate::state::list::List;
use crate::state::view::complete::Suggestion;
use crate::ui::caret;
use crate::ui::icon::Icon;
use crate::ui::live::Part;

/// The field's id.
const FIELD: &str = "search";

/// The field: what it searches, what it offers, and which of that the arrows have reached.
#[derive(Clone, Copy)]
pub struct Field {
    list: List,
    route: RwSignal<Route>,
    suggestions: RwSignal<Vec<Suggestion>>,
    reached: RwSignal<Option<usize>>,
}

impl Field {
    fn withdraw(self) {
        self.reached.set(None);
        self.suggestions.set(Vec::new());
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
        <div class="search" role="search">
            {Icon::Search.draw()}
            <input
                id=FIELD
                type="search"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-label="Search machines"
                aria-keyshortcuts="/"
                aria-controls="suggestions"
                aria-expanded=move || if field.suggestions.with(Vec::is_empty) { "false" } else { "true" }
                aria-activedescendant=move || field.reached.get().map(option_id)
                aria-invalid=move || list.is_faulty().then_some("true")
                aria-describedby=move || list.is_faulty().then_some("search-fault")
                placeholder="Search machines, or field:value"
                prop:value=move || list.search()
                on:input=move |event| {
                    let (text, caret) = (event_target_value(&event), caret::of(&event));
                    parts::act(move |pages| (pages.rest.typed)(field, text, caret));
                }
                on:keydown=move |event| parts::act(move |pages| (pages.rest.search_key)(field, &event))
                on:blur=move |_| field.withdraw()
            />
            <kbd aria-hidden="true">"/"</kbd>
            {super::once_there(list, move |pages| (pages.rest.offered)(field))}
        </div>
    }
    .part()
}

fn option_id(place: usize) -> String {
    ["suggestion-", &place.to_string()].concat()
}
