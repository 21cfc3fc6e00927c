//! The header: the product, the one search, what is running, who is signed in.

use leptos::prelude::*;

use super::search;
use crate::browser::storage;
use crate::route::Route;
use crate::signal::{Memo, RwSignal};
use crate::state::console::Console;
use crate::state::session::Status;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live, maybe};
use crate::ui::menu;

/// The header.
pub fn header(console: Console, route: RwSignal<Route>) -> AnyView {
    let running = Memo::new(move || console.operations.running());
    let pill =
        live(move || {
            let words = [&running.get().to_string(), " running"].concat();
            maybe((running.get() > 0).then(|| {
                view! { <a class="pill" href=Route::Operations.hash()>{words}</a> }.part()
            }))
        });
    view! {
        <header class="app-header">
            <a class="app-name" href=Route::Machines.hash()>
                {Icon::Mark.draw()}
                <span>"SCVMM Console"</span>
            </a>
            {search::search(console.list, route)}
            <div class="header-end">{pill} {account(console)}</div>
        </header>
    }
    .part()
}

fn account(console: Console) -> AnyView {
    let account = Memo::new(move || match console.session.status().get() {
        Status::SignedIn(account, _) => Some(account),
        _ => None,
    });
    let warning = move || {
        live(move || {
            maybe((console.operations.running() > 0).then(|| {
                view! {
                    <p class="small">
                        "Operations are still running. They go on at the service when you sign out, but this page stops following them."
                    </p>
                }.part()
            }))
        })
    };
    menu::close_when_left();
    live(move || {
        let Some(account) = account.get() else {
            return ().into_any();
        };
        let label = [", account of ", &account.name].concat();
        view! {
            <details class="account menu" on:keydown=menu::on_key>
                <summary title=account.username.clone()>
                    <span class="avatar">{initials(&account.name)}</span>
                    <span class="visually-hidden">{label}</span>
                </summary>
                <div class="account-menu">
                    <p class="account-name">{account.name.clone()}</p>
                    <p class="muted small">{account.username.clone()}</p>
                    {warning()}
                    <button type="button" id="sign-out" on:click=move |_| {
                        storage::remove(super::FRAME);
                        console.sign_out();
                    }>
                        "Sign out"
                    </button>
                </div>
            </details>
        }
        .part()
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
