//! The frame: configuration, sign-in, header, navigation, and the page that the address means.

mod address;
mod header;
mod later;
pub mod navigation;
pub mod rest;
mod saved_views;
pub mod search;
mod shortcuts;
pub mod start;

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::{keyboard, location, starting, storage};
use crate::pages::machines::MachinesPage;
use crate::pages::sign_in::SignInPage;
use crate::parts::{self, Pages};
use crate::route::Route;
use crate::signal::{Memo, RwSignal, effect};
use crate::state::console::Console;
use crate::state::list::List;
use crate::state::session::Status;
use crate::ui::icon::Icon;
use crate::ui::live::{live, live_text, maybe};
use start::Started;

/// The whole console.
#[component]
pub fn App() -> impl IntoView {
    let started = leptos::prelude::RwSignal::new_local(None::<Started>);
    start::start(started);
    live(move || match started.get() {
        None => ().into_any(),
        Some(Started::Incomplete(answer)) => {
            starting::end();
            later::incomplete(started, answer)
        }
        Some(Started::Unconfigured(fault)) => {
            starting::end();
            later::configuration(fault)
        }
        Some(Started::Running(console)) => running(*console),
    })
}

/// Tells `start.js` that this tab has shown the frame, so that it may stand there at once the next time.
const FRAME: &str = "scvmm.frame";

/// What stands in the window's title behind the name of the page.
const BEHIND_TITLE: &str = " - SCVMM Console";

/// Which of the frames is shown: it must not be rebuilt when a token is renewed.
#[derive(Clone, PartialEq)]
enum Frame {
    Waiting,
    SignIn(Option<crate::auth::failure::SignInFailure>),
    Pages(String),
}

fn running(console: Console) -> AnyView {
    console.list.remember();
    provide_context(console);
    // What makes the list ready for every view outlives the frames.
    let owner = Owner::current();
    let frame = Memo::new(move || match console.session.status().get() {
        Status::Starting => Frame::Waiting,
        Status::SignedOut(failure) => Frame::SignIn(failure),
        Status::SignedIn(account, _) => Frame::Pages([account.id.tid, account.id.oid].join("/")),
        Status::AtServer => Frame::Pages(String::new()),
    });
    live(move || match frame.get() {
        Frame::Waiting => waiting("Signing you in…"),
        Frame::SignIn(failure) => {
            starting::end();
            storage::remove(FRAME);
            // Whoever pressed a button that is gone goes on from here, and hears what this page is.
            request_animation_frame(|| keyboard::focus("main h1"));
            view! { <SignInPage session=console.session failure=failure /> }.into_any()
        }
        Frame::Pages(_) => pages(console, owner.clone()),
    })
}

/// What is seen while the sign-in is decided: at first the frame of `index.html`, later this.
fn waiting(words: &'static str) -> AnyView {
    if starting::say(words) {
        return ().into_any();
    }
    view! {
        <main class="alone" id="content">
            <div class="brand-large">{Icon::Mark.draw()}</div>
            <h1>"SCVMM Console"</h1>
            <p role="status">{words}</p>
        </main>
    }
    .into_any()
}

fn pages(console: Console, lasting: Option<Owner>) -> AnyView {
    starting::end();
    // Without storage the frame comes with the program the next time.
    storage::set(FRAME, "1");
    let hash = location::hash();
    let route = RwSignal::new(Route::at_once(&hash));
    let shortcuts = RwSignal::new(false);
    let list = console.list;
    console.open_fleet(|| Box::pin(async { parts::memory().await.ok() }));
    let own = Owner::current();
    parts::first(move |pages| {
        within(lasting, || (pages.rest.equip)(console));
        within(own, || (pages.rest.follow)(console, route));
    });
    later::load_ahead(console);
    location::on_hash_change(move |hash| {
        if parts::there().is_none() {
            route.try_set(Route::at_once(&hash));
        }
        parts::act(move |pages| (pages.rest.go)(list, route, &hash));
    });
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        key(console, route, shortcuts, &event);
    });
    on_cleanup(move || keys.remove());
    name_each_page(console, route);
    // An address that asks for more than the usual list is taken when the rest is there.
    let usual = !hash.contains('?');
    let page = live(move || match route.get() {
        Route::Machines if usual || list.is_equipped() => view! { <MachinesPage /> }.into_any(),
        route => later::page(console, route),
    });
    view! {
        <a class="skip" href="#content" on:click=move |event| {
            // The part behind # is the route; the focus moves by hand.
            event.prevent_default();
            keyboard::focus("h1");
        }>"Skip to content"</a>
        {header::header(console, route)}
        {navigation::navigation(console, route, shortcuts)}
        <main id="content">
            {later::session_bar(console.session)}
            {parts::missing()}
            {page}
        </main>
        {once_there(list, false, move |pages| (pages.rest.beside)(console, route, shortcuts))}
        <div class="visually-hidden" role="status" aria-live="polite" id="announcements">
            {live_text(move || console.notices.spoken().get())}
        </div>
    }
    .into_any()
}

/// A key was pressed, wherever the focus is. Of all others none is worth loading anything for.
fn key(console: Console, route: RwSignal<Route>, shortcuts: RwSignal<bool>, event: &KeyboardEvent) {
    let name = event.key();
    if !["/", "?", "Escape"].contains(&name.as_str()) || !keyboard::is_for_the_page(event) {
        return;
    }
    if name != "Escape" && !keyboard::has_single_keys() {
        return;
    }
    match (name.as_str(), parts::there()) {
        ("/", _) => keyboard::focus("#search"),
        ("?", _) => parts::act(move |_| shortcuts.set(true)),
        (_, Some(pages)) if (pages.rest.close)(console, route) => {}
        _ => return,
    }
    event.prevent_default();
}

/// Names the window after the page, and moves the focus to a new page's heading so that it is read out, unless a text is
/// being typed.
fn name_each_page(console: Console, route: RwSignal<Route>) {
    let title = Memo::new(move || route.with(|route| title(console, route)));
    effect(move || location::set_title(&[&title.get(), BEHIND_TITLE].concat()));
    let mut first = true;
    effect(move || {
        route.track();
        if !std::mem::take(&mut first) {
            request_animation_frame(|| {
                // A search that is typed on another page leads to the list while it is typed.
                if !keyboard::is_typing() {
                    keyboard::focus("main h1");
                }
            });
        }
    });
}

fn within(owner: Option<Owner>, act: impl FnOnce()) {
    if let Some(owner) = owner {
        owner.with(act);
    }
}

/// What is drawn when the rest of the frame is there; with `wanted` it is loaded for it, else nobody waits for it.
fn once_there(
    list: List,
    wanted: bool,
    draw: impl Fn(&'static Pages) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    drawn_once_there(list, wanted, Arc::new(draw))
}

fn drawn_once_there(
    list: List,
    wanted: bool,
    draw: Arc<dyn Fn(&'static Pages) -> AnyView + Send + Sync>,
) -> AnyView {
    live(move || {
        maybe((wanted || list.is_equipped()).then(|| {
            let draw = Arc::clone(&draw);
            parts::in_place(move |pages| untrack(|| draw(pages)))
        }))
    })
}

/// What a page is called.
fn title(console: Console, route: &Route) -> String {
    match route {
        Route::Machines => "Machines".to_owned(),
        Route::Machine(id) => console.machine_name(id),
        Route::Operations => "Operations".to_owned(),
        Route::Unknown => "No such page".to_owned(),
        Route::Unread => "Machine".to_owned(),
    }
}
