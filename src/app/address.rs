//! The address and the list are kept the same: what is typed shows in the address, and an address in the list.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::location;
use crate::browser::timer::now_ms;
use crate::route::Route;
use crate::signal::{RwSignal, effect};
use crate::state::list::List;

/// So many milliseconds after the last change it stands in the address. To replace an address takes longer than to search the
/// list, and browsers refuse more than some 200 replacements in ten seconds: it must neither be in the way of typing nor be
/// lost where a key is held down.
const REST_MS: u64 = 200;

/// An address was gone to: by a link, by going back, or by typing one.
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
    let mut last = location::hash();
    let changed_ms = StoredValue::new(0);
    let waiting = RwSignal::new(false);
    // Whoever leaves by a link comes back to this entry of the history: it must not be behind.
    let at_once = move || {
        if waiting.try_with_untracked(|waiting| *waiting) == Some(true) {
            changed_ms.set_value(0);
            waiting.set(false);
        }
    };
    // The keys of the browser, that reload the page or go back.
    let key = window_event_listener(leptos::ev::keydown, move |event| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() || event.key() == "F5" {
            at_once();
        }
    });
    let pressed = window_event_listener(leptos::ev::pointerdown, move |_| at_once());
    let left = window_event_listener(leptos::ev::focusout, move |_| at_once());
    on_cleanup(move || {
        key.remove();
        pressed.remove();
        left.remove();
    });
    effect(move || {
        if route.get() != Route::Machines {
            opened_from = None;
            return;
        }
        let is_waiting = waiting.get();
        let own = list.address();
        let open = list.open().with(Option::is_some);
        let here = location::hash();
        if own != last {
            changed_ms.set_value(now_ms());
        }
        if here == own {
            // Taken from the address: by going back, or by a link.
            if !open {
                opened_from = None;
            }
        } else if open && !was_open {
            if here != last {
                location::replace_hash(&last);
            }
            location::push_hash(&own);
            opened_from = Some(last.clone());
        } else if !open && was_open && opened_from.take().as_ref() == Some(&own) {
            location::back();
        } else if now_ms() >= changed_ms.get_value() + REST_MS {
            location::replace_hash(&own);
        } else if !is_waiting {
            waiting.set(true);
            set_timeout(
                move || {
                    waiting.try_set(false);
                },
                Duration::from_millis(REST_MS),
            );
        }
        was_open = open;
        last = own;
    });
}
