//! `config.json`, which stands beside `index.html` and is the whole configuration: which service the console speaks to, and
//! what it must know of it. Whatever is wrong with it is found, all of it at once, and named in words for the administrator who
//! wrote it ([`problem`]).
//!
//! It is read in two steps: first which service it names, then, by that service's part of the program, what it says of it.

pub mod azure;
pub mod cloud;
pub mod foundation;
pub mod guid;
pub mod problem;
mod read;
pub mod tenant;

use serde_json::{Map, Value};

pub use azure::{AzureConfig, Flow};
pub use cloud::Cloud;
pub use foundation::{FoundationConfig, Urls};
pub use guid::Guid;
pub use problem::{ConfigProblem, Expected, Fault};
use read::Reading;
pub use tenant::Tenant;

/// The file, read as far as it says which service it is for.
pub struct ConfigFile {
    map: Map<String, Value>,
    service: Service,
    /// What is wrong with the name of the service.
    unnamed: Option<ConfigProblem>,
}

/// The services that the console can speak to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Azure Resource Manager (`"backend": "arm"`).
    Azure,
    /// Service Provider Foundation (`"backend": "spf"`).
    Foundation,
}

impl ConfigFile {
    /// Reads the text of `config.json`.
    ///
    /// # Errors
    /// When it is no JSON object. What is wrong in the object is found by whoever reads the rest.
    pub fn read(text: &str) -> Result<Self, ConfigProblem> {
        // Editors on Windows like to put a byte order mark first.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let map = match serde_json::from_str(text) {
            Ok(Value::Object(map)) => map,
            Ok(_) => return Err(ConfigProblem::of_file(Fault::NotAnObject)),
            Err(error) => {
                return Err(ConfigProblem::of_file(Fault::NotJson {
                    line: error.line(),
                    column: error.column(),
                }));
            }
        };
        let named =
            read::text(&map, "", "backend", Expected::Backend).and_then(|name| match name {
                "arm" => Ok(Service::Azure),
                "spf" => Ok(Service::Foundation),
                other => Err(ConfigProblem::unknown_value(
                    "backend",
                    other,
                    Expected::Backend,
                )),
            });
        let (service, unnamed) = match named {
            Ok(service) => (service, None),
            // What else is wrong is judged by the keys that are there.
            Err(problem) if map.contains_key("serviceRoot") => (Service::Foundation, Some(problem)),
            Err(problem) => (Service::Azure, Some(problem)),
        };
        Ok(Self {
            map,
            service,
            unnamed,
        })
    }

    /// Which service it is for.
    pub fn service(&self) -> Service {
        self.service
    }

    /// The configuration for Azure Resource Manager.
    ///
    /// # Errors
    /// Every fault that is found.
    pub fn azure(&self) -> Result<AzureConfig, Vec<ConfigProblem>> {
        self.reading().end(AzureConfig::read)
    }

    /// The configuration for Service Provider Foundation.
    ///
    /// # Errors
    /// Every fault that is found.
    pub fn foundation(&self) -> Result<FoundationConfig, Vec<ConfigProblem>> {
        self.reading().end(FoundationConfig::read)
    }

    fn reading(&self) -> Reading<'_> {
        Reading::of(&self.map, "", self.unnamed.clone())
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
