//! The configuration for Azure Resource Manager: which cloud, which tenant, and as which registered application the console
//! signs people in.

use serde_json::{Map, Value};

use super::{Cloud, ConfigProblem, Guid, Tenant, tenant, text, unknown_keys};

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
const FLOWS: &str = "\"implicit\"";
const CLIENT_ID: &str = "the application (client) id of the app registration, a GUID such as \
     \"11111111-2222-3333-4444-555555555555\"";

impl AzureConfig {
    /// Reads the object of `config.json`; on failure, every fault found in it.
    pub(super) fn read(map: &Map<String, Value>) -> Result<Self, Vec<ConfigProblem>> {
        let mut problems = Vec::new();
        let cloud = Cloud::read(map).map_err(|found| problems.extend(found));
        let tenant = text(map, "", "tenant", tenant::EXPECTED)
            .and_then(|name| {
                Tenant::parse(name)
                    .ok_or_else(|| ConfigProblem::unknown_value("tenant", name, tenant::EXPECTED))
            })
            .map_err(|problem| problems.push(problem));
        let client_id = Guid::read(map, "clientId", CLIENT_ID).map_err(|p| problems.push(p));
        let flow = text(map, "", "flow", FLOWS)
            .and_then(|name| match name {
                "implicit" => Ok(Flow::Implicit),
                other => Err(ConfigProblem::unknown_value("flow", other, FLOWS)),
            })
            .map_err(|problem| problems.push(problem));
        unknown_keys(map, "", &KEYS, &mut problems);
        match (cloud, tenant, client_id, flow) {
            (Ok(cloud), Ok(tenant), Ok(client_id), Ok(flow)) if problems.is_empty() => Ok(Self {
                cloud,
                tenant,
                client_id,
                flow,
            }),
            _ => Err(problems),
        }
    }
}
