//! The one search: a field that completes what is typed, a combobox by the ARIA Authoring Practices, and tells when it is
//! not understood.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::location;
use crate::route::Route;
use crate::signal::{Memo, RwSignal};
use crate::state::list::List;
use crate::state::view::complete::Suggestion;
use crate::ui::caret;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live, live_text};

/// The field's id.
const FIELD: &str = "search";

/// What is offered, and which of it the arrows have reached.
#[derive(Clone, Copy)]
struct Offer {
    list: List,
    suggestions: RwSignal<Vec<Suggestion>>,
    reached: RwSignal<Option<usize>>,
}

impl Offer {
    fn make(self, caret: usize) {
        let search = self.list.view().with_untracked(|view| view.search.clone());
        self.reached.set(None);
        self.suggestions.set(self.list.complete(&search, caret));
    }

    fn withdraw(self) {
        self.reached.set(None);
        self.suggestions.set(Vec::new());
    }

    /// Writes a suggestion into the field, and offers what may follow it.
    fn take(self, place: usize) {
        let taken = self
            .suggestions
            .with_untracked(|suggestions| suggestions.get(place).cloned());
        if let Some(taken) = taken {
            caret::write(FIELD, &taken.search, taken.caret);
            self.list.set_search(taken.search);
            match taken.count {
                // A field: its values are next.
                None => self.make(taken.caret),
                Some(_) => self.withdraw(),
            }
        }
    }

    /// The arrows go round: after the last is the field itself.
    fn step(self, forward: bool) {
        let count = self.suggestions.with_untracked(Vec::len);
        let next = match (self.reached.get_untracked(), forward) {
            (None, true) => 0,
            (None, false) => count.wrapping_sub(1),
            (Some(place), true) => place + 1,
            (Some(place), false) => place.wrapping_sub(1),
        };
        self.reached.set(Some(next).filter(|next| *next < count));
    }

    /// Whether the key was meant for what is offered.
    fn takes_key(self, event: &KeyboardEvent) -> bool {
        let is_open = !self.suggestions.with_untracked(Vec::is_empty);
        let reached = self.reached.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !is_open => {
                self.make(caret::of(event));
                return !self.suggestions.with_untracked(Vec::is_empty);
            }
            "ArrowDown" => self.step(true),
            "ArrowUp" => self.step(false),
            "Enter" | "Tab" if let Some(place) = reached => self.take(place),
            "Enter" | "Escape" if is_open => self.withdraw(),
            _ => return false,
        }
        true
    }
}

/// The field, with what it offers.
pub fn search(list: List, route: RwSignal<Route>) -> AnyView {
    let offer = Offer {
        list,
        suggestions: RwSignal::default(),
        reached: RwSignal::default(),
    };
    let is_open = Memo::new(move || !offer.suggestions.with(Vec::is_empty));
    let typed = move |text: String, caret: usize| {
        list.set_search(text);
        if route.with_untracked(|route| *route != Route::Machines) {
            location::go(&Route::Machines.hash());
        }
        offer.make(caret);
    };
    let is_faulty = move || list.fault().with(Option::is_some);
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
                aria-expanded=move || is_open.get().to_string()
                aria-activedescendant=move || offer.reached.get().map(option_id)
                aria-invalid=move || is_faulty().then_some("true")
                aria-describedby=move || is_faulty().then_some("search-fault")
                placeholder="Search machines, or field:value"
                prop:value=move || list.search()
                on:input=move |event| typed(event_target_value(&event), caret::of(&event))
                on:keydown=move |event| {
                    if offer.takes_key(&event) {
                        event.prevent_default();
                    }
                }
                on:blur=move |_| offer.withdraw()
            />
            <kbd aria-hidden="true">"/"</kbd>
            {live(move || draw(offer))}
            // The list marks the term; here it is for those who hear it.
            <p class="visually-hidden" id="search-fault">
                {live_text(move || list.fault().get().map(|fault| fault.words).unwrap_or_default())}
            </p>
        </div>
    }
    .part()
}

fn option_id(place: usize) -> String {
    ["suggestion-", &place.to_string()].concat()
}

fn draw(offer: Offer) -> AnyView {
    let options = offer.suggestions.with(|suggestions| {
        let draw = |(place, suggestion): (usize, &Suggestion)| {
            let count = suggestion.count.map(|count| count.to_string());
            let selected = move || (offer.reached.get() == Some(place)).to_string();
            view! {
                <li
                    class="suggestion"
                    role="option"
                    id=option_id(place)
                    aria-selected=selected
                    on:mousedown=move |event| {
                        // The field keeps the focus.
                        event.prevent_default();
                        offer.take(place);
                    }
                >
                    <span>{suggestion.text.clone()}</span>
                    " "
                    <span class="muted small">{count}</span>
                </li>
            }
            .part()
        };
        suggestions.iter().enumerate().map(draw).collect::<Vec<_>>()
    });
    let hidden = options.is_empty();
    view! {
        <ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions" hidden=hidden>
            {options}
        </ul>
    }
    .part()
}
