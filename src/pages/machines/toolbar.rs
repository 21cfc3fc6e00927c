//! What stands above the list: what is left out of it, how it is grouped, which columns it has, and the button that reads it
//! anew.

mod chips;
mod columns_menu;
mod group_menu;

use leptos::prelude::*;

use crate::state::console::Console;
use crate::ui::icon::Icon;
use crate::ui::live::Part;

/// The toolbar.
pub fn toolbar(console: Console) -> AnyView {
    view! {
        <div class="toolbar">
            {chips::chips(console)}
            {group_menu::group_menu(console)}
            {columns_menu::columns_menu(console)}
            <button type="button" class="quiet" id="refresh" on:click=move |_| console.fleet.refresh()>
                {Icon::Refresh.draw()}
                <span class="button-words">"Refresh"</span>
            </button>
        </div>
    }
    .part()
}
