//! The answer of the authorize endpoint, as it stands in the fragment of `auth.html`. Order and unknown names do not
//! matter; a known name given twice does, because then nobody can say which one was meant.

use super::percent;
use super::refusal::Refusal;
use super::token::{AccessToken, RawIdToken};

/// What came back.
pub enum Answer {
    /// Tokens, not yet believed.
    Tokens(Tokens),
    /// An error.
    Refused(Refusal),
}

/// The tokens of an answer. Nothing in here is to be used before [`super::check::check`] has passed.
pub struct Tokens {
    pub(super) access_token: AccessToken,
    pub(super) id_token: RawIdToken,
    pub(super) expires_in_s: u32,
    pub(super) state: String,
}

/// Why a fragment is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerFault {
    /// Neither a token nor an error in it.
    Nothing,
    /// This name twice.
    Twice(&'static str),
    /// This name missing beside the tokens.
    Missing(&'static str),
    /// This name with a value that cannot be.
    Malformed(&'static str),
    /// Tokens and an error at once.
    Both,
}

/// What a token lives when the answer does not say, in seconds: the shortest Entra gives by default, as its own
/// library assumes.
const DEFAULT_LIFE_S: u32 = 3599;

const NAMES: [&str; 13] = [
    "access_token",
    "token_type",
    "expires_in",
    "id_token",
    "state",
    "error",
    "error_description",
    "suberror",
    "error_subcode",
    "claims",
    "correlation_id",
    "trace_id",
    "timestamp",
];

impl Answer {
    /// Reads a fragment, with or without its `#`.
    pub fn parse(fragment: &str) -> Result<Self, AnswerFault> {
        let mut fields = Fields::read(fragment.strip_prefix('#').unwrap_or(fragment))?;
        let error = fields.take("error");
        let access_token = fields.take("access_token");
        let id_token = fields.take("id_token");
        match (error, access_token, id_token) {
            (Some(error), None, None) => Ok(Self::Refused(refusal(error, fields))),
            (Some(_), ..) => Err(AnswerFault::Both),
            (None, Some(access), Some(id)) => tokens(access, id, fields).map(Self::Tokens),
            (None, Some(_), None) => Err(AnswerFault::Missing("id_token")),
            (None, None, Some(_)) => Err(AnswerFault::Missing("access_token")),
            (None, None, None) => Err(AnswerFault::Nothing),
        }
    }

    /// The state that came back: by it the pending record is found.
    pub fn state(&self) -> Option<&str> {
        match self {
            Self::Tokens(tokens) => Some(&tokens.state),
            Self::Refused(refusal) => refusal.state.as_deref(),
        }
    }

    /// The access token, for its SHA-256 and for nothing else.
    pub fn access_token(&self) -> Option<&AccessToken> {
        match self {
            Self::Tokens(tokens) => Some(&tokens.access_token),
            Self::Refused(_) => None,
        }
    }
}

fn tokens(access: String, id: String, mut fields: Fields) -> Result<Tokens, AnswerFault> {
    // The token becomes a header value: nothing but printable ASCII may reach it.
    if access.is_empty() || !access.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(AnswerFault::Malformed("access_token"));
    }
    if !fields
        .take("token_type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("Bearer"))
    {
        return Err(AnswerFault::Malformed("token_type"));
    }
    let expires_in_s = match fields.take("expires_in") {
        None => DEFAULT_LIFE_S,
        Some(text) => text
            .parse()
            .map_err(|_| AnswerFault::Malformed("expires_in"))?,
    };
    let state = fields.take("state").ok_or(AnswerFault::Missing("state"))?;
    Ok(Tokens {
        access_token: AccessToken::new(access),
        id_token: RawIdToken::new(id),
        expires_in_s,
        state,
    })
}

fn refusal(error: String, mut fields: Fields) -> Refusal {
    Refusal {
        error,
        description: fields.take("error_description"),
        aadsts: None,
        correlation_id: fields.take("correlation_id"),
        trace_id: fields.take("trace_id"),
        timestamp: fields.take("timestamp"),
        suberror: fields
            .take("suberror")
            .or_else(|| fields.take("error_subcode")),
        claims: fields.take("claims"),
        state: fields.take("state"),
    }
    .complete()
}

/// The known names with their values.
struct Fields(Vec<(&'static str, String)>);

impl Fields {
    fn read(fragment: &str) -> Result<Self, AnswerFault> {
        let mut found: Vec<(&'static str, String)> = Vec::new();
        for pair in fragment.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = percent::decode(name);
            let Some(known) = NAMES.into_iter().find(|known| *known == name) else {
                continue;
            };
            if found.iter().any(|(earlier, _)| *earlier == known) {
                return Err(AnswerFault::Twice(known));
            }
            found.push((known, percent::decode(value)));
        }
        Ok(Self(found))
    }

    /// The value of a name, if it was given and is not empty.
    fn take(&mut self, name: &str) -> Option<String> {
        let (_, value) = self.0.iter_mut().find(|(known, _)| *known == name)?;
        Some(std::mem::take(value)).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
