//! Reading: documents, feeds, entities, properties and counts.

use super::{Call, Failure, estate::Estate, headers::set, refusal::asked};
use crate::odata::{
    Entity, EntitySet, Fault, Path, Query, Writer, Written,
    path::{Ending, Resource, Step},
};
use http::{Response, StatusCode};
use serde_json::Value;

/// Answers a GET.
pub fn answer(call: &Call<'_>, path: &Path) -> Result<Response<Vec<u8>>, Failure> {
    let written = match path {
        Path::ServiceDocument => writer(call)?.service_document(),
        Path::Metadata => Written {
            body: call.model.csdl().to_string(),
            content_type: "application/xml;charset=utf-8",
            version: "3.0;",
        },
        Path::Resource(resource) => read(call, resource)?,
    };
    Ok(ok(written))
}

/// An answer with a body.
pub fn ok(written: Written) -> Response<Vec<u8>> {
    let mut response = Response::new(written.body.into_bytes());
    *response.status_mut() = StatusCode::OK;
    set(&mut response, "content-type", written.content_type);
    set(&mut response, "dataserviceversion", written.version);
    response
}

/// Writes in the format that the request asks for.
///
/// # Errors
/// If none is spoken here.
pub fn writer<'a>(call: &'a Call<'_>) -> Result<Writer<'a>, Fault> {
    Ok(Writer {
        model: call.model,
        root: &call.address,
        format: asked(call.request)?,
    })
}

fn read(call: &Call<'_>, resource: &Resource) -> Result<Written, Fault> {
    let raw = call.request.uri().query().unwrap_or_default();
    let target = &resource.target;
    let query = Query::parse(call.model, &target.entity_type, raw)?;
    if !resource.many {
        query.for_one()?;
    }
    let mut estate = Estate::now(call);
    let rows = rows(&mut estate, resource)?;
    match &resource.ending {
        Ending::Count if resource.many => {
            let page = query.apply(rows, None);
            Ok(writer(call)?.count(page.rows.len()))
        }
        Ending::Whole if resource.many => {
            let writer = writer(call)?;
            let mut page = query.apply(rows, call.options.page_size);
            for row in &mut page.rows {
                expand(&mut estate, target, row, &query.expand);
            }
            let address = format!("{}/{}", call.address, call.root.rest.trim_end_matches('/'));
            Ok(writer.feed(target, &query, &page, &address))
        }
        ending => {
            let mut entity = rows.into_iter().next().ok_or_else(|| gone(call))?;
            match ending {
                Ending::Count => Ok(writer(call)?.count(1)),
                Ending::Whole => {
                    expand(&mut estate, target, &mut entity, &query.expand);
                    Ok(writer(call)?.entity(target, &query, &entity))
                }
                Ending::Property { names, kind, raw } => {
                    let value = inner(&entity, names);
                    let name = names.last().map(String::as_str).unwrap_or_default();
                    if *raw {
                        // Assumption: as in WCF Data Services, the bare value of a null is not found.
                        writer(call)?
                            .raw_value(kind, &value)
                            .ok_or_else(|| gone(call))
                    } else {
                        Ok(writer(call)?.property(name, kind, &value))
                    }
                }
            }
        }
    }
}

/// What stands at the end of a path, before the query.
fn rows(estate: &mut Estate<'_>, resource: &Resource) -> Result<Vec<Entity>, Fault> {
    let mut set = resource.set.clone();
    let mut rows = match &resource.key {
        None => estate.all(&set),
        Some(key) => {
            let entity = estate.one(&set, key);
            vec![entity.ok_or_else(|| Fault::resource_not_found(&set.name))?]
        }
    };
    for step in &resource.steps {
        rows = step_from(estate, &set, &rows, step);
        set = match estate.set(&step.navigation.set) {
            Some(next) => next,
            None => return Err(Fault::resource_not_found(&step.navigation.set)),
        };
    }
    Ok(rows)
}

fn step_from(
    estate: &mut Estate<'_>,
    set: &EntitySet,
    rows: &[Entity],
    step: &Step,
) -> Vec<Entity> {
    let mut found: Vec<Entity> = rows
        .iter()
        .flat_map(|row| estate.related(set, row, &step.navigation.name))
        .collect();
    if let (Some(key), Some(target)) = (&step.key, estate.set(&step.navigation.set)) {
        found.retain(|row| crate::odata::Key::of(&target.entity_type, row).as_ref() == Some(key));
    }
    found
}

/// Puts what navigation properties lead to into an entity.
pub fn expand(
    estate: &mut Estate<'_>,
    set: &EntitySet,
    entity: &mut Entity,
    paths: &[Vec<String>],
) {
    for path in paths {
        let Some((first, _)) = path.split_first() else {
            continue;
        };
        let Some(navigation) = set.entity_type.navigation(first) else {
            continue;
        };
        if entity.contains_key(first) {
            continue;
        }
        let Some(target) = estate.set(&navigation.set) else {
            continue;
        };
        let deeper: Vec<Vec<String>> = paths
            .iter()
            .filter(|path| path.first() == Some(first))
            .filter_map(|path| path.get(1..))
            .filter(|rest| !rest.is_empty())
            .map(<[String]>::to_vec)
            .collect();
        let mut related = estate.related(set, entity, first);
        for row in &mut related {
            expand(estate, &target, row, &deeper);
        }
        let mut related = related.into_iter().map(Value::Object);
        let value = if navigation.many {
            Value::Array(related.collect())
        } else {
            related.next().unwrap_or(Value::Null)
        };
        entity.insert(first.clone(), value);
    }
}

fn inner(entity: &Entity, names: &[String]) -> Value {
    let Some((first, rest)) = names.split_first() else {
        return Value::Null;
    };
    let mut value = entity.get(first);
    for name in rest {
        value = value.and_then(|value| value.get(name));
    }
    value.cloned().unwrap_or(Value::Null)
}

/// What a path names is not there.
fn gone(call: &Call<'_>) -> Fault {
    let last = call.root.rest.trim_end_matches('/').rsplit('/').next();
    Fault::resource_not_found(last.unwrap_or_default())
}
