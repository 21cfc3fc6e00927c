//! The errors of the sign-in service: an OAuth error, an AADSTS number, a sentence, and the ids support asks for.
//!
//! Which of them reach the application (in the fragment) and which only the person (as a page) is decided where they
//! arise: what concerns the application's identity or its address never leaves the sign-in service.

use time::{OffsetDateTime, format_description::BorrowedFormatItem, macros::format_description};
use uuid::Uuid;

const TIMESTAMP: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]Z");

/// An error, not yet tied to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The OAuth error, the only part clients should branch on.
    pub error: String,
    /// The number after `AADSTS`.
    pub number: Option<u32>,
    /// What happened, in a sentence.
    pub text: String,
    /// A finer reason.
    pub suberror: Option<String>,
    /// A claims request the client has to repeat, as JSON text.
    pub claims: Option<String>,
}

/// What ties an error to one request.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The service's own id of the request.
    pub trace_id: Uuid,
    /// The client's `client-request-id`, if it sent one.
    pub correlation_id: Uuid,
    /// The moment, as the service writes it.
    pub timestamp: String,
}

impl Trace {
    /// The trace of a request that named `client_request_id`. What is no GUID is replaced, as the service does.
    pub fn new(client_request_id: Option<&str>, now: OffsetDateTime) -> Self {
        Self {
            trace_id: Uuid::new_v4(),
            correlation_id: client_request_id
                .and_then(|id| Uuid::try_parse(id).ok())
                .unwrap_or_else(Uuid::new_v4),
            timestamp: now
                .to_offset(time::UtcOffset::UTC)
                .format(TIMESTAMP)
                .unwrap_or_default(),
        }
    }
}

impl Refusal {
    /// An error with its number.
    pub fn new(error: &str, number: u32, text: impl Into<String>) -> Self {
        Self {
            error: error.into(),
            number: Some(number),
            text: text.into(),
            suberror: None,
            claims: None,
        }
    }

    /// `AADSTS50058: …` without the ids.
    pub fn headline(&self) -> String {
        match self.number {
            Some(number) => format!("AADSTS{number}: {}", self.text),
            None => self.text.clone(),
        }
    }

    /// The `error_description`.
    pub fn description(&self, trace: &Trace) -> String {
        let Trace {
            trace_id,
            correlation_id,
            timestamp,
        } = trace;
        let headline = self.headline();
        format!(
            "{headline} Trace ID: {trace_id} Correlation ID: {correlation_id} Timestamp: {timestamp}"
        )
    }

    /// The pairs of the fragment that carries this error.
    pub fn pairs(
        &self,
        trace: &Trace,
        origin: &str,
        state: Option<&str>,
    ) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            ("error", self.error.clone()),
            ("error_description", self.description(trace)),
        ];
        if let Some(number) = self.number {
            pairs.push(("error_uri", format!("{origin}/error?code={number}")));
        }
        pairs.push(("timestamp", trace.timestamp.clone()));
        pairs.push(("trace_id", trace.trace_id.to_string()));
        pairs.push(("correlation_id", trace.correlation_id.to_string()));
        pairs.extend(self.suberror.clone().map(|suberror| ("suberror", suberror)));
        pairs.extend(self.claims.clone().map(|claims| ("claims", claims)));
        pairs.extend(state.map(|state| ("state", state.to_owned())));
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entra::faults::no_session;
    use time::macros::datetime;

    #[test]
    fn the_description_ends_with_the_ids_and_the_time() {
        let id = "0b9f2f3e-6a3a-4f6f-8a55-2f8f0a7c1d11";
        let trace = Trace::new(Some(id), datetime!(2026-03-10 08:00:01.5 +1));
        let text = no_session().description(&trace);
        assert!(text.starts_with(
            "AADSTS50058: A silent sign-in request was sent but no user is signed in. Trace ID: "
        ));
        assert!(
            text.ends_with(&format!(
                " Correlation ID: {id} Timestamp: 2026-03-10 07:00:01Z"
            )),
            "{text}"
        );
    }

    #[test]
    fn a_client_request_id_that_is_no_guid_is_replaced() {
        let trace = Trace::new(Some("42"), datetime!(2026-03-10 08:00 UTC));
        assert_ne!(trace.correlation_id, Uuid::nil());
        assert_ne!(trace.correlation_id, trace.trace_id);
    }
}
