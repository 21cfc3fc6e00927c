//! The emulator's own routes, all under `/_emulator`: what tests and demonstrations order and ask.
//!
//! | route | what it does |
//! |---|---|
//! | `GET /_emulator` | where it listens, its time, its accounts |
//! | `POST /_emulator/faults` | orders a [`Fault`], or a list of them |
//! | `DELETE /_emulator/faults` | forgets them |
//! | `POST /_emulator/next-operation` | orders an ending ([`Plan`]) |
//! | `DELETE /_emulator/next-operation` | forgets such orders |
//! | `GET`, `DELETE /_emulator/requests` | shows or forgets what was asked |
//! | `GET /_emulator/machines/{name}` | the true state of a machine |
//! | `GET`, `POST /_emulator/settings` | shows or changes speed, token lifetime, hidden headers, Retry-After; a change may have a `graph` and an `spf` |
//! | `GET /_emulator/graph` | the settings of Resource Graph |
//! | `GET /_emulator/spf` | the settings and roles of Service Provider Foundation |
//! | `POST /_emulator/spf/roles` | changes what the users of one of its subscriptions may do |
//! | `POST /_emulator/clock/advance` | `{"seconds": n}` moves the clock forward |
//! | `POST /_emulator/reset` | puts the datacenter back to how it began |
//!
//! The sign-in service answers `/_emulator/sign-in` and `/_emulator/sessions` itself.

mod graph;
mod spf;

use crate::{
    accounts::ACCOUNTS,
    arm::{self, error::ArmError},
    emulator::Emulator,
    faults::Fault,
    operation::plan::Plan,
    timestamp,
};
use http::{Method, Request, Response, StatusCode};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::{Value, json};
use std::time::Duration;

const PREFIX: &str = "/_emulator";

/// Whether a path is one of these.
pub fn is(path: &str) -> bool {
    path.strip_prefix(PREFIX)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers a request to one of these.
pub fn answer(emulator: &Emulator, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    match act(emulator, request) {
        Ok(body) => arm::json(StatusCode::OK, &body),
        Err(error) => emulator.arm().refuse(request, error),
    }
}

/// What may be changed while the emulator runs; what is absent stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    speed: Option<f64>,
    /// Seconds.
    token_lifetime: Option<u64>,
    hide_headers: Option<bool>,
    /// Seconds; null switches the header off.
    #[serde(default, deserialize_with = "present")]
    retry_after: Option<Option<u32>>,
    graph: Option<graph::Change>,
    spf: Option<spf::Change>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: f64,
}

