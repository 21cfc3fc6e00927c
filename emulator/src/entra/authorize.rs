//! The authorize endpoint: who signs in, with or without a page, and what goes back to the application.

use super::{
    Entra, faults, page,
    parameters::Parameters,
    plan::Tamper,
    refusal::{Refusal, Trace},
    request::{Prompt, Request, ReturnTo},
    respond,
    route::{Tenant, Version, tenant_name},
    session::SignedIn,
    token::{Grant, login_hint},
};
use crate::accounts::{self, ACCOUNTS, Account, TENANT_ID, TENANT_NAME};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{Method, Response, StatusCode, header};
use serde_json::json;
use time::OffsetDateTime;

/// One authorize request on its way.
struct Visit<'a> {
    entra: &'a Entra,
    version: Version,
    origin: String,
    trace: Trace,
    to: ReturnTo,
    /// The `Cookie` header.
    cookie: Option<&'a str>,
    /// Where the pages' forms are posted: this very request.
    action: &'a str,
    /// The method a redirect answers.
    method: &'a Method,
    now: OffsetDateTime,
}

/// What happens next.
enum Step {
    /// The account is (or has just been) signed in: tokens.
    Issue(SignedIn, Option<String>),
    /// The application gets an error.
    Refuse(Refusal),
    /// The person chooses.
    Choose(Option<&'static Account>),
    /// The person types a sign-in name: this one did not exist.
    TypeName(String, Option<Refusal>),
}

/// Answers an authorize request: the first one (GET) or a form of its pages (POST).
pub fn authorize(
    entra: &Entra,
    tenant: Tenant,
    version: Version,
    request: &http::Request<Vec<u8>>,
    now: OffsetDateTime,
) -> Response<Vec<u8>> {
    let uri = request.uri();
    let sent = Parameters::read(uri.query().unwrap_or_default().as_bytes());
    let trace = Trace::new(sent.get("client-request-id"), now);
    let tenant = match tenant {
        Tenant::Unknown => Err(faults::unknown_tenant(tenant_name(uri.path()))),
        Tenant::Any | Tenant::Ours => Ok(TENANT_NAME),
    };
    let to = match tenant.and_then(|tenant| ReturnTo::read(&sent, &entra.registration, tenant)) {
        Ok(to) => to,
        Err(refusal) => {
            return respond::page(StatusCode::BAD_REQUEST, page::error(&refusal, &trace), None);
        }
    };
    let visit = Visit {
        entra,
        version,
        origin: entra.settings.origin(),
        trace,
        to,
        cookie: request
            .headers()
            .get(header::COOKIE)
            .and_then(|cookie| cookie.to_str().ok()),
        action: uri
            .path_and_query()
            .map_or(uri.path(), |whole| whole.as_str()),
        method: request.method(),
        now,
    };
    let asked = match Request::read(
        &sent,
        version,
        &visit.to.client_id,
        &entra.registration,
        &visit.origin,
    ) {
        Ok(asked) => asked,
        Err(refusal) => return visit.refuse(&refusal),
    };
    let step = if request.method() == Method::POST && asked.prompt != Prompt::None {
        visit.form(&Parameters::read(request.body()))
    } else {
        visit
            .entra
            .plans
            .refusal(asked.prompt)
            .map_or_else(|| visit.first(&asked), Step::Refuse)
    };
    visit.carry_out(step, &asked)
}

impl Visit<'_> {
    /// What the request alone decides, together with who is signed in.
    fn first(&self, asked: &Request) -> Step {
        let signed_in = self.entra.sessions.of(self.cookie);
        let named = asked.sid.is_some() || asked.login_hint.is_some();
        let meant: Vec<SignedIn> = signed_in
            .iter()
            .filter(|one| is_meant(one, asked))
            .copied()
            .collect();
        let hinted = asked.login_hint.as_deref().and_then(account_of_hint);
        match (asked.prompt, meant.as_slice()) {
            (Prompt::None | Prompt::Default, [one]) => Step::Issue(*one, None),
            (Prompt::None, []) => Step::Refuse(faults::no_session()),
            (Prompt::None, _) => Step::Refuse(faults::several_sessions()),
            (Prompt::Default | Prompt::Login, _) if named && hinted.is_none() => {
                match &asked.login_hint {
                    // A name the directory does not know stands in the field, for the person to correct.
                    Some(hint) if hint.contains('@') => Step::TypeName(hint.clone(), None),
                    _ => Step::Choose(None),
                }
            }
            _ => Step::Choose(hinted),
        }
    }

