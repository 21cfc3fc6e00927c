//! How a session ages: when to renew it, when to warn, when it is over. A pure question of numbers, so that tests need
//! not wait and a laptop that slept gets the right answer on waking.

use super::failure::SignInFailure;

/// How a session stands. All times in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// Nothing to do for so long.
    Fresh {
        /// Look again after this.
        renew_in_ms: u64,
    },
    /// Renew it silently now. That one renewal is under way at a time is the caller's matter.
    RenewNow,
    /// It could not be renewed silently and ends soon: ask the person.
    Expiring {
        /// What is left.
        left_ms: u64,
    },
    /// It is over.
    Expired,
}

/// How silent renewal went for the present token. A new token starts at `Untried`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Renewal {
    /// Not yet tried.
    #[default]
    Untried,
    /// Failed once in a way that may pass.
    FailedOnce {
        /// When, in Unix milliseconds.
        at_ms: u64,
    },
    /// A person has to be asked; no more silent attempts with this token.
    GivenUp,
}

/// So long before the end a token is renewed, if it lives long enough.
const AHEAD_MS: u64 = 5 * 60 * 1000;
/// After a failure that may pass, the second and last attempt waits so long.
const PAUSE_MS: u64 = 30 * 1000;

impl Renewal {
    /// What a failed renewal leads to: one that may pass is tried once more, any other is not.
    pub fn after(self, failure: &SignInFailure, now_ms: u64) -> Self {
        match self {
            Self::Untried if failure.is_passing() => Self::FailedOnce { at_ms: now_ms },
            _ => Self::GivenUp,
        }
    }
}

