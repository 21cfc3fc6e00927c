//! The saved views in the navigation: a link for each, and a menu that renames and deletes it.

use leptos::prelude::*;

use crate::browser::keyboard;
use crate::parts;
use crate::signal::{Memo, RwSignal};
use crate::state::list::List;
use crate::state::view::View;
use crate::state::view::saved::SavedView;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live, maybe};
use crate::ui::menu;

/// What is being named.
#[derive(Clone, Debug, PartialEq)]
enum Naming {
    Nothing,
    ThePresentView,
    Saved(String),
}

/// The name of the saved view that the list shows, if it shows one.
pub fn current(list: List) -> Option<String> {
    let shown = |view: &View| {
        list.saved()
            .with(|saved| saved.current(view).map(|saved| saved.name.clone()))
    };
    list.view().with(shown)
}

/// The section. `current` is the name of the view that is shown; `in_list` whether the list is.
pub fn saved_views(list: List, current: Memo<Option<String>>, in_list: Memo<bool>) -> AnyView {
    let naming = RwSignal::new(Naming::Nothing);
    let can_save = Memo::new(move || {
        in_list.get()
            && current.with(Option::is_none)
            && list.view().with(|view| *view != View::default())
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
    let save = live(move || {
        maybe(can_save.get().then(|| {
            view! {
                <button type="button" class="nav-item" on:click=move |_| naming.set(Naming::ThePresentView)>
                    {Icon::Add.draw()}
                    <span>"Save this view…"</span>
                </button>
            }
            .part()
        }))
    });
    let dialog = live(move || {
        let close = Callback::new(move |()| naming.set(Naming::Nothing));
        let old = match naming.get() {
            Naming::Nothing => return ().into_any(),
            Naming::ThePresentView => None,
            Naming::Saved(name) => Some(name),
        };
        parts::in_place(move |pages| (pages.name_view)(list, old.clone(), close))
    });
    view! { <div class="saved">{views} {save} {dialog}</div> }.part()
}

fn item(
    list: List,
    saved: SavedView,
    current: Memo<Option<String>>,
    naming: RwSignal<Naming>,
) -> AnyView {
    let SavedView { name, address } = saved;
    let (own, renamed, deleted) = (name.clone(), name.clone(), name.clone());
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
    let content = move || {
        let (renamed, deleted) = (renamed.clone(), deleted.clone());
        view! {
            <button type="button" class="quiet" on:click=move |_| naming.set(Naming::Saved(renamed.clone()))>
                {Icon::Rename.draw()}
                "Rename…"
            </button>
            <button type="button" class="quiet" on:click=move |_| {
                list.saved().update(|saved| saved.remove(&deleted));
                request_animation_frame(|| keyboard::focus_instead("nav a", ".saved"));
            }>
                {Icon::Delete.draw()}
                "Delete"
            </button>
        }
        .into_any()
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
