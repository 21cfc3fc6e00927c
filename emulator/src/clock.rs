//! The time of the emulator: the machine's own clock, or one that stands still until it is told to move.
//!
//! Everything that depends on time asks here: how long operations run, how far a machine's record lags behind,
//! when a token expires. Tests move a manual clock and never sleep.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use time::OffsetDateTime;

/// A clock; clones share one time.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    source: Source,
    speed: f64,
}

#[derive(Debug)]
enum Source {
    /// The system clock, shifted by what was advanced so far.
    System { shift: Duration },
    /// Stands still between two calls of [`Clock::advance`].
    Manual { now: OffsetDateTime },
}

impl Clock {
    /// The system's clock. `speed` divides the length of operations and of the lag behind them (20 makes a
    /// checkpoint of 21 s take about one); the time of day stays true, so that tokens suit the browser's clock.
    pub fn system(speed: f64) -> Self {
        Self::from(
            Source::System {
                shift: Duration::ZERO,
            },
            speed,
        )
    }

    /// A clock that shows `start` until it is advanced, with a speed of 1.
    pub fn manual(start: OffsetDateTime) -> Self {
        Self::from(Source::Manual { now: start }, 1.0)
    }

    fn from(source: Source, speed: f64) -> Self {
        Self(Arc::new(Mutex::new(State {
            source,
            speed: bounded(speed),
        })))
    }

    /// The present moment.
    pub fn now(&self) -> OffsetDateTime {
        match self.state().source {
            Source::System { shift } => later(OffsetDateTime::now_utc(), shift),
            Source::Manual { now } => now,
        }
    }

    /// Moves the clock forward. On the system's clock this is a lasting shift.
    pub fn advance(&self, by: Duration) {
        match &mut self.state().source {
            Source::System { shift } => *shift = shift.saturating_add(by),
            Source::Manual { now } => *now = later(*now, by),
        }
    }

    /// What lengths are divided by.
    pub fn speed(&self) -> f64 {
        self.state().speed
    }

    /// Changes the speed, for operations that begin from now on.
    pub fn set_speed(&self, speed: f64) {
        self.state().speed = bounded(speed);
    }

    /// How long something that takes `length` on the real service takes here.
    pub fn scaled(&self, length: Duration) -> Duration {
        length.div_f64(self.speed())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `moment` moved by `by`; stays where it is when the calendar ends.
pub fn later(moment: OffsetDateTime, by: Duration) -> OffsetDateTime {
    time::Duration::try_from(by)
        .ok()
        .and_then(|by| moment.checked_add(by))
        .unwrap_or(moment)
}

/// Speeds outside 0.001 to 100000 (and what is no number) would overflow durations.
fn bounded(speed: f64) -> f64 {
    if speed.is_finite() {
        speed.clamp(0.001, 100_000.0)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let clock = Clock::manual(datetime!(2026-03-10 08:00 UTC));
        assert_eq!(clock.now(), datetime!(2026-03-10 08:00 UTC));
        clock.clone().advance(Duration::from_secs(90));
        assert_eq!(clock.now(), datetime!(2026-03-10 08:01:30 UTC));
    }

    #[test]
    fn speed_shortens_lengths_but_not_the_time_of_day() {
        let clock = Clock::system(20.0);
        assert_eq!(
            clock.scaled(Duration::from_secs(20)),
            Duration::from_secs(1)
        );
        let difference = clock.now() - OffsetDateTime::now_utc();
        assert!(difference.abs() < time::Duration::seconds(5));
    }

    #[test]
    fn senseless_speeds_and_endless_advances_do_no_harm() {
        let clock = Clock::system(f64::NAN);
        clock.set_speed(0.0);
        clock.set_speed(-1.0);
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert!(clock.scaled(Duration::from_secs(60)) <= Duration::from_secs(60_000));
        assert!(clock.now() > datetime!(2020-01-01 00:00 UTC));
    }
}
