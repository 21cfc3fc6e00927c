//! Microsoft Entra's side: sign-in by the implicit flow, tokens, keys, sign-out.
//!
//! Rests on the documents of the Microsoft identity platform for both generations of the authorize endpoint. Consent,
//! passwords and Conditional Access do not exist here; what they answer can be planned at `/_emulator/sign-in`.

mod access;
mod authorize;
mod faults;
mod key;
mod metadata;
mod page;
mod parameters;
pub mod plan;
mod refusal;
mod registration;
mod request;
mod respond;
mod route;
mod session;
#[cfg(test)]
mod tests;
mod token;

use crate::{
    accounts::{self, Caller, TokenFault},
    options::{Options, Settings},
};
use access::Access;
use http::{Method, StatusCode, header};
use key::SigningKey;
use parameters::Parameters;
use plan::{Plans, Wish};
use refusal::Trace;
use registration::Registration;
use request::{Prompt, Request};
use route::{Route, Tenant, Version};
use serde_json::json;
use session::{Sessions, SignedIn};
use std::sync::{Arc, OnceLock};
use time::OffsetDateTime;
use token::Grant;
use uuid::Uuid;

type Response = http::Response<Vec<u8>>;

/// The simulated sign-in service.
#[derive(Debug)]
pub struct Entra {
    registration: Registration,
    settings: Settings,
    sessions: Sessions,
    plans: Plans,
    seed: u64,
    key: OnceLock<Option<Arc<SigningKey>>>,
}

impl Entra {
    /// A sign-in service in which nobody is signed in.
    pub fn new(options: &Options, settings: Settings) -> Self {
        Self {
            registration: Registration::new(options),
            settings,
            sessions: Sessions::default(),
            plans: Plans::default(),
            seed: options.seed,
            key: OnceLock::new(),
        }
    }

    /// The answer, if the path is one of the sign-in service's (or of its admin routes).
    pub fn answer(
        &self,
        request: &http::Request<Vec<u8>>,
        now: OffsetDateTime,
    ) -> Option<Response> {
        let route = route::route(request.uri().path())?;
        Some(match (route, request.method()) {
            (Route::Authorize(tenant, version), &Method::GET | &Method::POST) => {
                authorize::authorize(self, tenant, version, request, now)
            }
            (Route::Logout(tenant), &Method::GET) => self.log_out(tenant, request, now),
            (Route::Keys, &Method::GET) => match self.key() {
                Some(key) => respond::document(&metadata::keys(&key, &self.settings.origin())),
                None => respond::empty(StatusCode::SERVICE_UNAVAILABLE),
            },
            (Route::Metadata(tenant, version), &Method::GET) => {
                self.configuration(tenant, version, request, now)
            }
            (Route::ErrorHelp, &Method::GET) => {
                let sentence = "What the numbers mean is documented at learn.microsoft.com, under \"AADSTS error codes\".";
                respond::page(
                    StatusCode::OK,
                    page::plain("Sign-in error codes", sentence),
                    None,
                )
            }
            (Route::Stylesheet, &Method::GET) => respond::stylesheet(page::STYLESHEET),
            (Route::Plan, &Method::POST) => match serde_json::from_slice::<Wish>(request.body()) {
                Ok(wish) => self
                    .plan(wish)
                    .map_or_else(|fault| bad_plan(&fault), |()| self.plans_left()),
                Err(fault) => bad_plan(&fault.to_string()),
            },
            (Route::Plan, &Method::DELETE) => {
                self.plans.clear();
                respond::empty(StatusCode::NO_CONTENT)
            }
            (Route::Plan, &Method::GET) => self.plans_left(),
            (Route::Sessions, &Method::GET) => {
                respond::json(StatusCode::OK, &json!({ "sessions": self.sessions.list() }))
            }
            (Route::Sessions, &Method::DELETE) => {
                self.sign_everyone_out();
                respond::empty(StatusCode::NO_CONTENT)
            }
            (Route::Plan | Route::Sessions, method) => {
                let message = format!("The method '{method}' is not offered here.");
                respond::admin_error(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", &message)
            }
            _ => respond::empty(StatusCode::METHOD_NOT_ALLOWED),
        })
    }

    /// Who sent a request with this Authorization header.
    pub fn caller(
        &self,
        authorization: Option<&str>,
        now: OffsetDateTime,
    ) -> Result<Caller, TokenFault> {
        let (scheme, token) = authorization
            .and_then(|header| header.trim().split_once(' '))
            .ok_or(TokenFault::Missing)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(TokenFault::Missing);
        }
        let key = self.key().ok_or(TokenFault::Invalid)?;
        token::caller(
            token.trim(),
            &key,
            &self.registration,
            &self.settings.origin(),
            now,
        )
    }

