//! `config.json`, which stands beside `index.html` and is the whole configuration: which service the console speaks to, and
//! what it must know of it. Whatever is wrong with it is named, all of it at once, in words for the administrator who wrote
//! it.

pub mod azure;
pub mod cloud;
pub mod foundation;
pub mod guid;
pub mod problem;
pub mod tenant;

use serde_json::{Map, Value};

pub use azure::{AzureConfig, Flow};
pub use cloud::Cloud;
pub use foundation::{FoundationConfig, Urls};
pub use guid::Guid;
pub use problem::ConfigProblem;
pub use tenant::Tenant;

/// A configuration without fault, for the service it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Config {
    /// Azure Resource Manager (`"backend": "arm"`).
    Azure(AzureConfig),
    /// Service Provider Foundation (`"backend": "spf"`).
    Foundation(FoundationConfig),
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

const BACKENDS: &str = "\"arm\" or \"spf\"";

fn read(map: &Map<String, Value>) -> Result<Config, Vec<ConfigProblem>> {
    match text(map, "", "backend", BACKENDS) {
        Ok("arm") => AzureConfig::read(map).map(Config::Azure),
        Ok("spf") => FoundationConfig::read(map).map(Config::Foundation),
        Ok(other) => Err(without_backend(
            map,
            ConfigProblem::unknown_value("backend", other, BACKENDS),
        )),
        Err(problem) => Err(without_backend(map, problem)),
    }
}

/// What else is wrong when the service is not named: judged by the keys that are there.
fn without_backend(map: &Map<String, Value>, problem: ConfigProblem) -> Vec<ConfigProblem> {
    let more = if map.contains_key("serviceRoot") {
        FoundationConfig::read(map).err()
    } else {
        AzureConfig::read(map).err()
    };
    let mut problems = vec![problem];
    problems.extend(more.into_iter().flatten());
    problems
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
