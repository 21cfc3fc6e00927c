//! `deploy/nginx.conf` in a real nginx: the files with their headers, and what passes to Service Provider Foundation.

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
use e2e::calls;
use e2e::headers::Headers;
use e2e::places::in_project;
use e2e::proxy::{PERSON, Proxy, ProxyOptions, SPF_ADDRESS};
use http::{HeaderMap, HeaderValue};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// `printf 'admin@contoso.com:for-the-console' | base64`
const SIGNED_IN: (&str, &str) = (
    "authorization",
    "Basic YWRtaW5AY29udG9zby5jb206Zm9yLXRoZS1jb25zb2xl",
);
const FROM_THE_CONSOLE: (&str, &str) = ("sec-fetch-site", "same-origin");
const SUBSCRIPTION: &str = "97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3";
const KEY: &str = "(ID=guid'a11cc636-5521-4f88-92b2-cad392911fe0',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')";

/// A request as it arrived behind the proxy.
#[derive(Clone, Debug)]
struct Arrived {
    method: String,
    address: String,
    headers: BTreeMap<String, String>,
    body: String,
}

/// A body that makes the host end the connection without an answer.
const BREAK: &str = "break";

type Seen = Arc<Mutex<Vec<Arrived>>>;

fn locked(seen: &Seen) -> MutexGuard<'_, Vec<Arrived>> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// nginx, and behind it a host that notes what it is asked and answers with its own address in header and body.
struct Scene {
    proxy: Proxy,
    seen: Seen,
    host: JoinHandle<()>,
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.host.abort();
    }
}

