//! Time that passes: how long something has been going on.

use std::time::Duration;

use leptos::prelude::*;

use super::live::live_text;
use crate::browser::clock::date_and_time;
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

/// How long ago something was, in its largest unit: `5 minutes`, `1 day`.
pub fn age_words(ms: u64) -> String {
    let minutes = ms / 60_000;
    if minutes == 0 {
        return "less than a minute".to_owned();
    }
    let (count, unit) = match minutes {
        0..60 => (minutes, " minute"),
        60..1_440 => (minutes / 60, " hour"),
        _ => (minutes / 1_440, " day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    [&count.to_string(), unit, plural].concat()
}

/// A moment in the past and its age: `21 Nov 2026, 22:10 (34 days ago)`.
pub fn moment_words(ms: u64) -> String {
    let age = age_words(now_ms().saturating_sub(ms));
    [&date_and_time(ms), " (", &age, " ago)"].concat()
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
    view! { <span class="elapsed">{live_text(move || duration_words(now.get().saturating_sub(since_ms)))}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::{age_words, duration_words};

    #[test]
    fn a_length_of_time_is_said_in_its_two_largest_units() {
        assert_eq!(duration_words(14_900), "14 s");
        assert_eq!(duration_words(252_000), "4 min 12 s");
        assert_eq!(duration_words(7_500_000), "2 h 5 min");
    }

    #[test]
    fn an_age_is_said_in_its_largest_unit() {
        for (minutes, words) in [
            (0, "less than a minute"),
            (1, "1 minute"),
            (59, "59 minutes"),
            (119, "1 hour"),
            (1_439, "23 hours"),
            (1_440, "1 day"),
            (34 * 1_440 + 700, "34 days"),
        ] {
            assert_eq!(age_words(minutes * 60_000), words);
        }
    }
}
