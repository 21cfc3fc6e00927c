//! The configuration for Service Provider Foundation: where the web server that hosts the console passes requests on to it.
//! There is no sign-in here: that web server signs people in and adds the credentials.

use serde_json::{Map, Value};

use super::{ConfigProblem, Guid, text, unknown_keys};

/// How the addresses of the service are built below the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urls {
    /// Service Provider Foundation's own: `SC2012R2/VMM/{subscription}/Microsoft.Management.Odata.svc/`.
    Foundation,
    /// Windows Azure Pack's: `{subscription}/services/systemcenter/vmm/`.
    AzurePack,
}

/// A configuration without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundationConfig {
    /// The path on the page's own origin that is passed on to the service; it begins and ends with a slash.
    pub service_root: String,
    /// How the addresses are built below it.
    pub urls: Urls,
    /// The subscription whose machines are shown; without one, the administrator's root with all of them.
    pub subscription: Option<Guid>,
    /// What goes into `x-ms-principal-id`; without it, the web server adds the header.
    pub principal: Option<String>,
}

const KEYS: [&str; 5] = [
    "backend",
    "serviceRoot",
    "urls",
    "subscription",
    "principal",
];
const ROOT: &str =
    "a path of the console's own web server that is passed on to the service, such as \"/spf/\"";
const URLS: &str = "\"spf\" or \"wap\"";
const SUBSCRIPTION: &str = "the id of a subscription, a GUID such as \"11111111-2222-3333-4444-555555555555\"; \
     or left out, for all machines (with \"urls\": \"spf\" only)";
const PRINCIPAL: &str = "the name under which the service notes who acted, such as \"admin@contoso.com\"; \
     or left out, if the web server adds it";

impl FoundationConfig {
    /// Reads the object of `config.json`; on failure, every fault found in it.
    pub(super) fn read(map: &Map<String, Value>) -> Result<Self, Vec<ConfigProblem>> {
        let mut problems = Vec::new();
        let root = text(map, "", "serviceRoot", ROOT)
            .and_then(service_root)
            .map_err(|problem| problems.push(problem));
        let urls = match map.get("urls") {
            None => Ok(Urls::Foundation),
            Some(_) => text(map, "", "urls", URLS).and_then(|word| match word {
                "spf" => Ok(Urls::Foundation),
                "wap" => Ok(Urls::AzurePack),
                other => Err(ConfigProblem::unknown_value("urls", other, URLS)),
            }),
        }
        .map_err(|problem| problems.push(problem));
        let subscription = optional(map, "subscription", &|| {
            Guid::read(map, "subscription", SUBSCRIPTION)
        })
        .map_err(|problem| problems.push(problem));
        if urls == Ok(Urls::AzurePack) && subscription == Ok(None) {
            problems.push(ConfigProblem::missing("subscription", SUBSCRIPTION));
        }
        let principal = optional(map, "principal", &|| {
            text(map, "", "principal", PRINCIPAL).and_then(principal)
        })
        .map_err(|problem| problems.push(problem));
        unknown_keys(map, "", &KEYS, &mut problems);
        match (root, urls, subscription, principal) {
            (Ok(service_root), Ok(urls), Ok(subscription), Ok(principal))
                if problems.is_empty() =>
            {
                Ok(Self {
                    service_root,
                    urls,
                    subscription,
                    principal,
                })
            }
            _ => Err(problems),
        }
    }
}

fn optional<T>(
    map: &Map<String, Value>,
    key: &str,
    read: &dyn Fn() -> Result<T, ConfigProblem>,
) -> Result<Option<T>, ConfigProblem> {
    match map.get(key) {
        None => Ok(None),
        Some(_) => read().map(Some),
    }
}

/// A path, and nothing else: with a host in front, requests would leave the page's own origin, which the service does not
/// answer.
fn service_root(path: &str) -> Result<String, ConfigProblem> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains("..");
    if !own || !path.chars().all(plain) {
        return Err(ConfigProblem::unknown_value("serviceRoot", path, ROOT));
    }
    Ok([path.trim_end_matches('/'), "/"].concat())
}

/// It becomes a header, which takes visible ASCII only; other letters are to be left to the web server.
fn principal(name: &str) -> Result<String, ConfigProblem> {
    let visible = !name.trim().is_empty() && name.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if visible {
        Ok(name.trim().to_owned())
    } else {
        Err(ConfigProblem::unknown_value("principal", name, PRINCIPAL))
    }
}

#[cfg(test)]
mod tests;
