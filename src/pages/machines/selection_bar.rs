//! How many machines are selected, and what can be done with the selection.

use leptos::prelude::*;

use crate::signal::Memo;
use crate::state::console::Console;
use crate::state::view::address::MOST_SELECTED;
use crate::state::view::query::terms::quoted;
use crate::ui::copy_button::CopyButton;
use crate::ui::live::{live, live_text, maybe};

/// At most so many names are written into the search: it stands in the address, which must stay one that can be sent.
const SEARCHED: usize = 200;

/// The bar.
pub fn selection_bar(console: Console) -> AnyView {
    let selection = console.list.selection();
    let count = Memo::new(move || selection.with(|selection| selection.len()));
    let text = Callback::new(move |()| names(console).join("\n"));
    let words = live_text(move || words(console, count.get()));
    let only = move |_| {
        let names = names_search(&names(console));
        console.list.set_search(names);
    };
    let few = live(move || {
        maybe((count.get() <= SEARCHED).then(|| {
            view! {
                <button type="button" class="quiet" on:click=only>
                    "Show only these"
                </button>
            }
            .into_any()
        }))
    });
    view! {
        <div class="selection-bar" role="region" aria-label="Selection">
            <p role="status">{words}</p>
            {few}
            <CopyButton text=text label="Copy names" />
            <button type="button" class="quiet" on:click=move |_| selection.update(|selection| selection.clear())>
                "Clear"
            </button>
        </div>
    }
    .into_any()
}

/// How many are selected; those that the search leaves out are told apart.
fn words(console: Console, count: usize) -> String {
    let selected = [&super::counted(count), " selected"].concat();
    let elsewhere = match console.list.selected_elsewhere() {
        0 => String::new(),
        elsewhere => [", ", &super::counted(elsewhere), " of them not shown"].concat(),
    };
    let far = if count > MOST_SELECTED {
        ". So many are not part of the address."
    } else {
        ""
    };
    [&selected, &elsewhere, far].concat()
}

/// The names of the selected machines, in the order of their ids.
fn names(console: Console) -> Vec<String> {
    let ids = console
        .list
        .selection()
        .with_untracked(|selection| selection.ids());
    ids.iter()
        .map(|id| untrack(|| console.machine_name(id)))
        .collect()
}

/// The search that finds machines of these names and no others.
fn names_search(names: &[String]) -> String {
    let values: Vec<_> = names
        .iter()
        .map(|name| ["=", &quoted(name)].concat())
        .collect();
    ["name:", &values.join(",")].concat()
}