fn act(emulator: &Emulator, request: &Request<Vec<u8>>) -> Result<Value, ArmError> {
    let path = request
        .uri()
        .path()
        .strip_prefix(PREFIX)
        .unwrap_or_default()
        .trim_matches('/');
    let segments: Vec<&str> = path.split('/').collect();
    let method = request.method();
    match (method, segments.as_slice()) {
        (&Method::GET, [""]) => Ok(about(emulator)),
        (&Method::POST, ["faults"]) => {
            let faults: Vec<Fault> = match read::<Value>(request)? {
                several @ Value::Array(_) => parse(several)?,
                one => vec![parse(one)?],
            };
            faults
                .into_iter()
                .for_each(|fault| emulator.add_fault(fault));
            Ok(json!({ "faults": emulator.faults().count() }))
        }
        (&Method::GET, ["faults"]) => Ok(json!({ "faults": emulator.faults().count() })),
        (&Method::DELETE, ["faults"]) => {
            emulator.clear_faults();
            Ok(json!({ "faults": 0 }))
        }
        (&Method::POST, ["next-operation"]) => {
            emulator.next_operation(read::<Plan>(request)?);
            Ok(json!({}))
        }
        (&Method::DELETE, ["next-operation"]) => {
            emulator.arm().world().clear_plans();
            Ok(json!({}))
        }
        (&Method::GET, ["requests"]) => Ok(json!({ "requests": emulator.requests() })),
        (&Method::DELETE, ["requests"]) => {
            emulator.clear_requests();
            Ok(json!({ "requests": [] }))
        }
        (&Method::GET, ["machines", name]) => {
            let name = percent_decode_str(name).decode_utf8_lossy();
            let state = emulator.machine(&name).ok_or_else(|| {
                let message = format!("No machine with a VM instance is called '{name}'.");
                ArmError::new(StatusCode::NOT_FOUND, "ResourceNotFound", message)
            })?;
            Ok(json!(state))
        }
        (&Method::GET, ["settings"]) => Ok(settings(emulator)),
        (&Method::POST, ["settings"]) => {
            change(emulator, read(request)?);
            Ok(settings(emulator))
        }
        (&Method::GET, ["graph"]) => Ok(graph::shown(emulator)),
        (&Method::GET, ["spf"]) => Ok(spf::shown(emulator)),
        (&Method::POST, ["spf", "roles"]) => spf::permit(emulator, read(request)?),
        (&Method::POST, ["clock", "advance"]) => {
            let by = read::<Advance>(request)?.seconds;
            let by = Duration::try_from_secs_f64(by).map_err(|_| {
                ArmError::content(
                    "The value of 'seconds' must be a number of seconds, not negative",
                )
            })?;
            emulator.clock().advance(by);
            Ok(json!({ "now": timestamp::document(emulator.clock().now()) }))
        }
        (&Method::POST, ["reset"]) => {
            emulator.reset();
            Ok(json!({}))
        }
        (
            _,
            [""]
            | ["faults" | "next-operation" | "requests" | "settings" | "reset" | "graph" | "spf"]
            | ["machines", _]
            | ["clock", "advance"]
            | ["spf", "roles"],
        ) => Err(ArmError::method(method, "GET, POST, DELETE")),
        _ => Err(ArmError::new(
            StatusCode::NOT_FOUND,
            "NotFound",
            "The emulator has no such route.",
        )),
    }
}

fn about(emulator: &Emulator) -> Value {
    let accounts: Vec<Value> = ACCOUNTS
        .iter()
        .map(
            |account| json!({ "upn": account.upn, "name": account.name, "rights": account.rights }),
        )
        .collect();
    json!({
        "origin": emulator.settings().origin(),
        "now": timestamp::document(emulator.clock().now()),
        "seed": emulator.options().seed,
        "vms": emulator.options().vms,
        "accounts": accounts,
    })
}

fn settings(emulator: &Emulator) -> Value {
    let settings = emulator.settings();
    json!({
        "speed": emulator.clock().speed(),
        "token_lifetime": settings.token_lifetime().as_secs(),
        "hide_headers": !settings.expose_headers(),
        "retry_after": settings.retry_after(),
    })
}

fn change(emulator: &Emulator, change: Change) {
    let settings = emulator.settings();
    if let Some(speed) = change.speed {
        emulator.clock().set_speed(speed);
    }
    if let Some(seconds) = change.token_lifetime {
        settings.set_token_lifetime(Duration::from_secs(seconds));
    }
    if let Some(hide) = change.hide_headers {
        settings.set_expose_headers(!hide);
    }
    if let Some(seconds) = change.retry_after {
        settings.set_retry_after(seconds);
    }
    if let Some(change) = change.graph {
        graph::change(emulator, change);
    }
    if let Some(change) = change.spf {
        spf::change(emulator, change);
    }
}

fn read<T: DeserializeOwned>(request: &Request<Vec<u8>>) -> Result<T, ArmError> {
    serde_json::from_slice(request.body()).map_err(|error| ArmError::content(&error.to_string()))
}

fn parse<T: DeserializeOwned>(value: Value) -> Result<T, ArmError> {
    serde_json::from_value(value).map_err(|error| ArmError::content(&error.to_string()))
}

/// Tells a null from an absent value.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}
