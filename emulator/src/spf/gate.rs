//! What a request passes before the service sees it: the web server's authentication, and the subscription of its path.

use super::{
    refusal::Refusal,
    root::{Named, Root},
    tenant::Scope,
};
use crate::{
    odata::Fault,
    options::{SpfOptions, spf::Authentication},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{Method, Request, header};
use percent_encoding::percent_decode_str;

/// A request that was let in.
pub struct Entered {
    /// The method it means; another one than it came with, if it is tunneled through POST.
    pub method: Method,
    /// What it sees.
    pub scope: Scope,
    /// Who it says asks.
    pub principal: String,
}

/// Lets a request in, or not.
pub fn enter(
    request: &Request<Vec<u8>>,
    root: &Root,
    options: &SpfOptions,
) -> Result<Entered, Refusal> {
    authenticate(request, &options.authentication)?;
    // The protocol gives OPTIONS no meaning ([MS-ODATA]), and a preflight never carries a credential.
    if request.method() == Method::OPTIONS {
        return Err(Refusal::Method);
    }
    let scope = match root.subscription {
        Named::None => Scope::Everything,
        Named::Subscription(id) => Scope::of(id).ok_or_else(unknown)?,
        Named::Nonsense => return Err(unknown()),
        Named::Nowhere => return Err(Fault::new(404, "The resource cannot be found.").into()),
    };
    let principal = text(request, "x-ms-principal-id").map_or("", str::trim);
    if principal.is_empty() && options.require_principal {
        // Assumption: the header must be present, says the documentation, but not what happens without it.
        return Err(
            Fault::bad_request("The request header 'x-ms-principal-id' is missing.").into(),
        );
    }
    Ok(Entered {
        method: method(request)?,
        scope,
        // One public client writes it percent-encoded.
        principal: percent_decode_str(principal)
            .decode_utf8_lossy()
            .into_owned(),
    })
}

/// The method, or the one that `X-HTTP-Method` puts in the place of POST.
fn method(request: &Request<Vec<u8>>) -> Result<Method, Refusal> {
    let Some(meant) = text(request, "x-http-method") else {
        return Ok(request.method().clone());
    };
    let known = ["PUT", "MERGE", "PATCH", "DELETE"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(meant.trim()))
        .and_then(|known| Method::from_bytes(known.as_bytes()).ok());
    match known {
        Some(method) if request.method() == Method::POST => Ok(method),
        _ => Err(Fault::bad_request(format!(
            "The X-HTTP-Method header with the value '{meant}' is not valid for this request."
        ))
        .into()),
    }
}

fn authenticate(request: &Request<Vec<u8>>, wanted: &Authentication) -> Result<(), Refusal> {
    let given = text(request, "authorization").unwrap_or_default();
    let (scheme, credential) = given.split_once(' ').unwrap_or((given, ""));
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    let (let_in, challenge) = match wanted {
        Authentication::None => (true, ""),
        Authentication::Negotiate => (false, "Negotiate"),
        Authentication::Basic { user, password } => {
            let right = STANDARD.encode(format!("{user}:{password}"));
            (
                is("basic") && credential.trim() == right,
                "Basic realm=\"contoso.com\"",
            )
        }
        Authentication::Bearer { token } => (is("bearer") && credential.trim() == token, "Bearer"),
    };
    if let_in {
        Ok(())
    } else {
        Err(Refusal::Challenge(challenge))
    }
}

/// Assumption: what either layer says to a subscription that does not exist was not recorded.
fn unknown() -> Refusal {
    Refusal::Outer {
        status: 404,
        code: "ResourceNotFound",
        message: "The subscription was not found.".into(),
    }
}

fn text<'a>(request: &'a Request<Vec<u8>>, name: &str) -> Option<&'a str> {
    let name = if name == "authorization" {
        header::AUTHORIZATION.as_str()
    } else {
        name
    };
    request.headers().get(name)?.to_str().ok()
}
