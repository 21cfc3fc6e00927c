//! The address and the list are kept the same: what is typed shows in the address, and an address in the list.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::location;
use crate::browser::timer::now_ms;
use crate::route::Route;
use crate::signal::{RwSignal, effect};
use crate::state::list::List;

/// Browsers refuse more than some 200 replacements of the address in ten seconds, and the last one would be lost: while a key is
/// held down, so many of them are made at once, and from then on one in so many milliseconds.
const AT_ONCE: u32 = 80;
const PACE_MS: u64 = 100;
const WINDOW_MS: u64 = 10_000;

/// Another address was gone to: by a link, by going back, or by typing one.
pub fn go(list: List, route: RwSignal<Route>, hash: &str) {
    list.take_address(hash);
    // Another view of the same page is no new page.
    let next = Route::parse(hash);
    if route.try_with_untracked(|route| *route != next) == Some(true) {
        route.try_set(next);
    }
}

/// Writes the list into the address, as long as the page lives. A machine that is opened beside the list is an entry of its own
/// in the history, so that going back closes it; all else replaces the present one.
pub fn follow(list: List, route: RwSignal<Route>) {
    let mut was_open = list.open().with_untracked(Option::is_some);
    // The list as it was before a machine was opened, if its entry is the one before this.
    let mut opened_from = None;
    let due = RwSignal::new(0_u32);
    let (mut window_ms, mut replaced, mut replaced_ms) = (0, 0, 0);
    let mut later = None;
    effect(move || {
        if route.get() != Route::Machines {
            opened_from = None;
            return;
        }
        if now_ms() > window_ms + WINDOW_MS {
            (window_ms, replaced) = (now_ms(), 0);
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
        } else if replaced >= AT_ONCE && now_ms() < replaced_ms + PACE_MS {
            due.track();
            if later != Some(due.get_untracked()) {
                later = Some(due.get_untracked());
                set_timeout(
                    move || {
                        due.try_update(|due| *due += 1);
                    },
                    Duration::from_millis(PACE_MS),
                );
            }
        } else {
            replaced += 1;
            replaced_ms = now_ms();
            location::replace_hash(&own);
        }
        was_open = open;
    });
}
