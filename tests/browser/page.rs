//! The browser as the page has it: storage, address, digests, times, keys, attention.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::FutureExt;
use js_sys::Date;
use leptos::prelude::*;
use scvmm_console::browser::visibility::PageAttention;
use scvmm_console::browser::{clock, crypto, keyboard, location, storage};
use scvmm_console::state::attention::Attention;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{KeyboardEvent, KeyboardEventInit};

use crate::stage::{has_focus, settle, show};

#[wasm_bindgen_test]
fn a_stored_text_can_be_read_again_and_taken_once() {
    let key = "scvmm.test.take";
    assert!(storage::set(key, "value"));
    assert_eq!(storage::get(key).as_deref(), Some("value"));
    assert_eq!(storage::take(key).as_deref(), Some("value"));
    assert_eq!(storage::take(key), None);
    assert_eq!(storage::get(key), None);
    storage::remove(key);
}

#[wasm_bindgen_test]
async fn the_digest_of_abc_is_the_one_of_the_standard() {
    // FIPS 180-2, appendix B.1.
    let digest = crypto::sha256("abc").await.unwrap();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        hex,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[wasm_bindgen_test]
fn random_bytes_are_never_the_same_twice() {
    let (first, second) = (crypto::random_bytes(), crypto::random_bytes());
    assert!(first.is_some());
    assert_ne!(first, second);
    assert_ne!(first, Some([0; 32]));
}

/// The moment that clocks in the browser's zone show so.
fn moment(year: u32, month: i32, day: i32, hour: i32, minute: i32) -> u64 {
    let date = Date::new_with_year_month_day_hr_min(year, month - 1, day, hour, minute);
    date.get_time() as u64
}

#[wasm_bindgen_test]
fn a_stamp_is_the_readers_own_time_and_sorts_as_text() {
    assert_eq!(clock::stamp(moment(2026, 1, 5, 4, 7)), "2026-01-05 04.07");
    assert_eq!(
        clock::stamp(moment(2026, 11, 21, 23, 4)),
        "2026-11-21 23.04"
    );
}

#[wasm_bindgen_test]
fn times_for_the_eye_hold_what_a_reader_looks_for() {
    let ms = moment(2026, 11, 21, 10, 4);
    assert!(
        clock::time_of_day(ms).contains("10:04"),
        "{}",
        clock::time_of_day(ms)
    );
    let whole = clock::date_and_time(ms);
    for part in ["21", "2026", "10:04"] {
        assert!(whole.contains(part), "{part} in {whole}");
    }
}

/// Puts another address in the place of the page's for a while.
struct At(String);

impl At {
    fn address(address: &str) -> Self {
        let window = web_sys::window().unwrap();
        let before = window.location().href().unwrap();
        let history = window.history().unwrap();
        history
            .replace_state_with_url(&JsValue::NULL, "", Some(address))
            .unwrap();
        Self(before)
    }
}

impl Drop for At {
    fn drop(&mut self) {
        let history = web_sys::window().unwrap().history().unwrap();
        history
            .replace_state_with_url(&JsValue::NULL, "", Some(&self.0))
            .unwrap();
    }
}

#[wasm_bindgen_test]
fn a_file_beside_the_page_is_in_its_folder_whatever_else_the_address_holds() {
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    for (address, expected) in [
        ("/", "/config.json"),
        ("/index.html", "/config.json"),
        ("/console/", "/console/config.json"),
        (
            "/console/index.html?from=/a/b#/machines/c",
            "/console/config.json",
        ),
        ("/console/#/machines/a/b?c", "/console/config.json"),
    ] {
        let _at = At::address(address);
        let expected = [origin.as_str(), expected].concat();
        assert_eq!(location::beside("config.json"), expected, "{address}");
    }
}

#[wasm_bindgen_test]
async fn a_change_of_route_is_heard_and_a_replaced_one_leaves_no_entry() {
    let _at = At::address("/#/machines");
    let heard = Rc::new(RefCell::new(Vec::new()));
    let list = Rc::clone(&heard);
    location::on_hash_change(move |hash| list.borrow_mut().push(hash));
    location::go("#/operations");
    for _ in 0..100 {
        if !heard.borrow().is_empty() {
            break;
        }
        settle().await;
    }
    assert_eq!(*heard.borrow(), ["#/operations"]);
    let history = web_sys::window().unwrap().history().unwrap();
    let entries = history.length().unwrap();
    location::replace_hash("#/machines/a");
    assert_eq!(location::hash(), "#/machines/a");
    assert_eq!(history.length().unwrap(), entries);
}

#[wasm_bindgen_test]
async fn a_key_is_for_the_page_unless_it_is_typed_somewhere_or_held_with_another() {
    let meant = Rc::new(Cell::new(None));
    let heard = Rc::clone(&meant);
    let listening = window_event_listener(leptos::ev::keydown, move |event| {
        heard.set(Some(keyboard::is_for_the_page(&event)));
    });
    let page = show(|| {
        view! {
            <p id="text">"text"</p>
            <input id="field" />
            <textarea id="lines"></textarea>
            <dialog><button id="inside">"Inside"</button></dialog>
        }
        .into_any()
    })
    .await;
    let press = |selector: &str, ctrl: bool| {
        let init = KeyboardEventInit::new();
        init.set_key("/");
        init.set_bubbles(true);
        init.set_ctrl_key(ctrl);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        page.one(selector).dispatch_event(&event).unwrap();
        meant.take().unwrap()
    };
    assert!(press("#text", false));
    assert!(!press("#text", true));
    for elsewhere in ["#field", "#lines", "#inside"] {
        assert!(!press(elsewhere, false), "{elsewhere}");
    }
    listening.remove();
}

#[wasm_bindgen_test]
async fn the_focus_moves_to_the_first_element_that_matches_and_else_stays() {
    let page =
        show(|| view! { <h1 tabindex="-1">"Machines"</h1> <input id="field" /> }.into_any()).await;
    keyboard::focus("[data-stage] h1");
    assert!(has_focus(&page.one("h1")));
    keyboard::focus("#no-such-element");
    assert!(has_focus(&page.one("h1")));
}

#[wasm_bindgen_test]
fn whoever_waits_for_a_change_of_attention_is_woken_by_it() {
    let attention = PageAttention::new();
    assert!(!attention.is_hidden());
    let mut waiting = attention.changed();
    assert!(waiting.as_mut().now_or_never().is_none());
    attention.look_again();
    assert!(waiting.now_or_never().is_some());
}
