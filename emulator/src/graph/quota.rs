//! How many queries a person may send: so many in a window of a few seconds, as the service documents it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// The windows of all people.
#[derive(Debug, Default)]
pub struct Quotas(Mutex<HashMap<Uuid, Window>>);

#[derive(Clone, Copy, Debug)]
struct Window {
    end: OffsetDateTime,
    left: u32,
}

/// What is left after a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Whether this query was within the quota.
    pub allowed: bool,
    /// How many more are.
    pub remaining: u32,
    /// Whole seconds until the window ends.
    pub resets_after: u64,
}

impl Left {
    /// The second header's form, `hh:mm:ss`.
    pub fn resets_after_text(self) -> String {
        let seconds = self.resets_after;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
    }
}

impl Quotas {
    /// Counts a query of a person. A window begins with the first query after the end of the last one.
    pub fn take(&self, person: Uuid, now: OffsetDateTime, most: u32, length: Duration) -> Left {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = Window {
            end: crate::clock::later(now, length),
            left: most,
        };
        let window = windows.entry(person).or_insert(fresh);
        if window.end <= now {
            *window = fresh;
        }
        window.left = window.left.min(most);
        let allowed = window.left > 0;
        window.left = window.left.saturating_sub(1);
        // Rounded up: who waits as long as told is let in.
        let left = (window.end - now).as_seconds_f64().ceil().max(0.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Left {
            allowed,
            remaining: window.left,
            resets_after: left as u64,
        }
    }

    /// Forgets all windows.
    pub fn reset(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_window_lets_so_many_in_and_the_next_begins_when_it_has_ended() {
        let quotas = Quotas::default();
        let start = datetime!(2026-03-10 08:00 UTC);
        let at = |seconds: f64| {
            let now = start + time::Duration::seconds_f64(seconds);
            let left = quotas.take(Uuid::nil(), now, 2, Duration::from_secs(5));
            (left.allowed, left.remaining, left.resets_after)
        };
        assert_eq!(at(0.0), (true, 1, 5));
        assert_eq!(at(1.5), (true, 0, 4));
        assert_eq!(at(4.9), (false, 0, 1));
        assert_eq!(at(5.0), (true, 1, 5));
        let other = quotas.take(Uuid::max(), start, 2, Duration::from_secs(3725));
        assert_eq!(
            (other.remaining, other.resets_after_text().as_str()),
            (1, "01:02:05")
        );
    }
}
