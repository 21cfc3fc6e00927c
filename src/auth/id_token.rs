//! The claims of an id token (a JSON web token), as far as the console needs them.
//!
//! Its signature is not verified. The token arrives in a top-level navigation (or a frame) that the authority's own TLS
//! endpoint answered, bound to this browser by state and nonce; whether the authority lets a page read its key document
//! across origins is not confirmed. That the transport stands for the signature is an assumption of the console.

use serde_json::Value;

use super::base64url;
use super::pending::AccountId;
use super::token::RawIdToken;

/// The claims, read but not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdToken {
    /// For which application it was made (`aud`).
    pub audience: String,
    /// Answers the nonce of the request.
    pub nonce: String,
    /// Base64url of the left half of the access token's SHA-256.
    pub at_hash: String,
    /// Valid until, in Unix seconds (`exp`).
    pub expires_s: i64,
    /// Valid from, in Unix seconds (`nbf`), if given.
    pub not_before_s: Option<i64>,
    /// Whose it is.
    pub account: Account,
}

/// The person who is signed in. Names are for showing; only the id decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Object id and tenant id.
    pub id: AccountId,
    /// The display name; the user name when there is none.
    pub name: String,
    /// The user name: `preferred_username`, or what v1 calls `upn` and `unique_name`. May be empty.
    pub username: String,
    /// What to give as `login_hint` and `logout_hint`: the claim of that name (an optional one), if the registration asks for it.
    pub login_hint: Option<String>,
}

/// The first claim found missing or of the wrong kind; `token` when there is no JSON object to look in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadClaim(pub &'static str);

impl Account {
    /// The best hint there is for naming this account to the sign-in service.
    pub fn hint(&self) -> Option<&str> {
        self.login_hint
            .as_deref()
            .or(Some(self.username.as_str()).filter(|name| !name.is_empty()))
    }
}

impl IdToken {
    /// Reads the middle part of a token.
    pub fn parse(raw: &RawIdToken) -> Result<Self, BadClaim> {
        let claims = payload(raw.expose()).ok_or(BadClaim("token"))?;
        let text = |name: &str| {
            claims
                .get(name)
                .and_then(Value::as_str)
                .filter(|text| !text.is_empty())
        };
        let needed = |name: &'static str| text(name).map(str::to_owned).ok_or(BadClaim(name));
        let username = ["preferred_username", "upn", "unique_name", "email"]
            .into_iter()
            .find_map(text)
            .unwrap_or_default();
        Ok(Self {
            audience: needed("aud")?,
            nonce: needed("nonce")?,
            at_hash: needed("at_hash")?,
            expires_s: claims
                .get("exp")
                .and_then(Value::as_i64)
                .ok_or(BadClaim("exp"))?,
            not_before_s: match claims.get("nbf") {
                None => None,
                Some(value) => Some(value.as_i64().ok_or(BadClaim("nbf"))?),
            },
            account: Account {
                id: AccountId {
                    oid: needed("oid")?.to_ascii_lowercase(),
                    tid: needed("tid")?.to_ascii_lowercase(),
                },
                name: text("name").unwrap_or(username).to_owned(),
                username: username.to_owned(),
                login_hint: text("login_hint").map(str::to_owned),
            },
        })
    }
}

/// The claims of `header.claims.signature`.
fn payload(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (_, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = parts
        .next()
        .is_none()
        .then(|| base64url::decode(claims))??;
    serde_json::from_str(std::str::from_utf8(&bytes).ok()?)
        .ok()
        .filter(Value::is_object)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{BadClaim, IdToken};
    use crate::auth::{base64url, token::RawIdToken};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn claims() -> Value {
        json!({ "aud": "a", "nonce": "n", "at_hash": "h", "exp": 2, "nbf": 1, "oid": "O", "tid": "T",
                "name": "Megan Bowen", "upn": "meganb@contoso.com", "ver": "1.0" })
    }

    fn parse(claims: &Value) -> Result<IdToken, BadClaim> {
        let body = base64url::encode(claims.to_string().as_bytes());
        IdToken::parse(&RawIdToken::new(format!("e30.{body}.c2ln")))
    }

    #[test]
    fn a_v1_token_names_its_person_by_upn() {
        let token = parse(&claims()).unwrap();
        assert_eq!(token.account.name, "Megan Bowen");
        assert_eq!(token.account.hint(), Some("meganb@contoso.com"));
        assert_eq!(
            (token.account.id.oid.as_str(), token.account.id.tid.as_str()),
            ("o", "t")
        );
    }

    #[test]
    fn the_opaque_hint_is_the_better_one() {
        let mut claims = claims();
        claims["login_hint"] = json!("O.opaque");
        assert_eq!(parse(&claims).unwrap().account.hint(), Some("O.opaque"));
    }

    #[test]
    fn a_person_without_a_name_is_called_by_the_user_name() {
        let mut claims = claims();
        claims["name"] = json!("");
        claims["preferred_username"] = json!("megan@contoso.com");
        assert_eq!(parse(&claims).unwrap().account.name, "megan@contoso.com");
    }

    #[test]
    fn each_needed_claim_is_missed_by_name() {
        for name in ["aud", "nonce", "at_hash", "exp", "oid", "tid"] {
            let mut claims = claims();
            claims.as_object_mut().unwrap().remove(name);
            assert_eq!(parse(&claims), Err(BadClaim(name)));
        }
        for (name, value) in [
            ("aud", json!(["a"])),
            ("exp", json!("2")),
            ("exp", json!(1.5)),
            ("nbf", json!("1")),
            ("oid", json!("")),
        ] {
            let mut claims = claims();
            claims[name] = value;
            assert_eq!(parse(&claims), Err(BadClaim(name)));
        }
    }

    #[test]
    fn what_is_no_token_is_none() {
        for text in [
            "",
            "a",
            "a.b",
            "a.b.c.d",
            "e30.e30=.c",
            "e30.bm8.c",
            "e30.W10.c",
            "..",
            "e30.e30",
        ] {
            assert_eq!(
                IdToken::parse(&RawIdToken::new(text.to_owned())),
                Err(BadClaim("token")),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), body in any::<String>()) {
            let _ = IdToken::parse(&RawIdToken::new(text));
            let _ = IdToken::parse(&RawIdToken::new(format!(".{}.", base64url::encode(body.as_bytes()))));
        }
    }
}
