//! The pages of somebody who cannot work yet: not signed in, or a console that is not configured.

use leptos::prelude::*;
use scvmm_console::auth::failure::SignInFailure;
use scvmm_console::auth::refusal::Refusal;
use scvmm_console::config::ConfigFile;
use scvmm_console::pages::configuration::{ConfigurationPage, NoConfiguration};
use scvmm_console::pages::sign_in::SignInPage;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::service::{Service, show_console};
use crate::stage::{Page, show, text_of};

async fn sign_in_page(failure: Option<SignInFailure>) -> Page {
    show_console(&Service::default().into(), move |console| {
        view! { <SignInPage session=console.session failure=failure /> }.into_any()
    })
    .await
}

fn refused(error: &str, description: &str) -> SignInFailure {
    SignInFailure::Refused(Box::new(Refusal {
        error: error.into(),
        description: Some(description.into()),
        aadsts: Some(50105),
        correlation_id: Some("7a6a9d33-0000-4000-8000-1234567890ab".into()),
        ..Refusal::default()
    }))
}

#[wasm_bindgen_test]
async fn whoever_is_not_signed_in_is_offered_to_and_told_nothing_went_wrong() {
    let page = sign_in_page(None).await;
    page.button("Sign in");
    page.button("Use another account");
    assert!(!page.has("[role=alert], [role=status]"));
}

#[wasm_bindgen_test]
async fn a_refused_sign_in_reads_as_a_sentence_with_its_number_and_id() {
    let words = "AADSTS50105: the user is not assigned to a role. <img src=x>";
    let page = sign_in_page(Some(refused("access_denied", words))).await;
    assert!(!page.text("[role=alert] .failure-message").is_empty());
    let facts: Vec<_> = page.all(".fact").iter().map(|fact| text_of(fact)).collect();
    assert!(facts.contains(&"Error AADSTS50105".into()), "{facts:?}");
    assert!(
        facts.contains(&"Correlation id 7a6a9d33-0000-4000-8000-1234567890ab".into()),
        "{facts:?}"
    );
    assert_eq!(page.text("details:not([open]) > p"), words);
    assert!(!page.has("img"));
}

#[wasm_bindgen_test]
async fn a_faulty_configuration_is_named_key_by_key() {
    let file = ConfigFile::read(r#"{"backend": "<b>", "tenant": 5}"#).unwrap();
    let faults = file.azure().unwrap_err();
    let page = show(move || {
        view! { <ConfigurationPage fault=NoConfiguration::Wrong(faults) /> }.into_any()
    })
    .await;
    let keys: Vec<_> = page
        .all(".problems code")
        .iter()
        .map(|key| text_of(key))
        .collect();
    for key in ["backend", "cloud", "tenant", "clientId", "flow"] {
        assert!(keys.iter().any(|k| k == key), "{key} in {keys:?}");
    }
    assert!(!page.has("b"));
}

#[wasm_bindgen_test]
async fn a_configuration_that_is_not_there_is_told_from_one_that_is_not_reached() {
    for (status, words) in [
        (Some(404), "The server answered 404."),
        (None, "There was no answer."),
    ] {
        let page = show(move || {
            view! { <ConfigurationPage fault=NoConfiguration::Unreadable(status) /> }.into_any()
        })
        .await;
        assert!(page.text("main").contains(words), "{}", page.text("main"));
    }
}
