//! The list of machines.

mod grid;
mod layout;
mod line;
pub mod reading;
mod row;
mod selection_bar;
pub mod states;
mod toolbar;

use crate::signal::Memo;
use leptos::prelude::*;

use crate::browser::clock::moment;
use crate::parts;
use crate::state::console::{Console, use_console};
use crate::state::fleet_rows::FleetRows;
use crate::ui::live::{Part, live, live_text, maybe};
pub use row::power;
use states::NoRows;

/// The page.
#[component]
pub fn MachinesPage() -> impl IntoView {
    let console = use_console();
    let progress = console.fleet.progress();
    let count = Memo::new(move || console.fleet.rows().with(|rows| rows.all().len()));
    let past = Memo::new(move || console.fleet.rows().with(FleetRows::as_of_ms));
    // The grid must not be built anew with every row that is read, nor when a search leaves nothing: that costs more than
    // all else, and the place would be lost.
    let kind = Memo::new(move || (count.get() == 0).then(|| progress.with(states::kind)));
    let body = live(move || {
        match kind.get() {
        None => view! {
            {toolbar::toolbar(console)}
            <div class="grid-room">
                {grid::machine_grid()} {states::nothing_found(console)} {selection_bar::selection_bar(console)}
            </div>
        }
        .into_any(),
        Some(NoRows::Loading) => view! {
            {toolbar::toolbar(console)}
            {states::skeleton()}
        }
        .into_any(),
        Some(kind) => parts::in_place(move |pages| (pages.no_rows)(console, kind)),
    }
    });
    view! {
        <div class="page machines">
            <div class="page-head">
                <h1 tabindex="-1">"Machines"</h1>
                <span class="muted" role="status">
                    {live_text(move || summary(console, count.get(), past.get()))}
                </span>
                <div class="grow"></div>
                {reading::reading(console)}
            </div>
            {failed_parts(console)}
            {body}
        </div>
    }
    .part()
}

/// What could not be read, when there is something.
fn failed_parts(console: Console) -> AnyView {
    let any = Memo::new(move || {
        let progress = console.fleet.progress();
        progress.with(|progress| progress.failure.is_some() || !progress.failed_parts.is_empty())
    });
    live(move || {
        maybe(
            any.get()
                .then(|| parts::in_place(move |pages| (pages.failed_parts)(console))),
        )
    })
}

/// How many machines there are, how many of them are found, and from when they are that an earlier visit knew.
fn summary(console: Console, count: usize, past: Option<u64>) -> String {
    if count == 0 {
        return String::new();
    }
    let (parts, is_reading) = console
        .fleet
        .progress()
        .with(|progress| (progress.parts.len(), progress.is_reading()));
    let list = console.list;
    let searched = !list.search().trim().is_empty();
    let machines = if searched {
        [&counted(list.found().get()), " of ", &counted(count)].concat()
    } else {
        counted(count)
    };
    let as_of = past.map_or_else(String::new, |ms| {
        let anew = if is_reading { ", being read anew" } else { "" };
        [" as of ", &moment(ms), anew].concat()
    });
    // An earlier visit does not tell how many parts there are.
    if parts == 0 || !console.capabilities.has_subscriptions {
        return machines + &as_of;
    }
    let subscriptions = if parts == 1 {
        " subscription"
    } else {
        " subscriptions"
    };
    [&machines, " in ", &parts.to_string(), subscriptions, &as_of].concat()
}

/// A number as it is read: `14,212`.
pub fn counted(number: usize) -> String {
    let digits = number.to_string();
    let mut words = String::with_capacity(digits.len() + 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn thousands_are_told_apart() {
        for (number, words) in [
            (0, "0"),
            (999, "999"),
            (14_212, "14,212"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(counted(number), words);
        }
    }
}
