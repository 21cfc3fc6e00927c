//! The configuration for Azure Resource Manager: which cloud, which tenant, and as which registered application the console
//! signs people in.

use super::read::Reading;
use super::{Cloud, Expected, Guid, Tenant};

/// How a token is obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The implicit flow of the v1 endpoint, which the API's own pages declare.
    Implicit,
}

/// A configuration without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureConfig {
    /// Where people sign in, and where their machines are.
    pub cloud: Cloud,
    /// Whose people may sign in.
    pub tenant: Tenant,
    /// The application (client) id of the app registration.
    pub client_id: Guid,
    /// How a token is obtained.
    pub flow: Flow,
}

const KEYS: [&str; 5] = ["backend", "cloud", "tenant", "clientId", "flow"];

impl AzureConfig {
    /// Reads the object of `config.json`.
    pub(super) fn read(file: &mut Reading) -> Option<Self> {
        let cloud = Cloud::read(file);
        let tenant = file.meaning("tenant", Expected::Tenant, Tenant::parse);
        let client_id = file.meaning("clientId", Expected::ClientId, Guid::parse);
        let flow = file.meaning("flow", Expected::Flow, |name| {
            (name == "implicit").then_some(Flow::Implicit)
        });
        file.only(&KEYS);
        Some(Self {
            cloud: cloud?,
            tenant: tenant?,
            client_id: client_id?,
            flow: flow?,
        })
    }
}
