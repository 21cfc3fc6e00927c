//! One sentence of advice for each kind of failure: what a person can do about it.

use super::failure::{Failure, FailureKind};

/// What to do about `failure`, in one sentence; `None` when the service's words are all there is to say.
pub fn advice(failure: &Failure) -> Option<String> {
    // The service knows better than a rule for all.
    if let Some(recommended) = &failure.recommended {
        return Some(recommended.clone());
    }
    let sentence = match failure.kind() {
        FailureKind::SignInNeeded => "Sign in again. What you typed stays here.",
        FailureKind::SignInAtServer => {
            "Reload this page to sign in at its web server. If that does not help, whoever runs the server must look at the credentials that it adds."
        }
        FailureKind::Forbidden {
            action: Some(action),
        } => {
            return Some(format!(
                "Ask an owner of this resource for a role that holds {action}."
            ));
        }
        FailureKind::Forbidden { action: None } => {
            "Ask an owner of this resource for a role that allows it."
        }
        FailureKind::Blocked => {
            "A policy, a lock or the subscription's state forbids it. Ask whoever manages the subscription."
        }
        FailureKind::NotFound => {
            "It may have been deleted or moved. Refresh to see what is there now."
        }
        FailureKind::Busy => {
            "Another operation holds this machine. Wait until it has ended, then try again."
        }
        FailureKind::Throttled {
            seconds: Some(seconds),
        } => {
            return Some(format!(
                "Too many requests. Wait {seconds} seconds, then try again."
            ));
        }
        FailureKind::Throttled { seconds: None } => {
            "Too many requests. Wait a minute, then try again."
        }
        FailureKind::NameTaken => "The name is taken. Choose another.",
        FailureKind::Invalid => {
            "The service does not accept this request. Change it and try again."
        }
        FailureKind::ServiceFault => {
            "The service failed. Try again later; give the correlation id to support."
        }
        FailureKind::NetworkLost => "Check the network connection, then try again.",
        FailureKind::TimedOut => "The service did not answer in time. Try again later.",
        FailureKind::Unreadable => {
            "The answer could not be understood. A proxy may have answered in the service's place."
        }
        FailureKind::ForeignAddress => {
            "The service pointed to an address outside its own. Your sign-in was not sent there."
        }
        FailureKind::Canceled | FailureKind::Other => return None,
    };
    Some(sentence.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::failure::FailureParts;

    #[test]
    fn a_missing_role_is_named_by_its_action() {
        let failure = Failure::new(
            FailureKind::Forbidden {
                action: Some("A/b/action".into()),
            },
            "no",
        );
        assert_eq!(
            advice(&failure).unwrap(),
            "Ask an owner of this resource for a role that holds A/b/action."
        );
    }

    #[test]
    fn what_the_service_itself_recommends_comes_first() {
        let failure = Failure::of(FailureParts {
            recommended: Some("Wait for the refresh.".into()),
            ..Failure::new(FailureKind::ServiceFault, "failed").into_parts()
        });
        assert_eq!(advice(&failure).unwrap(), "Wait for the refresh.");
    }

    #[test]
    fn a_throttled_request_says_how_long_to_wait() {
        let failure = Failure::new(FailureKind::Throttled { seconds: Some(17) }, "slow down");
        assert_eq!(
            advice(&failure).unwrap(),
            "Too many requests. Wait 17 seconds, then try again."
        );
    }
}
