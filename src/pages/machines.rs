//! The list of machines.

mod grid;
mod layout;
mod line;
mod row;
mod selection_bar;
mod states;
mod toolbar;

use crate::signal::{Memo, Signal};
use leptos::prelude::*;

use crate::browser::clock::moment;
use crate::model::failure::FailureKind;
use crate::state::console::{Console, use_console};
use crate::state::fleet::Progress;
use crate::state::fleet_rows::FleetRows;
use crate::ui::failure_view::FailureView;
use crate::ui::live::{Part, live, live_text, maybe};
use crate::ui::message_bar::{Gravity, MessageBar};
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
        Some(kind) => states::no_rows(console, kind),
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
                {reading(console)}
            </div>
            {failed_parts(progress)}
            {body}
        </div>
    }
    .part()
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
fn counted(number: usize) -> String {
    let digits = number.to_string();
    let mut words = String::with_capacity(digits.len() + 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// How far reading has come, while it goes on, and the button that ends it.
fn reading(console: Console) -> AnyView {
    let fleet = console.fleet;
    let reads = Memo::new(move || {
        let progress = fleet.progress().get();
        let (done, all) = fleet.rows().with(|rows| rows.progress());
        (progress.reading && all > 0).then_some((done, all, progress.listing))
    });
    let going = Memo::new(move || reads.with(Option::is_some));
    // The button stays the same one while numbers change: it may have the focus.
    live(move || {
        maybe(going.get().then(|| {
            let words = live_text(move || match reads.get() {
                None => String::new(),
                Some((done, all, listing)) => {
                    let of = if listing { " of at least " } else { " of " };
                    [&counted(done), of, &counted(all), " read"].concat()
                }
            });
            let number = move |all: bool| {
                move || {
                    let (done, count, _) = reads.get().unwrap_or_default();
                    (if all { count } else { done }).to_string()
                }
            };
            view! {
                <span class="reading">
                    <span class="muted small">{words}</span>
                    <progress aria-label="Machines read" max=number(true) value=number(false)></progress>
                    <button type="button" class="quiet" on:click=move |_| fleet.stop()>
                        "Stop"
                    </button>
                </span>
            }
            .part()
        }))
    })
}

/// A bar for each part of the fleet that could not be read. What was read stays.
fn failed_parts(progress: Signal<Progress>) -> AnyView {
    let failed = Memo::new(move || progress.with(|p| p.failed_parts.clone()));
    let failure = Memo::new(move || progress.with(|p| p.failure.clone()));
    live(move || {
        let parts: Vec<_> = failed
            .get()
            .into_iter()
            .map(|(part, failure)| {
                let reason = match failure.kind() {
                    FailureKind::Forbidden { .. } => "Your account has no role that lets it read machines there.".to_owned(),
                    _ => failure.headline().to_owned(),
                };
                view! {
                    <MessageBar gravity=Gravity::Warning>
                        <p>"A subscription could not be read: " <strong>{part.name}</strong> ". " {reason}</p>
                        <details>
                            <summary>"Details"</summary>
                            <FailureView failure=failure />
                        </details>
                    </MessageBar>
                }.part()
            })
            .collect();
        let whole = maybe(failure.get().map(|failure| view! { <FailureView failure=failure lead="The list of machines could not be read.".to_owned() /> }.part()));
        view! {
            {whole}
            {parts}
        }
        .part()
    })
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
