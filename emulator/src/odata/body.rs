//! Reading an entity that a client sends, in any format of JSON.

mod convert;

use super::Entity;
use super::fault::Fault;
use super::model::{EntityType, Kind, Model, Property};
use serde_json::{Map, Value};

/// Reads an entity. What the client did not send is absent; what it sent is checked against the model and written the one
/// way the rest relies on (GUIDs in lower case, 64-bit integers and dates as strings).
///
/// # Errors
/// 400 for what is not JSON, is no entity of this type, or has a property that does not fit.
pub fn read(model: &Model, entity_type: &EntityType, bytes: &[u8]) -> Result<Entity, Fault> {
    // A byte order mark says nothing in UTF-8, and some writers of .NET put one.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|e| refuse(&format!("The request body is not valid JSON: {e}.")))?;
    let Value::Object(members) = value else {
        return Err(refuse("A JSON object was expected for the entity."));
    };
    own_type(&members, &entity_type.name)?;
    let mut entity = Entity::new();
    for (name, value) in members {
        if is_annotation(&name) {
            continue;
        }
        if entity_type.navigation(&name).is_some() {
            navigation(&name, &value)?;
            continue;
        }
        let property = entity_type
            .property(&name)
            .ok_or_else(|| unknown(&name, &entity_type.name))?;
        entity.insert(name, property_value(model, property, value)?);
    }
    Ok(entity)
}

/// The prefix is that of WCF Data Services.
fn refuse(reason: &str) -> Fault {
    Fault::bad_request(format!("Error processing request stream. {reason}"))
}

fn unknown(name: &str, type_name: &str) -> Fault {
    refuse(&format!(
        "The property '{name}' does not exist on type '{type_name}'. Make sure to only use property names that are defined by the type."
    ))
}

/// `odata.metadata`, `Permission@odata.type`, `Cloud@odata.bind` and their like, and `__metadata` of JSON verbose. Those that
/// nobody knows may be passed over too.
fn is_annotation(name: &str) -> bool {
    name.starts_with("odata.") || name.contains('@') || name == "__metadata"
}

/// If the values say of what type they are, it must be this one.
fn own_type(members: &Map<String, Value>, expected: &str) -> Result<(), Fault> {
    let verbose = members.get("__metadata").map(|metadata| {
        metadata
            .as_object()
            .ok_or_else(|| refuse("The '__metadata' property is not a JSON object."))
            .map(|metadata| metadata.get("type"))
    });
    let named = match verbose {
        Some(verbose) => verbose?,
        None => members.get("odata.type"),
    };
    match named {
        None => Ok(()),
        Some(Value::String(name)) if name == expected => Ok(()),
        Some(Value::String(name)) => Err(refuse(&format!(
            "A type named '{name}' was found where '{expected}' was expected."
        ))),
        Some(_) => Err(refuse("The name of a type is not a JSON string.")),
    }
}

/// A client may send back what it was given of the way to other entities, but not entities inside an entity.
///
/// Assumption: the service creates nothing so.
fn navigation(name: &str, value: &Value) -> Result<(), Fault> {
    match value {
        Value::Null => Ok(()),
        Value::Object(members) if members.contains_key("__deferred") => Ok(()),
        _ => Err(refuse(&format!(
            "The navigation property '{name}' has a value; entities inside an entity are not supported."
        ))),
    }
}

fn property_value(model: &Model, property: &Property, value: Value) -> Result<Value, Fault> {
    if value.is_null() {
        if property.nullable {
            return Ok(Value::Null);
        }
        return Err(refuse(&format!(
            "A null value was found for the property named '{}', which has the expected type '{}[Nullable=False]'. The expected type '{1}[Nullable=False]' does not allow null values.",
            property.name, property.kind
        )));
    }
    kind_value(model, &property.name, &property.kind, value)
}

fn kind_value(model: &Model, name: &str, kind: &Kind, value: Value) -> Result<Value, Fault> {
    match kind {
        Kind::Primitive(edm) => convert::primitive(*edm, &value).ok_or_else(|| {
            refuse(&format!(
                "Cannot convert a value of the property '{name}' to the expected type '{kind}'."
            ))
        }),
        Kind::Complex(complex) => {
            let (Value::Object(members), Some(complex)) = (value, model.complex_type(complex))
            else {
                return Err(refuse(&format!(
                    "A JSON object was expected for the property '{name}' of type '{kind}'."
                )));
            };
            own_type(&members, &complex.name)?;
            let mut read = Map::new();
            for (name, value) in members {
                if is_annotation(&name) {
                    continue;
                }
                let property = complex
                    .properties
                    .iter()
                    .find(|property| property.name == name)
                    .ok_or_else(|| unknown(&name, &complex.name))?;
                read.insert(name, property_value(model, property, value)?);
            }
            Ok(Value::Object(read))
        }
        Kind::Collection(inner) => {
            let values = match value {
                Value::Array(values) => Some(values),
                // As JSON verbose writes it.
                Value::Object(mut members) => match members.remove("results") {
                    Some(Value::Array(values)) => Some(values),
                    _ => None,
                },
                _ => None,
            };
            values
                .ok_or_else(|| {
                    refuse(&format!(
                        "A JSON array was expected for the property '{name}' of type '{kind}'."
                    ))
                })?
                .into_iter()
                .map(|value| kind_value(model, name, inner, value))
                .collect::<Result<Vec<_>, _>>()
                .map(Value::Array)
        }
    }
}

#[cfg(test)]
mod tests;
