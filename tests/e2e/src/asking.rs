//! Asks a server directly, without a browser: what a test wants to see on the wire.

use anyhow::{Context, Result};
use axum::body::{Body, Bytes, to_bytes};
use http::{HeaderMap, Method, Request, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// An answer, with its whole body as it came.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; compressed, if the server says so.
    pub body: Bytes,
}

impl Answer {
    /// A header's text, empty when it is missing; several of one name are joined by `, `, as a browser does.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let all = self.headers.get_all(name).iter();
        all.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Sends one request on a connection of its own and waits for the whole answer. The address is sent as it stands.
///
/// # Errors
/// When nobody answers, or the address or a header cannot be sent.
pub async fn ask(
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Answer> {
    let mut request = Request::builder()
        .method(Method::from_bytes(method.as_bytes())?)
        .uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned()))?;
    let client: Client<HttpConnector, Body> =
        Client::builder(TokioExecutor::new()).build(HttpConnector::new());
    let answer = client
        .request(request)
        .await
        .with_context(|| format!("{method} {address} was not answered"))?;
    let (head, body) = answer.into_parts();
    Ok(Answer {
        status: head.status,
        headers: head.headers,
        body: to_bytes(Body::new(body), usize::MAX).await?,
    })
}
