//! Saving the present view of the list under a name, and giving a saved one another.

use leptos::prelude::*;

use super::buttons::Buttons;
use crate::browser::keyboard;
use crate::signal::{RwSignal, Signal};
use crate::state::list::List;
use crate::ui::dialog::Dialog;
use crate::ui::text_field::{Lines, TextField};

/// The dialog.
#[component]
pub fn NameView(
    /// The list.
    list: List,
    /// The name of the view that gets another; `None` for the present view, which has none yet.
    old: Option<String>,
    /// Called when it is over.
    on_close: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(old.clone().unwrap_or_default());
    let refused = RwSignal::new(false);
    let nameless = move || name.with(|name| name.trim().is_empty());
    let invalid = Signal::derive(move || refused.get() && nameless());
    let title = match &old {
        Some(old) => ["Rename the view “", old, "”"].concat(),
        None => "Save this view".to_owned(),
    };
    let own = old.clone();
    let is_taken = move || {
        let name = name.get();
        own.as_deref() != Some(name.trim()) && list.saved().with(|saved| saved.has(&name))
    };
    let hint = Signal::derive(move || {
        if invalid.get() {
            "A view needs a name."
        } else if is_taken() {
            "There is a view of this name. It is replaced."
        } else {
            "Search, order and grouping are kept, in this browser only."
        }
    });
    let submit = move |()| {
        let name = name.get_untracked();
        let kept = match &old {
            None => list.save(&name),
            Some(old) => list.rename(old, &name),
        };
        if kept {
            on_close.run(());
        } else {
            refused.set(true);
            keyboard::focus("#view-name");
        }
    };
    let idle = RwSignal::new(false);
    let buttons = Buttons {
        safe: "Cancel",
        safe_first: false,
        act: "Save",
        acting: "",
        class: "primary",
        blocked: "".into(),
    };
    view! {
        <Dialog title=title busy=idle.into() on_close=on_close on_submit=Callback::new(submit)>
            <TextField
                id="view-name"
                label="Name"
                hint=hint
                invalid=invalid
                value=name
                lines=Lines::One
                autofocus=true
                readonly=idle.into()
            />
            {buttons.draw(idle.into(), on_close)}
        </Dialog>
    }
    .into_any()
}
