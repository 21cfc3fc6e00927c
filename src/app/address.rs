//! The address and the list are kept the same: what is typed shows in the address, and an address in the list.

use crate::browser::location;
use crate::route::Route;
use crate::signal::{RwSignal, effect};
use crate::state::list::List;

/// Follows both, as long as the page lives. A machine that is opened beside the list is an entry of its own in the history,
/// so that going back closes it; all else replaces the present one.
pub fn follow(list: List, route: RwSignal<Route>) {
    list.take_address(&location::hash());
    location::on_hash_change(move |hash| {
        list.take_address(&hash);
        // Another view of the same page is no new page.
        let next = Route::parse(&hash);
        if route.try_with_untracked(|route| *route != next) == Some(true) {
            route.try_set(next);
        }
    });
    let mut was_open = list.open().with_untracked(Option::is_some);
    // The list as it was before a machine was opened, if its entry is the one before this.
    let mut opened_from = None;
    effect(move || {
        if route.get() != Route::Machines {
            opened_from = None;
            return;
        }
        let own = list.address();
        let open = list.open().with(Option::is_some);
        let here = location::hash();
        if here == own {
            // Taken from the address: by going back, or by a link.
            if !open {
                opened_from = None;
            }
        } else if open && !was_open {
            location::push_hash(&own);
            opened_from = Some(here);
        } else if !open && was_open && opened_from.take().as_ref() == Some(&own) {
            location::back();
        } else {
            location::replace_hash(&own);
        }
        was_open = open;
    });
}
