//! Time that passes: how long something has been going on.

use std::time::Duration;

use leptos::prelude::*;

use super::live::{Part, live_text};
use crate::browser::timer::now_ms;

/// A length of time in words: `14 s`, `4 min 12 s`, `2 h 5 min`.
pub fn duration_words(ms: u64) -> String {
    let seconds = ms / 1_000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

/// The present time, anew each second for as long as the owner lives.
pub fn use_now() -> ReadSignal<u64> {
    let (now, set_now) = signal(now_ms());
    if let Ok(interval) = set_interval_with_handle(
        move || {
            set_now.try_set(now_ms());
        },
        Duration::from_secs(1),
    ) {
        on_cleanup(move || interval.clear());
    }
    now
}

/// How long it has been since `since_ms`.
#[component]
pub fn Elapsed(
    /// The beginning, in milliseconds of Unix time.
    since_ms: u64,
) -> impl IntoView {
    let now = use_now();
    view! { <span class="elapsed">{live_text(move || duration_words(now.get().saturating_sub(since_ms)))}</span> }.part()
}

#[cfg(test)]
mod tests {
    use super::duration_words;

    #[test]
    fn a_length_of_time_is_said_in_its_two_largest_units() {
        assert_eq!(duration_words(14_900), "14 s");
        assert_eq!(duration_words(252_000), "4 min 12 s");
        assert_eq!(duration_words(7_500_000), "2 h 5 min");
    }
}
