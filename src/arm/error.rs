//! Any answer that is not what was hoped for, as a `Failure` that a person and support can use.

pub mod document;
pub mod kind;

use serde_json::Value;

use crate::http::retry_after;
use crate::http::transport::{NoAnswer, Response};
use crate::model::failure::{ErrorDetail, Failure, FailureKind, FailureParts};

/// What was sent, as support needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The method and what was asked for, such as `POST createCheckpoint`.
    pub request: String,
    /// The GUID that went with it (`x-ms-client-request-id`).
    pub id: String,
}

/// How many bytes of an answer that is no error document are kept.
const RAW: usize = 2_000;

/// The failure that an answer with a status of 300 or more is. `now_ms` is Unix time.
pub fn refusal(answer: &Response, sent: &Sent, now_ms: u64) -> Failure {
    let error = document::read(&answer.body);
    let code = error.as_ref().map_or("", |error| error.code.as_str());
    let message = error.as_ref().map_or("", |error| error.message.as_str());
    let mut kind = kind::of(Some(answer.status), code, message);
    if let FailureKind::Throttled { seconds } = &mut kind {
        *seconds = retry_after::wait_ms(answer, now_ms)
            .and_then(|ms| u32::try_from(ms.div_ceil(1_000)).ok());
    }
    build(kind, error, answer, sent, || {
        let status = answer.status.to_string();
        [
            "The service answered with HTTP status ",
            &status,
            " and no reason that could be read.",
        ]
        .concat()
    })
}

/// The failure that a good answer is when its body cannot be understood.
pub fn unreadable(answer: &Response, sent: &Sent, sentence: &str) -> Failure {
    build(FailureKind::Unreadable, None, answer, sent, || {
        sentence.to_owned()
    })
}

/// The failure that the end of an operation is: `error` is what its status document gives as the reason. The HTTP status
/// is that of reading the document, and is left out.
pub fn ended(
    answer: &Response,
    sent: &Sent,
    error: Option<&Value>,
    kind: Option<FailureKind>,
    sentence: &str,
) -> Failure {
    let error = error.and_then(document::detail);
    let kind = kind.unwrap_or_else(|| match &error {
        Some(error) => kind::of(None, &error.code, &error.message),
        None => FailureKind::Other,
    });
    let failure = build(kind, error, answer, sent, || sentence.to_owned());
    Failure::of(FailureParts {
        status: None,
        raw: None,
        ..failure.into_parts()
    })
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
        correlation_id: Some(sent.id.clone()),
        request: sent.request.clone(),
        ..Failure::new(kind, sentence).into_parts()
    })
}

fn build(
    kind: FailureKind,
    error: Option<ErrorDetail>,
    answer: &Response,
    sent: &Sent,
    sentence: impl FnOnce() -> String,
) -> Failure {
    let raw = match &error {
        Some(_) => None,
        None => Some(answer.body.trim())
            .filter(|text| !text.is_empty() && *text != "null")
            .map(|text| shortened(text, RAW)),
    };
    let mut error = error.unwrap_or_default();
    if error.message.is_empty() && error.code.is_empty() {
        error.message = sentence();
    }
    Failure::of(FailureParts {
        kind,
        error,
        status: Some(answer.status),
        correlation_id: Some(correlation_id(answer, sent)),
        request: sent.request.clone(),
        raw,
    })
}

/// The service's id for the exchange; the console's own when the browser hides the service's from the page.
fn correlation_id(answer: &Response, sent: &Sent) -> String {
    // `x-ms-request-id` is no substitute: Microsoft.ScVmm answers zeros there.
    let id = answer
        .header("x-ms-correlation-request-id")
        .unwrap_or_default();
    if id.is_empty() { &sent.id } else { id }.to_owned()
}

/// The first part of a text that is longer than `limit` bytes, and how much is missing.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
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
mod tests;
