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

/// So many parts that failed for one reason have a bar each.
const NAMED: usize = 3;

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
        // Before the first rows there is a skeleton in their place.
        let any = fleet.rows().with(|rows| !rows.all().is_empty());
        (any || phase == Phase::Stopped).then_some(phase)
    });
    let not_since = Memo::new(move || fleet.progress().with(|progress| progress.not_since));
    // The button stays the same one while numbers change: it may have the focus.
    live(move || {
        match phase.get() {
        Some(Phase::Listing | Phase::Reading) => {
            // Nothing is named before the first answer: then it is not known how far reading is.
            let number = move |all: bool| {
                move || {
                    let (done, named, of) = reads.get();
                    let number = if all { of.unwrap_or(named) } else { done };
                    (named > 0).then(|| number.to_string())
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
    if named == 0 {
        return if before.is_empty() {
            "Reading…"
        } else {
            "Stopped"
        }
        .to_owned();
    }
    let of = if all.is_some() {
        " of "
    } else {
        " of at least "
    };
    let all = counted(all.unwrap_or(named));
    [before, &counted(done), of, &all, " read"].concat()
}

/// A bar for each part of the fleet that could not be read; one for all that failed for the same reason, where they are many.
/// What was read stays.
pub fn failed_parts(console: Console) -> AnyView {
    let fleet = console.fleet;
    let progress = fleet.progress();
    let failed = Memo::new(move || progress.with(|progress| progress.failed_parts.clone()));
    let failure = Memo::new(move || progress.with(|progress| progress.failure.clone()));
    // Without rows the button that reads all again stands in their place.
    let has_rows = Memo::new(move || fleet.rows().with(|rows| !rows.all().is_empty()));
    live(move || {
        let mut reasons: Vec<(String, Vec<(Part, Failure)>)> = Vec::new();
        for failed in failed.get() {
            let reason = reason(&failed.1);
            match reasons.iter_mut().find(|(other, _)| *other == reason) {
                Some((_, parts)) => parts.push(failed),
                None => reasons.push((reason, vec![failed])),
            }
        }
        let again = |words, class| {
            maybe(has_rows.get().then(|| {
                view! {
                    <button type="button" class=class on:click=move |_| fleet.refresh()>
                        {words}
                    </button>
                }
                .into_any()
            }))
        };
        let mut bars = Vec::new();
        for (reason, parts) in reasons {
            if parts.len() > NAMED {
                bars.extend(many_failed(
                    &parts,
                    reason,
                    again("Read all again", "quiet"),
                ));
            } else {
                let one = |(part, failure)| one_failed(fleet, part, failure, &reason);
                bars.extend(parts.into_iter().map(one));
            }
        }
        let whole = maybe(failure.get().map(|failure| {
            view! {
                <FailureView failure=failure lead="The list of machines could not be read.".to_owned() />
                <p class="buttons">{again("Try again", "")}</p>
            }
            .into_any()
        }));
        view! {
            {whole}
            {bars}
        }
        .into_any()
    })
}

fn reason(failure: &Failure) -> String {
    match failure.kind() {
        FailureKind::Forbidden { .. } => {
            "Your account has no role that lets it read machines there.".to_owned()
        }
        _ => failure.headline().to_owned(),
    }
}

fn one_failed(fleet: Fleet, part: Part, failure: Failure, reason: &str) -> AnyView {
    let name = part.name.clone();
    bar(
        &part.id,
        view! { <p>"A subscription could not be read: " <strong>{name}</strong> ". " {reason.to_owned()}</p> }.into_any(),
        try_again(fleet, part.clone()),
        view! { <FailureView failure=failure /> }.into_any(),
    )
}

/// The bar of parts that failed for one reason, the first of them as an example; `None` without any.
fn many_failed(failed: &[(Part, Failure)], reason: String, again: AnyView) -> Option<AnyView> {
    let (first, failure) = failed.first()?;
    let names: Vec<&str> = failed.iter().map(|(part, _)| part.name.as_str()).collect();
    let named = names.get(..NAMED)?.join(", ");
    let more = [" and ", &counted(names.len() - NAMED), " more"].concat();
    let all = [&names.join(", "), ". As it was for ", &first.name, ":"].concat();
    Some(bar(
        &first.id,
        view! {
            <p>
                {counted(names.len())} " subscriptions could not be read: " <strong>{named}</strong> {more} ". " {reason}
            </p>
        }
        .into_any(),
        again,
        view! {
            <p>{all}</p>
            <FailureView failure=failure.clone() />
        }
        .into_any(),
    ))
}

fn bar(id: &str, words: AnyView, button: AnyView, details: AnyView) -> AnyView {
    view! {
        <MessageBar gravity=Gravity::Warning id=["failed-", id].concat()>
            {words}
            {button}
            <details>
                <summary>"Details"</summary>
                {details}
            </details>
        </MessageBar>
    }
    .into_any()
}

/// The button that reads one part anew.
fn try_again(fleet: Fleet, part: Part) -> AnyView {
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
        <button type="button" class="quiet" on:click=move |_| fleet.try_again(&part)>
            {words}
        </button>
    }
    .into_any()
}
