//! The refusals the sign-in service has of its own accord, each with its AADSTS number.
//!
//! The numbers are those of the service's list of error codes; the sentences are the emulator's, near to the service's.
//!
//! Assumption: which OAuth error goes with which number, where the list of error codes does not say; and that faults of
//! the request's own form (a missing nonce, resource or scope, a wrong prompt) come back to the application.

use super::refusal::Refusal;

/// No such directory.
pub fn unknown_tenant(name: &str) -> Refusal {
    Refusal::new(
        "invalid_request",
        90002,
        format!("There is no tenant '{name}'. Check the tenant id or domain and the cloud."),
    )
}

/// A parameter without which the request cannot be read.
pub fn missing(name: &str) -> Refusal {
    Refusal::new(
        "invalid_request",
        900_144,
        format!("The request must contain the parameter '{name}'."),
    )
}

/// A parameter that was sent twice.
pub fn repeated(name: &str) -> Refusal {
    Refusal::new(
        "invalid_request",
        9_000_411,
        format!("The request is not well formed: the parameter '{name}' is repeated."),
    )
}

/// A client id nobody registered.
pub fn unknown_client(id: &str, tenant: &str) -> Refusal {
    let text =
        format!("No application with the identifier '{id}' was found in the directory '{tenant}'.");
    Refusal::new("unauthorized_client", 700_016, text)
}

/// A redirect URI the application did not register.
pub fn wrong_redirect(uri: &str, client: &str) -> Refusal {
    let text = format!(
        "The redirect URI '{uri}' of the request is not one of those registered for the application '{client}'."
    );
    Refusal::new("invalid_request", 50011, text)
}

/// No redirect URI in the request, and none in the registration to fall back to.
pub fn no_redirect() -> Refusal {
    Refusal::new(
        "invalid_request",
        500_113,
        "No reply address is registered for the application.",
    )
}

/// A response type the implicit flow does not know.
pub fn wrong_response_type(asked: &str) -> Refusal {
    let text =
        format!("'{asked}' is not a supported value of 'response_type' for this application.");
    Refusal::new("unsupported_response_type", 70005, text)
}

/// Tokens are handed out in the fragment only.
pub fn wrong_response_mode(asked: &str) -> Refusal {
    let text =
        format!("'{asked}' is not a supported value of 'response_mode' when requesting a token.");
    Refusal::new("invalid_request", 70007, text)
}

/// A parameter with a value the service does not know.
pub fn wrong_value(name: &str, asked: &str) -> Refusal {
    Refusal::new(
        "invalid_request",
        90023,
        format!("'{asked}' is not a supported value of '{name}'."),
    )
}

/// A resource that does not exist in the directory.
pub fn unknown_resource(asked: &str, tenant: &str) -> Refusal {
    let text =
        format!("The resource principal named {asked} was not found in the tenant named {tenant}.");
    Refusal::new("invalid_resource", 500_011, text)
}

/// A resource that exists, but the application's registration does not list a permission for it.
pub fn resource_not_permitted(asked: &str, client: &str) -> Refusal {
    let text = format!(
        "Invalid resource: the application '{client}' asks for '{asked}', which its registered permissions do not list."
    );
    Refusal::new("invalid_resource", 650_057, text)
}

/// A scope that cannot be read, or not together with the others.
pub fn wrong_scope(asked: &str) -> Refusal {
    Refusal::new(
        "invalid_scope",
        70011,
        format!("The value '{asked}' of 'scope' is not valid."),
    )
}

/// A scope the resource does not offer.
pub fn unknown_scope(asked: &str) -> Refusal {
    Refusal::new(
        "invalid_scope",
        650_053,
        format!(
            "The application asked for the scope '{asked}', which the resource does not offer."
        ),
    )
}

/// One token is for one resource.
pub fn several_resources() -> Refusal {
    Refusal::new(
        "invalid_scope",
        700_022,
        "The scopes of the request belong to more than one resource.",
    )
}

/// `resource` belongs to the first version of the endpoint.
pub fn resource_on_v2() -> Refusal {
    Refusal::new(
        "invalid_request",
        901_002,
        "The parameter 'resource' is not supported; name the resource in 'scope'.",
    )
}

/// `prompt=none`, and nobody is signed in (or the browser did not send the cookie).
pub fn no_session() -> Refusal {
    Refusal::new(
        "login_required",
        50058,
        "A silent sign-in request was sent but no user is signed in.",
    )
}

/// `prompt=none`, and several people are signed in.
///
/// Assumption: the implicit flow's document says `login_required` for "too many or no users"; the list of error codes
/// says 16000 for several sessions.
pub fn several_sessions() -> Refusal {
    Refusal::new(
        "login_required",
        16000,
        "Several accounts are signed in, and the request does not say which of them is meant.",
    )
}

/// A user name the directory does not know.
pub fn unknown_account(username: &str, tenant: &str) -> Refusal {
    Refusal::new(
        "invalid_request",
        50034,
        format!("The account '{username}' does not exist in the directory {tenant}."),
    )
}

/// The person chose Cancel.
///
/// Assumption: the `suberror`.
pub fn cancelled() -> Refusal {
    let mut refusal = Refusal::new(
        "access_denied",
        65004,
        "The user declined to sign in or to consent.",
    );
    refusal.suberror = Some("cancel".into());
    refusal
}

/// The emulator could not make its signing key.
pub fn no_key() -> Refusal {
    Refusal::new(
        "temporarily_unavailable",
        90033,
        "A transient error has occurred. Try again.",
    )
}
