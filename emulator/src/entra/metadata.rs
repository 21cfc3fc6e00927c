//! The public documents: the keys, and what an OpenID Connect client wants to know beforehand.

use super::{
    key::SigningKey,
    route::{Tenant, Version},
    token::issuer,
};
use crate::accounts::TENANT_ID;
use serde_json::{Value, json};

/// The issuer's tenant where the directory is not settled yet, as the service writes it.
const PLACEHOLDER: &str = "{tenantid}";

/// The keys document.
pub fn keys(key: &SigningKey, origin: &str) -> Value {
    json!({ "keys": [key.public_jwk(&issuer(Version::V2, origin, PLACEHOLDER))] })
}

/// The `openid-configuration`.
pub fn configuration(tenant: Tenant, version: Version, origin: &str) -> Value {
    let own = TENANT_ID.to_string();
    let (path, issued) = match tenant {
        Tenant::Ours => (own.as_str(), own.as_str()),
        Tenant::Any | Tenant::Unknown => ("common", PLACEHOLDER),
    };
    let middle = match version {
        Version::V1 => "",
        Version::V2 => "/v2.0",
    };
    json!({
        "issuer": issuer(version, origin, issued),
        "authorization_endpoint": format!("{origin}/{path}/oauth2{middle}/authorize"),
        "end_session_endpoint": format!("{origin}/{path}/oauth2{middle}/logout"),
        "jwks_uri": format!("{origin}/{path}/discovery{middle}/keys"),
        "response_types_supported": ["id_token", "token", "id_token token"],
        "response_modes_supported": ["fragment"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "profile", "email"],
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nbf", "nonce", "at_hash", "oid", "tid", "name", "sid", "login_hint", "ver"],
    })
}
