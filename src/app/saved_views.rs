//! The saved views in the navigation: a link for each, and a menu that renames and deletes it.

mod counts;
mod naming;

use leptos::prelude::*;

use crate::pages::machines::counted;
use crate::route::Route;
use crate::signal::{Memo, RwSignal, effect};
use crate::state::console::Console;
use crate::state::list::List;
use crate::state::view::View;
use crate::state::view::saved::SavedView;
use crate::ui::icon::Icon;
use crate::ui::live::{live, live_text};
use crate::ui::menu;
use counts::Counts;
use naming::Naming;

/// The section; and in `shows_saved` whether one of them is what is shown.
pub fn saved_views(
    console: Console,
    route: RwSignal<Route>,
    shows_saved: RwSignal<bool>,
) -> AnyView {
    let list = console.list;
    let in_list = Memo::new(move || route.with(|route| *route == Route::Machines));
    let current = Memo::new(move || {
        let shown = || list.shown_saved();
        in_list.get().then(shown).flatten()
    });
    effect(move || shows_saved.set(current.with(Option::is_some)));
    let naming = RwSignal::new(Naming::Nothing);
    let can_save = Memo::new(move || {
        in_list.get() && current.with(Option::is_none) && !list.view().with(View::is_usual)
    });
    let counts = counts::counts(console);
    let views = live(move || {
        let views = list.saved().with(|saved| saved.all().to_vec());
        if views.is_empty() {
            return ().into_any();
        }
        let items: Vec<_> = views
            .into_iter()
            .map(|saved| item(list, saved, counts, current, naming))
            .collect();
        view! {
            <h2 id="saved-heading">"Saved views"</h2>
            <ul aria-labelledby="saved-heading">{items}</ul>
        }
        .into_any()
    });
    view! {
        {views}
        {naming::naming(list, can_save, naming)}
    }
    .into_any()
}

fn item(
    list: List,
    saved: SavedView,
    counts: RwSignal<Counts>,
    current: Memo<Option<String>>,
    naming: RwSignal<Naming>,
) -> AnyView {
    let SavedView { name, address } = saved;
    let own = name.clone();
    let is_current = move || {
        current
            .with(|current| current.as_ref() == Some(&own))
            .then_some("true")
    };
    let about = name.clone();
    let words = view! {
        {Icon::More.draw()}
        <span class="visually-hidden">"What to do with the view " {about}</span>
    }
    .into_any();
    let of_view = address.clone();
    let count = live_text(move || {
        counts.with(|counts| {
            let count = counts.iter().find(|(address, _)| *address == of_view);
            count.map(|(_, count)| counted(*count)).unwrap_or_default()
        })
    });
    let whole = name.clone();
    let of = name.clone();
    let content = move || naming::menu(list, of.clone(), naming);
    view! {
        <li>
            <a class="nav-item" href=address title=whole aria-current=is_current>
                <span class="nav-words">{name}</span>
                <span class="count">{count}</span>
            </a>
            {menu::drop_down("end", words, content)}
        </li>
    }
    .into_any()
}
