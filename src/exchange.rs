//! One exchange with a service, whichever it is: what was sent, which reads are repeated, and what an answer is that was
//! not hoped for.

pub mod error_document;

use crate::backend::NotAccepted;
use crate::http::retry_after;
use crate::http::transport::{Local, NoAnswer, Response, Timer};
use crate::model::failure::{ErrorDetail, Failure, FailureKind, FailureParts};

/// How often a read is sent at most.
const TRIES: u32 = 4;
/// The first wait before a read is repeated, when the service names none; it doubles each time.
const FIRST_WAIT_MS: u64 = 1_000;
/// A longer wait than this is not sat out in silence: the person is told of it.
const LONGEST_WAIT_MS: u64 = 60_000;
/// A read that took longer than this, to whatever answer, is not sent again: the next would take as long.
const LONGEST_READ_MS: u64 = 60_000;
/// How many bytes of an answer that is no error document are kept.
const RAW: usize = 2_000;

/// What was sent, as support needs to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The method and what was asked for, such as `POST createCheckpoint`.
    pub request: String,
    /// The GUID that went with it, or empty.
    pub id: String,
}

/// An answer, and what was sent for it.
pub struct Answer {
    /// The answer.
    pub response: Response,
    /// What was sent.
    pub sent: Sent,
}

/// Why there was no exchange.
pub enum NoExchange {
    /// Nothing was sent, or only what the service refused unread for its token.
    NotSent(Failure),
    /// It was sent, and no answer came.
    NoAnswer(Failure),
}

impl NoExchange {
    /// The failure, whichever it is.
    pub fn failure(self) -> Failure {
        match self {
            Self::NotSent(failure) | Self::NoAnswer(failure) => failure,
        }
    }
}

impl From<NoExchange> for NotAccepted {
    /// What it means for an action that was to be sent.
    fn from(none: NoExchange) -> Self {
        match none {
            NoExchange::NotSent(failure) => Self::Refused(failure),
            NoExchange::NoAnswer(failure) => Self::Unknown(failure),
        }
    }
}

/// Reads, and repeats what is worth it. Gives answers with a status of 2xx; `refusal` is what any other answer is at a
/// moment of Unix time.
///
/// # Errors
/// The last failure, once repeating is of no use, too often or too slow.
pub async fn read<'a>(
    timer: &dyn Timer,
    exchange: &dyn Fn() -> Local<'a, Result<Answer, NoExchange>>,
    refusal: &dyn Fn(&Answer, u64) -> Failure,
) -> Result<Answer, Failure> {
    let mut own_wait_ms = FIRST_WAIT_MS;
    let mut tries = 1;
    loop {
        let began_ms = timer.now_ms();
        let (failure, wait_ms) = match exchange().await {
            Ok(answer) if answer.is_success() => return Ok(answer),
            Ok(answer) => {
                let failure = refusal(&answer, timer.now_ms());
                if !matches!(answer.response.status, 408 | 429 | 500 | 502 | 503 | 504) {
                    return Err(failure);
                }
                let asked_ms = retry_after::wait_ms(&answer.response, timer.now_ms());
                (failure, asked_ms.unwrap_or(own_wait_ms))
            }
            Err(NoExchange::NotSent(failure)) => return Err(failure),
            Err(NoExchange::NoAnswer(failure)) => (failure, own_wait_ms),
        };
        let took_ms = timer.now_ms().saturating_sub(began_ms);
        if tries == TRIES || wait_ms > LONGEST_WAIT_MS || took_ms > LONGEST_READ_MS {
            return Err(failure);
        }
        timer.sleep(wait_ms).await;
        tries += 1;
        own_wait_ms *= 2;
    }
}

/// The failure that no answer is.
pub fn no_answer(why: NoAnswer, sent: &Sent) -> Failure {
    let (kind, sentence) = match why {
        NoAnswer::Network => (
            FailureKind::NetworkLost,
            "No answer came from the service: the network was lost.",
        ),
        NoAnswer::TimedOut => (
            FailureKind::TimedOut,
            "No answer came from the service in time.",
        ),
    };
    Failure::of(FailureParts {
        correlation_id: Some(sent.id.clone()).filter(|id| !id.is_empty()),
        request: sent.request.clone(),
        ..Failure::new(kind, sentence).into_parts()
    })
}

impl Answer {
    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.response.status)
    }

    /// The failure that this answer is: with the service's `error`, or else with the answer's own text and, where there is
    /// no word of the service's, a `sentence`.
    pub fn failure(
        &self,
        kind: FailureKind,
        error: Option<ErrorDetail>,
        correlation_id: &str,
        sentence: &str,
    ) -> Failure {
        let raw = match &error {
            Some(_) => None,
            None => Some(self.response.body.trim())
                .filter(|text| !text.is_empty() && *text != "null")
                .map(|text| shortened(text, RAW)),
        };
        let mut error = error.unwrap_or_default();
        if error.message.is_empty() && error.code.is_empty() {
            error.message = sentence.to_owned();
        }
        let id = if correlation_id.is_empty() {
            &self.sent.id
        } else {
            correlation_id
        };
        Failure::of(FailureParts {
            kind,
            error,
            recommended: None,
            status: Some(self.response.status),
            correlation_id: Some(id.to_owned()).filter(|id| !id.is_empty()),
            request: self.sent.request.clone(),
            raw,
        })
    }

    /// The sentence for an answer of 300 or more that holds no reason.
    pub fn no_reason(&self) -> String {
        let status = self.response.status.to_string();
        [
            "The service answered with HTTP status ",
            &status,
            " and no reason that could be read.",
        ]
        .concat()
    }
}

/// The first part of a text that is longer than `limit` bytes, and how much is missing.
pub fn shortened(text: &str, limit: usize) -> String {
    let end = text.floor_char_boundary(limit);
    match text.split_at_checked(end) {
        Some((start, rest)) if !rest.is_empty() => {
            let missing = rest.len().to_string();
            [start, "… (", &missing, " more bytes)"].concat()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::scripted::{JumpingClock, block_on};
    use std::cell::Cell;

    /// How often a read is sent whose answers are lost after so many milliseconds.
    fn sent_when_lost_after(ms: u64) -> u32 {
        let (clock, sent) = (JumpingClock::default(), Cell::new(0));
        let exchange = || -> Local<'_, Result<Answer, NoExchange>> {
            sent.set(sent.get() + 1);
            Box::pin(async {
                clock.sleep(ms).await;
                let why = no_answer(NoAnswer::TimedOut, &Sent::default());
                Err(NoExchange::NoAnswer(why))
            })
        };
        let read = read(&clock, &exchange, &|_, _| {
            Failure::new(FailureKind::Other, "")
        });
        assert!(block_on(read).is_err());
        sent.get()
    }

    #[test]
    fn a_read_that_was_lost_soon_is_sent_again_and_one_that_took_minutes_is_not() {
        assert_eq!(sent_when_lost_after(1_000), 4);
        assert_eq!(sent_when_lost_after(540_000), 1);
    }
}
