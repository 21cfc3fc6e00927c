//! Filter chips: what a list is most often narrowed by, without typing. They write terms into the search, and read from it
//! what they show.

use leptos::prelude::*;

use super::{Menu, menu};
use crate::parts::{self, Pages, Waiting};
use crate::signal::Memo;
use crate::state::console::Console;
use crate::state::view::{Column, chips};
use crate::ui::live::{live, maybe};

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
        .map(|column| chip(console, column))
        .collect();
    view! { <div class="chips" role="group" aria-label="Filters">{chips}</div> }.into_any()
}

fn chip(console: Console, column: Column) -> AnyView {
    let list = console.list;
    let is_on = Memo::new(move || chips::is_about(&list.search(), column));
    let words = live(move || {
        if !is_on.get() {
            return column.heading().into_any();
        }
        // Until it can be said what is asked, and if that cannot be loaded, the column stands there alone.
        let waiting = Waiting {
            heading: "main h1",
            skeleton: || ().into_any(),
            frame: Box::new(move |_| column.heading().into_any()),
        };
        let asked = move |pages: &'static Pages| (pages.list.asked)(list, column);
        parts::later(waiting, Box::new(asked))
    });
    let words = view! { <span class="chip-words">{words}</span> }.into_any();
    let remove = live(move || {
        let remove = move |pages: &'static Pages| (pages.list.ask_no_more)(list, column);
        maybe(is_on.get().then(|| parts::in_place(remove)))
    });
    let class = move || if is_on.get() { "chip on" } else { "chip" };
    view! {
        <div class=class>
            {menu(console, Menu::Filter(column), words)}
            {remove}
        </div>
    }
    .into_any()
}
