//! How often the console sends the window to the sign-in service by itself. Two such trips in a minute are enough, and
//! after one that failed the next waits five minutes; then a person has to press the button. So nothing can loop, even
//! if sign-in succeeds each time and the token is refused each time. Kept in sessionStorage, past successes.

use serde_json::Value;

use crate::http::json;

/// The trips of this window that nobody asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// The last two, in Unix milliseconds, oldest first.
    recent: Vec<u64>,
    /// When one last failed, in Unix milliseconds.
    failed_ms: Option<u64>,
}

/// The key of the record in sessionStorage.
pub const STORAGE_KEY: &str = "scvmm.auth.attempts";

const MOST: usize = 2;
const WINDOW_MS: u64 = 60 * 1000;
const AFTER_FAILURE_MS: u64 = 5 * 60 * 1000;

impl Attempts {
    /// Whether the console may go by itself now. A clock that was set back does not open the gate: times to come count
    /// as near ones.
    pub fn may_go(&self, now_ms: u64) -> bool {
        let near = |then: u64, span: u64| now_ms.saturating_sub(then) < span;
        self.recent
            .iter()
            .filter(|&&then| near(then, WINDOW_MS))
            .count()
            < MOST
            && !self
                .failed_ms
                .is_some_and(|then| near(then, AFTER_FAILURE_MS))
    }

    /// Records a trip, before the window goes.
    #[must_use]
    pub fn going(mut self, now_ms: u64) -> Self {
        self.recent.push(now_ms);
        let surplus = self.recent.len().saturating_sub(MOST);
        self.recent.drain(..surplus);
        self
    }

    /// Records that one came back without a sign-in.
    #[must_use]
    pub fn failed(mut self, now_ms: u64) -> Self {
        self.failed_ms = Some(now_ms);
        self
    }

    /// Records a sign-in: failures are forgotten, trips are not.
    #[must_use]
    pub fn succeeded(mut self) -> Self {
        self.failed_ms = None;
        self
    }

    /// The record as JSON.
    pub fn to_json(&self) -> String {
        let recent: Vec<String> = self.recent.iter().map(u64::to_string).collect();
        let recent = ["[", &recent.join(","), "]"].concat();
        json::object(&[
            ("recent", Some(recent)),
            ("failedMs", self.failed_ms.map(|then| then.to_string())),
        ])
    }

    /// Reads a record back. Text that is none counts as no trips: it is absent at the first, and a person's own storage
    /// is theirs to edit.
    pub fn from_json(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let recent = value
            .get("recent")
            .and_then(Value::as_array)
            .map(|list| list.iter().filter_map(Value::as_u64).collect());
        let failed_ms = value.get("failedMs").and_then(Value::as_u64);
        Self {
            recent: recent.unwrap_or_default(),
            failed_ms,
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::Attempts;
    use proptest::prelude::*;

    const MINUTE: u64 = 60_000;

    #[test]
    fn the_third_trip_of_a_minute_is_the_persons_to_start() {
        let attempts = Attempts::default();
        assert!(attempts.may_go(0));
        let attempts = attempts.going(0);
        assert!(attempts.may_go(1));
        let attempts = attempts.going(1).succeeded();
        assert!(!attempts.may_go(2));
        assert!(!attempts.may_go(MINUTE - 1));
        assert!(attempts.may_go(MINUTE));
    }

    #[test]
    fn after_a_failure_the_next_waits_five_minutes() {
        let attempts = Attempts::default().going(0).failed(1000);
        assert!(!attempts.may_go(1000 + 5 * MINUTE - 1));
        assert!(attempts.may_go(1000 + 5 * MINUTE));
        assert!(attempts.succeeded().may_go(2000));
    }

    #[test]
    fn a_clock_set_back_opens_nothing() {
        let attempts = Attempts::default().going(10 * MINUTE).going(10 * MINUTE);
        assert!(!attempts.may_go(0));
        assert!(!Attempts::default().failed(10 * MINUTE).may_go(0));
    }

    #[test]
    fn no_record_is_no_trip() {
        for text in ["", "null", "[]", "{\"recent\":3}"] {
            assert_eq!(Attempts::from_json(text), Attempts::default(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_record_comes_back(first: u64, second: u64, failed in proptest::option::of(any::<u64>())) {
            let mut attempts = Attempts::default().going(first).going(second);
            if let Some(at) = failed {
                attempts = attempts.failed(at);
            }
            prop_assert_eq!(Attempts::from_json(&attempts.to_json()), attempts);
        }

        #[test]
        fn no_more_than_two_in_any_minute(mut steps in proptest::collection::vec(0_u64..40_000, 1..40)) {
            let (mut now, mut attempts, mut gone) = (0, Attempts::default(), Vec::new());
            for step in steps.drain(..) {
                now += step;
                if attempts.may_go(now) {
                    attempts = Attempts::from_json(&attempts.going(now).to_json()).succeeded();
                    gone.push(now);
                }
            }
            prop_assert!(gone.windows(3).all(|three| three[2] - three[0] >= MINUTE));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), now: u64) {
            let _ = Attempts::from_json(&text).may_go(now);
        }
    }
}
