//! Carries requests with the browser's `fetch`.

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsValue;
use web_sys::{
    AbortController, Headers, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit,
    RequestMode, RequestRedirect,
};

use crate::http::transport::{Local, NoAnswer, Request, Response, Transport};

/// Milliseconds to wait for a whole answer of Azure. A gateway gives its resource provider 60 seconds, then answers 504.
const PATIENCE_MS: u32 = 100_000;
/// The same for a service behind the page's own web server, which may carry an action out before it answers.
const OWN_SITE_PATIENCE_MS: u32 = 600_000;

/// The browser's network.
pub struct Fetch {
    mode: RequestMode,
    credentials: RequestCredentials,
    patience_ms: u32,
}

impl Fetch {
    /// For services elsewhere, and for what needs no sign-in: no cookies, and no sign-in of the browser's own.
    pub fn anonymous() -> Self {
        Self {
            mode: RequestMode::Cors,
            credentials: RequestCredentials::Omit,
            patience_ms: PATIENCE_MS,
        }
    }

    /// For what the page's own web server passes on: with the person's sign-in at that server, and never elsewhere.
    pub fn of_own_site() -> Self {
        Self {
            mode: RequestMode::SameOrigin,
            credentials: RequestCredentials::SameOrigin,
            patience_ms: OWN_SITE_PATIENCE_MS,
        }
    }
}

/// Aborts the request when it is dropped: whoever stops waiting also stops the transfer.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Transport for Fetch {
    fn send(&self, request: Request) -> Local<'_, Result<Response, NoAnswer>> {
        Box::pin(async move {
            let controller = AbortController::new().map_err(|_| NoAnswer::Network)?;
            let guard = AbortOnDrop(controller);
            let answer = std::pin::pin!(fetch(self, request, &guard.0));
            match select(answer, TimeoutFuture::new(self.patience_ms)).await {
                Either::Left((answer, _)) => answer,
                Either::Right(_) => Err(NoAnswer::TimedOut),
            }
        })
    }
}

async fn fetch(
    how: &Fetch,
    request: Request,
    controller: &AbortController,
) -> Result<Response, NoAnswer> {
    let ready = prepared(how, request, controller).ok_or(NoAnswer::Network)?;
    let answer = gloo_net::http::Request::from(ready)
        .send()
        .await
        .map_err(|_| NoAnswer::Network)?;
    let headers = answer.headers().entries().collect();
    let body = answer.text().await.map_err(|_| NoAnswer::Network)?;
    Ok(Response {
        status: answer.status(),
        headers,
        body,
    })
}

/// The request as the browser takes it. gloo-net's own builder takes addresses apart and puts a `&` behind them; the
/// addresses of operations are signed, and must go out as they came.
fn prepared(
    how: &Fetch,
    request: Request,
    controller: &AbortController,
) -> Option<web_sys::Request> {
    let headers = Headers::new().ok()?;
    for (name, value) in &request.headers {
        headers.append(name, value).ok()?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.word());
    init.set_headers_headers(&headers);
    init.set_mode(how.mode);
    // No cache, no referrer; a redirect is an error, because it could lead a token elsewhere.
    init.set_credentials(how.credentials);
    init.set_cache(RequestCache::NoStore);
    init.set_redirect(RequestRedirect::Error);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(Some(&controller.signal()));
    if let Some(body) = &request.body {
        init.set_body(&JsValue::from_str(body));
    }
    web_sys::Request::new_with_str_and_init(&request.url, &init).ok()
}
