//! That every failure has words, and the right ones.

use super::NextStep;
use crate::auth::answer::AnswerFault;
use crate::auth::failure::{SignInFailure, Suspicion};
use crate::auth::refusal::Refusal;

fn refused(error: &str, aadsts: Option<u32>) -> SignInFailure {
    SignInFailure::Refused(Box::new(Refusal {
        error: error.into(),
        aadsts,
        ..Refusal::default()
    }))
}

const ERRORS: [&str; 15] = [
    "login_required",
    "interaction_required",
    "consent_required",
    "user_authentication_required",
    "access_denied",
    "unsupported_response_type",
    "unsupported_response",
    "unauthorized_client",
    "invalid_client",
    "invalid_request",
    "invalid_resource",
    "invalid_target",
    "invalid_scope",
    "server_error",
    "temporarily_unavailable",
];

const NUMBERS: [u32; 29] = [
    16000, 50011, 50020, 50034, 50058, 50072, 50074, 50076, 50079, 50105, 50194, 50196, 53000,
    53001, 53003, 54005, 65001, 65004, 650_056, 650_057, 70005, 700_016, 700_051, 700_054, 700_084,
    70043, 90094, 90095, 90027,
];

#[test]
fn every_documented_error_has_words_of_its_own() {
    let unknown = refused("brand_new_error", None).advice();
    for error in ERRORS {
        let words = refused(error, None).advice();
        assert_ne!(words.title, unknown.title, "{error}");
        assert_eq!(words.details.unwrap().error, error);
    }
    assert!(unknown.sentence.contains("does not know"));
}

#[test]
fn every_number_of_the_list_has_a_sentence() {
    let unknown = refused("x", Some(1)).advice();
    for number in NUMBERS {
        let words = refused("x", Some(number)).advice();
        assert_ne!(words.sentence, unknown.sentence, "{number}");
        assert_eq!(words.details.unwrap().aadsts, Some(number));
    }
}

#[test]
fn every_sentence_is_one_a_person_can_read() {
    let own = [
        SignInFailure::Unreadable(AnswerFault::Nothing),
        SignInFailure::NotAskedFor,
        SignInFailure::TooLate,
        SignInFailure::NotBelieved(Suspicion::Audience),
        SignInFailure::NotBelieved(Suspicion::Nonce),
        SignInFailure::ClockOff,
        SignInFailure::OtherTenant,
        SignInFailure::OtherAccount,
        SignInFailure::NoAnswer,
        SignInFailure::NotLoaded,
        SignInFailure::TriedEnough,
    ];
    let refusals = ERRORS.map(|error| refused(error, None)).into_iter();
    let numbers = NUMBERS.map(|number| refused("x", Some(number))).into_iter();
    for failure in own.into_iter().chain(refusals).chain(numbers) {
        let words = failure.advice();
        assert!(
            !words.title.is_empty() && words.title.chars().count() <= 60,
            "{}",
            words.title
        );
        assert!(
            words.sentence.ends_with('.') && !words.sentence.contains("  "),
            "{}",
            words.sentence
        );
        if words.next == NextStep::AskAdministrator {
            assert!(
                words.sentence.contains("dministrator"),
                "{}",
                words.sentence
            );
        }
    }
}

#[test]
fn turning_back_is_no_error_and_a_policy_is() {
    assert!(refused("access_denied", None).is_cancellation());
    assert!(refused("access_denied", Some(65004)).is_cancellation());
    assert_eq!(
        refused("access_denied", None).advice().title,
        "You cancelled"
    );
    for policy in [50105, 53003] {
        assert!(!refused("access_denied", Some(policy)).is_cancellation());
        assert_ne!(
            refused("access_denied", Some(policy)).advice().title,
            "You cancelled"
        );
    }
    assert!(!refused("login_required", Some(65004)).is_cancellation());
}

#[test]
fn a_silent_request_learns_whether_to_ask_or_to_wait() {
    for error in [
        "login_required",
        "interaction_required",
        "consent_required",
        "user_authentication_required",
    ] {
        assert!(refused(error, None).is_interaction_needed(), "{error}");
        assert!(!refused(error, None).is_passing(), "{error}");
    }
    for error in [
        "access_denied",
        "server_error",
        "invalid_request",
        "brand_new_error",
    ] {
        assert!(!refused(error, None).is_interaction_needed(), "{error}");
    }
    assert!(refused("server_error", None).is_passing());
    assert!(SignInFailure::NoAnswer.is_passing());
    assert!(!SignInFailure::NotAskedFor.is_passing());
}

#[test]
fn what_support_asks_for_is_passed_on_as_it_came() {
    let refusal = Refusal {
        error: "server_error".into(),
        description: Some("<b>AADSTS90033</b>".into()),
        aadsts: Some(90033),
        correlation_id: Some("c".into()),
        trace_id: Some("t".into()),
        timestamp: Some("now".into()),
        claims: Some("{}".into()),
        ..Refusal::default()
    };
    let failure = SignInFailure::Refused(Box::new(refusal));
    assert_eq!(failure.claims(), Some("{}"));
    let words = failure.advice();
    assert_eq!(words.next, NextStep::Wait);
    let details = words.details.unwrap();
    assert_eq!(
        (
            details.raw.as_deref(),
            details.correlation_id.as_deref(),
            details.trace_id.as_deref(),
            details.timestamp.as_deref()
        ),
        (
            Some("<b>AADSTS90033</b>"),
            Some("c"),
            Some("t"),
            Some("now")
        )
    );
    assert_eq!(SignInFailure::TooLate.advice().details, None);
}
