//! The configuration for Service Provider Foundation: where the web server that hosts the console passes requests on to it.
//! There is no sign-in here: that web server signs people in and adds the credentials.

use super::read::Reading;
use super::{Expected, Fault, Guid};

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

impl FoundationConfig {
    /// Reads the object of `config.json`.
    pub(super) fn read(file: &mut Reading) -> Option<Self> {
        let root = file.meaning("serviceRoot", Expected::ServiceRoot, service_root);
        let urls = match file.value("urls") {
            None => Some(Urls::Foundation),
            Some(_) => file.meaning("urls", Expected::Urls, |word| match word {
                "spf" => Some(Urls::Foundation),
                "wap" => Some(Urls::AzurePack),
                _ => None,
            }),
        };
        let subscription = file
            .value("subscription")
            .and_then(|_| file.meaning("subscription", Expected::Subscription, Guid::parse));
        if urls == Some(Urls::AzurePack) && file.value("subscription").is_none() {
            file.wrong("subscription", Fault::Missing, Expected::Subscription);
        }
        let principal = file
            .value("principal")
            .and_then(|_| file.meaning("principal", Expected::Principal, principal));
        file.only(&KEYS);
        Some(Self {
            service_root: root?,
            urls: urls?,
            subscription,
            principal,
        })
    }
}

/// A path, and nothing else: with a host in front, requests would leave the page's own origin, which the service does not
/// answer.
fn service_root(path: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains("..");
    (own && path.chars().all(plain)).then(|| [path.trim_end_matches('/'), "/"].concat())
}

/// It becomes a header, which takes visible ASCII only; other letters are to be left to the web server.
fn principal(name: &str) -> Option<String> {
    let visible = !name.trim().is_empty() && name.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    visible.then(|| name.trim().to_owned())
}

#[cfg(test)]
mod tests;
