//! The small parts: bars, states, drawings, the button that copies, the time that passes.

use leptos::prelude::*;
use scvmm_console::browser::timer::now_ms;
use scvmm_console::ui::copy_button::CopyButton;
use scvmm_console::ui::elapsed::Elapsed;
use scvmm_console::ui::icon::Icon;
use scvmm_console::ui::menu;
use scvmm_console::ui::message_bar::{Gravity, MessageBar};
use scvmm_console::ui::status::{Tone, status};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{KeyboardEvent, KeyboardEventInit};

use crate::clipboard::Clipboard;
use crate::stage::{Page, attribute, has_focus, settle, show};

#[wasm_bindgen_test]
async fn a_bar_about_a_failure_is_an_alert_and_any_other_a_status() {
    for (gravity, role) in [
        (Gravity::Info, "status"),
        (Gravity::Warning, "status"),
        (Gravity::Error, "alert"),
    ] {
        let page = show(move || {
            view! { <MessageBar gravity=gravity><p>"Read this."</p></MessageBar> }.into_any()
        })
        .await;
        assert_eq!(attribute(&page.one(".bar"), "role"), role, "{gravity:?}");
        assert_eq!(page.text(".bar"), "Read this.");
    }
}

#[wasm_bindgen_test]
async fn a_state_is_a_word_for_everybody_and_a_dot_for_the_eye_only() {
    let page = show(|| status(Tone::Good, "Running".to_owned()).into_any()).await;
    assert_eq!(page.text(".status"), "Running");
    assert_eq!(attribute(&page.one(".dot.good"), "aria-hidden"), "true");
}

#[wasm_bindgen_test]
async fn a_drawing_is_kept_from_assistive_technology_and_from_the_tab_key() {
    let page = show(|| Icon::Warning.draw().into_any()).await;
    assert!(
        page.place()
            .query_selector("svg[aria-hidden=true][focusable=false] path")
            .unwrap()
            .is_some()
    );
}

async fn copying(text: &'static str) -> Page {
    show(move || {
        view! { <CopyButton text=Callback::new(move |()| text.to_owned()) label="Copy id" compact=true /> }
            .into_any()
    })
    .await
}

#[wasm_bindgen_test]
async fn the_button_that_copies_says_so_then_is_as_before() {
    let clipboard = Clipboard::open();
    let page = copying("F4D5AA5C").await;
    assert_eq!(page.text("button"), "Copy id");
    page.one("button").click();
    settle().await;
    assert_eq!(clipboard.texts(), ["F4D5AA5C"]);
    assert_eq!(page.text("button [aria-live=polite]"), "Copied");
    page.until("the label is back", |page| page.text("button") == "Copy id")
        .await;
}

#[wasm_bindgen_test]
async fn the_button_that_copies_says_when_the_browser_did_not_allow_it() {
    let _clipboard = Clipboard::closed();
    let page = copying("F4D5AA5C").await;
    page.one("button").click();
    settle().await;
    assert_eq!(
        page.text("button [aria-live=polite]"),
        "The browser did not allow it"
    );
    assert_eq!(
        attribute(&page.one("button"), "title"),
        "The browser did not allow it"
    );
}

#[wasm_bindgen_test]
async fn a_length_of_time_goes_on_by_itself() {
    let since_ms = now_ms() - 58_100;
    let page = show(move || view! { <Elapsed since_ms=since_ms /> }.into_any()).await;
    assert_eq!(page.text(".elapsed"), "58 s");
    page.until("a minute is over", |page| {
        page.text(".elapsed") == "1 min 0 s"
    })
    .await;
}

async fn open_menu() -> Page {
    let page = show(|| {
        menu::close_when_left();
        view! {
            <details class="menu" on:keydown=menu::on_key>
                <summary>"Account"</summary>
                <p>"Somebody"</p>
                <button type="button">"Sign out"</button>
            </details>
            <button type="button" id="elsewhere">"Elsewhere"</button>
        }
        .into_any()
    })
    .await;
    page.one("summary").click();
    page.one(".menu p").click();
    page.one(".menu button").focus().unwrap();
    settle().await;
    assert!(page.has(".menu[open]"), "it stays open while it is used");
    page
}

#[wasm_bindgen_test]
async fn a_menu_closes_by_escape_and_gives_the_focus_back() {
    let page = open_menu().await;
    let init = KeyboardEventInit::new();
    init.set_key("Escape");
    init.set_bubbles(true);
    let escape = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    page.one(".menu button").dispatch_event(&escape).unwrap();
    settle().await;
    assert!(!page.has(".menu[open]"));
    assert!(has_focus(&page.one("summary")));
}

#[wasm_bindgen_test]
async fn a_menu_closes_by_a_click_elsewhere_and_when_the_focus_leaves_it() {
    let page = open_menu().await;
    page.one("#elsewhere").click();
    assert!(!page.has(".menu[open]"));
    drop(page);
    let page = open_menu().await;
    page.one("#elsewhere").focus().unwrap();
    assert!(!page.has(".menu[open]"));
}
