//! The addresses a person is sent to: the authorize endpoint and the logout endpoint of the v1 protocol
//! (`{authority}/{tenant}/oauth2/…`), as the API's pages name it.

use super::pending::Pending;
use super::percent::pair_into;
use crate::config::{AzureConfig, Guid};

/// Whether and how the sign-in page may show itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// As the service thinks best: no page when one session exists and nothing is missing.
    Default,
    /// Let the person choose among accounts.
    Choose,
    /// Show nothing; an error comes back when something would have to be shown.
    Silent,
    /// Ask for the credentials again.
    Login,
}

impl Prompt {
    fn value(self) -> Option<&'static str> {
        match self {
            Self::Default => None,
            Self::Choose => Some("select_account"),
            Self::Silent => Some("none"),
            Self::Login => Some("login"),
        }
    }
}

/// One authorize request.
pub struct Authorize<'a> {
    /// Cloud, tenant and client.
    pub config: &'a AzureConfig,
    /// The address of `auth.html`, exactly as it is registered (absolute, no query).
    pub redirect_uri: &'a str,
    /// State and nonce.
    pub pending: &'a Pending,
    /// What may be shown.
    pub prompt: Prompt,
    /// The account it is about: the `login_hint` claim of the last sign-in, or its user name.
    pub login_hint: Option<&'a str>,
    /// JSON of a claims challenge (from a refusal or a 401), passed on as it came.
    pub claims: Option<&'a str>,
    /// Marks the request in the service's log; shown with errors.
    pub correlation_id: &'a Guid,
}

impl Authorize<'_> {
    /// The address to go to. `scope` is ignored by v1 but belongs to an id token; `response_mode` is sent although
    /// `fragment` is the default here, because a query would land in the host's log.
    pub fn url(&self) -> String {
        let mut url = endpoint(self.config, "authorize");
        pair_into(&mut url, "response_type", "id_token token");
        pair_into(&mut url, "client_id", self.config.client_id.as_str());
        pair_into(&mut url, "redirect_uri", self.redirect_uri);
        pair_into(&mut url, "resource", &self.config.cloud.audience);
        pair_into(&mut url, "scope", "openid");
        pair_into(&mut url, "response_mode", "fragment");
        pair_into(&mut url, "state", self.pending.state());
        pair_into(&mut url, "nonce", self.pending.nonce());
        pair_into(&mut url, "client-request-id", self.correlation_id.as_str());
        if let Some(prompt) = self.prompt.value() {
            pair_into(&mut url, "prompt", prompt);
        }
        // Entra refuses a request that both names an account and asks to choose one.
        if let Some(hint) = self.login_hint.filter(|_| self.prompt != Prompt::Choose) {
            pair_into(&mut url, "login_hint", hint);
        }
        if let Some(claims) = self.claims {
            pair_into(&mut url, "claims", claims);
        }
        url
    }
}

/// The address that ends the session at the sign-in service and comes back to `after` (a registered redirect URI).
/// `logout_hint` is the `login_hint` claim of the account; with it nobody is asked which account to sign out.
pub fn logout_url(config: &AzureConfig, after: &str, logout_hint: Option<&str>) -> String {
    let mut url = endpoint(config, "logout");
    pair_into(&mut url, "post_logout_redirect_uri", after);
    if let Some(hint) = logout_hint {
        pair_into(&mut url, "logout_hint", hint);
    }
    url
}

fn endpoint(config: &AzureConfig, action: &str) -> String {
    [
        config.cloud.authority.as_str(),
        "/",
        config.tenant.segment(),
        "/oauth2/",
        action,
        "?",
    ]
    .concat()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
