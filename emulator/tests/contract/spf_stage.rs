//! An emulator in the place of a recorded Service Provider Foundation.

use crate::exchange::Message;
use emulator::{Emulator, clock::Clock, options::Options};
use http::{HeaderMap, Request};
use serde_json::Value;
use std::time::Duration;
use time::{OffsetDateTime, macros::datetime};

pub const WEST: &str = "ba4146fa-fb41-4f59-a193-ad00c52a138c";
pub const SUBSCRIPTION: &str = "97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3";

pub struct Replay {
    pub emulator: Emulator,
    pub clock: Clock,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Replay {
    pub fn new() -> Self {
        let clock = Clock::manual(datetime!(2013-08-06 00:00 UTC));
        let emulator = Emulator::new(Options::default(), clock.clone());
        Self { emulator, clock }
    }

    /// Moves the clock so that a job of some length ends at a moment.
    pub fn before(&self, end: OffsetDateTime, length: Duration) {
        let wait = end - length - self.clock.now();
        self.clock.advance(
            wait.try_into()
                .expect("the recordings are played in their order"),
        );
    }

    /// Sends a recorded request, with another address if one is given.
    pub fn play(&self, message: &Message, address: &str) -> Answer {
        let (method, _) = message.asked();
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in &message.headers {
            request = request.header(name, value);
        }
        self.send(request.body(message.compact().into_bytes()).unwrap())
    }

    pub fn send(&self, request: Request<Vec<u8>>) -> Answer {
        let (head, body) = self
            .emulator
            .answer(request)
            .response()
            .unwrap()
            .into_parts();
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: String::from_utf8(body).unwrap(),
        }
    }

    pub fn ask(&self, method: &str, rest: &str, accept: &str, body: &Value) -> Answer {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let address =
            format!("https://wapserver:30005/{SUBSCRIPTION}/services/systemcenter/vmm/{rest}");
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("accept", accept)
            .header("content-type", "application/json")
            .header("x-ms-principal-id", "user@contoso.com");
        self.send(request.body(body.into_bytes()).unwrap())
    }

    pub fn get(&self, rest: &str) -> Value {
        let answer = self.ask("GET", rest, "application/json", &Value::Null);
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }
}
