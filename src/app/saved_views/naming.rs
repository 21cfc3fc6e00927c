//! Views get a name, another one, or none.

use leptos::prelude::*;

use crate::browser::keyboard;
use crate::dialogs::name_view::NameView;
use crate::signal::{Memo, RwSignal};
use crate::state::list::List;
use crate::ui::icon::Icon;
use crate::ui::live::{live, maybe};

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

/// The button that saves the present view, where that can be done, and the dialog that names one.
pub fn naming(list: List, can_save: Memo<bool>, naming: RwSignal<Naming>) -> AnyView {
    let save = live(move || {
        maybe(can_save.get().then(|| {
            view! {
                <button type="button" class="nav-item" on:click=move |_| naming.set(Naming::ThePresentView)>
                    {Icon::Add.draw()}
                    <span>"Save this view…"</span>
                </button>
            }
            .into_any()
        }))
    });
    let dialog = live(move || {
        let close = Callback::new(move |()| naming.set(Naming::Nothing));
        let old = match naming.get() {
            Naming::Nothing => return ().into_any(),
            Naming::ThePresentView => None,
            Naming::Saved(name) => Some(name),
        };
        view! { <NameView list=list old=old on_close=close /> }.into_any()
    });
    view! {
        {save}
        {dialog}
    }
    .into_any()
}

/// What can be done to the view of this name.
pub fn menu(list: List, name: String, naming: RwSignal<Naming>) -> AnyView {
    let renamed = name.clone();
    view! {
        <button type="button" class="quiet" on:click=move |_| naming.set(Naming::Saved(renamed.clone()))>
            {Icon::Rename.draw()}
            "Rename…"
        </button>
        <button type="button" class="quiet" on:click=move |_| {
            list.saved().update(|saved| saved.remove(&name));
            request_animation_frame(|| keyboard::focus_instead("nav a", ".saved"));
        }>
            {Icon::Delete.draw()}
            "Delete"
        </button>
    }
    .into_any()
}
