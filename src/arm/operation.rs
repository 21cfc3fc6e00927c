//! How an operation stands, by one answer about it.
//!
//! The recorded service answers a status document whichever header led to it, with HTTP 202 while it runs and 200 at the
//! end, and gives a newly signed address each time. So the word in the body decides, not the HTTP status; and an answer
//! that cannot be read says nothing about the operation.

use serde_json::Value;

use super::checkpoints::polling_address;
use super::client::Client;
use super::error;
use crate::backend::{OperationHandle, Seen};
use crate::exchange::{Answer, error_document};
use crate::http::field;
use crate::http::retry_after;
use crate::model::failure::{Failure, FailureKind};
use crate::model::follow::Sight;

/// What the operation is called to support: its address is signed, and stays out of every text.
const WHAT: &str = "operationStatuses";

/// Asks once how an operation stands. Whoever follows it decides when to ask again.
pub async fn look(client: &Client, operation: &OperationHandle) -> Seen {
    let answer = match client.get_once(&operation.0, WHAT).await {
        Ok(answer) => answer,
        Err(failure) => {
            // Nothing may be sent there, now or later.
            let gone = *failure.kind() == FailureKind::ForeignAddress;
            return Seen {
                sight: Sight::Lost {
                    failure,
                    wait_ms: None,
                    gone,
                },
                handle: None,
            };
        }
    };
    let handle = match answer.response.status {
        200..=299 => polling_address(client, &answer),
        _ => None,
    };
    Seen {
        sight: sight(&answer, client.now_ms()),
        handle,
    }
}

/// What an answer says. `now_ms` is Unix time.
pub fn sight(answer: &Answer, now_ms: u64) -> Sight {
    let wait_ms = retry_after::wait_ms(&answer.response, now_ms);
    match answer.response.status {
        200..=299 => good(answer, wait_ms),
        // The address is of no use any more, or to this account; the operation goes on without it.
        403 | 404 | 410 => lost(error::refusal(answer, now_ms), wait_ms, true),
        _ => lost(error::refusal(answer, now_ms), wait_ms, false),
    }
}

fn good(answer: &Answer, wait_ms: Option<u64>) -> Sight {
    let status = answer.response.status;
    let is_accepted = matches!(status, 201 | 202);
    let text = answer.response.body.trim();
    let document = match field::body(text) {
        Some(document) => document,
        None if text.is_empty() => Value::Null,
        None if is_accepted => Value::Null,
        None => {
            let sentence = "The service's answer about the operation could not be read.";
            return lost(error::unreadable(answer, sentence), wait_ms, false);
        }
    };
    let word = field::text(&document, "status").to_ascii_lowercase();
    match word.as_str() {
        "succeeded" => Sight::Succeeded,
        "failed" => Sight::Failed(ended(answer, &document, None)),
        "canceled" | "cancelled" => {
            Sight::Canceled(ended(answer, &document, Some(FailureKind::Canceled)))
        }
        "" if is_accepted => Sight::Running {
            wait_ms,
            progress: None,
        },
        // An error without a status: neither done nor failed for certain. The machine itself will tell.
        "" => match document.get("error").and_then(error_document::detail) {
            Some(_) => lost(ended(answer, &document, None), wait_ms, true),
            None => Sight::Succeeded,
        },
        // InProgress, Accepted, Running, and whatever word comes next year.
        _ => Sight::Running {
            wait_ms,
            progress: percent(&document),
        },
    }
}

/// Why it ended so. `error` is looked at only here: a success may carry an empty one.
fn ended(answer: &Answer, document: &Value, kind: Option<FailureKind>) -> Failure {
    let inner = document
        .get("properties")
        .and_then(|properties| properties.get("error"));
    let reason = document
        .get("error")
        .filter(|error| error_document::detail(error).is_some())
        .or(inner);
    let sentence = match kind {
        Some(FailureKind::Canceled) => "The operation was canceled at the service.",
        _ => "The operation failed. The service gave no reason.",
    };
    error::ended(answer, reason, kind, sentence)
}

fn percent(document: &Value) -> Option<u8> {
    let percent = document.get("percentComplete")?.as_f64()?;
    // A conversion of floats saturates, and takes what is no number for 0.
    (0.0..=100.0).contains(&percent).then_some(percent as u8)
}

fn lost(failure: Failure, wait_ms: Option<u64>, gone: bool) -> Sight {
    Sight::Lost {
        failure,
        wait_ms,
        gone,
    }
}

#[cfg(test)]
mod tests;
