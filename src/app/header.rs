//! The header: the product, the one search, what is running, who is signed in.

pub mod account;

use leptos::prelude::*;

use super::search;
use crate::parts;
use crate::route::Route;
use crate::signal::{Memo, RwSignal};
use crate::state::console::Console;
use crate::state::session::Status;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live};
use crate::ui::menu;

/// The header.
pub fn header(console: Console, route: RwSignal<Route>) -> AnyView {
    let pill = super::once_there(console.list, move |pages| (pages.rest.pill)(console));
    view! {
        <header class="app-header">
            <a class="app-name" href=Route::Machines.hash()>
                {Icon::Mark.draw()}
                <span>"SCVMM Console"</span>
            </a>
            {search::search(console.list, route)}
            <div class="header-end">{pill} {who(console)}</div>
        </header>
    }
    .part()
}

fn who(console: Console) -> AnyView {
    let account = Memo::new(move || match console.session.status().get() {
        Status::SignedIn(account, _) => Some(account),
        _ => None,
    });
    live(move || {
        let Some(account) = account.get() else {
            return ().into_any();
        };
        let label = [", account of ", &account.name].concat();
        let words = view! {
            <span class="avatar" title=account.username>{initials(&account.name)}</span>
            <span class="visually-hidden">{label}</span>
        };
        let content = move || parts::in_place(move |pages| (pages.rest.account)(console));
        menu::drop_down("account end", words.into_any(), content)
    })
}

/// The first letters of the first and the last word of a name.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| !c.is_ascii_punctuation()));
    let first = words.next();
    first
        .into_iter()
        .chain(words.next_back())
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Contoso Datacenter Administrator"), "CA");
        assert_eq!(initials("admin"), "A");
        assert_eq!(initials(""), "");
    }
}
