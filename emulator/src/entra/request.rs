//! An authorize request, read and judged.
//!
//! Two kinds of fault: until the application and its redirect URI are known to be right, faults are shown to the
//! person ([`ReturnTo::read`]); after that they go back to the application ([`Request::read`]).

use super::{
    access::{self, Access},
    faults,
    parameters::Parameters,
    refusal::Refusal,
    registration::{Registration, Resource},
    route::Version,
};
use crate::accounts::TENANT_NAME;
use serde_json::{Map, Value};

/// Where the answer goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTo {
    /// The application.
    pub client_id: String,
    /// Its address.
    pub redirect_uri: String,
    /// What it wants to see again.
    pub state: Option<String>,
}

/// What the application asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// An id_token, with this nonce.
    pub id_token: Option<String>,
    /// An access token.
    pub access: Option<Access>,
    /// How much the person may be bothered.
    pub prompt: Prompt,
    /// Who it should be: a sign-in name, or the claim `login_hint` of an earlier id_token.
    pub login_hint: Option<String>,
    /// Which session it should be: the claim `sid` of an earlier id_token.
    pub sid: Option<String>,
    /// Whether the second version's `client_info` is wanted.
    pub client_info: bool,
}

/// The parameter `prompt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// Not sent: a page is shown if it is needed.
    Default,
    /// No page, ever.
    None,
    /// The page, whoever is signed in.
    Login,
    /// The choice of an account, whoever is signed in.
    SelectAccount,
    /// The page, to consent again. The emulator has no consent; choosing an account stands for it.
    Consent,
}

impl Prompt {
    /// The prompt of this name.
    pub fn read(text: &str) -> Option<Self> {
        Some(match text {
            "none" => Self::None,
            "login" => Self::Login,
            "select_account" => Self::SelectAccount,
            "consent" | "admin_consent" => Self::Consent,
            _ => return None,
        })
    }
}

impl ReturnTo {
    /// Reads the parameters that decide whether the application may be answered at all.
    pub fn read(
        sent: &Parameters,
        registration: &Registration,
        tenant: &str,
    ) -> Result<Self, Refusal> {
        if let Some(name) = sent
            .repeated()
            .filter(|name| matches!(*name, "client_id" | "redirect_uri" | "state"))
        {
            return Err(faults::repeated(name));
        }
        let client_id = sent
            .get("client_id")
            .ok_or_else(|| faults::missing("client_id"))?;
        if !registration.knows(client_id) {
            return Err(faults::unknown_client(client_id, tenant));
        }
        let redirect_uri = match sent.get("redirect_uri") {
            Some(uri) if registration.redirects_to(uri) => uri,
            Some(uri) => return Err(faults::wrong_redirect(uri, client_id)),
            None => registration
                .first_redirect()
                .ok_or_else(faults::no_redirect)?,
        };
        let state = sent.get("state").map(str::to_owned);
        Ok(Self {
            client_id: client_id.into(),
            redirect_uri: redirect_uri.into(),
            state,
        })
    }
}

impl Request {
    /// Reads the rest. `origin` is the emulator's own address.
    pub fn read(
        sent: &Parameters,
        version: Version,
        client_id: &str,
        registration: &Registration,
        origin: &str,
    ) -> Result<Self, Refusal> {
        if let Some(name) = sent.repeated() {
            return Err(faults::repeated(name));
        }
        let (wants_id_token, wants_access) = response_type(sent)?;
        // Assumption: the service's documents disagree on the default for a lone `token` on the second version
        // (query or fragment); OAuth 2.0 says fragment, and a query is refused when it is asked for.
        if let Some(mode) = sent.get("response_mode").filter(|mode| *mode != "fragment") {
            return Err(faults::wrong_response_mode(mode));
        }
        let id_token = match (wants_id_token, sent.get("nonce")) {
            (false, _) => None,
            (true, Some(nonce)) => Some(nonce.to_owned()),
            (true, None) => return Err(faults::missing("nonce")),
        };
        let prompt = match sent.get("prompt") {
            None => Prompt::Default,
            Some(text) => Prompt::read(text).ok_or_else(|| faults::wrong_value("prompt", text))?,
        };
        if let Some(claims) = sent.get("claims") {
            // Assumption: how the service words a claims request it cannot read.
            serde_json::from_str::<Map<String, Value>>(claims)
                .map_err(|_| faults::wrong_value("claims", claims))?;
        }
        let resource = match version {
            Version::V1 => access::resource(sent, wants_access)?,
            Version::V2 => access::scopes(sent, wants_id_token, wants_access)?,
        };
        if let Some(Access { resource, .. }) = &resource {
            match registration.resource(resource, origin) {
                Resource::Azure => {}
                Resource::NotPermitted => {
                    return Err(faults::resource_not_permitted(resource, client_id));
                }
                Resource::Unknown => return Err(faults::unknown_resource(resource, TENANT_NAME)),
            }
        }
        Ok(Self {
            id_token,
            access: resource.filter(|_| wants_access),
            prompt,
            login_hint: sent.get("login_hint").map(str::to_owned),
            sid: sent.get("sid").map(str::to_owned),
            client_info: version == Version::V2 && sent.get("client_info") == Some("1"),
        })
    }
}

/// Whether an id_token and whether an access token is wanted.
fn response_type(sent: &Parameters) -> Result<(bool, bool), Refusal> {
    let asked = sent
        .get("response_type")
        .ok_or_else(|| faults::missing("response_type"))?;
    let mut wanted = (false, false);
    for word in asked.split_ascii_whitespace() {
        match word {
            "id_token" if !wanted.0 => wanted.0 = true,
            "token" if !wanted.1 => wanted.1 = true,
            _ => return Err(faults::wrong_response_type(asked)),
        }
    }
    if wanted == (false, false) {
        Err(faults::wrong_response_type(asked))
    } else {
        Ok(wanted)
    }
}

#[cfg(test)]
mod tests;
