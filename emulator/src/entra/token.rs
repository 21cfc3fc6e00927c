//! The tokens: what they claim, and how an access token is read when it comes back.

use super::{
    key::SigningKey,
    plan::Tamper,
    registration::{Registration, Resource},
    request::Request,
    route::Version,
    session::SignedIn,
};
use crate::accounts::{ACCOUNTS, Account, Caller, TENANT_ID, TokenFault};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use time::OffsetDateTime;
use uuid::Uuid;

/// How long an id_token is good for, in seconds; unlike the access token's lifetime it cannot be configured.
const ID_TOKEN_SECONDS: i64 = 3600;
/// The service dates its tokens back by this many seconds, for clients whose clock is slow.
///
/// Assumption: five minutes. A client must not take `exp` - `iat` for the lifetime.
const BACKDATED_SECONDS: i64 = 300;

/// What is granted to whom.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'a> {
    /// The account and its session.
    pub signed_in: SignedIn,
    /// The application.
    pub client_id: &'a str,
    /// What it asked for.
    pub request: &'a Request,
    /// Which kind of id_token.
    pub version: Version,
    /// The emulator's own address.
    pub origin: &'a str,
    /// How long the access token is good for.
    pub lifetime: Duration,
    /// What is falsified on purpose.
    pub tamper: Option<Tamper>,
}

/// The tokens of an answer.
#[derive(Debug)]
pub struct Tokens {
    /// The access token.
    pub access: Option<String>,
    /// The id_token.
    pub id: Option<String>,
}

impl Grant<'_> {
    /// Issues what was asked for.
    pub fn tokens(&self, key: &SigningKey, now: OffsetDateTime) -> Option<Tokens> {
        let access = match &self.request.access {
            Some(access) => Some(key.sign(&self.access_claims(&access.resource, now))?),
            None => None,
        };
        let id = match &self.request.id_token {
            Some(nonce) => Some(key.sign(&self.id_claims(nonce, access.as_deref(), now))?),
            None => None,
        };
        Some(Tokens { access, id })
    }

    /// Azure Resource Manager takes tokens of the first version, whichever endpoint issued them.
    fn access_claims(&self, resource: &str, now: OffsetDateTime) -> Value {
        let SignedIn { account, sid } = self.signed_in;
        let (from, until) = dates(
            now,
            i64::try_from(self.lifetime.as_secs()).unwrap_or(i64::MAX),
        );
        json!({
            "aud": resource,
            "iss": issuer(Version::V1, self.origin, &TENANT_ID.to_string()),
            "iat": from,
            "nbf": from,
            "exp": until,
            "acr": "1",
            "amr": ["pwd", "mfa"],
            "appid": self.client_id,
            "appidacr": "0",
            "idtyp": "user",
            "ipaddr": "127.0.0.1",
            "name": account.name,
            "oid": account.oid,
            "scp": "user_impersonation",
            "sid": sid,
            "sub": subject(account, resource),
            "tid": TENANT_ID,
            "unique_name": account.upn,
            "upn": account.upn,
            "uti": unique_id(),
            "ver": "1.0",
        })
    }

    fn id_claims(&self, nonce: &str, access: Option<&str>, now: OffsetDateTime) -> Value {
        let SignedIn { account, sid } = self.signed_in;
        let (mut from, mut until) = dates(now, ID_TOKEN_SECONDS);
        if self.tamper == Some(Tamper::Expired) {
            from = from.saturating_sub(2 * ID_TOKEN_SECONDS);
            until = until.saturating_sub(2 * ID_TOKEN_SECONDS);
        }
        let tenant = if self.tamper == Some(Tamper::Tenant) {
            Uuid::new_v4()
        } else {
            TENANT_ID
        };
        let mut claims = json!({
            "aud": if self.tamper == Some(Tamper::Audience) { Uuid::new_v4().to_string() } else { self.client_id.into() },
            "iss": issuer(self.version, self.origin, &tenant.to_string()),
            "iat": from,
            "nbf": from,
            "exp": until,
            "login_hint": login_hint(account),
            "name": account.name,
            "nonce": if self.tamper == Some(Tamper::Nonce) { "not-what-was-sent" } else { nonce },
            "oid": account.oid,
            "sid": sid,
            "sub": subject(account, self.client_id),
            "tid": tenant,
            "uti": unique_id(),
        });
        let names = match self.version {
            Version::V1 => {
                json!({ "amr": ["pwd", "mfa"], "unique_name": account.upn, "upn": account.upn, "ver": "1.0" })
            }
            Version::V2 => json!({ "preferred_username": account.upn, "ver": "2.0" }),
        };
        if let (Value::Object(claims), Value::Object(names)) = (&mut claims, names) {
            claims.extend(names);
            if let Some(access) = access {
                let of = if self.tamper == Some(Tamper::AtHash) {
                    "another token"
                } else {
                    access
                };
                claims.insert("at_hash".into(), at_hash(of).into());
            }
        }
        claims
    }
}

/// Who an access token stands for.
pub fn caller(
    token: &str,
    key: &SigningKey,
    registration: &Registration,
    origin: &str,
    now: OffsetDateTime,
) -> Result<Caller, TokenFault> {
    let claims = key.verified(token).ok_or(TokenFault::Invalid)?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let date = |name: &str| claims.get(name).and_then(Value::as_i64);
    if text("tid").and_then(|tid| Uuid::try_parse(tid).ok()) != Some(TENANT_ID) {
        return Err(TokenFault::Invalid);
    }
    if text("aud").is_none_or(|aud| registration.resource(aud, origin) != Resource::Azure) {
        return Err(TokenFault::WrongAudience);
    }
    let now = now.unix_timestamp();
    if date("nbf").is_none_or(|nbf| now < nbf) {
        return Err(TokenFault::Invalid);
    }
    if date("exp").is_none_or(|exp| exp <= now) {
        return Err(TokenFault::Expired);
    }
    let oid = text("oid").and_then(|oid| Uuid::try_parse(oid).ok());
    ACCOUNTS
        .iter()
        .find(|account| Some(account.oid) == oid)
        .map(Caller::from)
        .ok_or(TokenFault::Invalid)
}

/// The issuer of a version's tokens for a tenant (or for the placeholder of one).
pub fn issuer(version: Version, origin: &str, tenant: &str) -> String {
    match version {
        Version::V1 => format!("https://sts.windows.net/{tenant}/"),
        Version::V2 => format!("{origin}/{tenant}/v2.0"),
    }
}

/// The claim `login_hint`: opaque to the application, and the surest way to name an account again.
pub fn login_hint(account: &Account) -> String {
    format!(
        "O.{}",
        URL_SAFE_NO_PAD.encode(format!("{TENANT_ID}.{}", account.oid))
    )
}

/// The left half of the SHA-256 of the access token (OpenID Connect Core, 3.2.2.9).
fn at_hash(access: &str) -> String {
    let digest = Sha256::digest(access);
    URL_SAFE_NO_PAD.encode(digest.get(..digest.len() / 2).unwrap_or_default())
}

/// The user's id as one application sees it.
fn subject(account: &Account, of: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{} {of}", account.oid)))
}

fn unique_id() -> String {
    URL_SAFE_NO_PAD.encode(Uuid::new_v4())
}

/// `iat`/`nbf` and `exp` in Unix seconds.
fn dates(now: OffsetDateTime, seconds: i64) -> (i64, i64) {
    let now = now.unix_timestamp();
    (
        now.saturating_sub(BACKDATED_SECONDS),
        now.saturating_add(seconds),
    )
}
