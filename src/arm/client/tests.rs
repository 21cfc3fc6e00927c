use super::*;
use crate::arm::rehearsal::{ARM, Rehearsal, rehearse, rehearse_at, wire};
use crate::http::scripted::{answer, block_on};
use crate::http::transport::NoAnswer;

const URL: &str = "https://management.azure.com/subscriptions?api-version=2022-12-01";

fn get(rehearsal: &Rehearsal) -> Result<Answer, Failure> {
    block_on(rehearsal.client.get(URL, "subscriptions"))
}

fn post(rehearsal: &Rehearsal) -> Result<Answer, NotAccepted> {
    block_on(rehearsal.client.post(URL, "createCheckpoint", "{}"))
}

fn failed<T>(result: Result<T, Failure>) -> Failure {
    result.err().expect("a failure")
}

fn tokens(rehearsal: &Rehearsal) -> Vec<String> {
    let headers = rehearsal
        .script
        .sent()
        .into_iter()
        .flat_map(|sent| sent.headers);
    headers
        .filter(|(name, _)| *name == "Authorization")
        .map(|(_, value)| value)
        .collect()
}

#[test]
fn a_read_is_this_to_the_byte() {
    let rehearsal = rehearse([answer(200, &[], "{}")]);
    get(&rehearsal).expect("an answer");
    assert_eq!(
        wire(&rehearsal.script.sent()[0]),
        "GET https://management.azure.com/subscriptions?api-version=2022-12-01\n\
         Accept: application/json\nAuthorization: Bearer token-0\nx-ms-client-request-id: id-1\n\n"
    );
}

#[test]
fn the_token_goes_to_no_other_origin() {
    for url in [
        "https://contoso.com/operationstatus",
        "http://management.azure.com/x",
        "https://management.azure.com:8443/x",
        "https://management.azure.com.contoso.com/x",
        "https://management.azure.com@contoso.com/x",
        "https://contoso.com\\@management.azure.com/x",
        "//management.azure.com/x",
        "/subscriptions",
        "",
    ] {
        let rehearsal = rehearse([]);
        let read = failed(block_on(rehearsal.client.get(url, "x")));
        assert_eq!(read.kind(), &FailureKind::ForeignAddress, "{url}");
        let once = failed(block_on(rehearsal.client.get_once(url, "x")));
        assert_eq!(once.kind(), &FailureKind::ForeignAddress, "{url}");
        let acted = block_on(rehearsal.client.post(url, "x", "{}"));
        assert!(matches!(acted, Err(NotAccepted::Refused(_))), "{url}");
        assert!(rehearsal.script.sent().is_empty(), "{url}");
    }
}

#[test]
fn the_token_travels_unencrypted_to_this_computer_only() {
    let own = rehearse_at("http://127.0.0.1:4080", [answer(200, &[], "")]);
    assert!(block_on(own.client.get("http://127.0.0.1:4080/x", "x")).is_ok());
    let other = rehearse_at("http://arm.contoso.com", []);
    let failure = failed(block_on(other.client.get("http://arm.contoso.com/x", "x")));
    assert_eq!(failure.kind(), &FailureKind::ForeignAddress);
    assert!(other.script.sent().is_empty());
}

#[test]
fn an_address_that_the_service_gave_is_kept_as_it_came_or_not_used() {
    let client = rehearse([]).client;
    let signed = format!("{ARM}/providers/x*Y?t=1&c=a%2Fb&s=_&h=-");
    assert_eq!(client.given_address(&signed), Some(signed.clone()));
    assert_eq!(
        client.given_address("/providers/x?t=1"),
        Some(format!("{ARM}/providers/x?t=1"))
    );
    for foreign in [
        "https://contoso.com/operationstatus",
        "//contoso.com/x",
        "x",
        "",
        "/a b",
    ] {
        assert_eq!(client.given_address(foreign), None, "{foreign}");
    }
}

#[test]
fn a_read_is_tried_four_times_with_growing_waits() {
    let lost = || Err(NoAnswer::Network);
    let rehearsal = rehearse([lost(), answer(503, &[], ""), answer(500, &[], ""), lost()]);
    assert_eq!(failed(get(&rehearsal)).kind(), &FailureKind::NetworkLost);
    assert_eq!(rehearsal.clock.waits(), [1_000, 2_000, 4_000]);
}

