//! Filter chips: what a list is most often narrowed by, without typing. They write terms into the search, and read from it
//! what they show.

use leptos::prelude::*;

use crate::state::console::Console;
use crate::state::list::List;
use crate::state::view::query::terms::cut;
use crate::state::view::{Column, chips, fields};
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live, live_text, maybe};
use crate::ui::menu;

/// What can be asked of the number of checkpoints, and how it is written.
const COUNTS: [(&str, &str); 3] = [("None", "0"), ("Any", ">0"), ("More than 3", ">3")];
/// So many values are offered; whoever has more finds them quicker by typing.
const OFFERED: usize = 100;

/// The chips.
pub fn chips(console: Console) -> AnyView {
    let columns = [
        Column::State,
        Column::Cloud,
        Column::OperatingSystem,
        Column::Checkpoints,
        Column::Subscription,
    ];
    let service = console.capabilities;
    let filled = |column: &Column| service.has_subscriptions || *column != Column::Subscription;
    let chips: Vec<_> = columns
        .into_iter()
        .filter(filled)
        .map(|column| chip(console.list, column))
        .collect();
    view! { <div class="chips" role="group" aria-label="Filters">{chips}</div> }.part()
}

fn chip(list: List, column: Column) -> AnyView {
    let words = live_text(move || words(list, column));
    let words = view! { <span class="chip-words">{words}</span> }.part();
    let is_on = move || chips::is_about(&list.search(), column);
    let remove = live(move || {
        maybe(is_on().then(|| {
            let label = ["Remove the filter ", column.heading()].concat();
            view! {
                <button type="button" aria-label=label on:click=move |_| list.choose(column, &[])>
                    {Icon::Close.draw()}
                </button>
            }
            .part()
        }))
    });
    let choices = move || match column {
        Column::Checkpoints => counts(list),
        _ => values(list, column),
    };
    view! {
        <div class="chip" class:on=is_on>
            {menu::drop_down("start", words, choices)}
            {remove}
        </div>
    }
    .part()
}

/// What a chip says: its column, and what is asked of it.
fn words(list: List, column: Column) -> String {
    let search = list.search();
    if !chips::is_about(&search, column) {
        return column.heading().to_owned();
    }
    let asked = if column == Column::Checkpoints {
        asked_count(&search)
    } else {
        list.facets().with(|facets| {
            let values = chips::values_of(&search, column, facets);
            match values.len() {
                0 => "no value".to_owned(),
                1 | 2 => {
                    let texts: Vec<&str> = values.iter().map(|value| &*value.text).collect();
                    texts.join(", ")
                }
                more => [&more.to_string(), " values"].concat(),
            }
        })
    };
    [column.heading(), ": ", &asked].concat()
}

/// What the search asks of the number of checkpoints.
fn asked_count(search: &str) -> String {
    let about = |name: &String| fields::column(name) == Some(Column::Checkpoints);
    let mut terms = cut(search).into_iter();
    let term = terms.find(|term| term.field.as_ref().is_some_and(about));
    let values = term.map(|term| term.values).unwrap_or_default();
    let written: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
    match written.as_slice() {
        [one] => {
            let known = COUNTS.iter().find(|(_, count)| count == one);
            known.map_or_else(
                || (*one).to_owned(),
                |(words, _)| words.to_ascii_lowercase(),
            )
        }
        several => several.join(", "),
    }
}

fn counts(list: List) -> AnyView {
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
        .part()
    };
    let choices: Vec<_> = COUNTS.into_iter().map(choice).collect();
    view! { <div role="radiogroup" aria-label="Checkpoints">{choices}</div> }.part()
}

fn values(list: List, column: Column) -> AnyView {
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
        return view! { <p class="muted small">"Nothing is known yet."</p> }.part();
    }
    let more = maybe(more.then(|| {
        view! { <p class="muted small">"There are more: type them in the search."</p> }.part()
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
            <span class="count">{super::super::counted(count)}</span>
        </label>
    }
    .part()
}
