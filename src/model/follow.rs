//! How an operation is followed to its end: each decision, without clock, network or browser.
//!
//! The rules rest on what Azure Resource Manager was recorded to do (`docs/assumptions.md`): an answer that cannot be
//! read says nothing about the operation; a success shows on the machine only seconds later; when the operation's own
//! address is of no use, the machine is watched instead.

use super::failure::{Failure, FailureKind};
use super::operation::OperationState;

const SECOND: u64 = 1_000;
/// First wait after the acceptance, and the longest, when the service names none.
const POLL: (u64, u64) = (2 * SECOND, 15 * SECOND);
/// First and longest wait between tries to see an operation that was lost sight of.
const LOST: (u64, u64) = (3 * SECOND, 60 * SECOND);
/// First and longest wait between readings of a watched machine.
const WATCH: (u64, u64) = (3 * SECOND, 30 * SECOND);
/// Wait between readings of the machine after a success. The recorded service lagged 1 to 6 seconds.
const CONFIRM: u64 = 2 * SECOND;
/// How long to wait for the machine to show a success.
const CONFIRM_FOR: u64 = 30 * SECOND;
/// How long to watch a machine for an action that the service accepted.
const WATCH_ACCEPTED_FOR: u64 = 30 * 60 * SECOND;
/// How long to watch a machine for an action of which it is not known whether the service accepted it.
const WATCH_UNCERTAIN_FOR: u64 = 3 * 60 * SECOND;
/// Answers in a row that the service gave and that say nothing, until the machine is looked at instead.
const MISSES: u32 = 8;
/// Readings of the machine after a success, at the least: one slow one must not decide.
const CONFIRM_AT_LEAST: u32 = 3;
/// The longest wait that a service may ask for.
const LONGEST_WAIT: u64 = 10 * 60 * SECOND;

/// What an answer about an operation says.
#[derive(Clone, Debug, PartialEq)]
pub enum Sight {
    /// It runs.
    Running {
        /// Milliseconds to wait, if the service said.
        wait_ms: Option<u64>,
        /// Percent done, if the service said.
        progress: Option<u8>,
    },
    /// It succeeded.
    Succeeded,
    /// It failed.
    Failed(Failure),
    /// It was canceled.
    Canceled(Failure),
    /// The answer says nothing about the operation.
    Lost {
        /// Why it could not be read.
        failure: Failure,
        /// Milliseconds to wait, if the service said.
        wait_ms: Option<u64>,
        /// Whether asking there again is of no use (404, 410, 403).
        gone: bool,
    },
}

/// Where to look next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Ask for the operation.
    AtOperation,
    /// Read the machine.
    AtMachine,
}

/// The next step of following an operation.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Wait, then look.
    Wait {
        /// Milliseconds to wait.
        ms: u64,
        /// Where to look then.
        look: Look,
        /// How the operation stands meanwhile.
        state: OperationState,
    },
    /// The end.
    End(OperationState),
}

#[derive(Clone, Debug)]
enum Phase {
    Polling,
    Watching { until_ms: u64, why: Failure },
    Confirming { until_ms: u64, readings: u32 },
}

/// An operation being followed.
#[derive(Clone, Debug)]
pub struct Follow {
    phase: Phase,
    /// Looks in a row that waited by the console's own rule.
    looks: u32,
    /// Answers in a row that could not be read.
    misses: u32,
}

impl Follow {
    /// An action that the service accepted, with an address to ask at.
    pub fn accepted(wait_ms: Option<u64>) -> (Self, Step) {
        let mut follow = Self {
            phase: Phase::Polling,
            looks: 0,
            misses: 0,
        };
        let step = follow.poll_again(wait_ms, None);
        (follow, step)
    }

    /// An action that the service accepted without an address that could be read or trusted.
    pub fn accepted_blind(now_ms: u64) -> (Self, Step) {
        let why = Failure::new(
            FailureKind::Other,
            "The operation's own address could not be used, so the machine itself was watched, and did not show the change.",
        );
        Self::watching(now_ms + WATCH_ACCEPTED_FOR, why)
    }

    /// An action of which it is not known whether the service accepted it: no answer came, or a gateway's.
    pub fn uncertain(why: Failure, now_ms: u64) -> (Self, Step) {
        Self::watching(now_ms + WATCH_UNCERTAIN_FOR, why)
    }

    fn watching(until_ms: u64, why: Failure) -> (Self, Step) {
        let mut follow = Self {
            phase: Phase::Watching { until_ms, why },
            looks: 0,
            misses: 0,
        };
        let step = follow.watch_again(OperationState::Watching);
        (follow, step)
    }

