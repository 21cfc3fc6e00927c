//! Carries requests with the browser's `fetch`.

use futures::future::{Either, select};
use gloo_net::http::{Method as FetchMethod, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use web_sys::{
    AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect,
};

use crate::http::transport::{Local, Method, NoAnswer, Request, Response, Transport};

/// Milliseconds to wait for a whole answer. A gateway gives its resource provider 60 seconds, then answers 504.
const PATIENCE_MS: u32 = 100_000;

/// The browser's network.
pub struct Fetch;

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
            let answer = std::pin::pin!(fetch(request, &guard.0));
            match select(answer, TimeoutFuture::new(PATIENCE_MS)).await {
                Either::Left((answer, _)) => answer,
                Either::Right(_) => Err(NoAnswer::TimedOut),
            }
        })
    }
}

async fn fetch(request: Request, controller: &AbortController) -> Result<Response, NoAnswer> {
    let method = match request.method {
        Method::Get => FetchMethod::GET,
        Method::Post => FetchMethod::POST,
    };
    // No cookies, no cache, no referrer; a redirect is an error, because it could lead a token elsewhere.
    let mut builder = RequestBuilder::new(&request.url)
        .method(method)
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&controller.signal()));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let ready = match request.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let answer = ready
        .map_err(|_| NoAnswer::Network)?
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
