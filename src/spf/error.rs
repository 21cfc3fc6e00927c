//! Any answer of the VMM service that is not what was hoped for, as a `Failure`.
//!
//! No error body of the service was ever recorded, so it is read by what it holds, not by what a header promises: OData's
//! JSON in both its forms, OData's XML, the XML of Windows Azure Pack's outer layer, and plain text.

mod xml;

use serde_json::Value;

use crate::exchange::{Answer, error_document};
use crate::http::field;
use crate::model::failure::{ErrorDetail, Failure, FailureKind};

/// The failure that an answer with a status of 300 or more is.
pub fn refusal(answer: &Answer) -> Failure {
    let error = read(&answer.response.body);
    // What the web server says in the service's place (deploy/nginx.conf) has codes of its own.
    let code = error.as_ref().map_or("", |error| error.code.as_str());
    let kind = match answer.response.status {
        401 => FailureKind::SignInAtServer,
        403 if code == "AccountRefused" => FailureKind::SignInAtServer,
        404 if code == "NotPassedOn" => FailureKind::Other,
        403 => FailureKind::Forbidden { action: None },
        404 | 410 => FailureKind::NotFound,
        409 => FailureKind::Busy,
        429 => FailureKind::Throttled { seconds: None },
        400..=499 => FailureKind::Invalid,
        // VMM refuses so, and says why: there is nothing to add.
        500 if is_the_services(answer) => FailureKind::Other,
        500..=599 => FailureKind::ServiceFault,
        _ => FailureKind::Other,
    };
    let sentence = match kind {
        FailureKind::SignInAtServer => {
            "The web server asks for a sign-in (401), or the service does not accept the credentials that the web server adds.".to_owned()
        }
        _ => answer.no_reason(),
    };
    answer.failure(kind, error, request_id(answer), &sentence)
}

/// The failure that a good answer is when its body cannot be understood.
pub fn unreadable(answer: &Answer, sentence: &str) -> Failure {
    answer.failure(FailureKind::Unreadable, None, request_id(answer), sentence)
}

/// Whether an answer holds an error in the service's own form. A gateway's JSON, whose message is a plain text, is none.
pub fn is_the_services(answer: &Answer) -> bool {
    let body = &answer.response.body;
    let Some(json) = field::body(body) else {
        return xml::read(body).is_some();
    };
    let verbose = json.get("error").and_then(|error| error.get("message"));
    json.get("odata.error").is_some() || verbose.is_some_and(Value::is_object)
}

fn read(body: &str) -> Option<ErrorDetail> {
    error_document::read(body).or_else(|| xml::read(body))
}

/// The id by which support finds the exchange.
pub fn request_id(answer: &Answer) -> &str {
    let header = |name| answer.response.header(name);
    header("x-ms-request-id")
        .or_else(|| header("request-id"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