    /// What the person pressed.
    fn form(&self, form: &Parameters) -> Step {
        let chosen = form.get("account").or_else(|| form.get("username"));
        if form.has("cancel") {
            Step::Refuse(faults::cancelled())
        } else if form.has("other") {
            Step::TypeName(String::new(), None)
        } else if form.has("back") {
            Step::Choose(None)
        } else if let Some(name) = chosen {
            match accounts::account(name) {
                Some(account) => {
                    let (signed_in, cookie) = self.entra.sessions.sign_in(self.cookie, account);
                    Step::Issue(signed_in, Some(cookie))
                }
                None => Step::TypeName(
                    name.into(),
                    Some(faults::unknown_account(name, TENANT_NAME)),
                ),
            }
        } else if form.has("username") {
            Step::TypeName(String::new(), Some(faults::missing("username")))
        } else {
            Step::Choose(None)
        }
    }

    fn carry_out(&self, step: Step, asked: &Request) -> Response<Vec<u8>> {
        let leaves_for = Some(self.to.redirect_uri.as_str());
        match step {
            Step::Issue(signed_in, cookie) => {
                let mut response = self.issue(signed_in, asked);
                if let Some(cookie) = cookie {
                    respond::set(&mut response, header::SET_COOKIE, &cookie);
                }
                response
            }
            Step::Refuse(refusal) => self.refuse(&refusal),
            Step::Choose(first) => {
                let signed_in = self.entra.sessions.of(self.cookie);
                let signed_in: Vec<&Account> = signed_in.iter().map(|one| one.account).collect();
                respond::page(
                    StatusCode::OK,
                    page::choose(self.action, first, &signed_in),
                    leaves_for,
                )
            }
            Step::TypeName(name, fault) => respond::page(
                StatusCode::OK,
                page::type_name(self.action, &name, fault.as_ref()),
                leaves_for,
            ),
        }
    }

    fn issue(&self, signed_in: SignedIn, asked: &Request) -> Response<Vec<u8>> {
        let lifetime = self.entra.settings.token_lifetime();
        let grant = Grant {
            signed_in,
            client_id: &self.to.client_id,
            request: asked,
            version: self.version,
            origin: &self.origin,
            lifetime,
            tamper: self.entra.plans.tamper(),
        };
        let Some(tokens) = self
            .entra
            .key()
            .and_then(|key| grant.tokens(&key, self.now))
        else {
            return self.refuse(&faults::no_key());
        };
        let mut pairs = Vec::new();
        if let Some(access) = tokens.access {
            pairs.push(("access_token", access));
            pairs.push(("token_type", "Bearer".into()));
            pairs.push(("expires_in", lifetime.as_secs().to_string()));
            pairs.extend(
                asked
                    .access
                    .as_ref()
                    .and_then(|access| access.scope.clone())
                    .map(|scope| ("scope", scope)),
            );
        }
        pairs.extend(tokens.id.map(|id| ("id_token", id)));
        if asked.client_info {
            let info = json!({ "uid": signed_in.account.oid, "utid": TENANT_ID });
            pairs.push(("client_info", URL_SAFE_NO_PAD.encode(info.to_string())));
        }
        pairs.extend(self.to.state.as_ref().map(|state| match grant.tamper {
            Some(Tamper::State) => ("state", format!("{state}.not-what-was-sent")),
            _ => ("state", state.clone()),
        }));
        pairs.push(("session_state", signed_in.sid.to_string()));
        self.send_back(&pairs)
    }

    fn refuse(&self, refusal: &Refusal) -> Response<Vec<u8>> {
        self.send_back(&refusal.pairs(&self.trace, &self.origin, self.to.state.as_deref()))
    }

    fn send_back(&self, pairs: &[(&str, String)]) -> Response<Vec<u8>> {
        let fragment = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        // After a posted form the browser must come with GET: 303 says so without leaving it a choice.
        let status = if self.method == Method::POST {
            StatusCode::SEE_OTHER
        } else {
            StatusCode::FOUND
        };
        respond::redirect(status, &format!("{}#{fragment}", self.to.redirect_uri))
    }
}

/// Whether a session is one the request could mean. Without a hint every session is.
fn is_meant(one: &SignedIn, asked: &Request) -> bool {
    let by_sid = asked
        .sid
        .as_ref()
        .is_none_or(|sid| *sid == one.sid.to_string());
    let by_hint = asked.login_hint.as_deref().is_none_or(|hint| {
        account_of_hint(hint).is_some_and(|account| account.oid == one.account.oid)
    });
    by_sid && by_hint
}

/// The account a `login_hint` names: a sign-in name, or the opaque claim.
pub(super) fn account_of_hint(hint: &str) -> Option<&'static Account> {
    accounts::account(hint).or_else(|| ACCOUNTS.iter().find(|account| login_hint(account) == hint))
}
