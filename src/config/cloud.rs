//! The clouds: sign-in authority, Resource Manager and audience always travel together and are never mixed.

use serde_json::{Map, Value};

use super::problem::ConfigProblem;
use super::{text, unknown_keys};
use crate::http::origin::{Origin, UrlFault};

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

const EXPECTED: &str = "\"AzureCloud\", \"AzureUSGovernment\", \"AzureChinaCloud\", or an object with authority, \
                        resourceManager and audience";
const KEYS: [&str; 3] = ["authority", "resourceManager", "audience"];
const AUTHORITY: &str = "the https address of the sign-in service alone, such as \"https://login.microsoftonline.com\" \
                         (http only on this computer)";
const RESOURCE_MANAGER: &str = "the https address of Azure Resource Manager alone, such as \
                                \"https://management.azure.com\" (http only on this computer)";
const AUDIENCE: &str =
    "the App-ID URI of Azure Resource Manager, such as \"https://management.azure.com/\"";

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

    pub(super) fn read(config: &Map<String, Value>) -> Result<Self, Vec<ConfigProblem>> {
        match config.get("cloud") {
            None => Err(vec![ConfigProblem::missing("cloud", EXPECTED)]),
            Some(Value::String(name)) => Self::named(name)
                .ok_or_else(|| vec![ConfigProblem::unknown_value("cloud", name, EXPECTED)]),
            Some(Value::Object(own)) => Self::read_own(own),
            Some(other) => Err(vec![ConfigProblem::wrong_type("cloud", other, EXPECTED)]),
        }
    }

    fn read_own(own: &Map<String, Value>) -> Result<Self, Vec<ConfigProblem>> {
        let mut problems = Vec::new();
        let authority =
            endpoint(own, "authority", AUTHORITY).map_err(|problem| problems.push(problem));
        let manager = endpoint(own, "resourceManager", RESOURCE_MANAGER)
            .map_err(|problem| problems.push(problem));
        let audience = audience(own).map_err(|problem| problems.push(problem));
        unknown_keys(own, "cloud.", &KEYS, &mut problems);
        match (authority, manager, audience) {
            (Ok(authority), Ok(resource_manager), Ok(audience)) if problems.is_empty() => {
                Ok(Self {
                    authority,
                    resource_manager,
                    audience,
                })
            }
            _ => Err(problems),
        }
    }
}

fn endpoint(
    own: &Map<String, Value>,
    key: &str,
    expected: &'static str,
) -> Result<String, ConfigProblem> {
    let written = text(own, "cloud.", key, expected)?;
    let name = ["cloud.", key].concat();
    let origin = Origin::bare(written).map_err(|fault| match (written, fault) {
        ("", _) => ConfigProblem::unknown_value(name.as_str(), written, expected),
        _ => ConfigProblem::new(name.as_str(), sentence(fault), expected),
    })?;
    if origin.is_secure() || origin.is_loopback() {
        Ok(origin.text())
    } else {
        Err(ConfigProblem::new(
            name,
            "It begins with http://, so a token would travel in the clear.",
            expected,
        ))
    }
}

fn audience(own: &Map<String, Value>) -> Result<String, ConfigProblem> {
    let written = text(own, "cloud.", "audience", AUDIENCE)?;
    let is_uri =
        written.contains(':') && !written.chars().any(|c| c.is_whitespace() || c.is_control());
    if is_uri {
        Ok(written.to_owned())
    } else {
        Err(ConfigProblem::unknown_value(
            "cloud.audience",
            written,
            AUDIENCE,
        ))
    }
}

fn sentence(fault: UrlFault) -> &'static str {
    match fault {
        UrlFault::Characters => "It holds a space, a backslash or a control character.",
        UrlFault::Scheme => "It does not begin with https://.",
        UrlFault::UserInfo => "It holds a user name (something before an @).",
        UrlFault::Host => "It has no host name that can be read.",
        UrlFault::Port => "Its port is not a number from 1 to 65535.",
        UrlFault::NotBare => "It goes on after the host name and port.",
    }
}