    /// An access token for Azure Resource Manager, for tests that do not sign in; `None` for an unknown account.
    pub fn token_for(&self, upn: &str, now: OffsetDateTime) -> Option<String> {
        let origin = self.settings.origin();
        let request = Request {
            id_token: None,
            access: Some(Access {
                resource: format!("{origin}/"),
                scope: None,
            }),
            prompt: Prompt::None,
            login_hint: None,
            sid: None,
            client_info: false,
        };
        let grant = Grant {
            signed_in: SignedIn {
                account: accounts::account(upn)?,
                sid: Uuid::new_v4(),
            },
            client_id: crate::options::DEMO_CLIENT_ID,
            request: &request,
            version: Version::V1,
            origin: &origin,
            lifetime: self.settings.token_lifetime(),
            tamper: None,
        };
        grant.tokens(self.key()?.as_ref(), now)?.access
    }

    /// Plans what the next authorize requests meet; the error says in a sentence what is wrong with the plan.
    pub fn plan(&self, wish: Wish) -> Result<(), String> {
        self.plans.add(wish)
    }

    /// Ends every session; tokens already issued stay good until they expire.
    pub fn sign_everyone_out(&self) {
        self.sessions.clear();
    }

    fn key(&self) -> Option<Arc<SigningKey>> {
        self.key
            .get_or_init(|| SigningKey::seeded(self.seed))
            .clone()
    }

    fn plans_left(&self) -> Response {
        respond::json(StatusCode::OK, &json!({ "left": self.plans.left() }))
    }

    fn configuration(
        &self,
        tenant: Tenant,
        version: Version,
        request: &http::Request<Vec<u8>>,
        now: OffsetDateTime,
    ) -> Response {
        if tenant != Tenant::Unknown {
            return respond::document(&metadata::configuration(
                tenant,
                version,
                &self.settings.origin(),
            ));
        }
        let refusal = faults::unknown_tenant(route::tenant_name(request.uri().path()));
        let trace = Trace::new(None, now);
        let mut response = respond::document(&json!({
            "error": refusal.error,
            "error_description": refusal.description(&trace),
            "error_codes": [refusal.number],
            "timestamp": trace.timestamp,
            "trace_id": trace.trace_id,
            "correlation_id": trace.correlation_id,
        }));
        *response.status_mut() = StatusCode::BAD_REQUEST;
        respond::set(&mut response, header::CACHE_CONTROL, "no-store, no-cache");
        response
    }

    /// Ends the sessions of this browser, or the one `logout_hint` names.
    ///
    /// Assumption: with several accounts signed in and no hint the service asks which; here all of them end.
    fn log_out(
        &self,
        tenant: Tenant,
        request: &http::Request<Vec<u8>>,
        now: OffsetDateTime,
    ) -> Response {
        let uri = request.uri();
        let sent = Parameters::read(uri.query().unwrap_or_default().as_bytes());
        if tenant == Tenant::Unknown {
            let refusal = faults::unknown_tenant(route::tenant_name(uri.path()));
            let trace = Trace::new(sent.get("client-request-id"), now);
            return respond::page(StatusCode::BAD_REQUEST, page::error(&refusal, &trace), None);
        }
        let cookie = request
            .headers()
            .get(header::COOKIE)
            .and_then(|cookie| cookie.to_str().ok());
        let only = sent.get("logout_hint").and_then(authorize::account_of_hint);
        let set_cookie = self.sessions.sign_out(cookie, only);
        let mut response = match sent
            .get("post_logout_redirect_uri")
            .filter(|uri| self.registration.returns_to(uri))
        {
            Some(uri) => {
                let state = sent.get("state").map(|state| {
                    form_urlencoded::Serializer::new(String::new())
                        .append_pair("state", state)
                        .finish()
                });
                let joint = if uri.contains('?') { '&' } else { '?' };
                let location =
                    state.map_or_else(|| uri.to_owned(), |state| format!("{uri}{joint}{state}"));
                respond::redirect(StatusCode::FOUND, &location)
            }
            None => {
                let sentence = "It is a good idea to close all browser windows.";
                respond::page(
                    StatusCode::OK,
                    page::plain("You signed out of your account", sentence),
                    None,
                )
            }
        };
        if let Some(set_cookie) = set_cookie {
            respond::set(&mut response, header::SET_COOKIE, &set_cookie);
        }
        response
    }
}

fn bad_plan(fault: &str) -> Response {
    let message =
        format!("The request content was invalid and could not be deserialized: '{fault}'.");
    respond::admin_error(StatusCode::BAD_REQUEST, "InvalidRequestContent", &message)
}
