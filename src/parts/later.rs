//! Draws what stands in a part of the program: at once when the part is there, else when it has come.

use std::cell::{Cell, RefCell};
use std::sync::OnceLock;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Pages, pages};
use crate::browser::{keyboard, timer};
use crate::signal::{Memo, RwSignal};
use crate::ui::live::{live, maybe};
use crate::ui::message_bar::{Gravity, MessageBar};

/// How long the first rows stand before parts are loaded that nobody has asked for yet.
const AHEAD_AFTER_MS: u64 = 1_000;
/// Milliseconds until that is tried again after a failure.
const AGAIN_MS: u64 = 60_000;

/// The pages, once they are there. They stay.
static LOADED: OnceLock<&'static Pages> = OnceLock::new();

type Action = Box<dyn FnOnce(&'static Pages)>;

thread_local! {
    /// What is done when the pages have come.
    static FIRST: Cell<Option<Action>> = const { Cell::new(None) };
    /// What is done after that, in the order in which it was asked for.
    static ASKED: RefCell<Vec<Action>> = const { RefCell::new(Vec::new()) };
    /// Whether the pages are being loaded for that: however much is asked for, they are fetched once.
    static ASKING: Cell<bool> = const { Cell::new(false) };
    /// The places where the pages are waited for, or have been.
    static WAITING: RefCell<Vec<RwSignal<Loading>>> = const { RefCell::new(Vec::new()) };
    /// Whether something could not be done because the pages are not there; none before the frame of the page is drawn.
    static MISSING: Cell<Option<RwSignal<bool>>> = const { Cell::new(None) };
}

/// How loading stands, where something waits for it.
#[derive(Clone, Copy, PartialEq)]
enum Loading {
    UnderWay,
    Failed,
    Done,
}

/// Loads what may be needed later, in a quiet moment: whoever loses the network then can open a dialog still. A failure shows
/// when the part is needed, and is tried again there; here it is tried again too, for what goes on without anybody asking.
pub async fn ahead() -> &'static Pages {
    timer::sleep(AHEAD_AFTER_MS).await;
    loop {
        if let Some(pages) = load().await {
            return pages;
        }
        timer::sleep(AGAIN_MS).await;
    }
}

/// What stands where a part will be, until it is there.
pub struct Waiting {
    /// The heading, as a selector: whoever has been led there is led to that of the part.
    pub heading: &'static str,
    /// While the part is being loaded.
    pub skeleton: fn() -> AnyView,
    /// Around the skeleton, or around the reason why there is no more.
    pub frame: Box<dyn Fn(AnyView) -> AnyView + Send>,
}

/// Draws with the pages' part.
pub type Draw = Box<dyn Fn(&'static Pages) -> AnyView + Send>;

/// Draws with the pages' part, at once if it is there. Else `waiting` stands, with a button to try again if it cannot be loaded.
pub fn later(waiting: Waiting, draw: Draw) -> AnyView {
    match LOADED.get() {
        Some(pages) => draw(pages),
        None => when_loaded(waiting, draw),
    }
}

/// The same for what needs no place before it is there.
pub fn in_place(draw: impl Fn(&'static Pages) -> AnyView + Send + 'static) -> AnyView {
    let waiting = Waiting {
        heading: "main h1",
        skeleton: || ().into_any(),
        frame: Box::new(|inner| inner),
    };
    later(waiting, Box::new(draw))
}

fn when_loaded(waiting: Waiting, draw: Draw) -> AnyView {
    let Waiting {
        heading,
        skeleton,
        frame,
    } = waiting;
    let loading = RwSignal::new(Loading::UnderWay);
    WAITING.with_borrow_mut(|waiting| waiting.push(loading));
    let try_it = move || {
        spawn_local(async move {
            let outcome = match load().await {
                Some(_) => Loading::Done,
                None => Loading::Failed,
            };
            // The page's heading is drawn anew: who was led there stays there.
            let at_heading = keyboard::is_at(heading);
            loading.try_set(outcome);
            if at_heading {
                request_animation_frame(move || keyboard::focus(heading));
            }
        });
    };
    try_it();
    let done = Memo::new(move || loading.get() == Loading::Done);
    live(move || match (done.get(), LOADED.get()) {
        (true, Some(pages)) => untrack(|| draw(pages)),
        _ => frame(live(move || match loading.get() {
            Loading::Failed => failed(move || {
                loading.set(Loading::UnderWay);
                try_it();
                request_animation_frame(move || keyboard::focus_instead(heading, "main"));
            }),
            Loading::UnderWay | Loading::Done => skeleton(),
        })),
    })
}

/// The pages' part, if it is there already.
pub fn there() -> Option<&'static Pages> {
    LOADED.get().copied()
}

/// Does this as soon as the pages' part is there, before anything else is done with it. One thing only: the last that is given.
pub fn first(action: impl FnOnce(&'static Pages) + 'static) {
    match LOADED.get() {
        Some(pages) => action(pages),
        None => FIRST.set(Some(Box::new(action))),
    }
}

/// Does what needs the pages' part: at once if it is there, else when it has come. If it cannot be loaded, nothing is done, and
/// what `missing` draws says so.
pub fn act(action: impl FnOnce(&'static Pages) + 'static) {
    match LOADED.get() {
        Some(pages) => action(pages),
        None => {
            ask(Box::new(action));
            load_for_it();
        }
    }
}

/// The same, but without a word if it cannot be loaded: nobody has asked for anything yet.
pub fn when_there(action: impl FnOnce(&'static Pages) + 'static) {
    match LOADED.get() {
        Some(pages) => action(pages),
        None => {
            ask(Box::new(action));
            spawn_local(async {
                load().await;
            });
        }
    }
}

fn ask(action: Action) {
    ASKED.with_borrow_mut(|asked| asked.push(action));
}

fn load_for_it() {
    if ASKING.replace(true) {
        return;
    }
    spawn_local(async move {
        let loaded = load().await;
        ASKING.set(false);
        if loaded.is_none() {
            // Whoever asks again means what is asked then.
            drop(ASKED.take());
            if let Some(missing) = MISSING.get() {
                // A page that waits for them says it in its place.
                missing.try_set(!WAITING.with_borrow(|places| places.iter().any(waits)));
            }
        }
    });
}

/// Draws what says that something could not be done because the part is missing.
pub fn missing() -> AnyView {
    let missing = RwSignal::new(false);
    MISSING.set(Some(missing));
    live(move || {
        maybe(
            missing
                .get()
                .then(|| failed(|| act(|_| keyboard::focus("main h1")))),
        )
    })
}

fn waits(place: &RwSignal<Loading>) -> bool {
    place.try_with_untracked(|loading| *loading != Loading::Done) == Some(true)
}

async fn load() -> Option<&'static Pages> {
    let pages = pages().await.ok()?;
    if LOADED.set(pages).is_ok() {
        if let Some(first) = FIRST.take() {
            first(pages);
        }
        // Whoever asked, all who wait have them now.
        for place in WAITING.take() {
            place.try_set(Loading::Done);
        }
        if let Some(missing) = MISSING.get() {
            missing.try_set(false);
        }
        for action in ASKED.take() {
            action(pages);
        }
    }
    Some(pages)
}

fn failed(again: impl Fn() + Send + 'static) -> AnyView {
    view! {
        <MessageBar gravity=Gravity::Error>
            <p>
                "This part of the console could not be loaded. If trying again does not help although the network is there, reload the page: the site may have a newer console by now."
            </p>
            <button type="button" on:click=move |_| again()>"Try again"</button>
        </MessageBar>
    }
    .into_any()
}
