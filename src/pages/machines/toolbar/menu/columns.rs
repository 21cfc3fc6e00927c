//! The menu of columns: which are shown, and the way back to the usual ones.

use leptos::prelude::*;

use crate::state::console::Console;
use crate::state::view::Column;
use crate::state::view::columns::{Columns, Placed};
use crate::ui::live::Part;

/// The columns, to show and to hide.
pub fn choices(console: Console) -> AnyView {
    let columns = console.list.columns();
    let choice = |placed: &Placed| {
        let column = placed.column;
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    checked=!placed.hidden
                    disabled=column == Column::Name
                    on:change=move |event| {
                        let hidden = !event_target_checked(&event);
                        columns.update(|columns| columns.hide(column, hidden));
                    }
                />
                {column.heading()}
            </label>
        }
        .part()
    };
    let choices: Vec<_> =
        columns.with_untracked(|columns| columns.all().iter().map(choice).collect());
    let usual = move |_| columns.set(Columns::usual(Column::of(&console.capabilities)));
    view! {
        <div role="group" aria-label="Columns">{choices}</div>
        <button type="button" class="quiet" on:click=usual>
            "Reset columns"
        </button>
    }
    .into_any()
}
