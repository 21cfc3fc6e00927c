//! `config.json`, which stands beside `index.html` and is the whole configuration: which back end, which cloud, which
//! tenant, and as which registered application the console signs people in. Whatever is wrong with it is named, all of
//! it at once, in words for the administrator who wrote it.

pub mod cloud;
pub mod guid;
pub mod problem;
pub mod tenant;

use serde_json::{Map, Value};

pub use cloud::Cloud;
pub use guid::Guid;
pub use problem::ConfigProblem;
pub use tenant::Tenant;

/// The service the console speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// Azure Resource Manager.
    Arm,
}

/// How a token is obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The implicit flow of the v1 endpoint, which the API's own pages declare.
    Implicit,
}

/// A configuration without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The service the console speaks to.
    pub backend: Backend,
    /// Where people sign in, and where their machines are.
    pub cloud: Cloud,
    /// Whose people may sign in.
    pub tenant: Tenant,
    /// The application (client) id of the app registration.
    pub client_id: Guid,
    /// How a token is obtained.
    pub flow: Flow,
}

impl Config {
    /// Reads the text of `config.json`; on failure, every fault found in it.
    pub fn parse(text: &str) -> Result<Self, Vec<ConfigProblem>> {
        // Editors on Windows like to put a byte order mark first.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let map = match serde_json::from_str(text) {
            Ok(Value::Object(map)) => map,
            Ok(_) => {
                return Err(vec![ConfigProblem::document(
                    "It is JSON, but not an object.",
                )]);
            }
            Err(error) => return Err(vec![ConfigProblem::syntax(error.line(), error.column())]),
        };
        read(&map)
    }
}

const KEYS: [&str; 5] = ["backend", "cloud", "tenant", "clientId", "flow"];
const BACKENDS: &str = "\"arm\"";
const FLOWS: &str = "\"implicit\"";
const CLIENT_ID: &str = "the application (client) id of the app registration, a GUID such as \
     \"11111111-2222-3333-4444-555555555555\"";

fn read(map: &Map<String, Value>) -> Result<Config, Vec<ConfigProblem>> {
    let mut problems = Vec::new();
    let backend = text(map, "", "backend", BACKENDS)
        .and_then(|name| match name {
            "arm" => Ok(Backend::Arm),
            other => Err(ConfigProblem::unknown_value("backend", other, BACKENDS)),
        })
        .map_err(|problem| problems.push(problem));
    let cloud = Cloud::read(map).map_err(|found| problems.extend(found));
    let tenant = text(map, "", "tenant", tenant::EXPECTED)
        .and_then(|name| {
            Tenant::parse(name)
                .ok_or_else(|| ConfigProblem::unknown_value("tenant", name, tenant::EXPECTED))
        })
        .map_err(|problem| problems.push(problem));
    let client_id = text(map, "", "clientId", CLIENT_ID)
        .and_then(|id| {
            Guid::parse(id).ok_or_else(|| ConfigProblem::unknown_value("clientId", id, CLIENT_ID))
        })
        .map_err(|problem| problems.push(problem));
    let flow = text(map, "", "flow", FLOWS)
        .and_then(|name| match name {
            "implicit" => Ok(Flow::Implicit),
            other => Err(ConfigProblem::unknown_value("flow", other, FLOWS)),
        })
        .map_err(|problem| problems.push(problem));
    unknown_keys(map, "", &KEYS, &mut problems);
    match (backend, cloud, tenant, client_id, flow) {
        (Ok(backend), Ok(cloud), Ok(tenant), Ok(client_id), Ok(flow)) if problems.is_empty() => {
            Ok(Config {
                backend,
                cloud,
                tenant,
                client_id,
                flow,
            })
        }
        _ => Err(problems),
    }
}

/// The text at a key; `within` is the key of the object it stands in, with a dot, or empty.
fn text<'a>(
    map: &'a Map<String, Value>,
    within: &str,
    key: &str,
    expected: &'static str,
) -> Result<&'a str, ConfigProblem> {
    match map.get(key) {
        None => Err(ConfigProblem::missing([within, key].concat(), expected)),
        Some(Value::String(text)) => Ok(text),
        Some(other) => Err(ConfigProblem::wrong_type(
            [within, key].concat(),
            other,
            expected,
        )),
    }
}

/// A misspelt key would otherwise be a setting that silently does nothing.
fn unknown_keys(
    map: &Map<String, Value>,
    within: &str,
    known: &[&str],
    problems: &mut Vec<ConfigProblem>,
) {
    problems.extend(
        map.keys()
            .filter(|key| !known.contains(&key.as_str()))
            .map(|key| ConfigProblem::unknown_key([within, key].concat(), known)),
    );
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
