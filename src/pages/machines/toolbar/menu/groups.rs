//! The menu of groups: what the machines of the list are gathered by.

use leptos::prelude::*;

use crate::state::console::Console;
use crate::state::view::Column;

/// What they can be gathered by.
pub fn choices(console: Console) -> AnyView {
    let view = console.list.view();
    let choice = |group: Option<Column>| {
        let words = group.map_or("Nothing", Column::heading);
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="group"
                    checked=view.with_untracked(|view| view.group == group)
                    on:change=move |_| view.update(|view| view.group = group)
                />
                {words}
            </label>
        }
        .into_any()
    };
    let service = console.capabilities;
    let offered = |column: &Column| service.has_subscriptions || *column == Column::Server;
    let columns = Column::GROUPS.into_iter().filter(offered).map(Some);
    let choices: Vec<_> = std::iter::once(None).chain(columns).map(choice).collect();
    view! { <div role="radiogroup" aria-label="Group by">{choices}</div> }.into_any()
}
