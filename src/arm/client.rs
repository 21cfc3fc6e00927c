//! One exchange with Azure Resource Manager: who may see the token, what is repeated, and what never is.

use std::rc::Rc;

use super::error;
use super::sign_in::SignIn;
use crate::auth::token::AccessToken;
use crate::backend::NotAccepted;
use crate::exchange::{self, Answer, NoExchange, Sent};
use crate::http::origin::Origin;
use crate::http::transport::{Method, Request, Timer, Transport};
use crate::model::failure::{Failure, FailureKind, FailureParts};

/// Speaks to one endpoint of Azure Resource Manager for the signed-in person.
pub struct Client {
    transport: Rc<dyn Transport>,
    timer: Rc<dyn Timer>,
    sign_in: Rc<dyn SignIn>,
    endpoint: Origin,
    new_id: Rc<dyn Fn() -> String>,
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
        self.read(Method::Get, url, what, None).await
    }

    /// Waits.
    pub async fn wait(&self, ms: u64) {
        self.timer.sleep(ms).await;
    }

    /// Reads by a POST that changes nothing: a query. Repeated like any reading.
    ///
    /// # Errors
    /// The last failure, once repeating is of no use, too often or too slow.
    pub async fn query(&self, url: &str, what: &str, body: &str) -> Result<Answer, Failure> {
        self.read(Method::Post, url, what, Some(body)).await
    }

    async fn read(
        &self,
        method: Method,
        url: &str,
        what: &str,
        body: Option<&str>,
    ) -> Result<Answer, Failure> {
        exchange::read(
            &*self.timer,
            &|| Box::pin(self.exchange(method, url, what, body)),
            &error::refusal,
        )
        .await
    }

    /// Reads once and gives the answer whatever its status: for who has a rhythm of its own, such as following an
    /// operation.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn get_once(&self, url: &str, what: &str) -> Result<Answer, Failure> {
        let exchange = self.exchange(Method::Get, url, what, None).await;
        exchange.map_err(NoExchange::failure)
    }

    /// Acts: sends `body` once. Only an answer of 401 is answered by a second sending, because then nothing was done; a
    /// lost answer, a gateway's, or a late one leaves it unknown whether something was.
    ///
    /// # Errors
    /// When it was refused, or it is not known whether it was.
    pub async fn post(&self, url: &str, what: &str, body: &str) -> Result<Answer, NotAccepted> {
        let answer = self.exchange(Method::Post, url, what, Some(body)).await?;
        match answer.response.status {
            200..=299 => Ok(answer),
            408 | 500..=599 => Err(NotAccepted::Unknown(error::refusal(&answer, self.now_ms()))),
            _ => Err(NotAccepted::Refused(error::refusal(&answer, self.now_ms()))),
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
            Err(why) => Err(NoExchange::NoAnswer(exchange::no_answer(why, &sent))),
        }
    }

    fn may_see_token(&self, url: &str) -> bool {
        let is_private = self.endpoint.is_secure() || self.endpoint.is_loopback();
        is_private && self.endpoint.covers(url)
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

#[cfg(test)]
mod tests;
