//! What was asked, kept in sessionStorage while the person is away at the sign-in page. An answer is believed only with
//! its own record, and the record serves once: it is deleted before it is used, whatever the answer says.

use serde_json::Value;

use super::base64url;
use super::return_to::ReturnTo;
use crate::http::json;

/// How the answer comes back to the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// The whole window went to the sign-in page and comes back.
    Redirect,
    /// A second window, which closes itself.
    Popup,
    /// A hidden frame, for a renewal without anybody noticing.
    Frame,
}

impl Landing {
    /// How the state begins, so that `auth.js` knows where to hand the answer without knowing anything else.
    fn prefix(self) -> &'static str {
        match self {
            Self::Redirect => "r.",
            Self::Popup => "p.",
            Self::Frame => "f.",
        }
    }

    fn of(state: &str) -> Option<Self> {
        [Self::Redirect, Self::Popup, Self::Frame]
            .into_iter()
            .find(|landing| state.starts_with(landing.prefix()))
    }
}

/// Who an account is, the same in every token: object id and tenant id, lower-cased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountId {
    /// The user's object id in the tenant (`oid`).
    pub oid: String,
    /// The tenant's id (`tid`).
    pub tid: String,
}

/// One sign-in under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    state: String,
    nonce: String,
    landing: Landing,
    return_to: ReturnTo,
    started_ms: u64,
    account: Option<AccountId>,
}

/// A record older than this (milliseconds) is not believed any more.
const LONGEST_MS: u64 = 10 * 60 * 1000;

impl Pending {
    /// A new sign-in. `state` and `nonce` are random bytes of the browser's `crypto.getRandomValues`, each used once;
    /// `started_ms` is the Unix time; `account` is the one that must come back when a sign-in is renewed.
    pub fn new(
        landing: Landing,
        state: [u8; 32],
        nonce: [u8; 32],
        return_to: ReturnTo,
        started_ms: u64,
        account: Option<AccountId>,
    ) -> Self {
        Self {
            state: [landing.prefix(), &base64url::encode(&state)].concat(),
            nonce: base64url::encode(&nonce),
            landing,
            return_to,
            started_ms,
            account,
        }
    }

    /// The key of a record in sessionStorage: one for each state, so that two sign-ins do not disturb each other.
    pub fn storage_key(state: &str) -> String {
        ["scvmm.auth.pending.", state].concat()
    }

    /// The name of the BroadcastChannel by which `auth.js` hands over the answer from a popup or a frame.
    pub fn channel_name(state: &str) -> String {
        ["scvmm-auth-", state].concat()
    }

    /// The `state` of the request.
    pub fn state(&self) -> &str {
        &self.state
    }

    /// The `nonce` of the request.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// How the answer comes back.
    pub fn landing(&self) -> Landing {
        self.landing
    }

    /// Where the person was.
    pub fn return_to(&self) -> &ReturnTo {
        &self.return_to
    }

    /// When it was asked, in Unix milliseconds.
    pub fn started_ms(&self) -> u64 {
        self.started_ms
    }

    /// The account that must come back, if it was known.
    pub fn account(&self) -> Option<&AccountId> {
        self.account.as_ref()
    }

    /// Whether it is at most ten minutes old. A clock set back meanwhile counts like one set forward.
    pub fn is_current(&self, now_ms: u64) -> bool {
        now_ms.abs_diff(self.started_ms) <= LONGEST_MS
    }

    /// The record as JSON.
    pub fn to_json(&self) -> String {
        let account = |part: fn(&AccountId) -> &String| {
            self.account.as_ref().map(|id| json::quoted(part(id)))
        };
        json::object(&[
            ("state", Some(json::quoted(&self.state))),
            ("nonce", Some(json::quoted(&self.nonce))),
            ("returnTo", Some(json::quoted(self.return_to.as_str()))),
            ("oid", account(|id| &id.oid)),
            ("tid", account(|id| &id.tid)),
            ("startedMs", Some(self.started_ms.to_string())),
        ])
    }

    /// Reads a record back; `None` if it is not one.
    pub fn from_json(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let get = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let state = get("state")?;
        let account = match (get("oid"), get("tid")) {
            (Some(oid), Some(tid)) => Some(AccountId { oid, tid }),
            (None, None) => None,
            // Half an account would let any account of the tenant pass.
            _ => return None,
        };
        Some(Self {
            landing: Landing::of(&state)?,
            state,
            nonce: get("nonce").filter(|nonce| !nonce.is_empty())?,
            return_to: ReturnTo::parse(&get("returnTo")?)?,
            started_ms: value.get("startedMs").and_then(Value::as_u64)?,
            account,
        })
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{AccountId, Landing, Pending};
    use crate::auth::return_to::ReturnTo;
    use proptest::prelude::*;

    fn pending(landing: Landing) -> Pending {
        Pending::new(
            landing,
            [7; 32],
            [8; 32],
            ReturnTo::parse("#/machines").unwrap(),
            1_000_000,
            None,
        )
    }

    #[test]
    fn the_state_tells_where_the_answer_is_handed_over() {
        for (landing, prefix) in [
            (Landing::Redirect, "r."),
            (Landing::Popup, "p."),
            (Landing::Frame, "f."),
        ] {
            let state = pending(landing).state().to_owned();
            assert!(state.starts_with(prefix));
            assert_eq!(state.len(), 45);
        }
    }

    #[test]
    fn state_and_nonce_hold_256_bits_each() {
        let pending = pending(Landing::Redirect);
        assert_eq!(
            crate::auth::base64url::decode(&pending.state()[2..]),
            Some(vec![7; 32])
        );
        assert_eq!(
            crate::auth::base64url::decode(pending.nonce()),
            Some(vec![8; 32])
        );
    }

    #[test]
    fn ten_minutes_are_current_and_a_millisecond_more_is_not() {
        let pending = pending(Landing::Redirect);
        assert!(pending.is_current(1_000_000));
        assert!(pending.is_current(1_600_000));
        assert!(!pending.is_current(1_600_001));
        assert!(pending.is_current(999_000));
        assert!(!pending.is_current(399_999));
    }

    #[test]
    fn a_record_someone_tampered_with_is_none() {
        let good = pending(Landing::Redirect).to_json();
        for (from, to) in [
            ("\"r.", "\"x."),
            ("#/machines", "https://contoso.com"),
            ("1000000", "-1"),
            ("1000000", "\"1000000\""),
            ("\"nonce\"", "\"once\""),
            ("{", "{\"oid\":\"x\","),
            ("{", "["),
        ] {
            let text = good.replacen(from, to, 1);
            assert_ne!(text, good);
            assert_eq!(Pending::from_json(&text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_record_comes_back(
            state: [u8; 32], nonce: [u8; 32], route in "#/[^\\p{Cc}]{0,30}", started_ms: u64,
            account in proptest::option::of(("[0-9a-f-]{1,36}", "[0-9a-f-]{1,36}")), landing in 0..3_usize,
        ) {
            let landing = [Landing::Redirect, Landing::Popup, Landing::Frame][landing];
            let account = account.map(|(oid, tid)| AccountId { oid, tid });
            let pending = Pending::new(landing, state, nonce, ReturnTo::parse(&route).unwrap(), started_ms, account);
            prop_assert_eq!(Pending::from_json(&pending.to_json()), Some(pending));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = Pending::from_json(&text);
        }
    }
}
