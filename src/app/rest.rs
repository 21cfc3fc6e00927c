//! What the frame does that the first screen does without: it is loaded when somebody acts, or when an address asks for more
//! than the list as it usually is.

use leptos::ev::Event;
use leptos::prelude::*;

use super::header::account;
use super::search::{Field, offer};
use super::{address, saved_views, shortcuts};
use crate::browser::{keyboard, location};
use crate::model::resource_id::ResourceId;
use crate::pages::machine::{MachinePage, MachinePanel};
use crate::pages::machines::counted;
use crate::pages::operations::OperationsPage;
use crate::route::Route;
use crate::signal::{Memo, RwSignal, effect};
use crate::state::console::Console;
use crate::state::list::List;
use crate::ui::live::{live, live_text, maybe};
use crate::ui::menu;

/// What the frame calls of it.
pub struct Rest {
    /// Makes the list ready for every view.
    pub equip: fn(Console),
    /// Takes the view that the address asks for, and follows what is shown, as long as the frame stands.
    pub follow: fn(Console, RwSignal<Route>),
    /// A page other than the list.
    pub page: fn(&Route) -> AnyView,
    /// What stands beside the page and above it.
    pub beside: fn(Console, RwSignal<Route>, RwSignal<bool>) -> AnyView,
    /// Another address was gone to.
    pub go: fn(List, RwSignal<Route>, &str),
    /// Closes the panel; `false` where there is none.
    pub close: fn(Console, RwSignal<Route>) -> bool,
    /// The operations that are running.
    pub pill: fn(Console) -> AnyView,
    /// The menu of who is signed in.
    pub account: fn(Console) -> AnyView,
    /// Something happened to the search.
    pub search: fn(Field, &Event),
    /// What the search offers, and what is wrong with it.
    pub offered: fn(Field) -> AnyView,
    /// How many operations there are.
    pub operations: fn(Console) -> AnyView,
    /// The saved views; and whether one of them is shown.
    pub saved: fn(Console, RwSignal<Route>, RwSignal<bool>) -> AnyView,
}

/// All of it.
pub const REST: &Rest = &Rest {
    equip: |console| console.list.equip(console.operations),
    follow,
    page,
    beside,
    go: address::go,
    close,
    pill: account::pill,
    account: account::menu,
    search: offer::hear,
    offered: offer::draw,
    operations,
    saved: saved_views::saved_views,
};

/// In windows narrower than this, in pixels, the panel covers the list; `style/base.css` has the same.
const PANEL_COVERS: u32 = 1100;
/// The list of machines, as what takes the focus.
const LIST: &str = "[role=grid], [role=treegrid]";

fn follow(console: Console, route: RwSignal<Route>) {
    // Its frame may have gone while this was loaded.
    if route.try_with_untracked(|_| ()).is_none() {
        return;
    }
    let list = console.list;
    address::go(list, route, &location::hash());
    list.keep();
    address::follow(list, route);
    follow_panel(Memo::new(move || opened(list, route)));
    menu::close_when_left();
    // The browser asks before a page is left that still follows operations: their list goes with the page.
    let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
        if untrack(|| console.operations.running()) > 0 {
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());
}

/// The machine beside the list.
fn opened(list: List, route: RwSignal<Route>) -> Option<ResourceId> {
    let in_list = route.with(|route| *route == Route::Machines);
    list.open().get().filter(|_| in_list)
}

/// Closes the panel; `false` where there is none.
fn close(console: Console, route: RwSignal<Route>) -> bool {
    let is_open = untrack(|| opened(console.list, route)).is_some();
    if is_open {
        console.list.open().set(None);
    }
    is_open
}

fn operations(console: Console) -> AnyView {
    let count = Memo::new(move || console.operations.list().with(Vec::len));
    live_text(move || match count.get() {
        0 => String::new(),
        some => counted(some),
    })
}

fn page(route: &Route) -> AnyView {
    match route {
        // The one needs nothing of this, and the other has been read by now.
        Route::Machines | Route::Unread => ().into_any(),
        Route::Machine(id) => view! { <MachinePage id=id.clone() /> }.into_any(),
        Route::Operations => view! { <OperationsPage /> }.into_any(),
        Route::Unknown => view! {
            <div class="page">
                <div class="empty">
                    <h1 tabindex="-1">"There is no such page"</h1>
                    <p>"The address may have been cut short on its way to you."</p>
                    <p>
                        <a class="button" href="#/machines">"Go to the machines"</a>
                    </p>
                </div>
            </div>
        }
        .into_any(),
    }
}

fn beside(console: Console, route: RwSignal<Route>, shortcuts: RwSignal<bool>) -> AnyView {
    let list = console.list;
    let opened = Memo::new(move || opened(list, route));
    let panel = live(move || {
        let close = Callback::new(move |()| list.open().set(None));
        maybe(
            opened
                .get()
                .map(|id| view! { <MachinePanel id=id on_close=close /> }.into_any()),
        )
    });
    view! {
        {panel}
        {shortcuts::dialog(shortcuts)}
    }
    .into_any()
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
