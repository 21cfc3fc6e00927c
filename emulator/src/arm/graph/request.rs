//! Reading a request to Resource Graph.

use super::Refusal;
use crate::{
    arm::{Call, error::ArmError, roles},
    datacenter::place::{self, SUBSCRIPTIONS, Subscription},
    graph::estate::Scope,
    guid,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::StatusCode;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// How many rows come when nothing is said. Assumption: the documentation of paging; its reference names no number.
const DEFAULT_ROWS: u64 = 100;

/// What a request asks for.
pub(super) struct Asked {
    /// The query.
    pub query: String,
    /// Where the caller may look.
    pub scopes: Vec<Scope>,
    /// How many rows are passed over.
    pub from: usize,
    /// How many come then.
    pub rows: usize,
    /// Whether as a table.
    pub table: bool,
    /// What is said to the facets asked for.
    pub facets: Vec<Value>,
}

/// Reads a request; a page holds `page_size` rows at most.
pub(super) fn asked(call: &Call<'_>, page_size: usize) -> Result<Asked, Refusal> {
    let body = body(call)?;
    let query = match body.get("query") {
        Some(Value::String(query)) if !query.trim().is_empty() => query.clone(),
        _ => {
            return Err(Refusal::because(
                "BadRequest",
                "The field 'query' is required.",
            ));
        }
    };
    let nothing = Map::new();
    let options = match body.get("options") {
        None | Some(Value::Null) => &nothing,
        Some(Value::Object(options)) => options,
        Some(_) => {
            return Err(ArmError::content("The value of 'options' must be an object").into());
        }
    };
    let top = number(options, "$top")?.unwrap_or(DEFAULT_ROWS);
    if !(1..=1000).contains(&top) {
        return Err(Refusal::because(
            "InvalidTopValue",
            "The value of '$top' must be between 1 and 1000.",
        ));
    }
    let from = match options.get("$skipToken") {
        None | Some(Value::Null) => number(options, "$skip")?.unwrap_or_default(),
        // Assumption: a token belongs to the query for which it was given.
        Some(token) => token
            .as_str()
            .and_then(|token| read(&query, token))
            .ok_or_else(|| {
                Refusal::because("InvalidSkipToken", "The provided skip token is invalid.")
            })?,
    };
    let table = match options.get("resultFormat") {
        // The first version answered with a table when nothing was said.
        None | Some(Value::Null) => call.api_version == "2019-04-01",
        Some(Value::String(word)) if word.eq_ignore_ascii_case("table") => true,
        Some(Value::String(word)) if word.eq_ignore_ascii_case("objectArray") => false,
        Some(_) => {
            return Err(ArmError::content(
                "The value of 'resultFormat' must be 'table' or 'objectArray'",
            )
            .into());
        }
    };
    let facets = body.get("facets").and_then(Value::as_array);
    Ok(Asked {
        query,
        scopes: scopes(call, &body)?,
        from: usize::try_from(from).unwrap_or(usize::MAX),
        rows: usize::try_from(top)
            .unwrap_or(usize::MAX)
            .min(page_size.max(1)),
        table,
        facets: facets.into_iter().flatten().map(no_facet).collect(),
    })
}

/// The emulator counts no facets, and says so in the form that is published for one that fails.
fn no_facet(asked: &Value) -> Value {
    json!({
        "expression": asked.get("expression"),
        "resultType": "FacetError",
        "errors": [{ "code": "FacetNotSupported", "message": "The facet is not supported." }],
    })
}

/// The subscriptions asked for, or all. Those in which the caller may read nothing add no rows; if there are only such
/// ones, the request is refused.
///
/// Assumption: without a list, who may read nothing anywhere gets no rows rather than a refusal.
fn scopes(call: &Call<'_>, body: &Map<String, Value>) -> Result<Vec<Scope>, Refusal> {
    let asked: Vec<&'static Subscription> = match body.get("subscriptions") {
        None | Some(Value::Null) => return Ok(readable(call, SUBSCRIPTIONS.to_vec())),
        Some(Value::Array(list)) if list.is_empty() => {
            return Ok(readable(call, SUBSCRIPTIONS.to_vec()));
        }
        Some(Value::Array(list)) => {
            let mut all = Vec::new();
            for id in list {
                let id = id.as_str().unwrap_or_default();
                let known = Uuid::try_parse(id).map_err(|_| {
                    let message = format!("The subscription id '{id}' is not a valid GUID.");
                    Refusal::because("InvalidSubscriptionId", &message)
                })?;
                all.extend(place::subscription(known).filter(|found| !all.contains(found)));
            }
            all
        }
        Some(_) => {
            return Err(ArmError::content("The value of 'subscriptions' must be an array").into());
        }
    };
    let readable = readable(call, asked);
    if readable.is_empty() {
        let detail = json!({
            "code": "AccessDenied",
            "message": "Access is denied to the requested resource. The user might not have enough permission.",
        });
        return Err(Refusal::Graph(
            StatusCode::FORBIDDEN,
            "AccessDenied",
            vec![detail],
        ));
    }
    Ok(readable)
}

fn readable(call: &Call<'_>, asked: Vec<&'static Subscription>) -> Vec<Scope> {
    asked
        .into_iter()
        .map(|subscription| {
            let may = |action| roles::allows(call.caller.role, subscription.id, action);
            Scope {
                subscription,
                machines: may("Microsoft.HybridCompute/machines/read"),
                instances: may("Microsoft.ScVmm/virtualMachineInstances/read"),
                servers: may("Microsoft.ScVmm/vmmServers/read"),
                clouds: may("Microsoft.ScVmm/clouds/read"),
            }
        })
        .filter(|scope| scope.machines || scope.instances || scope.servers || scope.clouds)
        .collect()
}

fn body(call: &Call<'_>) -> Result<Map<String, Value>, ArmError> {
    call.demand_json()?;
    match serde_json::from_slice(call.request.body()) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(ArmError::content("The request body must be a JSON object")),
        Err(error) => Err(ArmError::content(&error.to_string())),
    }
}

fn number(options: &Map<String, Value>, name: &str) -> Result<Option<u64>, ArmError> {
    match options.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.as_u64().map(Some).ok_or_else(|| {
            ArmError::content(&format!("The value of '{name}' must be a whole number"))
        }),
    }
}

/// The token of the page that begins after so many rows.
pub(super) fn token(query: &str, from: usize) -> String {
    let query = guid::derived(&[query]);
    BASE64_URL_SAFE_NO_PAD.encode(format!("{query} {from}"))
}

fn read(query: &str, token: &str) -> Option<u64> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (of, from) = text.split_once(' ')?;
    (of == guid::derived(&[query]).to_string())
        .then(|| from.parse().ok())
        .flatten()
}