impl Session {
    /// How a session stands at `now_ms`. `jitter_ms` is a random number of the caller's, kept for the life of the token:
    /// by so much (at most a twentieth of the life) it is renewed earlier, so that several tabs do not all ask at once.
    pub fn at(
        expires_at_ms: u64,
        lifetime_ms: u64,
        jitter_ms: u64,
        renewal: Renewal,
        now_ms: u64,
    ) -> Self {
        let left_ms = expires_at_ms.saturating_sub(now_ms);
        if left_ms == 0 {
            return Self::Expired;
        }
        let ahead_ms = AHEAD_MS.min(lifetime_ms / 2) + jitter_ms.min(lifetime_ms / 20);
        let renew_at_ms = expires_at_ms.saturating_sub(ahead_ms);
        let try_at_ms = match renewal {
            Renewal::Untried => renew_at_ms,
            Renewal::FailedOnce { at_ms } => renew_at_ms.max(at_ms.saturating_add(PAUSE_MS)),
            // Given up early (a service asked for a new token before its time): no warning before it is due.
            Renewal::GivenUp if now_ms < renew_at_ms => renew_at_ms,
            Renewal::GivenUp => return Self::Expiring { left_ms },
        };
        if now_ms >= try_at_ms {
            Self::RenewNow
        } else {
            Self::Fresh {
                renew_in_ms: (try_at_ms - now_ms).min(left_ms),
            }
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{Renewal, Session};
    use crate::auth::failure::SignInFailure;
    use crate::auth::refusal::Refusal;
    use proptest::prelude::*;

    const MINUTE: u64 = 60_000;
    const HOUR: u64 = 60 * MINUTE;

    fn refused(error: &str) -> SignInFailure {
        SignInFailure::Refused(Box::new(Refusal {
            error: error.into(),
            ..Refusal::default()
        }))
    }

    #[test]
    fn an_hour_is_renewed_five_minutes_before_its_end() {
        let at = |now| Session::at(HOUR, HOUR, 0, Renewal::Untried, now);
        assert_eq!(
            at(0),
            Session::Fresh {
                renew_in_ms: 55 * MINUTE
            }
        );
        assert_eq!(at(55 * MINUTE - 1), Session::Fresh { renew_in_ms: 1 });
        assert_eq!(at(55 * MINUTE), Session::RenewNow);
        assert_eq!(at(HOUR - 1), Session::RenewNow);
        assert_eq!(at(HOUR), Session::Expired);
        assert_eq!(at(9 * HOUR), Session::Expired);
    }

    #[test]
    fn a_short_life_is_renewed_at_its_half() {
        let at = |now| Session::at(4 * MINUTE, 4 * MINUTE, 0, Renewal::Untried, now);
        assert_eq!(
            at(0),
            Session::Fresh {
                renew_in_ms: 2 * MINUTE
            }
        );
        assert_eq!(at(2 * MINUTE), Session::RenewNow);
    }

    #[test]
    fn jitter_brings_renewal_forward_by_a_twentieth_at_most() {
        assert_eq!(
            Session::at(HOUR, HOUR, 20_000, Renewal::Untried, 0),
            Session::Fresh {
                renew_in_ms: 55 * MINUTE - 20_000
            }
        );
        assert_eq!(
            Session::at(HOUR, HOUR, u64::MAX, Renewal::Untried, 0),
            Session::Fresh {
                renew_in_ms: 52 * MINUTE
            }
        );
    }

    #[test]
    fn a_passing_failure_is_tried_once_more_after_a_pause_and_then_no_more() {
        let once = Renewal::Untried.after(&refused("temporarily_unavailable"), 55 * MINUTE);
        let at = |renewal, now| Session::at(HOUR, HOUR, 0, renewal, now);
        assert_eq!(
            at(once, 55 * MINUTE),
            Session::Fresh {
                renew_in_ms: 30_000
            }
        );
        assert_eq!(at(once, 55 * MINUTE + 30_000), Session::RenewNow);
        let twice = once.after(&SignInFailure::NoAnswer, 56 * MINUTE);
        assert_eq!(twice, Renewal::GivenUp);
        assert_eq!(
            at(twice, 56 * MINUTE),
            Session::Expiring {
                left_ms: 4 * MINUTE
            }
        );
    }

    #[test]
    fn a_failure_that_needs_the_person_is_not_tried_again() {
        for failure in [
            refused("login_required"),
            refused("access_denied"),
            SignInFailure::OtherAccount,
        ] {
            assert_eq!(Renewal::Untried.after(&failure, 0), Renewal::GivenUp);
        }
    }

    #[test]
    fn giving_up_early_warns_only_when_the_end_is_near() {
        assert_eq!(
            Session::at(HOUR, HOUR, 0, Renewal::GivenUp, 10 * MINUTE),
            Session::Fresh {
                renew_in_ms: 45 * MINUTE
            }
        );
    }

    #[test]
    fn a_pause_that_outlasts_the_token_ends_with_it() {
        let once = Renewal::FailedOnce {
            at_ms: HOUR - 10_000,
        };
        assert_eq!(
            Session::at(HOUR, HOUR, 0, once, HOUR - 10_000),
            Session::Fresh {
                renew_in_ms: 10_000
            }
        );
    }

    proptest! {
        #[test]
        fn following_the_clock_always_ends(expires: u32, life: u32, jitter: u64, mut now: u32) {
            let mut renewal = Renewal::Untried;
            for _ in 0..8 {
                let session = Session::at(expires.into(), life.into(), jitter, renewal, now.into());
                match session {
                    Session::Expired => return Ok(()),
                    Session::RenewNow => renewal = renewal.after(&SignInFailure::NoAnswer, now.into()),
                    Session::Fresh { renew_in_ms: wait } | Session::Expiring { left_ms: wait } => {
                        prop_assert!(wait > 0);
                        now = now.saturating_add(u32::try_from(wait).unwrap());
                    }
                }
            }
            prop_assert!(false, "still going");
        }

        #[test]
        fn no_numbers_overflow(expires: u64, life: u64, jitter: u64, failed: u64, now: u64) {
            for renewal in [Renewal::Untried, Renewal::FailedOnce { at_ms: failed }, Renewal::GivenUp] {
                let _ = Session::at(expires, life, jitter, renewal, now);
            }
        }
    }
}
