//! The list of machines.

mod states;
mod table;

use crate::signal::{Memo, Signal};
use leptos::prelude::*;

use crate::model::failure::FailureKind;
use crate::state::console::{Console, use_console};
use crate::state::fleet::Progress;
use crate::ui::failure_view::FailureView;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live, live_text, maybe};
use crate::ui::message_bar::{Gravity, MessageBar};
use table::MachineTable;
pub use table::power;

/// The page.
#[component]
pub fn MachinesPage() -> impl IntoView {
    let console = use_console();
    let fleet = console.fleet;
    let progress = fleet.progress();
    let count = Memo::new(move || fleet.rows().with(|rows| rows.all().len()));
    let shown = Memo::new(move || {
        fleet.rows().with(|rows| {
            let id = |place: usize| rows.all().get(place).map(|row| row.listed.id.clone());
            let items = console.list.items().get();
            items
                .machines(0, items.len())
                .filter_map(id)
                .collect::<Vec<_>>()
        })
    });
    let summary = live_text(move || {
        if count.get() == 0 {
            return String::new();
        }
        let parts = progress.with(|progress| progress.parts.len());
        let searched = !console.list.search().trim().is_empty();
        let machines = if searched {
            format!("{} of {}", shown.with(Vec::len), count.get())
        } else {
            count.get().to_string()
        };
        if !console.capabilities.has_subscriptions {
            return machines;
        }
        let subscriptions = if parts == 1 {
            "subscription"
        } else {
            "subscriptions"
        };
        format!("{machines} in {parts} {subscriptions}")
    });
    let body = move || {
        let has_rows = count.get() > 0;
        let searched_away = has_rows && shown.with(Vec::is_empty);
        match (has_rows, searched_away) {
            (true, false) => view! { <MachineTable shown=shown.into() /> }.part(),
            (true, true) => states::nothing_found(console),
            (false, _) => states::no_rows(console),
        }
    };
    // The body must not be rebuilt with every row that is read, nor while rows are read again: the place would be lost.
    let kind = Memo::new(move || {
        (
            count.get() > 0,
            shown.with(Vec::is_empty),
            (count.get() == 0).then(|| states::kind(&progress.get())),
        )
    });
    let body = live(move || {
        kind.get();
        untrack(body)
    });
    view! {
        <div class="page machines">
            <div class="page-head">
                <h1 tabindex="-1">"Machines"</h1>
                <span class="muted" role="status">{summary}</span>
                <div class="grow"></div>
                {reading(console)}
                <button type="button" id="refresh" on:click=move |_| fleet.refresh()>
                    {Icon::Refresh.draw()}
                    "Refresh"
                </button>
            </div>
            {failed_parts(progress)}
            {body}
        </div>
    }
    .part()
}

/// How far reading has come, while it goes on.
fn reading(console: Console) -> AnyView {
    let fleet = console.fleet;
    live(move || {
        let progress = fleet.progress().get();
        let (done, all) = fleet.rows().with(|rows| rows.progress());
        maybe((progress.reading && all > 0).then(|| {
            let words = if progress.listing {
                format!("{done} of at least {all} read")
            } else {
                format!("{done} of {all} read")
            };
            view! {
                <span class="reading">
                    <span class="muted small">{words}</span>
                    <progress aria-label="Machines read" max=all.to_string() value=done.to_string()></progress>
                </span>
            }.part()
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
