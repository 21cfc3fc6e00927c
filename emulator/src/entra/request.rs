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
mod tests {
    use super::*;
    use crate::options::{DEMO_CLIENT_ID, Options};

    fn read(version: Version, query: &str) -> Result<Request, Refusal> {
        let registration = Registration::new(&Options::default());
        let sent = Parameters::read(query.as_bytes());
        Request::read(
            &sent,
            version,
            DEMO_CLIENT_ID,
            &registration,
            "http://127.0.0.1:4080",
        )
    }

    fn refused(version: Version, query: &str) -> (String, Option<u32>) {
        let refusal = read(version, query).unwrap_err();
        (refusal.error, refusal.number)
    }

    const ARM: &str = "https://management.azure.com/";

    #[test]
    fn the_three_implicit_types_are_understood_in_any_order() {
        for (kind, id_token, access) in [
            ("token", false, true),
            ("id_token", true, false),
            ("id_token%20token", true, true),
            ("token+id_token", true, true),
        ] {
            let request = read(
                Version::V1,
                &format!("response_type={kind}&resource={ARM}&nonce=n&response_mode=fragment"),
            )
            .unwrap();
            assert_eq!(
                (request.id_token.is_some(), request.access.is_some()),
                (id_token, access),
                "{kind}"
            );
        }
    }

    #[test]
    fn every_other_response_type_is_unsupported() {
        for kind in ["code", "code+id_token", "token+token", "none", "TOKEN", "+"] {
            let query = format!("response_type={kind}&resource={ARM}&nonce=n");
            assert_eq!(
                refused(Version::V1, &query),
                ("unsupported_response_type".into(), Some(70005)),
                "{kind}"
            );
        }
        assert_eq!(
            refused(Version::V1, "resource=x"),
            ("invalid_request".into(), Some(900_144))
        );
    }

    #[test]
    fn tokens_never_travel_in_a_query() {
        for mode in ["query", "form_post", "Fragment"] {
            let query = format!("response_type=token&resource={ARM}&response_mode={mode}");
            assert_eq!(
                refused(Version::V1, &query),
                ("invalid_request".into(), Some(70007)),
                "{mode}"
            );
        }
    }

    #[test]
    fn the_first_version_wants_a_nonce_with_an_id_token_and_a_resource_with_a_token() {
        for (query, error, number) in [
            (
                format!("response_type=id_token&resource={ARM}"),
                "invalid_request",
                900_144,
            ),
            ("response_type=token".into(), "invalid_request", 900_144),
            (
                "response_type=token&resource=".into(),
                "invalid_request",
                900_144,
            ),
            (
                "response_type=token&resource=https://contoso.com/".into(),
                "invalid_resource",
                500_011,
            ),
            (
                "response_type=token&resource=https://graph.microsoft.com/".into(),
                "invalid_resource",
                650_057,
            ),
            (
                format!("response_type=token&resource={ARM}&prompt=always"),
                "invalid_request",
                90023,
            ),
            (
                format!("response_type=token&resource={ARM}&claims=[]"),
                "invalid_request",
                90023,
            ),
            (
                format!("response_type=token&resource={ARM}&resource={ARM}"),
                "invalid_request",
                9_000_411,
            ),
        ] {
            assert_eq!(
                refused(Version::V1, &query),
                (error.into(), Some(number)),
                "{query}"
            );
        }
        assert!(read(Version::V1, "response_type=id_token&nonce=n").is_ok());
        assert!(
            read(
                Version::V1,
                &format!("response_type=token&resource={ARM}&claims=%7B%22a%22:1%7D")
            )
            .is_ok()
        );
    }

    #[test]
    fn the_second_version_reads_the_resource_from_the_scope() {
        for (scope, resource, granted) in [
            (
                "https://management.azure.com/user_impersonation",
                "https://management.azure.com",
                None,
            ),
            ("https://management.azure.com//.default", ARM, None),
            (
                "openid+https://management.azure.com/user_impersonation+profile+offline_access",
                "https://management.azure.com",
                Some("https://management.azure.com/user_impersonation openid profile"),
            ),
        ] {
            let access = read(Version::V2, &format!("response_type=token&scope={scope}"))
                .unwrap()
                .access
                .unwrap();
            assert_eq!(access.resource, resource);
            assert_eq!(access.scope.as_deref(), Some(granted.unwrap_or(scope)));
        }
    }

    #[test]
    fn the_second_version_refuses_what_it_cannot_grant() {
        let arm = "https://management.azure.com/user_impersonation";
        for (query, error, number) in [
            (
                format!("response_type=token&scope={arm}&resource={ARM}"),
                "invalid_request",
                901_002,
            ),
            ("response_type=token".into(), "invalid_request", 900_144),
            (
                "response_type=token&scope=user_impersonation".into(),
                "invalid_scope",
                650_053,
            ),
            (
                "response_type=token&scope=https://management.azure.com/write".into(),
                "invalid_scope",
                650_053,
            ),
            (
                "response_type=token&scope=openid".into(),
                "invalid_scope",
                650_053,
            ),
            (
                format!("response_type=token&scope={arm}+https://contoso.com/.default"),
                "invalid_scope",
                700_022,
            ),
            (
                format!("response_type=token&scope={arm}+{ARM}/.default"),
                "invalid_scope",
                70011,
            ),
            (
                format!("response_type=id_token&nonce=n&scope={arm}"),
                "invalid_scope",
                70011,
            ),
            (
                "response_type=token&scope=https://contoso.com/.default".into(),
                "invalid_resource",
                500_011,
            ),
        ] {
            assert_eq!(
                refused(Version::V2, &query),
                (error.into(), Some(number)),
                "{query}"
            );
        }
    }
}
