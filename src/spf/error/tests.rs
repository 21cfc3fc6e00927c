use super::*;
use crate::model::advice::advice;
use crate::spf::rehearsal::answered;

const LIGHT: &str = r#"{"odata.error":{"code":"","message":{"lang":"en-US","value":"No checkpoint with this key."}}}"#;
const VERBOSE: &str =
    r#"{"error":{"code":"","message":{"lang":"en-US","value":"No checkpoint with this key."}}}"#;
const ATOM: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><m:error xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><m:code></m:code><m:message xml:lang=\"en-US\">No checkpoint with this key.</m:message></m:error>";
const PACK: &str = "\u{feff}<Error xmlns=\"http://schemas.microsoft.com/windowsazure\">\r\n  <Code>ResourceNotFound</Code>\r\n  <Message>No checkpoint with this key.</Message><Severity>Error</Severity><State/></Error>";

#[test]
fn an_error_is_read_in_each_of_its_forms_whatever_the_content_type() {
    for (body, code) in [
        (LIGHT, ""),
        (VERBOSE, ""),
        (ATOM, ""),
        (PACK, "ResourceNotFound"),
    ] {
        for kind in [
            "application/json;odata=minimalmetadata",
            "text/plain",
            "application/xml",
        ] {
            let failure = refusal(&answered(404, &[("Content-Type", kind)], body));
            assert_eq!(failure.headline(), "No checkpoint with this key.", "{body}");
            assert_eq!(failure.error.code, code, "{body}");
            assert_eq!(failure.kind(), &FailureKind::NotFound);
            assert_eq!(failure.status, Some(404));
            assert_eq!(failure.request, "POST VMCheckPoints");
            assert_eq!(failure.raw, None);
        }
    }
}

#[test]
fn a_plain_text_is_kept_as_it_came() {
    let failure = refusal(&answered(
        405,
        &[],
        " The HTTP verb MERGE is not allowed. \r\n",
    ));
    assert_eq!(
        failure.headline(),
        "The service answered with HTTP status 405 and no reason that could be read."
    );
    assert_eq!(
        failure.raw.as_deref(),
        Some("The HTTP verb MERGE is not allowed.")
    );
    let page = refusal(&answered(502, &[], "<html><h1>Bad Gateway</h1></html>"));
    assert_eq!(
        page.raw.as_deref(),
        Some("<html><h1>Bad Gateway</h1></html>")
    );
}

#[test]
fn the_inner_error_of_a_service_in_its_verbose_mode_is_a_cause() {
    let body = r#"{"odata.error":{"code":"","message":{"lang":"en-US","value":"An error occurred."},
        "innererror":{"message":"VMM cannot find the machine.","type":"System.InvalidOperationException","stacktrace":""}}}"#;
    let failure = refusal(&answered(500, &[], body));
    assert_eq!(
        failure.error.details[0].message,
        "VMM cannot find the machine."
    );
}

#[test]
fn every_status_is_a_kind_of_failure() {
    for (status, kind) in [
        (302, FailureKind::Other),
        (400, FailureKind::Invalid),
        (401, FailureKind::SignInAtServer),
        (403, FailureKind::Forbidden { action: None }),
        (404, FailureKind::NotFound),
        (405, FailureKind::Invalid),
        (409, FailureKind::Busy),
        (410, FailureKind::NotFound),
        (415, FailureKind::Invalid),
        (429, FailureKind::Throttled { seconds: None }),
        (500, FailureKind::ServiceFault),
        (503, FailureKind::ServiceFault),
    ] {
        let failure = refusal(&answered(status, &[], ""));
        assert_eq!(failure.kind(), &kind, "{status}");
        assert!(!failure.headline().is_empty());
    }
}

#[test]
fn a_refused_sign_in_is_the_web_servers_and_its_page_is_not_lost() {
    let page = "<html><title>401 - Unauthorized</title></html>";
    let failure = refusal(&answered(401, &[("WWW-Authenticate", "Negotiate")], page));
    assert!(
        failure
            .headline()
            .starts_with("The web server asks for a sign-in (401)"),
        "{}",
        failure.headline()
    );
    assert_eq!(failure.raw.as_deref(), Some(page));
    assert!(advice(&failure).unwrap().starts_with("Reload this page"));
    // The service's own words come before the console's.
    let pack = refusal(&answered(401, &[], PACK));
    assert_eq!(pack.headline(), "No checkpoint with this key.");
    assert_eq!(pack.kind(), &FailureKind::SignInAtServer);
}

#[test]
fn support_gets_the_jobs_id_or_else_the_exchanges() {
    let both = [
        ("request-id", "eda9bde6-834a-0001"),
        ("X-MS-Request-Id", "e381ad2b"),
    ];
    let id = |headers: &[(&str, &str)]| {
        refusal(&answered(500, headers, LIGHT))
            .correlation_id
            .clone()
    };
    assert_eq!(id(&both).as_deref(), Some("e381ad2b"));
    assert_eq!(id(&both[..1]).as_deref(), Some("eda9bde6-834a-0001"));
    assert_eq!(id(&[]), None);
}

#[test]
fn a_good_answer_that_cannot_be_understood_keeps_its_text() {
    let failure = unreadable(&answered(200, &[], "<feed/>"), "Not a list.");
    assert_eq!(failure.kind(), &FailureKind::Unreadable);
    assert_eq!(failure.headline(), "Not a list.");
    assert_eq!(failure.raw.as_deref(), Some("<feed/>"));
}

#[test]
fn a_text_of_a_megabyte_is_cut() {
    for body in [
        "x".repeat(1 << 20),
        format!("<Error><Message>{}</Message></Error>", "x".repeat(1 << 20)),
    ] {
        let failure = refusal(&answered(400, &[], &body));
        assert!(failure.support_text().len() < 10_000);
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn no_body_panics(status in 300_u16..600, body in "\\PC{0,200}|[<>/&;:{}\\[\\]\",a-z ]{0,200}") {
        let answer = answered(status, &[], &body);
        let _ = is_the_services(&answer);
        proptest::prop_assert!(!refusal(&answer).headline().is_empty());
    }
}

#[test]
fn what_the_web_server_says_in_the_services_place_is_told_apart() {
    let kind = |status, code: &str| {
        let body = [r#"{"error":{"code":""#, code, r#"","message":"No."}}"#].concat();
        refusal(&answered(status, &[], &body)).kind().clone()
    };
    assert_eq!(kind(403, "AccountRefused"), FailureKind::SignInAtServer);
    assert_eq!(
        kind(403, "Forbidden"),
        FailureKind::Forbidden { action: None }
    );
    assert_eq!(kind(404, "NotPassedOn"), FailureKind::Other);
    assert_eq!(kind(404, "Gone"), FailureKind::NotFound);
}
