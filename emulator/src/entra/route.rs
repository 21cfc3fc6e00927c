//! Which of the sign-in service's addresses a path is.

use crate::accounts::{TENANT_DOMAIN, TENANT_ID};
use uuid::Uuid;

/// The two generations of the endpoints: `/oauth2/…` and `/oauth2/v2.0/…`. They differ in parameters and claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Resource-based requests.
    V1,
    /// Scope-based requests.
    V2,
}

/// The tenant segment of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tenant {
    /// `common` or `organizations`: whichever directory the account belongs to.
    Any,
    /// The demo directory, by its id or its domain.
    Ours,
    /// Some other directory: the sign-in service has never heard of it.
    Unknown,
}

/// An address of the sign-in service, or of its admin routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/{tenant}/oauth2[/v2.0]/authorize`
    Authorize(Tenant, Version),
    /// `/{tenant}/oauth2[/v2.0]/logout`
    Logout(Tenant),
    /// `[/{tenant}]/discovery[/v2.0]/keys`
    Keys,
    /// `/{tenant}[/v2.0]/.well-known/openid-configuration`
    Metadata(Tenant, Version),
    /// The address `error_uri` names.
    ErrorHelp,
    /// The style sheet of the pages.
    Stylesheet,
    /// Admin: what the next authorize requests meet.
    Plan,
    /// Admin: who is signed in.
    Sessions,
}

/// The route of a path, letter case aside; `None` when the path is not the sign-in service's.
pub fn route(path: &str) -> Option<Route> {
    let path = path.to_ascii_lowercase();
    let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    Some(match parts.as_slice() {
        ["_emulator", "sign-in"] => Route::Plan,
        ["_emulator", "sign-in.css"] => Route::Stylesheet,
        ["_emulator", "sessions"] => Route::Sessions,
        ["error"] => Route::ErrorHelp,
        ["discovery", "keys"] | ["discovery", "v2.0", "keys"] => Route::Keys,
        [_, "discovery", "keys"] | [_, "discovery", "v2.0", "keys"] => Route::Keys,
        [name, "oauth2", "authorize"] => Route::Authorize(tenant(name), Version::V1),
        [name, "oauth2", "v2.0", "authorize"] => Route::Authorize(tenant(name), Version::V2),
        [name, "oauth2", "logout"] | [name, "oauth2", "v2.0", "logout"] => {
            Route::Logout(tenant(name))
        }
        [name, ".well-known", "openid-configuration"] => Route::Metadata(tenant(name), Version::V1),
        [name, "v2.0", ".well-known", "openid-configuration"] => {
            Route::Metadata(tenant(name), Version::V2)
        }
        _ => return None,
    })
}

fn tenant(name: &str) -> Tenant {
    match name {
        "common" | "organizations" => Tenant::Any,
        TENANT_DOMAIN => Tenant::Ours,
        _ if Uuid::try_parse(name) == Ok(TENANT_ID) => Tenant::Ours,
        _ => Tenant::Unknown,
    }
}

/// The tenant segment as it was written, for messages.
pub fn tenant_name(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenant_may_be_common_organizations_the_id_or_the_domain() {
        for (name, tenant) in [
            ("common", Tenant::Any),
            ("Organizations", Tenant::Any),
            ("contoso.com", Tenant::Ours),
            ("6C1F4F6E-0D1B-4A53-9A5E-3F6A2B9D7C10", Tenant::Ours),
            ("fabrikam.com", Tenant::Unknown),
            ("", Tenant::Unknown),
        ] {
            assert_eq!(
                route(&format!("/{name}/oauth2/authorize")),
                Some(Route::Authorize(tenant, Version::V1))
            );
            assert_eq!(
                route(&format!("/{name}/OAuth2/v2.0/authorize")),
                Some(Route::Authorize(tenant, Version::V2))
            );
        }
    }

    #[test]
    fn paths_of_the_resource_manager_are_left_alone() {
        for path in [
            "/subscriptions",
            "/",
            "",
            "*",
            "/providers/Microsoft.ScVmm/locations",
            "/_emulator/faults",
        ] {
            assert_eq!(route(path), None, "{path}");
        }
    }
}
