//! Whether an answer is to be believed. Every check happens before anything of the answer is used, and the state is
//! checked on errors too, so that nobody can make the console show a refusal it never asked for.

use super::answer::{Answer, Tokens};
use super::base64url;
use super::failure::{SignInFailure, Suspicion};
use super::id_token::{Account, IdToken};
use super::pending::Pending;
use super::token::AccessToken;
use crate::config::{Guid, Tenant};

/// What an answer is measured against.
pub struct Expected<'a> {
    /// The registered application.
    pub client_id: &'a Guid,
    /// The configured tenant.
    pub tenant: &'a Tenant,
    /// The Unix time in milliseconds.
    pub now_ms: u64,
    /// SHA-256 of the answer's access token, computed by the browser; zeros for an answer without one.
    pub access_token_sha256: [u8; 32],
}

/// A sign-in that passed every check.
pub struct SignedIn {
    /// The token, for the configured endpoint only.
    pub token: AccessToken,
    /// When it ends, in Unix milliseconds, counted from the request: never later than the service thinks, whatever the
    /// clocks say.
    pub expires_at_ms: u64,
    /// How long it lives, in milliseconds.
    pub lifetime_ms: u64,
    /// Who it is.
    pub account: Account,
}

/// By how much the clocks of browser and service may differ, in seconds.
const SKEW_S: i64 = 300;

/// Judges an answer. `pending` is the record found by [`Answer::state`] and already deleted from storage; `None` when
/// there was none.
pub fn check(
    answer: Answer,
    pending: Option<&Pending>,
    expected: &Expected,
) -> Result<SignedIn, SignInFailure> {
    let pending = pending
        .filter(|pending| answer.state() == Some(pending.state()))
        .ok_or(SignInFailure::NotAskedFor)?;
    if !pending.is_current(expected.now_ms) {
        return Err(SignInFailure::TooLate);
    }
    match answer {
        Answer::Refused(refusal) => Err(SignInFailure::Refused(Box::new(refusal))),
        Answer::Tokens(tokens) => believe(tokens, pending, expected),
    }
}

fn believe(
    tokens: Tokens,
    pending: &Pending,
    expected: &Expected,
) -> Result<SignedIn, SignInFailure> {
    let suspect = |suspicion| Err(SignInFailure::NotBelieved(suspicion));
    let id = match IdToken::parse(&tokens.id_token) {
        Ok(id) => id,
        Err(claim) => return suspect(Suspicion::Claim(claim.0)),
    };
    if !id
        .audience
        .eq_ignore_ascii_case(expected.client_id.as_str())
    {
        return suspect(Suspicion::Audience);
    }
    if id.nonce != pending.nonce() {
        return suspect(Suspicion::Nonce);
    }
    if id.at_hash != at_hash(&expected.access_token_sha256) {
        return suspect(Suspicion::AccessToken);
    }
    if let Tenant::Id(tenant) = expected.tenant
        && id.account.id.tid != tenant.as_str()
    {
        return Err(SignInFailure::OtherTenant);
    }
    if !is_current(&id, expected.now_ms) {
        return Err(SignInFailure::ClockOff);
    }
    if pending
        .account()
        .is_some_and(|account| *account != id.account.id)
    {
        return Err(SignInFailure::OtherAccount);
    }
    let lifetime_ms = u64::from(tokens.expires_in_s) * 1000;
    Ok(SignedIn {
        token: tokens.access_token,
        expires_at_ms: pending.started_ms().saturating_add(lifetime_ms),
        lifetime_ms,
        account: id.account,
    })
}

/// OpenID Connect Core 3.2.2.9: base64url of the left half of the token's hash.
fn at_hash(sha256: &[u8; 32]) -> String {
    let (left, _) = sha256.split_at(16);
    base64url::encode(left)
}

fn is_current(id: &IdToken, now_ms: u64) -> bool {
    let now_s = i64::try_from(now_ms / 1000).unwrap_or(i64::MAX);
    now_s < id.expires_s.saturating_add(SKEW_S)
        && id
            .not_before_s
            .is_none_or(|from| from <= now_s.saturating_add(SKEW_S))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
