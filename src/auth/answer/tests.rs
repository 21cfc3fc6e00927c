//! Fragments as the service writes them, and as nobody should.

use super::{Answer, AnswerFault, Tokens};
use crate::auth::refusal::Refusal;
use proptest::prelude::*;

const GOOD: &str = "#access_token=aaa.bbb.ccc&token_type=Bearer&expires_in=4321&state=r.x&session_state=s&id_token=d.e.f";

fn tokens(fragment: &str) -> Tokens {
    match Answer::parse(fragment) {
        Ok(Answer::Tokens(tokens)) => tokens,
        Ok(Answer::Refused(refusal)) => panic!("refused: {refusal:?}"),
        Err(fault) => panic!("{fault:?}"),
    }
}

fn refusal(fragment: &str) -> Refusal {
    match Answer::parse(fragment) {
        Ok(Answer::Refused(refusal)) => refusal,
        Ok(Answer::Tokens(_)) => panic!("tokens"),
        Err(fault) => panic!("{fault:?}"),
    }
}

fn fault(fragment: &str) -> AnswerFault {
    Answer::parse(fragment).err().unwrap()
}

#[test]
fn tokens_are_read_in_any_order_and_beside_unknown_names() {
    for fragment in [
        GOOD,
        &GOOD[1..],
        "#new=1&id_token=d.e.f&new=2&state=r.x&admin_consent=True&expires_in=4321&token_type=bearer&access_token=aaa.bbb.ccc&&",
    ] {
        let tokens = tokens(fragment);
        assert_eq!(tokens.access_token.expose(), "aaa.bbb.ccc");
        assert_eq!(tokens.id_token.expose(), "d.e.f");
        assert_eq!((tokens.expires_in_s, tokens.state.as_str()), (4321, "r.x"));
    }
}

#[test]
fn a_life_that_is_not_told_is_an_hour_less_a_second() {
    assert_eq!(
        tokens(&GOOD.replace("&expires_in=4321", "")).expires_in_s,
        3599
    );
}

#[test]
fn a_known_name_given_twice_is_refused_even_if_encoded_or_alike() {
    for (more, name) in [
        ("&state=r.x", "state"),
        ("&access_token=aaa.bbb.ccc", "access_token"),
        ("&%73tate=r.y", "state"),
        ("&state", "state"),
    ] {
        assert_eq!(fault(&format!("{GOOD}{more}")), AnswerFault::Twice(name));
    }
}

#[test]
fn half_an_answer_is_none() {
    assert_eq!(fault(""), AnswerFault::Nothing);
    assert_eq!(fault("#"), AnswerFault::Nothing);
    assert_eq!(fault("#/machines"), AnswerFault::Nothing);
    assert_eq!(fault("#code=0.A&state=r.x"), AnswerFault::Nothing);
    assert_eq!(
        fault(&GOOD.replace("&id_token=d.e.f", "")),
        AnswerFault::Missing("id_token")
    );
    assert_eq!(
        fault("#id_token=d.e.f&state=r.x"),
        AnswerFault::Missing("access_token")
    );
    assert_eq!(
        fault(&GOOD.replace("&state=r.x", "")),
        AnswerFault::Missing("state")
    );
    assert_eq!(
        fault(&GOOD.replace("Bearer", "mac")),
        AnswerFault::Malformed("token_type")
    );
    assert_eq!(fault(&format!("{GOOD}&error=x")), AnswerFault::Both);
    for wrong in ["-1", "1.5", "soon", "99999999999"] {
        assert_eq!(
            fault(&GOOD.replace("4321", wrong)),
            AnswerFault::Malformed("expires_in")
        );
    }
}

#[test]
fn a_token_that_cannot_stand_in_a_header_is_refused() {
    for wrong in ["a%0d%0ab", "a+b", "a%20b", "%C3%A9", "a%00"] {
        assert_eq!(
            fault(&GOOD.replace("aaa.bbb.ccc", wrong)),
            AnswerFault::Malformed("access_token"),
            "{wrong}"
        );
    }
}

#[test]
fn a_refusal_is_read_with_all_that_support_asks_for() {
    let refusal = refusal(
        "#error=interaction_required&error_description=AADSTS50076%3a+Due+to+a+configuration+change%2c+you+must+use+\
         multi-factor+authentication.%0d%0aTrace+ID%3a+11111111-0000-0000-0000-000000000001%0d%0aCorrelation+ID%3a+\
         22222222-0000-0000-0000-000000000002%0d%0aTimestamp%3a+2026-01-31+08%3a00%3a00Z\
         &error_uri=https%3a%2f%2flogin.microsoftonline.com%2ferror%3fcode%3d50076&suberror=basic_action\
         &claims=%7b%22access_token%22%3a%7b%7d%7d&state=f.x",
    );
    assert_eq!(refusal.error, "interaction_required");
    assert_eq!(refusal.aadsts, Some(50076));
    assert_eq!(
        refusal.trace_id.as_deref(),
        Some("11111111-0000-0000-0000-000000000001")
    );
    assert_eq!(
        refusal.correlation_id.as_deref(),
        Some("22222222-0000-0000-0000-000000000002")
    );
    assert_eq!(refusal.timestamp.as_deref(), Some("2026-01-31 08:00:00Z"));
    assert_eq!(refusal.suberror.as_deref(), Some("basic_action"));
    assert_eq!(refusal.claims.as_deref(), Some("{\"access_token\":{}}"));
    assert_eq!(refusal.state.as_deref(), Some("f.x"));
}

#[test]
fn a_refusal_may_be_an_error_alone() {
    let refusal = refusal("#error=access_denied&error_subcode=cancel");
    assert_eq!(
        (refusal.error.as_str(), refusal.suberror.as_deref()),
        ("access_denied", Some("cancel"))
    );
    assert_eq!((refusal.state, refusal.aadsts), (None, None));
}

proptest! {
    #[test]
    fn no_fragment_panics(text in any::<String>()) {
        let _ = Answer::parse(&text);
    }

    #[test]
    fn no_fragment_of_known_names_panics(
        pairs in proptest::collection::vec(("(access_token|id_token|token_type|expires_in|state|error|error_description|claims)", any::<String>()), 0..9),
    ) {
        let fragment: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if let Ok(answer) = Answer::parse(&fragment.join("&")) {
            prop_assert!(answer.state().is_none_or(|state| !state.is_empty()));
        }
    }

    #[test]
    fn every_value_of_a_refusal_comes_over_whole(description in any::<String>(), claims in any::<String>()) {
        let written = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("error", "e"), ("error_description", &description), ("claims", &claims)])
            .finish();
        let refusal = refusal(&written);
        prop_assert_eq!(refusal.description.unwrap_or_default(), description);
        prop_assert_eq!(refusal.claims.unwrap_or_default(), claims);
    }
}