impl Scene {
    async fn start(change: impl FnOnce(&mut ProxyOptions)) -> Result<Self> {
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

    async fn file(&self, path: &str, more: &[(&str, &str)]) -> Result<Answer> {
        let address = format!("{}{path}", self.proxy.origin());
        let headers: Vec<_> = [SIGNED_IN].iter().chain(more).copied().collect();
        ask("GET", &address, &headers, "").await
    }

    /// Asks SPF's own root of one subscription, as the console does.
    async fn spf(&self, method: &str, below: &str) -> Result<Answer> {
        let path = format!("SC2012R2/VMM/{SUBSCRIPTION}/Microsoft.Management.Odata.svc/{below}");
        self.call(method, &path, &[SIGNED_IN, FROM_THE_CONSOLE], "")
            .await
    }

    async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer> {
        let address = format!("{}/spf/{path}", self.proxy.origin());
        ask(method, &address, headers, body).await
    }

    fn arrived(&self) -> Vec<Arrived> {
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

/// What stands in `dist/`, as addresses.
fn addresses() -> Result<Vec<String>> {
    let mut all = vec!["/".to_owned()];
    for entry in fs::read_dir(in_project("dist"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".br") && !name.ends_with(".gz") {
            all.push(format!("/{name}"));
        }
    }
    Ok(all)
}

#[tokio::test]
async fn every_file_has_exactly_the_headers_of_headers_txt() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let text = fs::read_to_string(in_project("deploy/headers.txt"))?;
    let deployed = Headers::parse(&text, "", "")?;
    for address in addresses()? {
        let answer = scene.file(&address, &[]).await?;
        assert_eq!(answer.status, 200, "{address}");
        let mut expected = HeaderMap::new();
        deployed.apply(&address, &mut expected);
        for (name, value) in &expected {
            assert_eq!(
                answer.header(name.as_str()),
                value.to_str()?,
                "{name} of {address}"
            );
        }
        // Nothing beyond them but what belongs to any file.
        for name in answer.headers.keys() {
            let ordinary = [
                "server",
                "date",
                "content-type",
                "content-length",
                "last-modified",
                "connection",
                "etag",
                "vary",
                "accept-ranges",
            ];
            assert!(
                expected.contains_key(name) || ordinary.contains(&name.as_str()),
                "{name} of {address}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_error_is_protected_as_a_page_is_but_not_kept() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    for path in ["/scvmm-console-gone.js", "/spf/elsewhere"] {
        let answer = scene.file(path, &[FROM_THE_CONSOLE]).await?;
        assert_eq!(answer.status, 404);
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "");
    }
    Ok(())
}

#[tokio::test]
async fn every_file_has_its_type_and_comes_compressed() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let best = if scene.proxy.has_brotli() {
        "br"
    } else {
        "gzip"
    };
    for address in addresses()? {
        let plain = scene.file(&address, &[]).await?;
        let kind = match address.rsplit('.').next() {
            Some("wasm") => "application/wasm",
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("json") => "application/json",
            Some("svg") => "image/svg+xml",
            _ => "text/html; charset=utf-8",
        };
        assert_eq!(plain.header("content-type"), kind, "{address}");
        assert_eq!(plain.header("content-encoding"), "", "{address}");
        let compressed = address != "/config.json";
        for (accepted, used) in [("gzip, deflate, br, zstd", best), ("gzip", "gzip")] {
            let answer = scene
                .file(&address, &[("accept-encoding", accepted)])
                .await?;
            assert_eq!(
                answer.header("content-type"),
                kind,
                "{address} with {accepted}"
            );
            let used = if compressed { used } else { "" };
            assert_eq!(
                answer.header("content-encoding"),
                used,
                "{address} with {accepted}"
            );
            assert!(
                answer.body.len() < plain.body.len() || !compressed,
                "{address} with {accepted}"
            );
            assert!(
                answer
                    .header("vary")
                    .to_lowercase()
                    .contains("accept-encoding")
                    || !compressed,
                "{address} with {accepted}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_sent_again() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let first = scene.file("/config.json", &[]).await?;
    assert_eq!(
        first.text(),
        fs::read_to_string(in_project("deploy/config.spf.json"))?
    );
    let again = scene
        .file("/config.json", &[("if-none-match", &first.header("etag"))])
        .await?;
    assert_eq!(again.status, 304);
    assert_eq!(again.header("cache-control"), "no-cache");
    Ok(())
}

#[tokio::test]
async fn nobody_comes_in_without_signing_in() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let wrong = ("authorization", "Basic YWRtaW5AY29udG9zby5jb206d3Jvbmc=");
    for path in [
        "/",
        "/config.json",
        "/spf/SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines",
    ] {
        for headers in [vec![FROM_THE_CONSOLE], vec![FROM_THE_CONSOLE, wrong]] {
            let address = format!("{}{path}", scene.proxy.origin());
            let answer = ask("GET", &address, &headers, "").await?;
            assert_eq!(answer.status, 401, "{path}");
            assert_eq!(
                answer.header("www-authenticate"),
                "Basic realm=\"SCVMM Console\""
            );
        }
    }
    assert!(scene.arrived().is_empty());
    Ok(())
}

#[tokio::test]
async fn spf_is_told_the_person_and_gets_the_servers_account_and_nothing_of_the_browsers()
-> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let path = format!("SC2012R2/VMM/{SUBSCRIPTION}/Microsoft.Management.Odata.svc/VMCheckPoints");
    let body = r#"{"odata.type":"VMM.VMCheckPoint","Name":"Before the upgrade"}"#;
    let content = "application/json;odata=minimalmetadata";
    let headers = [
        SIGNED_IN,
        FROM_THE_CONSOLE,
        ("content-type", content),
        ("accept", content),
        ("accept-encoding", "gzip"),
        ("dataserviceversion", "3.0;NetFx"),
        ("maxdataserviceversion", "3.0;NetFx"),
        ("prefer", "return-content"),
        ("cookie", "session=1"),
        ("origin", "http://127.0.0.1"),
        ("referer", "http://127.0.0.1/"),
        ("x-ms-principal-id", "somebody.else@contoso.com"),
        ("x-forwarded-for", "10.0.0.1"),
    ];
    let answer = scene
        .call(
            "POST",
            &format!("{path}?RunAsynchronously=1"),
            &headers,
            body,
        )
        .await?;
    assert_eq!(answer.status, 200, "{}", scene.proxy.errors());
    let arrived = scene.arrived();
    let [request] = arrived.as_slice() else {
        panic!("{arrived:?}")
    };
    assert_eq!(request.method, "POST");
    assert_eq!(request.address, format!("/{path}?RunAsynchronously=1"));
    assert_eq!(request.body, body);
    let expected = BTreeMap::from(
        [
            ("host", "spf.contoso.com:8090"),
            (
                "authorization",
                "Basic Q09OVE9TT1xzdmMtc2N2bW06Zm9yLXNwZg==",
            ),
            ("x-ms-principal-id", PERSON.0),
            ("content-type", content),
            ("accept", content),
            ("dataserviceversion", "3.0;NetFx"),
            ("maxdataserviceversion", "3.0;NetFx"),
            ("prefer", "return-content"),
            ("content-length", &body.len().to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    assert_eq!(request.headers, expected);
    Ok(())
}

#[tokio::test]
async fn answers_name_the_consoles_own_host() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let own = format!("{}/spf/SC2012R2/VMM", scene.proxy.origin());
    let answer = scene.spf("GET", "VirtualMachines").await?;
    let text = answer.text();
    assert_eq!(
        answer.header("location"),
        format!("{own}/VMCheckPoints{KEY}")
    );
    assert!(text.starts_with(&format!(
        "{{\"odata.metadata\":\"{own}/$metadata#VMCheckPoints\""
    )));
    assert!(text.ends_with(&format!("\"odata.nextLink\":\"{own}/next\"}}")));
    assert!(!text.contains("spf.contoso.com"));
    let rows = serde_json::from_str::<serde_json::Value>(&text)?;
    assert_eq!(rows["value"].as_array().map(Vec::len), Some(20_000));
    Ok(())
}

#[tokio::test]
async fn answers_keep_what_the_console_needs_and_lose_what_is_not_for_a_browser() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let answer = scene.spf("GET", "VirtualMachines").await?;
    assert_eq!(
        answer.header("content-type"),
        "application/json;odata=minimalmetadata;streaming=true;charset=utf-8"
    );
    assert_eq!(
        answer.header("x-ms-request-id"),
        "e381ad2b-2375-45e4-a45f-64a1447a4ef6"
    );
    assert_eq!(
        answer.header("request-id"),
        "eda9bde6-834a-0001-3608-abed4a83ce01"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    for name in [
        "www-authenticate",
        "set-cookie",
        "x-powered-by",
        "x-aspnet-version",
    ] {
        assert_eq!(answer.header(name), "", "{name}");
    }
    assert!(
        !answer
            .headers
            .keys()
            .any(|name| name.as_str().starts_with("access-control-"))
    );
    Ok(())
}

#[tokio::test]
async fn a_refusal_of_the_servers_account_is_not_taken_for_one_of_the_person() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let answer = scene.spf("GET", "Clouds").await?;
    assert_eq!(answer.status, 403);
    let error: serde_json::Value = serde_json::from_slice(&answer.body)?;
    assert_eq!(error["error"]["code"], "AccountRefused");
    Ok(())
}

#[tokio::test]
async fn a_long_list_is_compressed_on_its_way_to_the_browser() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let path =
        format!("SC2012R2/VMM/{SUBSCRIPTION}/Microsoft.Management.Odata.svc/VirtualMachines");
    let headers = [SIGNED_IN, FROM_THE_CONSOLE, ("accept-encoding", "gzip, br")];
    let answer = scene.call("GET", &path, &headers, "").await?;
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert!(answer.body.len() < 120_000, "{}", answer.body.len());
    Ok(())
}

#[tokio::test]
async fn every_act_on_checkpoints_passes_and_every_reading_the_console_does() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    for (method, path) in calls::PASSED {
        let answer = scene
            .call(method, path, &[SIGNED_IN, FROM_THE_CONSOLE], "")
            .await?;
        assert!(
            answer.status == 200 || path.contains("Clouds"),
            "{method} {path}: {}",
            answer.text()
        );
    }
    let arrived = scene.arrived();
    let methods: Vec<_> = arrived.iter().map(|call| call.method.as_str()).collect();
    assert_eq!(methods, calls::PASSED.map(|(method, _)| method));
    Ok(())
}

#[tokio::test]
async fn nothing_else_of_the_spf_host_can_be_reached() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    for (method, path) in calls::REFUSED.iter().chain(&calls::DISGUISED) {
        let answer = scene
            .call(method, path, &[SIGNED_IN, FROM_THE_CONSOLE], "")
            .await?;
        assert!(
            answer.status == 404 || answer.status == 400,
            "{method} {path}: {}",
            answer.status
        );
    }
    assert!(scene.arrived().is_empty(), "{:?}", scene.arrived());
    Ok(())
}

#[tokio::test]
async fn a_page_of_somebody_else_cannot_use_the_sign_in() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let root = "SC2012R2/VMM/Microsoft.Management.Odata.svc";
    let calls = [
        (
            "GET",
            "VirtualMachines".to_owned(),
            &["cross-site", "same-site", ""][..],
        ),
        (
            "POST",
            "VMCheckPoints".to_owned(),
            &["cross-site", "same-site", "none", ""],
        ),
        (
            "DELETE",
            format!("VMCheckPoints{KEY}"),
            &[
                "cross-site",
                "same-site",
                "none",
                "",
                "same-origin, cross-site",
            ],
        ),
        (
            "MERGE",
            format!("VMCheckPoints{KEY}"),
            &["cross-site", "same-site", "none", "", "SAME-ORIGINAL"],
        ),
    ];
    for (method, below, sites) in calls {
        for site in sites {
            let mut headers = vec![SIGNED_IN];
            if !site.is_empty() {
                headers.push(("sec-fetch-site", site));
            }
            let answer = scene
                .call(method, &format!("{root}/{below}"), &headers, "")
                .await?;
            assert_eq!(answer.status, 403, "{method} from {site:?}");
            let error: serde_json::Value = serde_json::from_slice(&answer.body)?;
            assert!(error["error"]["message"].is_string(), "{error}");
            assert_eq!(answer.header("content-type"), "application/json");
        }
    }
    assert!(scene.arrived().is_empty());
    let typed = [SIGNED_IN, ("sec-fetch-site", "none")];
    let answer = scene
        .call("GET", &format!("{root}/VirtualMachines"), &typed, "")
        .await?;
    assert_eq!(answer.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_host_that_is_not_spf_gets_nothing() -> Result<()> {
    let scene = Scene::start(|options| options.genuine = false).await?;
    let answer = scene.spf("GET", "VirtualMachines").await?;
    assert_eq!(answer.status, 502);
    assert!(
        answer
            .text()
            .contains("gets no answer from Service Provider Foundation"),
        "{}",
        answer.text()
    );
    assert!(scene.arrived().is_empty());
    assert!(
        scene.proxy.errors().contains("certificate verify error"),
        "{}",
        scene.proxy.errors()
    );
    Ok(())
}

#[tokio::test]
async fn a_body_beyond_any_checkpoint_is_not_taken() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    let path = "SC2012R2/VMM/Microsoft.Management.Odata.svc/VMCheckPoints";
    let answer = scene
        .call(
            "POST",
            path,
            &[SIGNED_IN, FROM_THE_CONSOLE],
            &"x".repeat(70_000),
        )
        .await?;
    assert_eq!(answer.status, 413);
    assert!(scene.arrived().is_empty());
    Ok(())
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_told_apart_from_a_host_that_is_not_there() -> Result<()> {
    let scene = Scene::start(|options| options.patience = Some(1)).await?;
    let answer = scene.spf("GET", "Jobs").await?;
    assert_eq!(answer.status, 504);
    assert!(
        answer.text().contains("may still be done"),
        "{}",
        answer.text()
    );
    // It was sent once.
    assert_eq!(scene.arrived().len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_act_on_a_connection_that_breaks_is_not_sent_again() -> Result<()> {
    let scene = Scene::start(|_| {}).await?;
    // The second request goes over the connection of the first, which is where nginx would try once more by itself.
    scene.spf("GET", "VirtualMachines").await?;
    let path = format!("SC2012R2/VMM/Microsoft.Management.Odata.svc/VMCheckPoints{KEY}");
    let answer = scene
        .call("MERGE", &path, &[SIGNED_IN, FROM_THE_CONSOLE], BREAK)
        .await?;
    assert_eq!(answer.status, 502);
    assert!(
        answer
            .text()
            .contains("gets no answer from Service Provider Foundation"),
        "{}",
        answer.text()
    );
    let methods: Vec<_> = scene
        .arrived()
        .into_iter()
        .map(|call| call.method)
        .collect();
    assert_eq!(methods, ["GET", "MERGE"]);
    Ok(())
}
