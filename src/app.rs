//! The frame: configuration, sign-in, header, navigation, and the page that the address means.

mod address;
mod header;
mod later;
pub mod navigation;
mod saved_views;
pub mod search;
pub mod shortcuts;
mod start;

use leptos::prelude::*;

use crate::browser::{keyboard, location, starting, storage};
use crate::model::resource_id::ResourceId;
use crate::pages::machines::MachinesPage;
use crate::pages::sign_in::SignInPage;
use crate::parts;
use crate::route::Route;
use crate::signal::{Memo, RwSignal, effect};
use crate::state::console::Console;
use crate::state::session::Status;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live, live_text, maybe};
use start::Started;

/// The whole console.
#[component]
pub fn App() -> impl IntoView {
    let started = leptos::prelude::RwSignal::new_local(None::<Started>);
    start::start(started);
    live(move || match started.get() {
        None => ().into_any(),
        Some(Started::Incomplete) => {
            starting::end();
            later::incomplete(started)
        }
        Some(Started::Unconfigured(fault)) => {
            starting::end();
            later::configuration(fault)
        }
        Some(Started::Running(console)) => running(*console),
    })
}

/// In windows narrower than this, in pixels, the panel covers the list; `style/base.css` has the same.
const PANEL_COVERS: u32 = 1100;
/// The list of machines, as what takes the focus.
const LIST: &str = "[role=grid], [role=treegrid]";
/// Tells `start.js` that this tab has shown the frame, so that it may stand there at once the next time.
const FRAME: &str = "scvmm.frame";

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
            view! { <SignInPage session=console.session failure=failure /> }.part()
        }
        Frame::Pages(_) => pages(console),
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
    .part()
}

fn pages(console: Console) -> AnyView {
    starting::end();
    // Without storage the frame comes with the program the next time.
    storage::set(FRAME, "1");
    let route = RwSignal::new(Route::parse(&location::hash()));
    let list = console.list;
    address::follow(list, route);
    console.open_fleet(|| Box::pin(async { parts::memory().await.ok() }));
    name_each_page(console, route);
    let opened = Memo::new(move || {
        let in_list = route.with(|route| *route == Route::Machines);
        list.open().get().filter(|_| in_list)
    });
    follow_panel(opened);
    let shortcuts_shown = RwSignal::new(false);
    later::load_ahead(console);
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if !keyboard::is_for_the_page(&event) {
            return;
        }
        match event.key().as_str() {
            "/" => keyboard::focus("#search"),
            "?" => shortcuts_shown.set(true),
            "Escape" if opened.with_untracked(Option::is_some) => list.open().set(None),
            _ => return,
        }
        event.prevent_default();
    });
    // The browser asks before a page is left that still follows operations: their list goes with the page.
    let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
        if untrack(|| console.operations.running()) > 0 {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        keys.remove();
        leaving.remove();
    });
    let page = live(move || match route.get() {
        Route::Machines => view! { <MachinesPage /> }.part(),
        Route::Machine(id) => later::machine(console, id),
        Route::Operations => later::operations(),
        Route::Unknown => unknown(),
    });
    let panel = live(move || {
        let close = Callback::new(move |()| list.open().set(None));
        maybe(opened.get().map(|id| later::panel(console, id, close)))
    });
    view! {
        <a class="skip" href="#content" on:click=move |event| {
            // The part behind # is the route; the focus moves by hand.
            event.prevent_default();
            keyboard::focus("h1");
        }>"Skip to content"</a>
        {header::header(console, route)}
        {navigation::navigation(console, route, shortcuts_shown)}
        <main id="content">
            {later::session_bar(console.session)}
            {parts::missing()}
            {later::shortcuts(shortcuts_shown)}
            {page}
        </main>
        {panel}
        <div class="visually-hidden" role="status" aria-live="polite" id="announcements">
            {live_text(move || console.notices.spoken().get())}
        </div>
    }
    .part()
}

fn unknown() -> AnyView {
    view! {
        <div class="page">
            <div class="empty">
                <h1 tabindex="-1">"There is no such page"</h1>
                <p>"The address may have been cut short on its way to you."</p>
                <p>
                    <a class="button" href=Route::Machines.hash()>"Go to the machines"</a>
                </p>
            </div>
        </div>
    }
    .part()
}

/// Leads the focus into the panel where the keyboard opened it or where it covers the list, and back to the list when it has
/// closed.
fn follow_panel(opened: Memo<Option<ResourceId>>) {
    let mut before = opened.get_untracked();
    effect(move || {
        let now = opened.get();
        if now.is_some() && now != before {
            request_animation_frame(|| keyboard::focus_if_seen("#panel-heading", PANEL_COVERS));
        } else if now != before {
            request_animation_frame(|| keyboard::focus_instead(LIST, ".panel"));
        }
        before = now;
    });
}

/// Names the window after the page, and moves the focus to a new page's heading so that it is read out, unless a text is
/// being typed.
fn name_each_page(console: Console, route: RwSignal<Route>) {
    let title = Memo::new(move || match route.get() {
        Route::Machines => "Machines".to_owned(),
        Route::Machine(id) => console.machine_name(&id),
        Route::Operations => "Operations".to_owned(),
        Route::Unknown => "No such page".to_owned(),
    });
    effect(move || location::set_title(&[&title.get(), " - SCVMM Console"].concat()));
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
