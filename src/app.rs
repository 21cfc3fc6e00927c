//! The frame: configuration, sign-in, header, navigation, and the page that the address means.

mod header;
mod navigation;
mod start;

use leptos::prelude::*;

use crate::browser::{keyboard, location};
use crate::dialogs::session_bar::session_bar;
use crate::pages::configuration::ConfigurationPage;
use crate::pages::machine::MachinePage;
use crate::pages::machines::MachinesPage;
use crate::pages::operations::OperationsPage;
use crate::pages::sign_in::SignInPage;
use crate::route::Route;
use crate::signal::{Memo, RwSignal, effect};
use crate::state::console::Console;
use crate::state::session::Status;
use crate::ui::live::{Part, live, live_text};
use start::Started;

/// The whole console.
#[component]
pub fn App() -> impl IntoView {
    let started = leptos::prelude::RwSignal::new_local(None::<Started>);
    start::start(started);
    live(move || match started.get() {
        None => waiting("Loading…"),
        Some(Started::Unconfigured(fault)) => view! { <ConfigurationPage fault=fault /> }.part(),
        Some(Started::Running(console)) => running(*console),
    })
}

/// Which of the frames is shown: it must not be rebuilt when a token is renewed.
#[derive(Clone, PartialEq)]
enum Frame {
    Waiting,
    SignIn(Option<crate::auth::failure::SignInFailure>),
    Pages(String),
}

fn running(console: Console) -> AnyView {
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
            view! { <SignInPage session=console.session failure=failure /> }.part()
        }
        Frame::Pages(_) => pages(console),
    })
}

fn waiting(words: &'static str) -> AnyView {
    view! {
        <header class="app-header">
            <span class="app-name">"SCVMM Console"</span>
        </header>
        <main class="alone" id="content">
            <p role="status">{words}</p>
        </main>
    }
    .part()
}

fn pages(console: Console) -> AnyView {
    let route = RwSignal::new(Route::parse(&location::hash()));
    console.list.take_address(&location::hash());
    location::on_hash_change(move |hash| {
        console.list.take_address(&hash);
        route.try_set(Route::parse(&hash));
    });
    effect(move || {
        if route.get() == Route::Machines {
            let own = console.list.address();
            if location::hash() != own {
                location::replace_hash(&own);
            }
        }
    });
    console.fleet.refresh();
    name_each_page(console, route);
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "/" && keyboard::is_for_the_page(&event) {
            event.prevent_default();
            keyboard::focus("#search");
        }
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
        Route::Machine(id) => view! { <MachinePage id=id /> }.part(),
        Route::Operations => view! { <OperationsPage /> }.part(),
        Route::Unknown => unknown(),
    });
    view! {
        <a class="skip" href="#content" on:click=move |event| {
            // The part behind # is the route; the focus moves by hand.
            event.prevent_default();
            keyboard::focus("h1");
        }>"Skip to content"</a>
        {header::header(console, route)}
        {navigation::navigation(console, route)}
        <main id="content">
            {session_bar(console.session)}
            {page}
        </main>
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
