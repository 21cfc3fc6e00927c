//! One machine: what it is, its checkpoints, and what is done to them; as a page, or as a panel beside the list.

mod checkpoints;
mod facts;
mod open_dialog;
mod shared;

use crate::signal::{Memo, effect};
use leptos::prelude::*;

use self::open_dialog::open_dialog;
use self::shared::Shared;
use super::machines::power;
use super::operations::operation_list;
use crate::browser::keyboard;
use crate::dialogs::OpenDialog;
use crate::model::action::Action;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::SharedInstance;
use crate::route::Route;
use crate::state::console::use_console;
use crate::ui::failure_view::FailureView;
use crate::ui::icon::Icon;
use crate::ui::live::{live, live_text, maybe};

/// Where a machine is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On a page of its own.
    Page,
    /// Beside the list.
    Panel,
}

/// The page.
#[component]
pub fn MachinePage(
    /// The machine.
    id: ResourceId,
) -> impl IntoView {
    let shared = Shared::of(use_console(), id);
    shared.read();
    view! {
        <div class="page machine">
            <p class="breadcrumb">
                <a href=Route::Machines.hash()>{Icon::Back.draw()} "Machines"</a>
            </p>
            <div class="page-head">
                <h1 tabindex="-1">{live_text(move || shared.name())}</h1>
                {state(shared)}
                <div class="grow"></div>
                {refresh(shared, Place::Page)}
            </div>
            {body(shared, Place::Page)}
        </div>
    }
    .into_any()
}

/// The panel.
#[component]
pub fn MachinePanel(
    /// The machine.
    id: ResourceId,
    /// Called when the person turns back to the list.
    on_close: Callback<()>,
) -> impl IntoView {
    let page = Route::Machine(id.clone()).hash();
    let shared = Shared::of(use_console(), id);
    shared.read();
    view! {
        <section class="panel machine" aria-labelledby="panel-heading">
            <div class="page">
                <button type="button" class="quiet back" on:click=move |_| on_close.run(())>
                    {Icon::Back.draw()}
                    "Back to the list"
                </button>
                <div class="page-head">
                    <h2 id="panel-heading" tabindex="-1">{live_text(move || shared.name())}</h2>
                    {refresh(shared, Place::Panel)}
                    <a class="button quiet" href=page>"Open page"</a>
                    <button type="button" class="quiet compact close" title="Close" on:click=move |_| on_close.run(())>
                        {Icon::Close.draw()}
                        <span class="button-words">"Close"</span>
                    </button>
                </div>
                {state(shared)}
                {body(shared, Place::Panel)}
            </div>
        </section>
    }
    .into_any()
}

fn state(shared: Shared) -> AnyView {
    live(move || {
        maybe(
            shared
                .instance
                .with(|instance| instance.as_ref().map(|instance| power(instance))),
        )
    })
}

/// The button that reads the machine again. There is one on the list as well: only the page's has the name that all share.
fn refresh(shared: Shared, place: Place) -> AnyView {
    let reading = Memo::new(move || {
        shared
            .row
            .with(|row| row.as_ref().is_some_and(|row| row.instance.is_reading()))
    });
    let words = move || {
        if reading.get() {
            "Reading…"
        } else {
            "Refresh"
        }
    };
    let is_page = place == Place::Page;
    view! {
        <button
            type="button"
            id=is_page.then_some("refresh")
            class=if is_page { "" } else { "quiet compact" }
            title=words
            aria-disabled=move || reading.get().to_string()
            on:click=move |_| {
                if !reading.get_untracked() {
                    shared.read();
                }
            }
        >
            {Icon::Refresh.draw()}
            <span class="button-words">{live_text(move || words().to_owned())}</span>
        </button>
    }
    .into_any()
}

fn body(shared: Shared, place: Place) -> AnyView {
    let Shared {
        row,
        instance,
        dialog,
        ..
    } = shared;
    let failure = Memo::new(move || {
        row.with(|row| row.as_ref().and_then(|row| row.instance.failure().cloned()))
    });
    let create_blocked = Memo::new(move || {
        shared.blocked(&Action::Create {
            name: String::new(),
            description: String::new(),
        })
    });
    keep_focus(instance);
    view! {
        {live(move || maybe(failure.get().map(|failure| view! {
            <FailureView failure=failure lead="This machine could not be read.".to_owned() />
        }.into_any())))}
        <div class="columns">
            <section aria-labelledby="about-heading" class="about">
                {heading(place, "about-heading", "About")}
                {facts::facts(row)}
            </section>
            <section aria-labelledby="checkpoints-heading" class="checkpoints">
                <div class="section-head">
                    {heading(place, "checkpoints-heading", "Checkpoints")}
                    <span class="muted">
                        {live_text(move || instance.with(|i| i.as_ref().map(|i| i.checkpoints.len().to_string()).unwrap_or_default()))}
                    </span>
                    <p class="reason" id="create-blocked">
                        {live_text(move || create_blocked.get().unwrap_or_default())}
                    </p>
                    <button
                        type="button"
                        class="primary"
                        id="create-checkpoint"
                        aria-disabled=move || create_blocked.with(Option::is_some).to_string()
                        aria-describedby="create-blocked"
                        on:click=move |_| {
                            if create_blocked.with_untracked(Option::is_none) {
                                dialog.set(OpenDialog::Create);
                            }
                        }
                    >
                        {Icon::Add.draw()}
                        "Create checkpoint"
                    </button>
                </div>
                {checkpoints::checkpoints(shared)}
            </section>
            <section aria-labelledby="operations-heading" class="machine-operations">
                {heading(place, "operations-heading", "Operations")}
                {operations_of(shared)}
            </section>
        </div>
        {open_dialog(shared, create_blocked)}
    }
    .into_any()
}

/// The heading of a part, one below the name of the machine.
fn heading(place: Place, id: &'static str, words: &'static str) -> AnyView {
    match place {
        Place::Page => view! { <h2 id=id tabindex="-1">{words}</h2> }.into_any(),
        Place::Panel => view! { <h3 id=id tabindex="-1">{words}</h3> }.into_any(),
    }
}

/// Moves the focus out of the tree when its rows come, go or change places: the button that had it may be gone, or another's
/// now.
fn keep_focus(instance: Memo<Option<SharedInstance>>) {
    let mut before = None;
    effect(move || {
        let shape = instance.with(|instance| {
            let known = instance.as_ref()?;
            Some((known.checkpoints.len(), known.current.clone()))
        });
        if before.is_some() && before != shape {
            request_animation_frame(|| keyboard::focus_instead("#checkpoints-heading", ".tree"));
        }
        before = shape;
    });
}

fn operations_of(shared: Shared) -> AnyView {
    let own = Memo::new(move || {
        let all = shared.console.operations.list().get();
        shared.machine.with_value(|machine| {
            all.into_iter()
                .filter(|operation| operation.machine == *machine)
                .collect::<Vec<_>>()
        })
    });
    live(move || {
        let own = own.get();
        if own.is_empty() {
            view! { <p class="muted">"None in this sitting."</p> }.into_any()
        } else {
            operation_list(own, false)
        }
    })
}
