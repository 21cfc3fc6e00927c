//! Any answer of Azure Resource Manager that is not what was hoped for, as a `Failure` that a person and support can use.

pub mod kind;

use serde_json::Value;

use crate::exchange::{Answer, error_document};
use crate::http::retry_after;
use crate::model::failure::{Failure, FailureKind, FailureParts};

/// The failure that an answer with a status of 300 or more is. `now_ms` is Unix time.
pub fn refusal(answer: &Answer, now_ms: u64) -> Failure {
    let error = error_document::read(&answer.response.body);
    let code = error.as_ref().map_or("", |error| error.code.as_str());
    let message = error.as_ref().map_or("", |error| error.message.as_str());
    let mut kind = kind::of(Some(answer.response.status), code, message);
    if let FailureKind::Throttled { seconds } = &mut kind {
        *seconds = retry_after::wait_ms(&answer.response, now_ms)
            .and_then(|ms| u32::try_from(ms.div_ceil(1_000)).ok());
    }
    answer.failure(kind, error, correlation_id(answer), &answer.no_reason())
}

/// The failure that a good answer is when its body cannot be understood.
pub fn unreadable(answer: &Answer, sentence: &str) -> Failure {
    answer.failure(
        FailureKind::Unreadable,
        None,
        correlation_id(answer),
        sentence,
    )
}

/// The failure that the end of an operation is: `error` is what its status document gives as the reason. The HTTP status
/// is that of reading the document, and is left out.
pub fn ended(
    answer: &Answer,
    error: Option<&Value>,
    kind: Option<FailureKind>,
    sentence: &str,
) -> Failure {
    let error = error.and_then(error_document::detail);
    let kind = kind.unwrap_or_else(|| match &error {
        Some(error) => kind::of(None, &error.code, &error.message),
        None => FailureKind::Other,
    });
    let failure = answer.failure(kind, error, correlation_id(answer), sentence);
    Failure::of(FailureParts {
        status: None,
        raw: None,
        ..failure.into_parts()
    })
}

/// The service's id for the exchange; empty when the browser hides it from the page.
fn correlation_id(answer: &Answer) -> &str {
    // `x-ms-request-id` is no substitute: Microsoft.ScVmm answers zeros there.
    answer
        .response
        .header("x-ms-correlation-request-id")
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
