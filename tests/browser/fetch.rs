//! Requests by the browser's own `fetch`.

use std::cell::RefCell;
use std::rc::Rc;

use futures::FutureExt;
use js_sys::{Function, Promise};
use scvmm_console::browser::fetch::Fetch;
use scvmm_console::browser::location;
use scvmm_console::http::transport::{Method, NoAnswer, Request, Transport};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{RequestCache, RequestCredentials, RequestRedirect};

fn get(url: String) -> Request {
    Request {
        method: Method::Get,
        url,
        headers: Vec::new(),
        body: None,
    }
}

/// What `fetch` was asked for, and the promise that it gave.
type Asked = Rc<RefCell<Option<(web_sys::Request, Promise)>>>;

/// Keeps what passes through the page's `fetch`, which works on as ever.
struct Wiretap {
    asked: Asked,
    own: JsValue,
    _closure: Closure<dyn FnMut(web_sys::Request) -> Promise>,
}

impl Wiretap {
    fn set() -> Self {
        let window = web_sys::window().unwrap();
        let own = js_sys::Reflect::get(&window, &"fetch".into()).unwrap();
        let function: Function = own.clone().dyn_into().unwrap();
        let asked = Asked::default();
        let heard = Rc::clone(&asked);
        let closure = Closure::<dyn FnMut(web_sys::Request) -> Promise>::new(
            move |request: web_sys::Request| {
                let promise: Promise = function
                    .call1(&JsValue::UNDEFINED, &request)
                    .unwrap()
                    .dyn_into()
                    .unwrap();
                heard.replace(Some((request, promise.clone())));
                promise
            },
        );
        js_sys::Reflect::set(&window, &"fetch".into(), closure.as_ref()).unwrap();
        Self {
            asked,
            own,
            _closure: closure,
        }
    }

    fn heard(&self) -> (web_sys::Request, Promise) {
        self.asked.take().expect("fetch was called")
    }
}

impl Drop for Wiretap {
    fn drop(&mut self) {
        js_sys::Reflect::set(&web_sys::window().unwrap(), &"fetch".into(), &self.own).unwrap();
    }
}

#[wasm_bindgen_test]
async fn an_answer_of_any_status_is_an_answer() {
    let found = Fetch::anonymous()
        .send(get(location::beside("")))
        .await
        .unwrap();
    assert_eq!(found.status, 200);
    assert!(found.body.contains("<html"), "{}", found.body);
    assert!(found.header("Content-Type").unwrap().contains("text/html"));
    let missing = Fetch::anonymous()
        .send(get(location::beside("no/such/file")))
        .await;
    assert_eq!(missing.unwrap().status, 404);
}

#[wasm_bindgen_test]
async fn a_refused_connection_is_a_lost_network() {
    // Nothing listens at the discard port on any machine that a browser runs on; browsers refuse it besides.
    let answer = Fetch::anonymous()
        .send(get("http://127.0.0.1:9/".to_owned()))
        .await;
    assert_eq!(answer, Err(NoAnswer::Network));
    let answer = Fetch::anonymous()
        .send(get("http://127.0.0.1:65531/".to_owned()))
        .await;
    assert_eq!(answer, Err(NoAnswer::Network));
}

#[wasm_bindgen_test]
async fn an_address_that_is_none_is_a_lost_network() {
    let answer = Fetch::anonymous().send(get("http://[".to_owned())).await;
    assert_eq!(answer, Err(NoAnswer::Network));
}

#[wasm_bindgen_test]
async fn whoever_stops_waiting_stops_the_transfer() {
    let wiretap = Wiretap::set();
    let fetch = Fetch::anonymous();
    let mut waiting = fetch.send(get(location::beside("")));
    assert!(waiting.as_mut().now_or_never().is_none());
    let (request, promise) = wiretap.heard();
    assert!(!request.signal().aborted());
    drop(waiting);
    assert!(request.signal().aborted());
    let error: js_sys::Error = JsFuture::from(promise)
        .await
        .unwrap_err()
        .dyn_into()
        .unwrap();
    assert_eq!(error.name(), "AbortError");
}

#[wasm_bindgen_test]
async fn a_request_goes_out_as_it_was_given() {
    let wiretap = Wiretap::set();
    // Operation addresses are signed: nothing in them may be put in order.
    let url = location::beside("operation?t=1&&h=a%2Fb%2fc+d~&c");
    let fetch = Fetch::anonymous();
    let mut waiting = fetch.send(Request {
        method: Method::Post,
        url: url.clone(),
        headers: vec![
            ("Authorization", "Bearer abc".to_owned()),
            ("Content-Type", "application/json".to_owned()),
        ],
        body: Some("{\"name\":\"für später\"}".to_owned()),
    });
    assert!(waiting.as_mut().now_or_never().is_none());
    let (request, _) = wiretap.heard();
    assert_eq!(request.url(), url);
    assert_eq!(request.method(), "POST");
    let header = |name| request.headers().get(name).unwrap().unwrap_or_default();
    assert_eq!(header("authorization"), "Bearer abc");
    assert_eq!(header("content-type"), "application/json");
}

#[wasm_bindgen_test]
async fn a_request_takes_no_cookie_leaves_no_trace_and_follows_nobody() {
    let wiretap = Wiretap::set();
    let fetch = Fetch::anonymous();
    let mut waiting = fetch.send(get(location::beside("")));
    assert!(waiting.as_mut().now_or_never().is_none());
    let (request, _) = wiretap.heard();
    assert_eq!(request.credentials(), RequestCredentials::Omit);
    assert_eq!(request.cache(), RequestCache::NoStore);
    assert_eq!(request.redirect(), RequestRedirect::Error);
    assert_eq!(
        request.referrer_policy(),
        web_sys::ReferrerPolicy::NoReferrer
    );
}
