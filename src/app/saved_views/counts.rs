//! How many machines each saved view finds.

use std::time::Duration;

use leptos::prelude::*;

use crate::signal::{RwSignal, effect};
use crate::state::console::Console;

/// So long after the machines have changed they are counted anew: while a fleet is read they change many times a second, and
/// each view is a search through all of them.
const PACE: Duration = Duration::from_millis(500);

/// The addresses of the saved views, each with the number of machines it finds; none while no machine is known.
pub type Counts = Vec<(String, usize)>;

/// The counts, as long as the present owner lives.
pub fn counts(console: Console) -> RwSignal<Counts> {
    let list = console.list;
    let counts = RwSignal::new(Counts::new());
    let count = move || {
        let all = list.saved().with_untracked(|saved| {
            let views = saved.all().iter();
            views
                .map(|saved| (saved.address.clone(), list.would_find(&saved.view().search)))
                .collect()
        });
        let any = console
            .fleet
            .rows()
            .with_untracked(|rows| !rows.all().is_empty());
        counts.try_set(if any { all } else { Counts::new() });
    };
    effect(move || {
        list.saved().track();
        count();
    });
    let waiting = RwSignal::new(false);
    effect(move || {
        console.fleet.rows().track();
        console.operations.list().track();
        if !waiting.with_untracked(|waiting| *waiting) {
            waiting.set(true);
            let later = move || {
                // The frame may have gone meanwhile, and the list with it.
                if waiting.try_set(false).is_none() {
                    count();
                }
            };
            set_timeout(later, PACE);
        }
    });
    counts
}
