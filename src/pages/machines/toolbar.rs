//! What stands above the list: what is left out of it, how it is grouped, which columns it has, and the button that reads it
//! anew.

pub mod asked;
mod chips;
pub mod menu;

use leptos::prelude::*;

use crate::parts;
use crate::state::console::Console;
use crate::state::view::Column;
use crate::ui::icon::Icon;
use crate::ui::live::live_text;
use crate::ui::menu::drop_down;

/// The menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// What a column is narrowed to.
    Filter(Column),
    /// What the machines are gathered by.
    Group,
    /// Which columns are shown.
    Columns,
}

/// The toolbar.
pub fn toolbar(console: Console) -> AnyView {
    let view = console.list.view();
    let group = live_text(move || match view.with(|view| view.group) {
        None => "Group by".to_owned(),
        Some(column) => ["By ", &column.heading().to_ascii_lowercase()].concat(),
    });
    view! {
        <div class="toolbar">
            {chips::chips(console)}
            {menu(console, Menu::Group, group)}
            {menu(console, Menu::Columns, "Columns".into_any())}
            <button type="button" class="quiet" id="refresh" on:click=move |_| console.fleet.refresh()>
                {Icon::Refresh.draw()}
                <span class="button-words">"Refresh"</span>
            </button>
        </div>
    }
    .into_any()
}

/// A menu with these words on its button.
fn menu(console: Console, menu: Menu, words: AnyView) -> AnyView {
    let place = match menu {
        Menu::Filter(_) => "start",
        Menu::Group | Menu::Columns => "end",
    };
    drop_down(place, words, move || {
        parts::in_place(move |pages| (pages.list.menu)(console, menu))
    })
}
