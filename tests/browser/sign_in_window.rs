//! Sign-in in a hidden frame.

use futures::FutureExt;
use js_sys::Array;
use scvmm_console::browser::sign_in_window::ask_in_frame;
use scvmm_console::browser::timer::now_ms;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, BlobPropertyBag, BroadcastChannel, Url};

use crate::stage::{attribute, document};

fn say(state: &str, text: &str) {
    let channel = BroadcastChannel::new(&["scvmm-auth-", state].concat()).unwrap();
    channel.post_message(&text.into()).unwrap();
    channel.close();
}

fn frames() -> u32 {
    document().query_selector_all("iframe").unwrap().length()
}

/// The address of a page of the console's own origin that runs `script`.
fn page_that_runs(script: &str) -> String {
    let text = ["<!doctype html><script>", script, "</script>"].concat();
    let kind = BlobPropertyBag::new();
    kind.set_type("text/html");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind).unwrap();
    Url::create_object_url_with_blob(&blob).unwrap()
}

#[wasm_bindgen_test]
async fn the_answer_that_a_page_in_the_frame_hands_over_is_delivered_and_the_frame_is_gone() {
    let url = page_that_runs(
        "const channel = new BroadcastChannel('scvmm-auth-f.inside'); channel.postMessage('#state=f.inside');",
    );
    let answer = ask_in_frame(&url, "f.inside").await;
    assert_eq!(answer.as_deref(), Some("#state=f.inside"));
    assert_eq!(frames(), 0);
}

#[wasm_bindgen_test]
async fn the_frame_cannot_be_seen_and_cannot_take_the_page_away() {
    let mut asking = Box::pin(ask_in_frame("about:blank", "f.hidden"));
    assert!(asking.as_mut().now_or_never().is_none());
    let frame = document().query_selector("iframe").unwrap().unwrap();
    assert!(frame.has_attribute("hidden"));
    assert_eq!(attribute(&frame, "aria-hidden"), "true");
    assert!(!attribute(&frame, "title").is_empty());
    let sandbox = attribute(&frame, "sandbox");
    assert!(
        !sandbox.is_empty() && !sandbox.contains("top-navigation"),
        "{sandbox}"
    );
    assert!(!sandbox.contains("popups"), "{sandbox}");
}

#[wasm_bindgen_test]
async fn whoever_stops_asking_takes_the_frame_away() {
    let mut asking = Box::pin(ask_in_frame("about:blank", "f.dropped"));
    assert!(asking.as_mut().now_or_never().is_none());
    assert_eq!(frames(), 1);
    drop(asking);
    assert_eq!(frames(), 0);
}

#[wasm_bindgen_test]
async fn only_the_first_answer_to_the_own_question_counts() {
    let mut asking = Box::pin(ask_in_frame("about:blank", "f.own"));
    assert!(asking.as_mut().now_or_never().is_none());
    say("f.other", "#state=f.other");
    say("f.own", "#state=f.own&first");
    say("f.own", "#state=f.own&second");
    assert_eq!(asking.await.as_deref(), Some("#state=f.own&first"));
}

#[wasm_bindgen_test]
async fn a_frame_that_never_answers_is_given_up_after_eight_seconds() {
    let began = now_ms();
    assert_eq!(ask_in_frame("about:blank", "f.silent").await, None);
    let took = now_ms() - began;
    assert!((7_900..12_000).contains(&took), "{took} ms");
    assert_eq!(frames(), 0);
}
