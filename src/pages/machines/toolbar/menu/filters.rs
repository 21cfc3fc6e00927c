//! What a chip offers: the values of its column.

use leptos::prelude::*;

use super::super::super::counted;
use super::super::asked::{COUNTS, asked_count};
use crate::state::list::List;
use crate::state::view::{Column, chips};
use crate::ui::live::maybe;

/// So many values are offered; whoever has more finds them quicker by typing.
const OFFERED: usize = 100;

/// What is asked of the number of checkpoints.
pub fn counts(list: List) -> AnyView {
    let asked = untrack(|| asked_count(&list.search()));
    let choice = |(words, count): (&'static str, &'static str)| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="checkpoints"
                    checked=asked == words.to_ascii_lowercase()
                    on:change=move |_| list.choose(Column::Checkpoints, &[count])
                />
                {words}
            </label>
        }
        .into_any()
    };
    let choices: Vec<_> = COUNTS.into_iter().map(choice).collect();
    view! { <div role="radiogroup" aria-label="Checkpoints">{choices}</div> }.into_any()
}

/// The values that there are.
pub fn values(list: List, column: Column) -> AnyView {
    let search = untrack(|| list.search());
    let (choices, more) = list.facets().with_untracked(|facets| {
        let chosen = chips::values_of(&search, column, facets);
        let all = facets.of_column(column);
        let choices: Vec<_> = all
            .iter()
            .take(OFFERED)
            .map(|value| {
                choice(
                    list,
                    column,
                    value.text.to_string(),
                    value.count,
                    chosen.contains(&value),
                )
            })
            .collect();
        (choices, all.len() > OFFERED)
    });
    if choices.is_empty() {
        return view! { <p class="muted small">"Nothing is known yet."</p> }.into_any();
    }
    let more = maybe(more.then(|| {
        view! { <p class="muted small">"There are more: type them in the search."</p> }.into_any()
    }));
    view! {
        <div role="group" aria-label=column.heading()>{choices}</div>
        {more}
    }
    .into_any()
}

fn choice(list: List, column: Column, text: String, count: usize, chosen: bool) -> AnyView {
    let own = text.clone();
    let change = move |chosen: bool| {
        let search = list.view().with_untracked(|view| view.search.clone());
        let mut values: Vec<String> = list.facets().with_untracked(|facets| {
            let values = chips::values_of(&search, column, facets);
            values.iter().map(|value| value.text.to_string()).collect()
        });
        values.retain(|value| *value != own);
        if chosen {
            values.push(own.clone());
        }
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        list.choose(column, &values);
    };
    view! {
        <label class="choice">
            <input type="checkbox" checked=chosen on:change=move |event| change(event_target_checked(&event)) />
            {text}
            <span class="count">{counted(count)}</span>
        </label>
    }
    .into_any()
}
