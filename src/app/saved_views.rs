//! The saved views in the navigation: a link for each, and a menu that renames and deletes it.

pub mod naming;

use leptos::prelude::*;

use crate::parts;
use crate::signal::{Memo, RwSignal};
use crate::state::list::List;
use crate::state::view::View;
use crate::state::view::saved::SavedView;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live};
use crate::ui::menu;

/// What is being named.
#[derive(Clone, Debug, PartialEq)]
pub enum Naming {
    /// Nothing.
    Nothing,
    /// The present view, which is not saved yet.
    ThePresentView,
    /// The view that was saved under this name.
    Saved(String),
}

/// The name of the saved view that the list shows, if it shows one.
pub fn current(list: List) -> Option<String> {
    let address = list.view_address()?;
    list.saved()
        .with(|saved| saved.at(&address).map(|saved| saved.name.clone()))
}

/// The section. `current` is the name of the view that is shown; `in_list` whether the list is.
pub fn saved_views(list: List, current: Memo<Option<String>>, in_list: Memo<bool>) -> AnyView {
    let naming = RwSignal::new(Naming::Nothing);
    let can_save = Memo::new(move || {
        in_list.get() && current.with(Option::is_none) && !list.view().with(View::is_usual)
    });
    let views = live(move || {
        let views = list.saved().with(|saved| saved.all().to_vec());
        if views.is_empty() {
            return ().into_any();
        }
        let items: Vec<_> = views
            .into_iter()
            .map(|saved| item(list, saved, current, naming))
            .collect();
        view! {
            <h2 id="saved-heading">"Saved views"</h2>
            <ul aria-labelledby="saved-heading">{items}</ul>
        }
        .into_any()
    });
    let more = super::once_there(list, move |pages| {
        (pages.rest.naming)(list, can_save, naming)
    });
    view! { <div class="saved">{views} {more}</div> }.part()
}

fn item(
    list: List,
    saved: SavedView,
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
    let whole = name.clone();
    let of = name.clone();
    let content = move || {
        let of = of.clone();
        parts::in_place(move |pages| (pages.rest.view_menu)(list, of.clone(), naming))
    };
    view! {
        <li>
            <a class="nav-item" href=address title=whole aria-current=is_current>
                <span class="nav-words">{name}</span>
            </a>
            {menu::drop_down("end", words, content)}
        </li>
    }
    .part()
}
