//! The header: the product, the one search, what is running, who is signed in.

pub mod account;

use leptos::prelude::*;

use super::search;
use crate::parts;
use crate::route::Route;
use crate::signal::RwSignal;
use crate::state::console::Console;
use crate::state::session::Status;
use crate::ui::menu;

/// The header.
pub fn header(console: Console, route: RwSignal<Route>) -> AnyView {
    let pill = super::once_there(console.list, false, move |pages| (pages.rest.pill)(console));
    view! {
        <header class="app-header">
            <a class="app-name" href="#/machines">
                <svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                    <path d="M6 3v4.6M6 12.4V17M8.4 10c3.6 0 5.6-1.2 5.6-4.1M6 7.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8M14 2.1a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8"></path>
                </svg>
                <span>"SCVMM Console"</span>
            </a>
            {search::search(console.list, route)}
            <div class="header-end">{pill} {who(console)}</div>
        </header>
    }
    .into_any()
}

/// Who is signed in: as long as the frame stands, the same person.
fn who(console: Console) -> AnyView {
    let Status::SignedIn(account, _) = console.session.status().get_untracked() else {
        return ().into_any();
    };
    let label = [", account of ", &account.name].concat();
    let words = view! {
        <span class="avatar" title=account.username>{initials(&account.name)}</span>
        <span class="visually-hidden">{label}</span>
    };
    let content = move || parts::in_place(move |pages| (pages.rest.account)(console));
    menu::drop_down("account end", words.into_any(), content)
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