#[test]
fn a_read_that_recovers_is_a_read() {
    for first in [408, 429, 500, 502, 503, 504] {
        let rehearsal = rehearse([answer(first, &[], ""), answer(200, &[], "{}")]);
        assert!(get(&rehearsal).is_ok(), "{first}");
        assert_eq!(rehearsal.clock.waits(), [1_000]);
    }
    let late = rehearse([Err(NoAnswer::TimedOut), answer(200, &[], "{}")]);
    assert!(get(&late).is_ok());
}

#[test]
fn the_services_own_wait_is_obeyed() {
    let wait = [("Retry-After", "17")];
    let rehearsal = rehearse([answer(429, &wait, ""), answer(200, &[], "{}")]);
    assert!(get(&rehearsal).is_ok());
    assert_eq!(rehearsal.clock.waits(), [17_000]);
}

#[test]
fn a_wait_of_minutes_is_told_rather_than_sat_out() {
    let rehearsal = rehearse([answer(429, &[("Retry-After", "300")], "")]);
    assert_eq!(
        failed(get(&rehearsal)).kind(),
        &FailureKind::Throttled { seconds: Some(300) }
    );
    assert!(rehearsal.clock.waits().is_empty());
}

#[test]
fn a_read_that_is_refused_is_not_repeated() {
    for status in [301, 400, 403, 404, 409, 410, 412, 501, 505] {
        let rehearsal = rehearse([answer(status, &[], "")]);
        assert_eq!(failed(get(&rehearsal)).status, Some(status));
        assert!(rehearsal.script.is_played());
    }
}

#[test]
fn a_refused_token_is_renewed_once_and_the_read_repeated() {
    let rehearsal = rehearse([answer(401, &[], ""), answer(200, &[], "{}")]);
    assert!(get(&rehearsal).is_ok());
    assert_eq!(tokens(&rehearsal), ["Bearer token-0", "Bearer token-1"]);
    assert!(rehearsal.clock.waits().is_empty());
}

#[test]
fn a_renewed_token_that_is_refused_too_ends_it() {
    let rehearsal = rehearse([answer(401, &[], ""), answer(401, &[], "")]);
    assert_eq!(failed(get(&rehearsal)).kind(), &FailureKind::SignInNeeded);
    assert!(rehearsal.script.is_played());
    // The next request begins with the renewed token, and its refusal cannot be helped.
    let again = rehearse([
        answer(401, &[], ""),
        answer(200, &[], ""),
        answer(401, &[], ""),
    ]);
    assert!(get(&again).is_ok());
    assert_eq!(failed(get(&again)).headline(), "The sign-in has ended.");
}

#[test]
fn an_action_is_never_repeated_when_it_may_have_been_done() {
    for lost in [
        Err(NoAnswer::Network),
        Err(NoAnswer::TimedOut),
        answer(408, &[], ""),
        answer(500, &[], ""),
        answer(502, &[], ""),
        answer(503, &[("Retry-After", "1")], ""),
        answer(504, &[], "<html>"),
    ] {
        let rehearsal = rehearse([lost.clone()]);
        assert!(
            matches!(post(&rehearsal), Err(NotAccepted::Unknown(_))),
            "{lost:?}"
        );
        assert_eq!(rehearsal.script.sent().len(), 1);
    }
}

#[test]
fn an_action_that_is_refused_was_not_done_and_is_not_repeated() {
    for status in [400, 403, 404, 405, 409, 412, 429] {
        let rehearsal = rehearse([answer(status, &[], "")]);
        assert!(
            matches!(post(&rehearsal), Err(NotAccepted::Refused(_))),
            "{status}"
        );
        assert_eq!(rehearsal.script.sent().len(), 1);
    }
}

#[test]
fn an_action_with_a_refused_token_was_not_done_and_goes_out_again_with_a_new_one() {
    let rehearsal = rehearse([answer(401, &[], ""), answer(202, &[], "null")]);
    assert!(post(&rehearsal).is_ok());
    assert_eq!(tokens(&rehearsal), ["Bearer token-0", "Bearer token-1"]);
    let lost = rehearse([answer(401, &[], ""), Err(NoAnswer::Network)]);
    assert!(matches!(post(&lost), Err(NotAccepted::Unknown(_))));
}

#[test]
fn every_sending_has_an_id_of_its_own_and_a_failure_names_it() {
    let rehearsal = rehearse([answer(401, &[], ""), Err(NoAnswer::Network)]);
    let Err(NotAccepted::Unknown(failure)) = post(&rehearsal) else {
        panic!("it should be unknown");
    };
    assert_eq!(failure.correlation_id.as_deref(), Some("id-2"));
    assert_eq!(failure.request, "POST createCheckpoint");
}
