//! nginx with the deployed configuration, and behind it a host of another name that notes what it is asked.

use std::collections::BTreeMap;
use std::fs;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use e2e::asking::{Answer, ask};
use e2e::places::in_project;
use e2e::proxy::{Proxy, ProxyOptions, SPF_ADDRESS};
use http::HeaderValue;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// `printf 'admin@contoso.com:for-the-console' | base64`
pub const SIGNED_IN: (&str, &str) = (
    "authorization",
    "Basic YWRtaW5AY29udG9zby5jb206Zm9yLXRoZS1jb25zb2xl",
);
pub const FROM_THE_CONSOLE: (&str, &str) = ("sec-fetch-site", "same-origin");
pub const SUBSCRIPTION: &str = "97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3";
pub const KEY: &str = "(ID=guid'a11cc636-5521-4f88-92b2-cad392911fe0',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')";

/// A request as it arrived behind the proxy.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub method: String,
    pub address: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// A body that makes the host end the connection without an answer.
pub const BREAK: &str = "break";

pub type Seen = Arc<Mutex<Vec<Arrived>>>;

pub fn locked(seen: &Seen) -> MutexGuard<'_, Vec<Arrived>> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// nginx, and behind it a host that notes what it is asked and answers with its own address in header and body.
pub struct Scene {
    pub proxy: Proxy,
    seen: Seen,
    host: JoinHandle<()>,
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.host.abort();
    }
}

impl Scene {
    pub async fn start(change: impl FnOnce(&mut ProxyOptions)) -> Result<Self> {
        let seen = Seen::default();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let behind = listener.local_addr()?.to_string();
        let app = Router::new().fallback(answer).with_state(Arc::clone(&seen));
        let host = tokio::spawn(async move {
            // It serves until the task is aborted.
            let _ = axum::serve(listener, app).await;
        });
        let mut options = ProxyOptions {
            config: fs::read_to_string(in_project("deploy/config.spf.json"))?,
            behind,
            ..ProxyOptions::default()
        };
        change(&mut options);
        Ok(Self {
            proxy: Proxy::start(&options)?,
            seen,
            host,
        })
    }

    pub async fn file(&self, path: &str, more: &[(&str, &str)]) -> Result<Answer> {
        let address = format!("{}{path}", self.proxy.origin());
        let headers: Vec<_> = [SIGNED_IN].iter().chain(more).copied().collect();
        ask("GET", &address, &headers, "").await
    }

    /// Asks SPF's own root of one subscription, as the console does.
    pub async fn spf(&self, method: &str, below: &str) -> Result<Answer> {
        let path = format!("SC2012R2/VMM/{SUBSCRIPTION}/Microsoft.Management.Odata.svc/{below}");
        self.call(method, &path, &[SIGNED_IN, FROM_THE_CONSOLE], "")
            .await
    }

    pub async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer> {
        let address = format!("{}/spf/{path}", self.proxy.origin());
        ask(method, &address, headers, body).await
    }

    pub fn arrived(&self) -> Vec<Arrived> {
        locked(&self.seen).clone()
    }
}

async fn answer(State(seen): State<Seen>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = head.headers.iter();
    let arrived = Arrived {
        method: head.method.to_string(),
        address: head.uri.to_string(),
        headers: headers
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect(),
        body: String::from_utf8_lossy(&to_bytes(body, 1 << 20).await.unwrap_or_default())
            .into_owned(),
    };
    let refused = arrived.address.contains("Clouds");
    let silent = arrived.address.contains("Jobs") && !arrived.address.contains("filter");
    let breaks = arrived.method == "MERGE" && arrived.body == BREAK;
    locked(&seen).push(arrived);
    if silent {
        tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    }
    if breaks {
        return broken();
    }
    // A list of some size, so that it is compressed and does not fit one buffer.
    let rows: Vec<String> = (0..20_000)
        .map(|row| format!("{{\"ID\":\"{row}\"}}"))
        .collect();
    let body = format!(
        "{{\"odata.metadata\":\"{SPF_ADDRESS}SC2012R2/VMM/$metadata#VMCheckPoints\",\"value\":[{}],\"odata.nextLink\":\"{SPF_ADDRESS}SC2012R2/VMM/next\"}}",
        rows.join(",")
    );
    let headers = [
        (
            "content-type",
            "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
        ),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-cache"),
        ("x-ms-request-id", "e381ad2b-2375-45e4-a45f-64a1447a4ef6"),
        ("request-id", "eda9bde6-834a-0001-3608-abed4a83ce01"),
        ("www-authenticate", "Negotiate"),
        ("x-powered-by", "ASP.NET"),
        ("x-aspnet-version", "4.0.30319"),
        ("set-cookie", "inside=1"),
    ];
    let mut response = Response::new(Body::from(body));
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    let location = format!("{SPF_ADDRESS}SC2012R2/VMM/VMCheckPoints{KEY}");
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert("location", location);
    }
    if refused {
        *response.status_mut() = http::StatusCode::UNAUTHORIZED;
    }
    response
}

/// An answer whose body fails before its first byte: the connection ends.
fn broken() -> Response {
    let fault = std::io::Error::other("the connection ends, as the test asked");
    Response::new(Body::from_stream(futures_util::stream::once(async {
        Err::<String, _>(fault)
    })))
}
