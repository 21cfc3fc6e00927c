//! Writing: which verb does what to which set. All but the permissions of a role become jobs of VMM.

mod checkpoint;
mod job;
mod machine;
mod role;

use super::{
    Answer, Call, Failure,
    headers::set,
    read::{ok, writer},
    refusal::{Refusal, asked},
};
use crate::odata::{
    Entity, EntitySet, Fault, Format, Query, Writer, body,
    path::{Ending, Resource},
};
use http::{Method, Response, StatusCode, header};
use serde_json::Value;

/// What a change does to the properties that it does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// PUT: they get their defaults.
    Replace,
    /// MERGE and PATCH: they stay.
    Merge,
}

/// Answers anything but a GET.
pub fn answer(call: &Call<'_>, method: &Method, resource: &Resource) -> Result<Answer, Failure> {
    let refused = || Failure::from(Fault::method_not_allowed(method.as_str()));
    if !resource.steps.is_empty() || resource.ending != Ending::Whole {
        return Err(refused());
    }
    let entities = resource.set.as_ref();
    let change = match method.as_str() {
        "PUT" => Some(Change::Replace),
        "MERGE" | "PATCH" => Some(Change::Merge),
        _ => None,
    };
    speakable(call, method == Method::POST)?;
    match (entities.name.as_str(), &resource.key, change) {
        ("VMCheckPoints", None, None) if method == Method::POST => {
            checkpoint::create(call, entities)
        }
        ("VMCheckPoints", Some(key), Some(change)) => {
            checkpoint::change(call, entities, key, change)
        }
        ("VMCheckPoints", Some(key), None) if method == Method::DELETE => {
            checkpoint::delete(call, entities, key)
        }
        ("VirtualMachines", Some(key), Some(_)) => machine::change(call, entities, key),
        ("UserRoles", Some(key), Some(_)) => role::change(call, entities, key),
        _ => Err(refused()),
    }
}

/// The entity in the request's body.
fn sent(call: &Call<'_>, entities: &EntitySet) -> Result<Entity, Fault> {
    let kind = call
        .request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        // Assumption: the real service takes AtomPub as well, which is not spoken here.
        return Err(Fault::unsupported_media_type(format!(
            "The content type '{kind}' is not supported. Only 'application/json' is."
        )));
    }
    body::read(call.model, &entities.entity_type, call.request.body())
}

/// A text that was sent; none for null and for what was not sent.
fn text<'a>(entity: &'a Entity, name: &str) -> Option<&'a str> {
    entity.get(name).and_then(Value::as_str)
}

/// The query of a request on one entity.
fn query(call: &Call<'_>, entities: &EntitySet) -> Result<Query, Fault> {
    let raw = call.request.uri().query().unwrap_or_default();
    Query::parse(call.model, &entities.entity_type, raw)
}

/// Refuses callers that have none of these permissions.
fn allow(call: &Call<'_>, any_of: &[&str], action: &str) -> Result<(), Refusal> {
    if call.spf.roles.allow(&call.scope, any_of) {
        Ok(())
    } else {
        Err(Refusal::forbidden(action))
    }
}

/// The entity of a key is not there.
fn missing(entities: &EntitySet) -> Fault {
    Fault::resource_not_found(&entities.name)
}

/// What a client prefers to get back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prefer {
    /// Nothing was said.
    Either,
    /// The entity.
    Content,
    /// No entity.
    NoContent,
}

fn preference(call: &Call<'_>) -> Prefer {
    let said = call
        .request
        .headers()
        .get("prefer")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut words = said.split([',', ';']).map(str::trim);
    match words.find(|word| word.starts_with("return-")) {
        Some(word) if word.eq_ignore_ascii_case("return-content") => Prefer::Content,
        Some(word) if word.eq_ignore_ascii_case("return-no-content") => Prefer::NoContent,
        _ => Prefer::Either,
    }
}

/// Refuses who wants an entity back in a format that is not spoken here, before anything happens.
fn speakable(call: &Call<'_>, by_default: bool) -> Result<(), Fault> {
    let wanted = match preference(call) {
        Prefer::Either => by_default,
        Prefer::Content => true,
        Prefer::NoContent => false,
    };
    if wanted {
        asked(call.request)?;
    }
    Ok(())
}

/// 201 with the entity and its address, or 204 with its address alone.
fn created(
    call: &Call<'_>,
    entities: &EntitySet,
    entity: &Entity,
) -> Result<Response<Vec<u8>>, Fault> {
    let location = Writer {
        model: call.model,
        root: &call.address,
        format: Format::Minimal,
    }
    .location(entities, entity);
    let mut response = match preference(call) {
        Prefer::NoContent => {
            let mut response = no_content();
            set(&mut response, "dataserviceid", &location);
            response
        }
        Prefer::Either | Prefer::Content => {
            let mut response = ok(writer(call)?.entity(entities, &Query::default(), entity));
            *response.status_mut() = StatusCode::CREATED;
            response
        }
    };
    set(&mut response, "location", &location);
    apply_preference(call, &mut response);
    Ok(response)
}

/// 204, or 200 with the entity for who prefers so.
fn changed(
    call: &Call<'_>,
    entities: &EntitySet,
    entity: &Entity,
) -> Result<Response<Vec<u8>>, Fault> {
    let mut response = match preference(call) {
        Prefer::Content => ok(writer(call)?.entity(entities, &Query::default(), entity)),
        Prefer::Either | Prefer::NoContent => no_content(),
    };
    apply_preference(call, &mut response);
    Ok(response)
}

fn apply_preference(call: &Call<'_>, response: &mut Response<Vec<u8>>) {
    match preference(call) {
        Prefer::Either => {}
        Prefer::Content => set(response, "preference-applied", "return-content"),
        Prefer::NoContent => set(response, "preference-applied", "return-no-content"),
    }
}

fn no_content() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    set(&mut response, "dataserviceversion", "1.0;");
    response
}