    /// Decides after the operation was asked for.
    pub fn after_sight(&mut self, sight: Sight, now_ms: u64) -> Step {
        match sight {
            Sight::Running { wait_ms, progress } => {
                self.misses = 0;
                self.poll_again(wait_ms, progress)
            }
            Sight::Succeeded => {
                self.phase = Phase::Confirming {
                    until_ms: now_ms + CONFIRM_FOR,
                    readings: 0,
                };
                Step::Wait {
                    ms: 0,
                    look: Look::AtMachine,
                    state: OperationState::Confirming,
                }
            }
            Sight::Failed(failure) => Step::End(OperationState::Failed(failure)),
            Sight::Canceled(failure) => Step::End(OperationState::Canceled(failure)),
            // An address that is gone, or that has answered with nonsense for minutes, is left for the machine itself.
            Sight::Lost { failure, gone, .. }
                if gone || (self.misses >= MISSES && is_the_services(&failure)) =>
            {
                let state = OperationState::LostSight(failure.clone());
                self.phase = Phase::Watching {
                    until_ms: now_ms + WATCH_ACCEPTED_FOR,
                    why: failure,
                };
                self.looks = 0;
                self.watch_again(state)
            }
            Sight::Lost {
                failure, wait_ms, ..
            } => {
                let ms = asked_or(wait_ms, growing(LOST, self.misses));
                self.misses = self.misses.saturating_add(1);
                Step::Wait {
                    ms,
                    look: Look::AtOperation,
                    state: OperationState::LostSight(failure),
                }
            }
        }
    }

    /// Whether the service has said that it is done.
    pub fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Confirming { .. })
    }

    /// Decides after the machine was read; `shown` is whether it shows the change.
    pub fn after_reading(&mut self, shown: Result<bool, Failure>, now_ms: u64) -> Step {
        if let Phase::Confirming { readings, .. } = &mut self.phase {
            *readings += 1;
        }
        match (&self.phase, shown) {
            (_, Ok(true)) => Step::End(OperationState::Succeeded { shown: true }),
            (Phase::Confirming { until_ms, readings }, _)
                if now_ms >= *until_ms && *readings >= CONFIRM_AT_LEAST =>
            {
                Step::End(OperationState::Succeeded { shown: false })
            }
            (Phase::Confirming { .. }, _) => Step::Wait {
                ms: CONFIRM,
                look: Look::AtMachine,
                state: OperationState::Confirming,
            },
            (Phase::Watching { until_ms, why }, _) if now_ms >= *until_ms => {
                Step::End(OperationState::Unknown(why.clone()))
            }
            (Phase::Watching { .. }, Ok(false)) => self.watch_again(OperationState::Watching),
            (Phase::Watching { .. }, Err(failure)) => {
                self.watch_again(OperationState::LostSight(failure))
            }
            (Phase::Polling, _) => self.poll_again(None, None),
        }
    }

    fn poll_again(&mut self, wait_ms: Option<u64>, progress: Option<u8>) -> Step {
        let ms = asked_or(wait_ms, growing(POLL, self.looks));
        self.looks = self.looks.saturating_add(1);
        Step::Wait {
            ms,
            look: Look::AtOperation,
            state: OperationState::Running { progress },
        }
    }

    fn watch_again(&mut self, state: OperationState) -> Step {
        let ms = growing(WATCH, self.looks);
        self.looks = self.looks.saturating_add(1);
        Step::Wait {
            ms,
            look: Look::AtMachine,
            state,
        }
    }
}

/// How long to wait while nobody looks at the page.
pub fn unhurried(wait_ms: u64) -> u64 {
    if wait_ms == 0 {
        0
    } else {
        wait_ms.max(30 * SECOND)
    }
}

/// Whether a failure to read is the service's own doing, not the network's or the sign-in's: those pass, and then the
/// operation's address is the better witness.
fn is_the_services(failure: &Failure) -> bool {
    use FailureKind::{NetworkLost, SignInAtServer, SignInNeeded, Throttled, TimedOut};
    !matches!(
        failure.kind(),
        NetworkLost | SignInNeeded | SignInAtServer | Throttled { .. } | TimedOut
    )
}

fn asked_or(asked_ms: Option<u64>, own_ms: u64) -> u64 {
    // At least a second: a service that says 0 must not be asked in a tight loop.
    asked_ms.map_or(own_ms, |asked| asked.clamp(SECOND, LONGEST_WAIT))
}

/// Half as long again at each try, up to the longest.
fn growing((first, longest): (u64, u64), tries: u32) -> u64 {
    let mut wait = first;
    for _ in 0..tries.min(20) {
        wait = (wait + wait / 2).min(longest);
    }
    wait
}

#[cfg(test)]
mod tests;
