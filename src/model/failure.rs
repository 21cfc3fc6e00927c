//! A failure as a person meets it: what went wrong, in the service's own words, with what support needs.

use std::sync::Arc;

/// Why something failed. Cheap to clone: one failure is shown in a row, a page and a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure(Arc<FailureParts>);

/// The parts of a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureParts {
    /// What kind it is: the advice depends on it.
    pub kind: FailureKind,
    /// The service's error, or the console's own sentence with no code.
    pub error: ErrorDetail,
    /// What the service itself recommends to do, if it does.
    pub recommended: Option<String>,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The id by which support finds the request (`x-ms-correlation-request-id`).
    pub correlation_id: Option<String>,
    /// What was asked for, such as `POST createCheckpoint`, without query or token.
    pub request: String,
    /// The answer's text when it was not an error document; cut to a length that can be shown.
    pub raw: Option<String>,
}

/// One level of an ErrorResponse (common-types v5 `ErrorDetail`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorDetail {
    /// The service's code, or empty.
    pub code: String,
    /// The service's sentence, or empty.
    pub message: String,
    /// What it is about, or empty.
    pub target: String,
    /// The causes, to any depth.
    pub details: Vec<ErrorDetail>,
    /// Further information as `(type, readable JSON)`.
    pub additional: Vec<(String, String)>,
}

/// What kind of failure it is. Decided where the answer is read, acted upon in [`super::advice`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The sign-in has ended or was not accepted.
    SignInNeeded,
    /// The web server in front of the console signs people in, and did not accept this one.
    SignInAtServer,
    /// The account may not do this; the action that is missing, such as
    /// `Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action`, when the service named it.
    Forbidden {
        /// The missing action.
        action: Option<String>,
    },
    /// A policy, lock or the subscription's state forbids it.
    Blocked,
    /// It is not there.
    NotFound,
    /// Another operation holds the machine.
    Busy,
    /// Too many requests; seconds to wait, when the service said.
    Throttled {
        /// Seconds to wait.
        seconds: Option<u32>,
    },
    /// The name is in use.
    NameTaken,
    /// The service does not accept the request as it is.
    Invalid,
    /// The service failed.
    ServiceFault,
    /// No answer: the network was lost.
    NetworkLost,
    /// No answer in time.
    TimedOut,
    /// The answer could not be understood.
    Unreadable,
    /// An address outside the configured endpoint: nothing was sent to it.
    ForeignAddress,
    /// The operation was canceled at the service.
    Canceled,
    /// Anything else that the service said.
    Other,
}

impl Failure {
    /// A failure with the console's own sentence.
    pub fn new(kind: FailureKind, message: &str) -> Self {
        Self::of(FailureParts {
            kind,
            error: ErrorDetail {
                message: message.to_owned(),
                ..ErrorDetail::default()
            },
            recommended: None,
            status: None,
            correlation_id: None,
            request: String::new(),
            raw: None,
        })
    }

    /// A failure of all its parts.
    pub fn of(parts: FailureParts) -> Self {
        Self(Arc::new(parts))
    }

    /// Its parts, to change one.
    pub fn into_parts(self) -> FailureParts {
        Arc::unwrap_or_clone(self.0)
    }

    /// What kind it is.
    pub fn kind(&self) -> &FailureKind {
        &self.0.kind
    }

    /// Whether any other request would fail likewise.
    pub fn is_everywhere(&self) -> bool {
        matches!(
            self.kind(),
            FailureKind::NetworkLost | FailureKind::SignInNeeded
        )
    }

    /// Whether the service refuses, or says that it is not there: asking once more changes nothing.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self.kind(),
            FailureKind::Forbidden { .. } | FailureKind::NotFound
        )
    }

    /// One line for a row: the first sentence that says something, or the code.
    pub fn headline(&self) -> &str {
        let error = &self.0.error;
        if !error.message.trim().is_empty() {
            &error.message
        } else if !error.code.is_empty() {
            &error.code
        } else {
            "The service gave no reason."
        }
    }

    /// Everything, as text for a support ticket.
    pub fn support_text(&self) -> String {
        let parts = &*self.0;
        let mut text = String::new();
        line(&mut text, "Request", &parts.request);
        if let Some(status) = parts.status {
            line(&mut text, "HTTP status", &status.to_string());
        }
        line(
            &mut text,
            "Correlation id",
            parts.correlation_id.as_deref().unwrap_or_default(),
        );
        write_detail(&mut text, &parts.error, 0);
        line(
            &mut text,
            "Recommended action",
            parts.recommended.as_deref().unwrap_or_default(),
        );
        line(
            &mut text,
            "Answer",
            parts.raw.as_deref().unwrap_or_default(),
        );
        text
    }
}

impl std::ops::Deref for Failure {
    type Target = FailureParts;

    fn deref(&self) -> &FailureParts {
        &self.0
    }
}

fn line(text: &mut String, label: &str, value: &str) {
    if !value.is_empty() {
        text.push_str(label);
        text.push_str(": ");
        text.push_str(value);
        text.push('\n');
    }
}

/// A depth that no service reaches, but a hostile body might.
const DEEPEST: usize = 32;

fn write_detail(text: &mut String, detail: &ErrorDetail, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let indent = "  ".repeat(depth);
    for (label, value) in [
        ("Code", &detail.code),
        ("Message", &detail.message),
        ("Target", &detail.target),
    ] {
        if !value.is_empty() {
            text.push_str(&indent);
            line(text, label, value);
        }
    }
    for (kind, info) in &detail.additional {
        text.push_str(&indent);
        line(
            text,
            &["Additional information (", kind, ")"].concat(),
            info,
        );
    }
    for cause in &detail.details {
        write_detail(text, cause, depth + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_support_text_holds_every_level_and_id() {
        let failure = Failure::of(FailureParts {
            kind: FailureKind::Busy,
            error: ErrorDetail {
                code: "VmmOperationFailed".into(),
                message: "The checkpoint could not be created.".into(),
                target: "sql-prod-014".into(),
                details: vec![ErrorDetail {
                    code: "InsufficientDiskSpace".into(),
                    message: "1.2 GB free".into(),
                    additional: vec![("PolicyViolation".into(), "{}".into())],
                    ..ErrorDetail::default()
                }],
                additional: Vec::new(),
            },
            recommended: Some("Free some space.".into()),
            status: Some(409),
            correlation_id: Some("24f6b62d".into()),
            request: "POST createCheckpoint".into(),
            raw: None,
        });
        assert_eq!(
            failure.support_text(),
            "Request: POST createCheckpoint\nHTTP status: 409\nCorrelation id: 24f6b62d\n\
             Code: VmmOperationFailed\nMessage: The checkpoint could not be created.\nTarget: sql-prod-014\n  \
             Code: InsufficientDiskSpace\n  Message: 1.2 GB free\n  Additional information (PolicyViolation): {}\n\
             Recommended action: Free some space.\n"
        );
    }

    #[test]
    fn a_failure_without_words_still_has_a_headline() {
        assert_eq!(
            Failure::new(FailureKind::Other, "").headline(),
            "The service gave no reason."
        );
    }
}
