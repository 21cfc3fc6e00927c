//! What this tab remembers of a sign-in across a reload: who it was, never a token.

use serde_json::Value;

use crate::auth::attempts::{self, Attempts};
use crate::auth::id_token::Account;
use crate::auth::pending::{AccountId, Pending};
use crate::browser::storage;
use crate::http::json;

/// Where the callback page leaves its answer, once (`static/auth.js`).
const ANSWER: &str = "scvmm.auth.answer";
const ACCOUNT: &str = "scvmm.auth.account";

/// Who was signed in.
pub struct Remembered {
    /// The account that must come back.
    pub id: AccountId,
    /// What to tell the sign-in service, so that nobody has to type.
    pub hint: Option<String>,
}

impl Remembered {
    /// Reads it; `None` when nobody was signed in.
    pub fn read() -> Option<Self> {
        let value: Value = serde_json::from_str(&storage::get(ACCOUNT)?).ok()?;
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            id: AccountId {
                oid: text("oid")?,
                tid: text("tid")?,
            },
            hint: text("hint"),
        })
    }

    /// Keeps who is signed in.
    pub fn keep(account: &Account) {
        let record = json::object(&[
            ("oid", Some(json::quoted(&account.id.oid))),
            ("tid", Some(json::quoted(&account.id.tid))),
            ("hint", account.hint().map(json::quoted)),
        ]);
        // Without storage a reload asks for a click; nothing else is lost.
        storage::set(ACCOUNT, &record);
        storage::set(
            attempts::STORAGE_KEY,
            &read_attempts().succeeded().to_json(),
        );
    }

    /// Forgets who was signed in.
    pub fn forget() {
        storage::remove(ACCOUNT);
    }
}

/// The answer that a sign-in left for this page; it can be taken once.
pub fn take_answer() -> Option<String> {
    storage::take(ANSWER)
}

/// Keeps what was asked until its answer comes. `false` when the browser does not allow it.
pub fn keep_pending(pending: &Pending) -> bool {
    storage::set(&Pending::storage_key(pending.state()), &pending.to_json())
}

/// What was asked under this state; it can be taken once.
pub fn take_pending(state: &str) -> Option<Pending> {
    Pending::from_json(&storage::take(&Pending::storage_key(state))?)
}

fn read_attempts() -> Attempts {
    Attempts::from_json(&storage::get(attempts::STORAGE_KEY).unwrap_or_default())
}

/// Whether the page may leave for a silent sign-in by itself.
pub fn may_go_by_itself(now_ms: u64) -> bool {
    read_attempts().may_go(now_ms)
}

/// Notes that it does.
pub fn going_by_itself(now_ms: u64) {
    storage::set(
        attempts::STORAGE_KEY,
        &read_attempts().going(now_ms).to_json(),
    );
}

/// Notes that an answer was a refusal.
pub fn refused(now_ms: u64) {
    storage::set(
        attempts::STORAGE_KEY,
        &read_attempts().failed(now_ms).to_json(),
    );
}
