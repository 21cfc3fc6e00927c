//! How many queries may still be sent: Resource Graph says it with each answer, and it is better to wait than to be refused.

use std::cell::Cell;

use crate::arm::client::Client;
use crate::http::date::whole_number;
use crate::http::retry_after;
use crate::http::transport::Response;

/// A longer wait is not sat out in advance: the query is sent, and what becomes of it is told.
const LONGEST_WAIT_MS: u64 = 60_000;

/// When the next query may be sent.
#[derive(Default)]
pub struct Quota {
    from_ms: Cell<u64>,
}

impl Quota {
    /// Waits until a query may be sent.
    pub async fn wait(&self, client: &Client) {
        let ms = self.from_ms.get().saturating_sub(client.now_ms());
        if ms > 0 {
            client.wait(ms.min(LONGEST_WAIT_MS)).await;
        }
    }

    /// Takes in what an answer says. Headers that the browser hides say nothing: then a refusal (429) is waited out.
    pub fn note(&self, client: &Client, answer: &Response) {
        let left = answer
            .header("x-ms-user-quota-remaining")
            .and_then(whole_number);
        let resets_ms = answer
            .header(retry_after::QUOTA)
            .and_then(retry_after::hours_ms);
        if let (Some(0), Some(ms)) = (left, resets_ms) {
            self.from_ms.set(client.now_ms().saturating_add(ms));
        }
    }
}
