//! What stands below the headings when the search leaves nothing: why, and the way back.

use leptos::prelude::*;

use crate::state::console::Console;
use crate::ui::live::{live, maybe};

/// That nothing is found.
pub fn nothing_found(console: Console) -> AnyView {
    view! {
        <div class="empty nothing">
            <h2>"Nothing found"</h2>
            {live(move || why_nothing(console))}
            <p class="buttons">
                <button type="button" on:click=move |_| console.list.set_search(String::new())>
                    "Clear the search"
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// Why the search leaves nothing; a term that is not understood is pointed at.
fn why_nothing(console: Console) -> AnyView {
    let search = console.list.search();
    let faulty = console.list.fault().get().map(|fault| {
        let part = |from: usize, to: usize| search.get(from..to).unwrap_or_default().to_owned();
        let (start, end) = (fault.range.start, fault.range.end);
        view! { <p class="faulty">{part(0, start)} <mark>{part(start, end)}</mark> {part(end, search.len())}</p> }.into_any()
    });
    view! {
        {maybe(faulty)}
        <p>{console.list.why_nothing()}</p>
    }
    .into_any()
}
