//! The contract's files, and an emulator to hold against them.

use emulator::{Emulator, clock::Clock, options::Options};
use http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use std::{fs, path::PathBuf};
use time::macros::datetime;

/// A file of the contract, as JSON.
pub fn file(name: &str) -> Value {
    let folder = std::env::var_os("SCVMM_CONTRACT_DATA")
        .expect("SCVMM_CONTRACT_DATA must name the folder that holds the contract's files");
    let path = PathBuf::from(folder).join(name);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub struct Stage {
    pub emulator: Emulator,
    pub clock: Clock,
    token: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Stage {
    pub fn new() -> Self {
        let clock = Clock::manual(datetime!(2026-03-10 08:00 UTC));
        let emulator = Emulator::new(
            Options {
                vms: 300,
                ..Options::default()
            },
            clock.clone(),
        );
        let token = format!("Bearer {}", emulator.token_for("admin@contoso.com"));
        Self {
            emulator,
            clock,
            token,
        }
    }

    pub fn ask(&self, method: &str, address: &str, body: Option<&Value>) -> Answer {
        let body = body.map(Value::to_string).unwrap_or_default();
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("authorization", &self.token)
            .header("content-type", "application/json")
            .body(body.into_bytes())
            .unwrap();
        let (head, bytes) = self
            .emulator
            .answer(request)
            .response()
            .unwrap()
            .into_parts();
        Answer {
            status: head.status,
            headers: head.headers,
            bytes,
        }
    }

    pub fn get(&self, address: &str) -> Answer {
        self.ask("GET", address, None)
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}
