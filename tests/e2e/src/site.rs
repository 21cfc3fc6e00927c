//! A static host on loopback, as an administrator would set one up: `dist/`, its compressed copies, and the headers.

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use http::header::{ACCEPT_ENCODING, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;

use crate::headers::Headers;

/// What a host serves.
#[derive(Default)]
pub struct SiteOptions {
    /// The folder of the built console.
    pub dist: PathBuf,
    /// The headers of every answer; none plays a host that cannot send any.
    pub headers: Headers,
    /// Files served in place of those in the folder, or beside them: address and text. Without a text the file is
    /// missing, even if the folder has it.
    pub files: Vec<(String, Option<String>)>,
    /// Changes one byte of every file whose name ends so, as somebody between host and browser might.
    pub tampered: Option<&'static str>,
}

/// A running host; it ends with this value.
pub struct Site {
    origin: String,
    task: JoinHandle<()>,
}

impl Site {
    /// Starts serving on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(options: SiteOptions) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .context("the static host has no port")?;
        let origin = format!("http://{}", listener.local_addr()?);
        let folder = ServeDir::new(&options.dist)
            .precompressed_br()
            .precompressed_gzip();
        let app = Router::new()
            .fallback_service(folder)
            .layer(middleware::from_fn_with_state(Arc::new(options), answer));
        let task = tokio::spawn(async move {
            // It serves until the task is aborted.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { origin, task })
    }

    /// The origin, without a final slash.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(
    State(options): State<Arc<SiteOptions>>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = request.uri().path().to_owned();
    let tampered = options
        .tampered
        .is_some_and(|ending| address.ends_with(ending));
    if tampered {
        // A changed byte in a compressed file would be a broken file, not a changed one.
        request.headers_mut().remove(ACCEPT_ENCODING);
    }
    let mut response = match options.files.iter().find(|(own, _)| *own == address) {
        Some((_, Some(text))) => own_file(&address, text),
        Some((_, None)) => missing(),
        None => next.run(request).await,
    };
    if tampered {
        response = change_one_byte(response).await;
    }
    options.headers.apply(&address, response.headers_mut());
    response
}

fn own_file(address: &str, text: &str) -> Response {
    let kind = if address.ends_with(".json") {
        "application/json"
    } else {
        "text/html; charset=utf-8"
    };
    let mut response = Response::new(Body::from(text.to_owned()));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn missing() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

async fn change_one_byte(response: Response) -> Response {
    let (head, body) = response.into_parts();
    match axum::body::to_bytes(body, usize::MAX).await {
        Ok(bytes) => {
            let mut bytes = bytes.to_vec();
            if let Some(last) = bytes.last_mut() {
                *last ^= 1;
            }
            Response::from_parts(head, Body::from(bytes))
        }
        Err(_) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}
