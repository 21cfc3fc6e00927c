//! How many machines each saved view finds.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::timer;
use crate::signal::{RwSignal, effect};
use crate::state::console::Console;

/// So long after the machines have changed they are counted anew: while a fleet is read they change many times a second, and
/// each view is a search through all of them.
const PACE: Duration = Duration::from_millis(500);

/// The addresses of the saved views, each with the number of machines it finds; none while no machine is known.
pub type Counts = Vec<(String, usize)>;

/// The counts, as long as the present owner lives.
pub fn counts(console: Console) -> RwSignal<Counts> {
    let counts = RwSignal::new(Counts::new());
    effect(move || {
        console.list.saved().track();
        spawn_local(count(console, counts));
    });
    let waiting = RwSignal::new(false);
    effect(move || {
        console.fleet.rows().track();
        console.operations.list().track();
        if !waiting.with_untracked(|waiting| *waiting) {
            waiting.set(true);
            let later = move || {
                // The frame may have gone meanwhile.
                if waiting.try_set(false).is_none() {
                    spawn_local(count(console, counts));
                }
            };
            set_timeout(later, PACE);
        }
    });
    counts
}

/// Counts now. Between two views others may have their turn: whoever types must not wait for all of them, and the frame may
/// go.
async fn count(console: Console, counts: RwSignal<Counts>) {
    let list = console.list;
    let rows = console.fleet.rows();
    let is_wanted = || counts.try_with_untracked(|_| ()).is_some();
    let mut found = Counts::new();
    if is_wanted() && rows.with_untracked(|rows| !rows.all().is_empty()) {
        for saved in list.saved().with_untracked(|saved| saved.all().to_vec()) {
            let machines = list.would_find(&saved.view().search);
            found.push((saved.address, machines));
            timer::sleep(0).await;
            if !is_wanted() {
                return;
            }
        }
    }
    counts.try_set(found);
}
