//! A failure, shown whole.

use leptos::prelude::*;
use scvmm_console::model::failure::{ErrorDetail, Failure, FailureKind, FailureParts};
use scvmm_console::ui::failure_view::FailureView;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::clipboard::Clipboard;
use crate::stage::{Page, settle, show, text_of};

const ACTION: &str = "Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action";
const MARKUP: &str = "<img src=x onerror=\"document.title='run'\"><b>bold</b> & &lt;plain&gt;";

fn detail(code: &str, message: &str) -> ErrorDetail {
    ErrorDetail {
        code: code.into(),
        message: message.into(),
        ..ErrorDetail::default()
    }
}

/// A failure with everything that one can have.
fn whole() -> FailureParts {
    let cause = ErrorDetail {
        target: "checkpoint".into(),
        details: vec![detail("DiskFull", "The volume C:\\ClusterStorage is full.")],
        additional: vec![(
            "HostInfo".into(),
            "{\n  \"host\": \"hv-07.contoso.com\"\n}".into(),
        )],
        ..detail("JobFailed", "VMM job 42 failed.")
    };
    FailureParts {
        kind: FailureKind::Forbidden {
            action: Some(ACTION.into()),
        },
        error: ErrorDetail {
            target: "web-01".into(),
            details: vec![cause, detail("Second", "And another cause.")],
            additional: vec![(String::new(), "[1]".into())],
            ..detail("AuthorizationFailed", "You may not do this.")
        },
        recommended: None,
        status: Some(403),
        correlation_id: Some("7a6a9d33-0000-4000-8000-1234567890ab".into()),
        request: "POST createCheckpoint".into(),
        raw: None,
    }
}

async fn shown(parts: FailureParts) -> Page {
    let failure = Failure::of(parts);
    show(move || {
        view! { <FailureView failure=failure lead="The checkpoint was not created." /> }.into_any()
    })
    .await
}

#[wasm_bindgen_test]
async fn a_failure_is_heard_at_once_and_says_what_happened_and_what_to_do() {
    let page = shown(whole()).await;
    assert!(page.has(".failure[role=alert]"));
    assert_eq!(
        page.text(".failure-lead"),
        "The checkpoint was not created."
    );
    assert_eq!(page.text(".failure-message"), "You may not do this.");
    assert!(page.text(".failure-advice").contains(ACTION));
}

#[wasm_bindgen_test]
async fn every_cause_stands_below_the_one_it_explains() {
    let page = shown(whole()).await;
    let first = page.all(".failure-content > .causes > li");
    assert_eq!(first.len(), 2);
    let text = text_of(&first[0]);
    for part in ["JobFailed", "VMM job 42 failed.", "(checkpoint)"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(text_of(&first[1]), "Second And another cause.");
    assert_eq!(
        page.text(".causes .causes li"),
        "DiskFull The volume C:\\ClusterStorage is full."
    );
}

#[wasm_bindgen_test]
async fn further_information_is_there_on_demand_as_readable_json() {
    let page = shown(whole()).await;
    let summaries: Vec<_> = page
        .all("details > summary")
        .iter()
        .map(|s| text_of(s))
        .collect();
    assert_eq!(
        summaries,
        ["Additional information: HostInfo", "Additional information"]
    );
    assert!(!page.has("details[open]"));
    let block = page.one(".causes details pre");
    assert_eq!(
        block.text_content().unwrap(),
        "{\n  \"host\": \"hv-07.contoso.com\"\n}"
    );
    assert!(block.has_attribute("aria-label") && block.tab_index() == 0);
}

#[wasm_bindgen_test]
async fn what_support_asks_for_is_named() {
    let page = shown(whole()).await;
    let facts: Vec<_> = page.all(".fact").iter().map(|fact| text_of(fact)).collect();
    assert_eq!(
        facts,
        [
            "Code AuthorizationFailed",
            "Target web-01",
            "HTTP status 403",
            "Correlation id 7a6a9d33-0000-4000-8000-1234567890ab",
        ]
    );
}

#[wasm_bindgen_test]
async fn a_failure_without_particulars_is_its_sentence() {
    let failure = Failure::new(FailureKind::Other, "");
    let page = show(move || view! { <FailureView failure=failure /> }.into_any()).await;
    assert_eq!(page.text(".failure-message"), "The service gave no reason.");
    for absent in [
        ".failure-lead",
        ".failure-advice",
        ".causes",
        "details",
        ".fact",
    ] {
        assert!(!page.has(absent), "{absent}");
    }
}

#[wasm_bindgen_test]
async fn whatever_a_service_says_is_text_and_never_markup() {
    let marked = ErrorDetail {
        target: MARKUP.into(),
        additional: vec![(MARKUP.into(), MARKUP.into())],
        ..detail(MARKUP, MARKUP)
    };
    let page = shown(FailureParts {
        error: ErrorDetail {
            details: vec![marked.clone()],
            ..marked
        },
        correlation_id: Some(MARKUP.into()),
        raw: Some(MARKUP.into()),
        ..whole()
    })
    .await;
    assert!(!page.has("img, b, script"));
    assert_eq!(page.text(".failure-message"), MARKUP);
    let times = page.place().text_content().unwrap().matches(MARKUP).count();
    assert_eq!(times, 12, "every place shows it as it is");
}

#[wasm_bindgen_test]
async fn causes_deeper_than_a_screen_can_show_are_in_the_copied_text() {
    let mut error = detail("Deepest", "The root of it.");
    for depth in (0..20).rev() {
        error = ErrorDetail {
            details: vec![error],
            ..detail(&format!("Level{depth}"), "Because of what is below.")
        };
    }
    let clipboard = Clipboard::open();
    let page = shown(FailureParts { error, ..whole() }).await;
    assert_eq!(page.all(".causes").len(), 12);
    page.button("Copy for support").click();
    settle().await;
    assert!(clipboard.texts()[0].contains("The root of it."));
}

#[wasm_bindgen_test]
async fn one_button_copies_all_of_it() {
    let clipboard = Clipboard::open();
    let page = shown(FailureParts {
        raw: Some("<html>Bad Gateway</html>".into()),
        ..whole()
    })
    .await;
    assert_eq!(
        page.text(".failure-content > details:last-of-type > summary"),
        "The answer as it came"
    );
    page.button("Copy for support").click();
    settle().await;
    let copied = &clipboard.texts()[0];
    for part in [
        "POST createCheckpoint",
        "403",
        "7a6a9d33-0000-4000-8000-1234567890ab",
        "AuthorizationFailed",
        "web-01",
        "JobFailed",
        "C:\\ClusterStorage",
        "hv-07.contoso.com",
        "<html>Bad Gateway</html>",
    ] {
        assert!(copied.contains(part), "{part} in {copied}");
    }
}
