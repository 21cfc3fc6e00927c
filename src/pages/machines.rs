//! The list of machines.

mod grid;
mod layout;
mod line;
mod nothing_found;
pub mod part;
mod reading;
mod row;
mod selection_bar;
pub mod states;
mod toolbar;
mod under_way;

use crate::signal::Memo;
use leptos::prelude::*;

use crate::browser::clock::moment;
use crate::parts::{self, Pages};
use crate::state::console::{Console, use_console};
use crate::state::fleet_rows::FleetRows;
use crate::ui::live::{live, live_text, maybe};
use part::ListPart;
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
    let failed = Memo::new(move || {
        progress.with(|progress| progress.failure.is_some() || !progress.failed_parts.is_empty())
    });
    let nothing = Memo::new(move || console.list.found().get() == 0);
    let selected = Memo::new(move || {
        let selection = console.list.selection();
        selection.with(|selection| !selection.is_empty())
    });
    // It stays as it is when the first rows come: somebody may have opened a menu of it.
    let has_toolbar =
        Memo::new(move || kind.with(|kind| matches!(kind, None | Some(NoRows::Loading))));
    let toolbar = live(move || maybe(has_toolbar.get().then(|| toolbar::toolbar(console))));
    let body = live(move || match kind.get() {
        None => view! {
            <div class="grid-room">
                {grid::machine_grid()}
                {when(nothing, console, |list| list.nothing_found)}
                {when(selected, console, |list| list.selection_bar)}
            </div>
        }
        .into_any(),
        Some(NoRows::Loading) => states::skeleton(),
        Some(kind) => parts::in_place(move |pages| (pages.list.no_rows)(console, kind)),
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
            {when(failed, console, |list| list.failed_parts)}
            {toolbar}
            {body}
        </div>
    }
    .into_any()
}

/// Draws what is loaded later, while it is `wanted`.
fn when(
    wanted: Memo<bool>,
    console: Console,
    part: fn(&ListPart) -> fn(Console) -> AnyView,
) -> AnyView {
    live(move || {
        let draw = move |pages: &'static Pages| part(pages.list)(console);
        maybe(wanted.get().then(|| parts::in_place(draw)))
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
