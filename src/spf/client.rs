//! One exchange with the VMM service: the headers of OData v3, what is repeated, and what never is.
//!
//! There is no token: the web server that passes the request on adds the credentials, and the principal unless
//! `config.json` names it.

use std::rc::Rc;

use super::{address, error};
use crate::backend::NotAccepted;
use crate::config::{FoundationConfig, Guid};
use crate::exchange::{self, Answer, NoExchange, Sent};
use crate::http::transport::{Method, Request, Timer, Transport};
use crate::model::failure::Failure;

/// JSON with as much metadata as the service's own clients ask for.
const JSON: &str = "application/json;odata=minimalmetadata";
/// The protocol's version, as the service's own clients write it.
const VERSION: &str = "3.0;NetFx";

/// Speaks to the VMM service.
pub struct Client {
    transport: Rc<dyn Transport>,
    timer: Rc<dyn Timer>,
    root: String,
    config: FoundationConfig,
}

impl Client {
    /// A client of the service that `config` names. `transport` must carry requests to the page's own origin.
    pub fn new(
        transport: Rc<dyn Transport>,
        timer: Rc<dyn Timer>,
        config: FoundationConfig,
    ) -> Self {
        Self {
            transport,
            timer,
            root: address::root(&config),
            config,
        }
    }

    /// The subscription whose machines are shown.
    pub fn subscription(&self) -> Option<&Guid> {
        self.config.subscription.as_ref()
    }

    /// Unix time in milliseconds.
    pub fn now_ms(&self) -> u64 {
        self.timer.now_ms()
    }

    /// Reads what is at a path below the root, and repeats what is worth it. Gives answers with a status of 2xx.
    ///
    /// # Errors
    /// The last failure, once repeating is of no use, too often or too slow.
    pub async fn get(&self, path: &str, what: &str) -> Result<Answer, Failure> {
        exchange::read(
            &*self.timer,
            &|| Box::pin(self.exchange(Method::Get, path, what, None)),
            &|answer, _| error::refusal(answer),
        )
        .await
    }

    /// Reads once and gives the answer whatever its status: for who has a rhythm of its own, such as following a job.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn get_once(&self, path: &str, what: &str) -> Result<Answer, Failure> {
        let exchange = self.exchange(Method::Get, path, what, None).await;
        exchange.map_err(NoExchange::failure)
    }

    /// Acts: sends once. A lost answer, a gateway's, or a late one leaves it unknown whether something was done.
    ///
    /// # Errors
    /// When it was refused, or it is not known whether it was.
    pub async fn act(
        &self,
        method: Method,
        path: &str,
        what: &str,
        body: Option<&str>,
    ) -> Result<Answer, NotAccepted> {
        let answer = self.exchange(method, path, what, body).await?;
        match answer.response.status {
            // A page, such as a proxy shows for signing in, is no acceptance. With each of its own the service names a job.
            200..=299
                if answer.response.body.trim_start().starts_with('<')
                    && answer.response.header("x-ms-request-id").is_none() =>
            {
                let sentence = "A page came in place of the service's answer.";
                Err(NotAccepted::Unknown(error::unreadable(&answer, sentence)))
            }
            200..=299 => Ok(answer),
            // Assumption: the service answers 500 when VMM refuses, and says why; a gateway's answer holds no error of
            // the service's form.
            500 if error::is_the_services(&answer) => {
                Err(NotAccepted::Refused(error::refusal(&answer)))
            }
            408 | 500..=599 => Err(NotAccepted::Unknown(error::refusal(&answer))),
            _ => Err(NotAccepted::Refused(error::refusal(&answer))),
        }
    }

    async fn exchange(
        &self,
        method: Method,
        path: &str,
        what: &str,
        body: Option<&str>,
    ) -> Result<Answer, NoExchange> {
        let sent = Sent {
            request: [method.word(), " ", what].concat(),
            id: String::new(),
        };
        let mut headers = vec![
            ("Accept", JSON.to_owned()),
            ("DataServiceVersion", VERSION.to_owned()),
            ("MaxDataServiceVersion", VERSION.to_owned()),
        ];
        if body.is_some() {
            headers.push(("Content-Type", JSON.to_owned()));
        }
        if let Some(principal) = &self.config.principal {
            headers.push(("x-ms-principal-id", principal.clone()));
        }
        let request = Request {
            method,
            url: [&self.root, path].concat(),
            headers,
            body: body.map(str::to_owned),
        };
        match self.transport.send(request).await {
            Ok(response) => Ok(Answer { response, sent }),
            Err(why) => Err(NoExchange::NoAnswer(exchange::no_answer(why, &sent))),
        }
    }
}

#[cfg(test)]
mod tests;
