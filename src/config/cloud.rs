//! The clouds: sign-in authority, Resource Manager and audience always travel together and are never mixed.

use serde_json::Value;

use super::problem::{Expected, Fault};
use super::read::Reading;
use crate::http::origin::Origin;

/// Where people sign in, and where their machines are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloud {
    /// The origin of the sign-in service, without a trailing slash.
    pub authority: String,
    /// The origin of Azure Resource Manager, without a trailing slash.
    pub resource_manager: String,
    /// The App-ID URI the token is asked for (`resource` of the authorize request).
    pub audience: String,
}

/// Name, authority, Resource Manager. The audience of each is its Resource Manager with a slash, the value the v1
/// endpoint documents for `resource`; the older `management.core.…` audiences also work but are not used.
const KNOWN: [(&str, &str, &str); 3] = [
    (
        "AzureCloud",
        "https://login.microsoftonline.com",
        "https://management.azure.com",
    ),
    (
        "AzureUSGovernment",
        "https://login.microsoftonline.us",
        "https://management.usgovcloudapi.net",
    ),
    (
        "AzureChinaCloud",
        "https://login.chinacloudapi.cn",
        "https://management.chinacloudapi.cn",
    ),
];

const KEYS: [&str; 3] = ["authority", "resourceManager", "audience"];

impl Cloud {
    /// A public cloud by its name.
    pub fn named(name: &str) -> Option<Self> {
        KNOWN
            .iter()
            .find(|(known, ..)| *known == name)
            .map(|&(_, authority, resource_manager)| Self {
                authority: authority.to_owned(),
                resource_manager: resource_manager.to_owned(),
                audience: [resource_manager, "/"].concat(),
            })
    }

    /// The cloud that a configuration names or describes.
    pub(super) fn read(file: &mut Reading) -> Option<Self> {
        let Some(Value::Object(own)) = file.value("cloud") else {
            return file.meaning("cloud", Expected::Cloud, Self::named);
        };
        let own = Reading::of(own, "cloud.", None).end(Self::read_own);
        own.map_err(|problems| file.more(problems)).ok()
    }

    fn read_own(own: &mut Reading) -> Option<Self> {
        let authority = endpoint(own, "authority", Expected::Authority);
        let resource_manager = endpoint(own, "resourceManager", Expected::ResourceManager);
        let audience = own.meaning("audience", Expected::Audience, audience);
        own.only(&KEYS);
        Some(Self {
            authority: authority?,
            resource_manager: resource_manager?,
            audience: audience?,
        })
    }
}

fn endpoint(own: &mut Reading, key: &str, expected: Expected) -> Option<String> {
    let written = own.text(key, expected)?;
    let fault = match Origin::bare(written) {
        Ok(origin) if origin.is_secure() || origin.is_loopback() => return Some(origin.text()),
        Ok(_) => Fault::InTheClear,
        Err(_) if written.is_empty() => Fault::Unknown(String::new()),
        Err(fault) => Fault::Address(fault),
    };
    own.wrong(key, fault, expected);
    None
}

fn audience(written: &str) -> Option<String> {
    let is_uri =
        written.contains(':') && !written.chars().any(|c| c.is_whitespace() || c.is_control());
    is_uri.then(|| written.to_owned())
}
