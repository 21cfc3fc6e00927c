//! Pages and bars that stand in a part of the program which the first screen does not load.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::start::{self, Started};
use super::title;
use crate::pages::configuration::NoConfiguration;
use crate::parts::{Waiting, ahead, in_place, later};
use crate::route::Route;
use crate::signal::{Memo, effect};
use crate::state::console::Console;
use crate::state::fleet::Phase;
use crate::state::session::{Session, Standing, Status};
use crate::ui::live::{live, live_text, maybe};

/// A page other than the list, or the list as an address wants it.
pub fn page(console: Console, route: Route) -> AnyView {
    let of = route.clone();
    let frame = move |body| {
        let of = of.clone();
        view! {
            <div class="page">
                <div class="page-head">
                    <h1 tabindex="-1">{live_text(move || title(console, &of))}</h1>
                </div>
                {body}
            </div>
        }
        .into_any()
    };
    let waiting = Waiting {
        heading: "main h1",
        skeleton,
        frame: Box::new(frame),
    };
    later(waiting, Box::new(move |pages| (pages.rest.page)(&route)))
}

/// Grey bars where the page will be.
fn skeleton() -> AnyView {
    view! {
        <div class="skeleton skeleton-tree" role="status">
            <span class="visually-hidden">"Loading…"</span>
        </div>
    }
    .into_any()
}

/// What is wrong with the configuration.
pub fn configuration(fault: NoConfiguration) -> AnyView {
    let waiting = Waiting {
        heading: "main h1",
        skeleton: || ().into_any(),
        frame: Box::new(alone),
    };
    later(
        waiting,
        Box::new(move |pages| (pages.configuration)(fault.clone())),
    )
}

/// The bar that asks to sign in again, when there is something to ask.
pub fn session_bar(session: Session) -> AnyView {
    let asks = Memo::new(move || {
        session.status().with(
            |status| matches!(status, Status::SignedIn(_, standing) if *standing != Standing::Good),
        )
    });
    live(move || {
        maybe(
            asks.get()
                .then(|| in_place(move |pages| (pages.session_bar)(session))),
        )
    })
}

/// Loads the rest of the program once the first rows stand, or none came. It keeps them fresh.
pub fn load_ahead(console: Console) {
    let mut begun = false;
    let fleet = console.fleet;
    effect(move || {
        let is_time = fleet.rows().with(|rows| !rows.all().is_empty())
            || fleet
                .progress()
                .with(|progress| progress.phase == Phase::Done);
        if !begun && is_time {
            begun = true;
            spawn_local(async move { (ahead().await.keep_fresh)(fleet).await });
        }
    });
}

/// Instead of the console, when its back end could not be loaded.
pub fn incomplete(
    started: leptos::prelude::RwSignal<Option<Started>, LocalStorage>,
    answer: Option<String>,
) -> AnyView {
    let again = move |_| {
        started.set(None);
        start::start_with(started, answer.clone());
    };
    alone(
        view! {
            <p role="alert">"The console could not be loaded: a file is missing or was changed on its way."</p>
            <p class="buttons">
                <button type="button" class="primary" on:click=again>"Try again"</button>
            </p>
        }
        .into_any(),
    )
}

/// A page without the frame of the console.
fn alone(content: AnyView) -> AnyView {
    view! {
        <main class="alone" id="content">
            <h1 tabindex="-1">"SCVMM Console"</h1>
            {content}
        </main>
    }
    .into_any()
}
