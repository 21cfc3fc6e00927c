//! What the search offers to whoever types in it.

use std::time::Duration;

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Field;
use crate::browser::location;
use crate::route::Route;
use crate::signal::effect;
use crate::state::view::complete::Suggestion;
use crate::ui::caret;
use crate::ui::live::{live, live_text};

/// The field's id.
const FIELD: &str = "search";

/// Something happened to the field.
pub fn hear(field: Field, event: &Event) {
    // Its page may have gone while this was loaded.
    if field.reached.try_with_untracked(|_| ()).is_none() {
        return;
    }
    match event.type_().as_str() {
        "input" => {
            field.list.set_search(event_target_value(event));
            if field
                .route
                .with_untracked(|route| *route != Route::Machines)
            {
                location::go(&Route::Machines.hash());
            }
            field.make(caret::of(event));
        }
        "keydown" => {
            let key = event.dyn_ref::<KeyboardEvent>();
            if key.is_some_and(|key| field.takes_key(key)) {
                event.prevent_default();
            }
        }
        // A field that goes with its page is left too: nothing may follow from that.
        _ => set_timeout(move || field.withdraw(), Duration::ZERO),
    }
}

/// What is offered, and what is wrong with the search. The field itself tells of both.
pub fn draw(field: Field) -> AnyView {
    let list = field.list;
    // What was typed before this was there, and before anybody could hear it.
    let typed = caret::text(FIELD);
    if !typed.is_empty() && list.view().with_untracked(|view| view.search.is_empty()) {
        list.set_search(typed);
    }
    let fault = move || list.fault().get();
    effect(move || caret::show(FIELD, &list.search()));
    effect(move || {
        let is_open = !field.suggestions.with(Vec::is_empty);
        let reached = field.reached.get().map(option_id);
        caret::mark(
            FIELD,
            "aria-expanded",
            Some(if is_open { "true" } else { "false" }),
        );
        caret::mark(FIELD, "aria-activedescendant", reached.as_deref());
    });
    effect(move || {
        let is_faulty = fault().is_some();
        caret::mark(FIELD, "aria-invalid", is_faulty.then_some("true"));
        caret::mark(
            FIELD,
            "aria-describedby",
            is_faulty.then_some("search-fault"),
        );
    });
    view! {
        {live(move || options(field))}
        // The list marks the term; here it is for those who hear it.
        <p class="visually-hidden" id="search-fault">
            {live_text(move || fault().map(|fault| fault.words).unwrap_or_default())}
        </p>
    }
    .into_any()
}

fn option_id(place: usize) -> String {
    ["suggestion-", &place.to_string()].concat()
}

impl Field {
    fn make(self, caret: usize) {
        let search = self.list.view().with_untracked(|view| view.search.clone());
        self.reached.set(None);
        self.suggestions.set(self.list.complete(&search, caret));
    }

    fn withdraw(self) {
        self.reached.try_set(None);
        self.suggestions.try_set(Vec::new());
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

fn options(field: Field) -> AnyView {
    let options = field.suggestions.with(|suggestions| {
        let draw = |(place, suggestion): (usize, &Suggestion)| {
            let count = suggestion.count.map(|count| count.to_string());
            let selected = move || (field.reached.get() == Some(place)).to_string();
            view! {
                <li
                    class="suggestion"
                    role="option"
                    id=option_id(place)
                    aria-selected=selected
                    on:mousedown=move |event| {
                        // The field keeps the focus.
                        event.prevent_default();
                        field.take(place);
                    }
                >
                    <span>{suggestion.text.clone()}</span>
                    " "
                    <span class="muted small">{count}</span>
                </li>
            }
            .into_any()
        };
        suggestions.iter().enumerate().map(draw).collect::<Vec<_>>()
    });
    let hidden = options.is_empty();
    view! {
        <ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions" hidden=hidden>
            {options}
        </ul>
    }
    .into_any()
}
