//! Which API an authorize request is for: `resource` in the first version, `scope` in the second.

use super::{faults, parameters::Parameters, refusal::Refusal};

/// An access token that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The resource, as it was written: it becomes the token's audience.
    pub resource: String,
    /// The `scope` of the answer; the first version sends none.
    pub scope: Option<String>,
}

/// The first version: `resource` names the API, `scope` is ignored.
pub fn resource(sent: &Parameters, wants_access: bool) -> Result<Option<Access>, Refusal> {
    match sent.get("resource") {
        Some(resource) => Ok(Some(Access {
            resource: resource.into(),
            scope: None,
        })),
        None if wants_access => Err(faults::missing("resource")),
        None => Ok(None),
    }
}

/// The second version: `scope` names the API and the permissions, as `{resource}/{permission}`.
pub fn scopes(
    sent: &Parameters,
    wants_id_token: bool,
    wants_access: bool,
) -> Result<Option<Access>, Refusal> {
    if sent.has("resource") {
        return Err(faults::resource_on_v2());
    }
    let asked = sent.get("scope").ok_or_else(|| faults::missing("scope"))?;
    let mut found: Option<Access> = None;
    let mut standard = Vec::new();
    for scope in asked.split_ascii_whitespace() {
        if matches!(scope, "openid" | "profile" | "email" | "offline_access") {
            standard.push(scope);
            continue;
        }
        let (resource, permission) = scope
            .rsplit_once('/')
            .ok_or_else(|| faults::unknown_scope(scope))?;
        if !matches!(permission, "user_impersonation" | ".default") {
            return Err(faults::unknown_scope(scope));
        }
        match &mut found {
            None => {
                found = Some(Access {
                    resource: resource.into(),
                    scope: Some(scope.into()),
                })
            }
            Some(before)
                if before.resource.trim_end_matches('/') != resource.trim_end_matches('/') =>
            {
                return Err(faults::several_resources());
            }
            // `.default` cannot be mixed, and nothing else is offered twice.
            Some(_) => return Err(faults::wrong_scope(asked)),
        }
    }
    if wants_id_token && !standard.contains(&"openid") {
        return Err(faults::wrong_scope(asked));
    }
    if wants_access && found.is_none() {
        // The service would hand out a token for Microsoft Graph, an API this application does not list.
        return Err(faults::unknown_scope(asked));
    }
    if let Some(Access {
        scope: Some(scope), ..
    }) = &mut found
    {
        // What is granted comes back; a refresh token is never part of the implicit flow.
        for name in standard.iter().filter(|name| **name != "offline_access") {
            scope.push(' ');
            scope.push_str(name);
        }
    }
    Ok(found)
}
