//! One exchange with Azure Resource Manager: who may see the token, what is repeated, and what never is.

use std::rc::Rc;

use super::error::{self, Sent};
use super::sign_in::SignIn;
use crate::auth::token::AccessToken;
use crate::backend::NotAccepted;
use crate::http::origin::Origin;
use crate::http::retry_after;
use crate::http::transport::{Method, Request, Response, Timer, Transport};
use crate::model::failure::{Failure, FailureKind, FailureParts};

/// How often a read is sent at most.
const TRIES: u32 = 4;
/// The first wait before a read is repeated, when the service names none; it doubles each time.
const FIRST_WAIT_MS: u64 = 1_000;
/// A longer wait than this is not sat out in silence: the person is told of it.
const LONGEST_WAIT_MS: u64 = 60_000;

/// Speaks to one endpoint of Azure Resource Manager for the signed-in person.
pub struct Client {
    transport: Rc<dyn Transport>,
    timer: Rc<dyn Timer>,
    sign_in: Rc<dyn SignIn>,
    endpoint: Origin,
    new_id: Rc<dyn Fn() -> String>,
}

/// An answer, and what was sent for it.
pub struct Answer {
    /// The answer.
    pub response: Response,
    /// What was sent.
    pub sent: Sent,
}

/// Why there was no exchange.
enum NoExchange {
    /// Nothing was sent, or only what the service refused unread for its token.
    NotSent(Failure),
    /// It was sent, and no answer came.
    NoAnswer(Failure),
}

impl Client {
    /// `endpoint` is the configured one, the only origin that ever gets a token. `new_id` gives a new GUID each time.
    pub fn new(
        transport: Rc<dyn Transport>,
        timer: Rc<dyn Timer>,
        sign_in: Rc<dyn SignIn>,
        endpoint: Origin,
        new_id: Rc<dyn Fn() -> String>,
    ) -> Self {
        Self {
            transport,
            timer,
            sign_in,
            endpoint,
            new_id,
        }
    }

    /// The address of a path (and query) on the endpoint.
    pub fn address(&self, path: &str) -> String {
        [&self.endpoint.text(), path].concat()
    }

    /// An address that the service gave (`nextLink`, `Location`), if it lies on the endpoint. It is used as it came: it may
    /// be signed. Azure Resource Manager promises absolute addresses; a bare path cannot leave the endpoint, and is
    /// understood too.
    pub fn given_address(&self, given: &str) -> Option<String> {
        let given = given.trim();
        let address = if given.starts_with('/') && !given.starts_with("//") {
            self.address(given)
        } else {
            given.to_owned()
        };
        self.may_see_token(&address).then_some(address)
    }

    /// Unix time in milliseconds.
    pub fn now_ms(&self) -> u64 {
        self.timer.now_ms()
    }

    /// Reads, and repeats what is worth it. `what` is the thing's name for support. Gives answers with a status of 2xx.
    ///
    /// # Errors
    /// The last failure, once repeating is of no use, too often or too slow.
    pub async fn get(&self, url: &str, what: &str) -> Result<Answer, Failure> {
        let mut own_wait_ms = FIRST_WAIT_MS;
        let mut tries = 1;
        loop {
            let (failure, wait_ms) = match self.exchange(Method::Get, url, what, None).await {
                Ok(answer) if is_success(answer.response.status) => return Ok(answer),
                Ok(answer) => {
                    let failure = answer.refusal(self.now_ms());
                    if !matches!(answer.response.status, 408 | 429 | 500 | 502 | 503 | 504) {
                        return Err(failure);
                    }
                    let asked_ms = retry_after::wait_ms(&answer.response, self.now_ms());
                    (failure, asked_ms.unwrap_or(own_wait_ms))
                }
                Err(NoExchange::NotSent(failure)) => return Err(failure),
                Err(NoExchange::NoAnswer(failure)) => (failure, own_wait_ms),
            };
            if tries == TRIES || wait_ms > LONGEST_WAIT_MS {
                return Err(failure);
            }
            self.timer.sleep(wait_ms).await;
            tries += 1;
            own_wait_ms *= 2;
        }
    }

