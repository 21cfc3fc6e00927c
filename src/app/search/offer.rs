//! What the search offers to whoever types in it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::{FIELD, Field, option_id};
use crate::browser::location;
use crate::route::Route;
use crate::state::view::complete::Suggestion;
use crate::ui::caret;
use crate::ui::live::{Part, live, live_text};

/// A text was typed, and the caret stands there.
pub fn typed(field: Field, text: String, caret: usize) {
    field.list.set_search(text);
    if field
        .route
        .with_untracked(|route| *route != Route::Machines)
    {
        location::go(&Route::Machines.hash());
    }
    field.make(caret);
}

/// A key was pressed; one that was meant for what is offered goes no further.
pub fn key(field: Field, event: &KeyboardEvent) {
    if field.takes_key(event) {
        event.prevent_default();
    }
}

/// What is offered, and what is wrong with the search.
pub fn draw(field: Field) -> AnyView {
    let fault = move || field.list.fault().get();
    view! {
        {live(move || options(field))}
        // The list marks the term; here it is for those who hear it.
        <p class="visually-hidden" id="search-fault">
            {live_text(move || fault().map(|fault| fault.words).unwrap_or_default())}
        </p>
    }
    .into_any()
}

impl Field {
    fn make(self, caret: usize) {
        let search = self.list.view().with_untracked(|view| view.search.clone());
        self.reached.set(None);
        self.suggestions.set(self.list.complete(&search, caret));
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
