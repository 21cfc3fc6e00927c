//! What was asked of the emulator, so that a test can say what a client sent and what it did not.

use crate::timestamp;
use http::{Request, header};
use serde::Serialize;
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};
use time::OffsetDateTime;

/// How many requests are remembered.
const CAPACITY: usize = 5000;

/// One request. The token itself is never kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// When it came.
    pub time: String,
    /// The method.
    pub method: String,
    /// Path and query.
    pub address: String,
    /// Whether it had an Authorization header.
    pub authorized: bool,
    /// The page's origin, if a browser named one.
    pub origin: Option<String>,
    /// The body, as far as it is text of moderate length.
    pub body: Option<String>,
    /// The status of the answer; none if the connection was cut before one.
    pub status: Option<u16>,
}

impl Entry {
    /// The entry for a request.
    pub fn new(request: &Request<Vec<u8>>, now: OffsetDateTime, status: Option<u16>) -> Self {
        let header = |name| {
            request
                .headers()
                .get(name)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into())
        };
        let body = std::str::from_utf8(request.body())
            .ok()
            .filter(|text| !text.is_empty() && text.len() < 10_000);
        Self {
            time: timestamp::document(now),
            method: request.method().to_string(),
            address: request
                .uri()
                .path_and_query()
                .map_or("/", |address| address.as_str())
                .into(),
            authorized: request.headers().contains_key(header::AUTHORIZATION),
            origin: header(header::ORIGIN),
            body: body.map(Into::into),
            status,
        }
    }
}

/// The last requests, oldest first.
#[derive(Debug, Default)]
pub struct Journal(Mutex<VecDeque<Entry>>);

impl Journal {
    /// Remembers a request.
    pub fn write(&self, entry: Entry) {
        let mut all = self.entries();
        if all.len() >= CAPACITY {
            all.pop_front();
        }
        all.push_back(entry);
    }

    /// All that is remembered.
    pub fn read(&self) -> Vec<Entry> {
        self.entries().iter().cloned().collect()
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.entries().clear();
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