    /// Reads once and gives the answer whatever its status: for who has a rhythm of its own, such as following an
    /// operation.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn get_once(&self, url: &str, what: &str) -> Result<Answer, Failure> {
        let exchange = self.exchange(Method::Get, url, what, None).await;
        exchange.map_err(|none| match none {
            NoExchange::NotSent(failure) | NoExchange::NoAnswer(failure) => failure,
        })
    }

    /// Acts: sends `body` once. Only an answer of 401 is answered by a second sending, because then nothing was done; a
    /// lost answer, a gateway's, or a late one leaves it unknown whether something was.
    ///
    /// # Errors
    /// When it was refused, or it is not known whether it was.
    pub async fn post(&self, url: &str, what: &str, body: &str) -> Result<Answer, NotAccepted> {
        match self.exchange(Method::Post, url, what, Some(body)).await {
            Ok(answer) => match answer.response.status {
                200..=299 => Ok(answer),
                408 | 500..=599 => Err(NotAccepted::Unknown(answer.refusal(self.now_ms()))),
                _ => Err(NotAccepted::Refused(answer.refusal(self.now_ms()))),
            },
            Err(NoExchange::NotSent(failure)) => Err(NotAccepted::Refused(failure)),
            Err(NoExchange::NoAnswer(failure)) => Err(NotAccepted::Unknown(failure)),
        }
    }

    async fn exchange(
        &self,
        method: Method,
        url: &str,
        what: &str,
        body: Option<&str>,
    ) -> Result<Answer, NoExchange> {
        let token = self.sign_in.token().await.map_err(NoExchange::NotSent)?;
        let answer = self.send(&token, method, url, what, body).await?;
        if answer.response.status != 401 {
            return Ok(answer);
        }
        let renewed = self.sign_in.renewed(&token).await;
        let token = renewed.map_err(NoExchange::NotSent)?;
        self.send(&token, method, url, what, body).await
    }

    /// The one place where the token is attached to a request, after the address has been compared with the endpoint.
    async fn send(
        &self,
        token: &AccessToken,
        method: Method,
        url: &str,
        what: &str,
        body: Option<&str>,
    ) -> Result<Answer, NoExchange> {
        // One id for each sending, so that support finds this one. Of the ids that a client may send, this is the one
        // that Microsoft's own browser clients send, and so the one that the preflight is known to allow.
        let sent = Sent {
            request: [method.word(), " ", what].concat(),
            id: (self.new_id)(),
        };
        if !self.may_see_token(url) {
            return Err(NoExchange::NotSent(foreign(&sent.request)));
        }
        let mut headers = vec![
            ("Accept", "application/json".to_owned()),
            ("Authorization", ["Bearer ", token.expose()].concat()),
            ("x-ms-client-request-id", sent.id.clone()),
        ];
        if body.is_some() {
            headers.push(("Content-Type", "application/json".to_owned()));
        }
        let request = Request {
            method,
            url: url.to_owned(),
            headers,
            body: body.map(str::to_owned),
        };
        match self.transport.send(request).await {
            Ok(response) => Ok(Answer { response, sent }),
            Err(why) => Err(NoExchange::NoAnswer(error::no_answer(why, &sent))),
        }
    }

    fn may_see_token(&self, url: &str) -> bool {
        let is_private = self.endpoint.is_secure() || self.endpoint.is_loopback();
        is_private && self.endpoint.covers(url)
    }
}

impl Answer {
    /// The failure that an answer with a status of 300 or more is.
    pub fn refusal(&self, now_ms: u64) -> Failure {
        error::refusal(&self.response, &self.sent, now_ms)
    }

    /// The failure that a good answer is when its body cannot be understood.
    pub fn unreadable(&self, sentence: &str) -> Failure {
        error::unreadable(&self.response, &self.sent, sentence)
    }
}

/// The failure that an address outside the endpoint is. The address itself is left out: it may be signed.
pub fn foreign(request: &str) -> Failure {
    let sentence = "The service pointed to an address outside the configured endpoint.";
    Failure::of(FailureParts {
        request: request.to_owned(),
        ..Failure::new(FailureKind::ForeignAddress, sentence).into_parts()
    })
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

#[cfg(test)]
mod tests;
