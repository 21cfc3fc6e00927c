//! Who is signed in to the sign-in service in which browser. The browser is known by a cookie.

use crate::accounts::Account;
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// The cookie's name; the service calls its session cookie the same.
const COOKIE: &str = "ESTSAUTH";

/// An account signed in in a browser.
#[derive(Clone, Copy, Debug)]
pub struct SignedIn {
    /// Who.
    pub account: &'static Account,
    /// The session's id, as in the claim `sid`.
    pub sid: Uuid,
}

/// All browsers with somebody signed in.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<BTreeMap<String, Vec<SignedIn>>>);

impl Sessions {
    /// The accounts signed in in the browser that sent this `Cookie` header.
    pub fn of(&self, cookie: Option<&str>) -> Vec<SignedIn> {
        browser(cookie)
            .and_then(|browser| self.all().get(browser).cloned())
            .unwrap_or_default()
    }

    /// Signs an account in. Gives the session and the value of the `Set-Cookie` header.
    pub fn sign_in(&self, cookie: Option<&str>, account: &'static Account) -> (SignedIn, String) {
        let mut all = self.all();
        // A browser that names a session nobody gave it gets a fresh one: the value is never the client's choice.
        let browser = browser(cookie)
            .filter(|browser| all.contains_key(*browser))
            .map_or_else(
                || format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
                str::to_owned,
            );
        let header = format!("{COOKIE}={browser}; Path=/; HttpOnly; SameSite=Lax");
        let accounts = all.entry(browser).or_default();
        let signed_in = SignedIn {
            account,
            sid: Uuid::new_v4(),
        };
        accounts.retain(|known| known.account.oid != account.oid);
        accounts.push(signed_in);
        (signed_in, header)
    }

    /// Ends the sessions of one account, or of all, in a browser. Gives the value of the `Set-Cookie` header.
    pub fn sign_out(&self, cookie: Option<&str>, only: Option<&Account>) -> Option<String> {
        let mut all = self.all();
        let browser = browser(cookie)?;
        if let (Some(accounts), Some(only)) = (all.get_mut(browser), only) {
            accounts.retain(|known| known.account.oid != only.oid);
            if !accounts.is_empty() {
                return None;
            }
        }
        all.remove(browser);
        Some(format!(
            "{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        ))
    }

    /// The sign-in names by browser.
    pub fn list(&self) -> Vec<Vec<&'static str>> {
        self.all()
            .values()
            .map(|accounts| accounts.iter().map(|known| known.account.upn).collect())
            .collect()
    }

    /// Signs everyone out, everywhere.
    pub fn clear(&self) {
        self.all().clear();
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Vec<SignedIn>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The session value in a `Cookie` header.
fn browser(cookie: Option<&str>) -> Option<&str> {
    cookie?
        .split(';')
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::account;

    fn sent_back(set_cookie: &str) -> String {
        format!(
            "theme=dark; {}; other=1",
            set_cookie.split(';').next().unwrap()
        )
    }

    #[test]
    fn several_accounts_share_a_browser_and_leave_it_one_by_one() {
        let sessions = Sessions::default();
        let (admin, reader) = (
            account("admin@contoso.com").unwrap(),
            account("reader@contoso.com").unwrap(),
        );
        let cookie = sent_back(&sessions.sign_in(None, admin).1);
        assert_eq!(sessions.of(Some(&cookie)).len(), 1);
        sessions.sign_in(Some(&cookie), reader);
        sessions.sign_in(Some(&cookie), reader);
        assert_eq!(
            sessions.list(),
            [["admin@contoso.com", "reader@contoso.com"]]
        );
        assert_eq!(sessions.sign_out(Some(&cookie), Some(admin)), None);
        assert_eq!(sessions.list(), [["reader@contoso.com"]]);
        assert!(
            sessions
                .sign_out(Some(&cookie), Some(reader))
                .unwrap()
                .contains("Max-Age=0")
        );
        assert!(sessions.of(Some(&cookie)).is_empty());
    }

    #[test]
    fn a_browser_cannot_choose_its_session() {
        let sessions = Sessions::default();
        let (_, set) =
            sessions.sign_in(Some("ESTSAUTH=mine"), account("admin@contoso.com").unwrap());
        assert!(!set.contains("mine"));
        assert!(sessions.of(Some("ESTSAUTH=mine")).is_empty());
        assert!(sessions.of(Some("XESTSAUTH=; ;ESTSAUTH")).is_empty());
    }
}
