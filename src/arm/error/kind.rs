//! What kind of failure an error is, by its HTTP status and its code. The codes are those that Azure Resource Manager is
//! known for; Microsoft.ScVmm's own are not published, so an unknown code leaves the decision to the status.

use crate::model::failure::FailureKind;

/// A lock, a policy, or the state of the subscription stands in the way, whatever the status.
const BLOCKED: [&str; 6] = [
    "RequestDisallowedByPolicy",
    "RequestDisallowedByAzure",
    "ScopeLocked",
    "ReadOnlyDisabledSubscription",
    "DisallowedOperation",
    "MissingSubscriptionRegistration",
];

/// Another operation holds the resource. Some services say so with 429, which elsewhere means too many requests.
const BUSY: [&str; 5] = [
    "RetryableErrorDueToAnotherOperation",
    "AnotherOperationInProgress",
    "OperationInProgress",
    "ConflictingConcurrentWriteNotAllowed",
    "Conflict",
];

/// Endings of the codes that say that a name is in use: `CheckpointNameAlreadyExists`, `NameInUse`.
const NAME_TAKEN: [&str; 5] = [
    "alreadyexists",
    "nameexists",
    "nameinuse",
    "nametaken",
    "namenotunique",
];

/// The kind of an error; `status` is `None` for the end of an operation, which has only a code.
pub fn of(status: Option<u16>, code: &str, message: &str) -> FailureKind {
    let is = |known: &[&str]| known.iter().any(|known| code.eq_ignore_ascii_case(known));
    if is(&BLOCKED) {
        return FailureKind::Blocked;
    }
    if is(&BUSY) {
        return FailureKind::Busy;
    }
    let lower = code.to_ascii_lowercase();
    if NAME_TAKEN.iter().any(|ending| lower.ends_with(ending)) {
        return FailureKind::NameTaken;
    }
    match status {
        Some(401) => FailureKind::SignInNeeded,
        Some(403) => forbidden(message),
        None if lower.ends_with("authorizationfailed") => forbidden(message),
        Some(404 | 410) => FailureKind::NotFound,
        // With a code of its own, a conflict may be anything: the service's sentence must do.
        Some(409) if code.is_empty() => FailureKind::Busy,
        Some(429) => FailureKind::Throttled { seconds: None },
        Some(400 | 412 | 422) => FailureKind::Invalid,
        Some(408 | 504) => FailureKind::TimedOut,
        Some(500..=599) => FailureKind::ServiceFault,
        _ => FailureKind::Other,
    }
}

fn forbidden(message: &str) -> FailureKind {
    FailureKind::Forbidden {
        action: missing_action(message).map(str::to_owned),
    }
}

/// The action in `… does not have authorization to perform action 'Microsoft.ScVmm/…/action' over scope '/…'`. The
/// sentence is in the person's language, so the action is known by its own look: a provider's name in quotes.
fn missing_action(message: &str) -> Option<&str> {
    let mut quoted = message.split(['\'', '"', '’', '‘', '“', '”', '«', '»']);
    quoted.find(|piece| {
        piece
            .get(..10)
            .is_some_and(|start| start.eq_ignore_ascii_case("microsoft."))
            && piece.contains('/')
            && !piece.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTION: &str = "Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action";

    #[test]
    fn the_missing_action_is_named_in_any_language() {
        for sentence in [
            format!(
                "The client 'reader@contoso.com' with object id '1' does not have authorization to perform action '{ACTION}' over scope '/subscriptions/s' or the scope is invalid."
            ),
            format!("Der Client »x« ist nicht berechtigt, die Aktion \"{ACTION}\" auszuführen."),
        ] {
            assert_eq!(
                of(Some(403), "AuthorizationFailed", &sentence),
                FailureKind::Forbidden {
                    action: Some(ACTION.into())
                }
            );
        }
        assert_eq!(
            of(Some(403), "", "No."),
            FailureKind::Forbidden { action: None }
        );
    }

    #[test]
    fn a_code_that_is_known_counts_more_than_the_status() {
        for (status, code, kind) in [
            (403, "RequestDisallowedByPolicy", FailureKind::Blocked),
            (409, "ScopeLocked", FailureKind::Blocked),
            (409, "readonlydisabledsubscription", FailureKind::Blocked),
            (409, "Conflict", FailureKind::Busy),
            (
                429,
                "RetryableErrorDueToAnotherOperation",
                FailureKind::Busy,
            ),
            (409, "CheckpointNameAlreadyExists", FailureKind::NameTaken),
            (400, "NameInUse", FailureKind::NameTaken),
        ] {
            assert_eq!(of(Some(status), code, ""), kind, "{code}");
        }
    }

    #[test]
    fn an_unknown_code_leaves_it_to_the_status() {
        for (status, kind) in [
            (400, FailureKind::Invalid),
            (401, FailureKind::SignInNeeded),
            (404, FailureKind::NotFound),
            (405, FailureKind::Other),
            (408, FailureKind::TimedOut),
            (409, FailureKind::Other),
            (410, FailureKind::NotFound),
            (412, FailureKind::Invalid),
            (422, FailureKind::Invalid),
            (429, FailureKind::Throttled { seconds: None }),
            (500, FailureKind::ServiceFault),
            (503, FailureKind::ServiceFault),
            (504, FailureKind::TimedOut),
        ] {
            assert_eq!(of(Some(status), "VmmErrorOfItsOwn", ""), kind, "{status}");
        }
    }

    #[test]
    fn the_end_of_an_operation_is_judged_by_its_code_alone() {
        assert_eq!(of(None, "VmmErrorOfItsOwn", ""), FailureKind::Other);
        assert_eq!(of(None, "Conflict", ""), FailureKind::Busy);
        assert_eq!(
            of(None, "LinkedAuthorizationFailed", ""),
            FailureKind::Forbidden { action: None }
        );
    }
}
