//! How reading the machines stands: how far it has come, and what could not be read.

use leptos::prelude::*;

use super::counted;
use crate::backend::Part;
use crate::browser::clock::moment;
use crate::model::failure::{Failure, FailureKind};
use crate::parts;
use crate::signal::Memo;
use crate::state::console::Console;
use crate::state::fleet::{Fleet, Phase};
use crate::ui::failure_view::FailureView;
use crate::ui::live::{live, live_text, maybe};
use crate::ui::message_bar::{Gravity, MessageBar};

/// How many machines have been read, of how many that are known, and how many there are in all if that is known.
type Reads = (usize, usize, Option<usize>);

/// How far reading has come, while it goes on, and the button that ends it; that it was ended, afterwards.
pub fn reading(console: Console) -> AnyView {
    let fleet = console.fleet;
    let reads = Memo::new(move || -> Reads {
        let (done, named) = fleet.rows().with(|rows| rows.progress());
        (
            done,
            named,
            fleet.progress().with(|progress| progress.all_of(named)),
        )
    });
    let phase = Memo::new(move || {
        let phase = fleet.progress().with(|progress| progress.phase);
        let any = reads.with(|(_, named, _)| *named > 0);
        (any || phase == Phase::Stopped).then_some(phase)
    });
    let not_since = Memo::new(move || fleet.progress().with(|progress| progress.not_since));
    // The button stays the same one while numbers change: it may have the focus.
    live(move || {
        match phase.get() {
        Some(Phase::Listing | Phase::Reading) => {
            let number = move |all: bool| {
                move || {
                    let (done, named, of) = reads.get();
                    (if all { of.unwrap_or(named) } else { done }).to_string()
                }
            };
            view! {
                <span class="reading">
                    <span class="muted small">{live_text(move || words(reads.get(), ""))}</span>
                    <progress aria-label="Machines read" max=number(true) value=number(false)></progress>
                    <button type="button" class="quiet" on:click=move |_| fleet.stop()>
                        "Stop"
                    </button>
                </span>
            }
            .into_any()
        }
        Some(Phase::Stopped) => {
            view! { <span class="muted small">{live_text(move || words(reads.get(), "Stopped: "))}</span> }.into_any()
        }
        _ => live(move || {
            maybe(not_since.get().map(|ms| {
                parts::in_place(move |pages| (pages.list.not_refreshed)(ms))
            }))
        }),
    }
    })
}

/// That refreshing in the background has not succeeded since then: nothing that somebody would have to act on.
pub fn not_refreshed(since_ms: u64) -> AnyView {
    let words = ["Not refreshed since ", &moment(since_ms)].concat();
    view! { <span class="muted small">{words}</span> }.into_any()
}

fn words((done, named, all): Reads, before: &str) -> String {
    let of = if all.is_some() {
        " of "
    } else {
        " of at least "
    };
    let all = counted(all.unwrap_or(named));
    [before, &counted(done), of, &all, " read"].concat()
}

/// A bar for each part of the fleet that could not be read. What was read stays.
pub fn failed_parts(console: Console) -> AnyView {
    let fleet = console.fleet;
    let progress = fleet.progress();
    let failed = Memo::new(move || progress.with(|progress| progress.failed_parts.clone()));
    let failure = Memo::new(move || progress.with(|progress| progress.failure.clone()));
    live(move || {
        let parts: Vec<_> = failed
            .get()
            .into_iter()
            .map(|(part, failure)| failed_part(fleet, part, failure))
            .collect();
        let whole = maybe(failure.get().map(|failure| {
            view! { <FailureView failure=failure lead="The list of machines could not be read.".to_owned() /> }.into_any()
        }));
        view! {
            {whole}
            {parts}
        }
        .into_any()
    })
}

fn failed_part(fleet: Fleet, part: Part, failure: Failure) -> AnyView {
    let reason = match failure.kind() {
        FailureKind::Forbidden { .. } => {
            "Your account has no role that lets it read machines there.".to_owned()
        }
        _ => failure.headline().to_owned(),
    };
    let name = part.name.clone();
    let asked = part.clone();
    let words = live_text(move || {
        let is_asked = fleet
            .progress()
            .with(|progress| progress.again.contains(&asked));
        if is_asked {
            "Trying again…"
        } else {
            "Try again"
        }
        .to_owned()
    });
    view! {
        <MessageBar gravity=Gravity::Warning id=["failed-", &part.id].concat()>
            <p>"A subscription could not be read: " <strong>{name}</strong> ". " {reason}</p>
            <button type="button" class="quiet" on:click=move |_| fleet.try_again(&part)>
                {words}
            </button>
            <details>
                <summary>"Details"</summary>
                <FailureView failure=failure />
            </details>
        </MessageBar>
    }
    .into_any()
}
