//! The navigation beside the pages.

use leptos::prelude::*;

use super::saved_views;
use crate::pages::machines::counted;
use crate::route::Route;
use crate::signal::{Memo, RwSignal, Signal};
use crate::state::console::Console;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live_text};

/// The navigation, with counts.
pub fn navigation(console: Console, route: RwSignal<Route>, shortcuts: RwSignal<bool>) -> AnyView {
    let machines = Memo::new(move || console.fleet.rows().with(|rows| rows.all().len()));
    let operations = Memo::new(move || console.operations.list().with(Vec::len));
    let in_list = Memo::new(move || route.with(|route| *route == Route::Machines));
    let view = Memo::new(move || {
        let shown = || saved_views::current(console.list);
        in_list.get().then(shown).flatten()
    });
    let in_machines = move || {
        view.with(Option::is_none)
            && route.with(|route| matches!(route, Route::Machines | Route::Machine(_)))
    };
    let in_operations = move || route.with(|route| *route == Route::Operations);
    view! {
        <nav aria-label="Console">
            {link(Icon::Machines, "Machines", Route::Machines, machines, Signal::derive(in_machines))}
            {link(Icon::Operations, "Operations", Route::Operations, operations, Signal::derive(in_operations))}
            {saved_views::saved_views(console.list, view, in_list)}
            <button type="button" class="nav-item shortcuts-button" aria-keyshortcuts="?" on:click=move |_| shortcuts.set(true)>
                "Keyboard shortcuts"
                <kbd aria-hidden="true">"?"</kbd>
            </button>
        </nav>
    }.part()
}

fn link(
    icon: Icon,
    label: &'static str,
    to: Route,
    count: Memo<usize>,
    current: Signal<bool>,
) -> AnyView {
    let shown = live_text(move || match count.get() {
        0 => String::new(),
        some => counted(some),
    });
    view! {
        <a class="nav-item" href=to.hash() aria-current=move || current.get().then_some("page")>
            {icon.draw()}
            <span>{label}</span>
            <span class="count">{shown}</span>
        </a>
    }
    .part()
}
