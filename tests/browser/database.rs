//! What the browser's database keeps.

use js_sys::{Function, Reflect};
use scvmm_console::browser::database::{self, Condition, Pieces};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::substitute::Substitute;

fn pieces(all: &[&[u8]]) -> Pieces {
    let pieces = Pieces::new();
    all.iter().for_each(|piece| pieces.push(piece));
    pieces
}

async fn kept(key: &str) -> Option<Vec<Vec<u8>>> {
    let pieces = database::get(key).await?;
    Some((0..).map_while(|place| pieces.at(place)).collect())
}

#[wasm_bindgen_test]
async fn a_value_is_found_as_it_was_kept_until_everything_is_forgotten() {
    database::clear().await;
    assert_eq!(kept("fleet").await, None);
    assert!(database::put("fleet", &pieces(&[b"one", b"", b"\x00\xff"]), None).await);
    assert!(database::put("owner", &pieces(&[b"admin"]), None).await);
    let expected: [&[u8]; 3] = [b"one", b"", b"\x00\xff"];
    assert_eq!(kept("fleet").await.unwrap(), expected);
    assert!(database::put("fleet", &pieces(&[b"two"]), None).await);
    assert_eq!(kept("fleet").await.unwrap(), [b"two"], "the newer stays");
    database::clear().await;
    assert_eq!(kept("fleet").await, None);
    assert_eq!(kept("owner").await, None);
}

#[wasm_bindgen_test]
async fn what_must_hold_is_looked_at_before_a_value_is_kept() {
    database::clear().await;
    let put = async |value: &[u8]| {
        let owner = Condition {
            key: "owner",
            holds: &|owner| owner.at(0).is_some_and(|owner| owner == b"admin"),
        };
        database::put("fleet", &pieces(&[value]), Some(owner)).await
    };
    assert!(!put(b"nobody's").await);
    assert!(database::put("owner", &pieces(&[b"admin"]), None).await);
    assert!(put(b"own").await);
    assert!(database::put("owner", &pieces(&[b"reader"]), None).await);
    assert!(!put(b"another's").await);
    assert_eq!(kept("fleet").await.unwrap(), [b"own"]);
    database::clear().await;
}

/// Asks a browser whose `indexedDB.open` is this script.
async fn with_open(script: &str) -> (bool, Option<Vec<Vec<u8>>>) {
    let window: JsValue = web_sys::window().unwrap().into();
    let factory = Reflect::get(&window, &"indexedDB".into()).unwrap();
    let open = Function::new_no_args(script);
    let _substitute = Substitute::put(factory.unchecked_ref(), "open", &open);
    let put = database::put("fleet", &pieces(&[b"lost"]), None).await;
    database::clear().await;
    (put, kept("fleet").await)
}

#[wasm_bindgen_test]
async fn a_browser_that_refuses_is_without_memory() {
    database::clear().await;
    let throws = "throw new DOMException('Not here.', 'SecurityError')";
    assert_eq!(with_open(throws).await, (false, None));
    let fails = "const request = new EventTarget(); \
                 setTimeout(() => request.dispatchEvent(new Event('error'))); \
                 return request";
    assert_eq!(with_open(fails).await, (false, None));
    assert_eq!(kept("fleet").await, None, "it was kept after all");
}
