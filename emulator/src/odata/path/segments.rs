//! Reading the segments of a path, one after the other, each by the type that the one before has led to.

use super::{Ending, Path, Resource, Step};
use crate::odata::fault::Fault;
use crate::odata::key::Key;
use crate::odata::model::{EntityType, Kind, Model};
use crate::odata::token::{Token, Tokens};
use percent_encoding::percent_decode_str;
use std::sync::Arc;

/// More segments than any address of this model needs.
const MOST_SEGMENTS: usize = 32;

/// Reads a path.
pub(super) fn read(model: &Model, after_root: &str) -> Result<Path, Fault> {
    // A slash in a key is percent-encoded, hence segments are parted before they are decoded. Empty segments say nothing.
    let segments = after_root
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| {
            percent_decode_str(segment)
                .decode_utf8()
                .map_err(|_| Fault::query_syntax())
        })
        .collect::<Result<Vec<_>, _>>()?;
    if segments.len() > MOST_SEGMENTS {
        return Err(Fault::bad_request("The request URI has too many segments."));
    }
    let mut segments = segments.iter().map(AsRef::as_ref);
    let Some(first) = segments.next() else {
        return Ok(Path::ServiceDocument);
    };
    match first {
        "$metadata" => {
            return match segments.next() {
                None => Ok(Path::Metadata),
                Some(_) => Err(after_the_last(first)),
            };
        }
        "$batch" => {
            return Err(Fault::not_implemented(
                "This service does not process batches.",
            ));
        }
        _ => {}
    }
    let name = name_of(first);
    let set = model
        .set(name)
        .ok_or_else(|| Fault::resource_not_found(name))?;
    let key = key_behind(first, &set.entity_type)?;
    let mut resource = Resource {
        set: Arc::clone(set),
        many: key.is_none(),
        key,
        steps: Vec::new(),
        target: Arc::clone(set),
        ending: Ending::Whole,
    };
    let mut before = name.to_owned();
    while let Some(text) = segments.next() {
        if text == "$links" {
            return Err(Fault::not_implemented(
                "This service does not address links ('$links').",
            ));
        }
        if resource.many {
            after_many(&mut resource, &before, text)?;
        } else {
            after_one(model, &mut resource, text, &mut segments)?;
        }
        if resource.ending != Ending::Whole {
            return match segments.next() {
                None => Ok(Path::Resource(resource)),
                Some(_) => Err(after_the_last(text)),
            };
        }
        name_of(text).clone_into(&mut before);
    }
    Ok(Path::Resource(resource))
}

/// Behind many entities stands `$count`, or the key of one as a segment.
fn after_many(resource: &mut Resource, before: &str, text: &str) -> Result<(), Fault> {
    if text == "$count" {
        resource.ending = Ending::Count;
        return Ok(());
    }
    // Assumption: a key may be a segment whether or not the client announces that it writes keys so.
    let Some(key) = Key::from_segment(&resource.target.entity_type, text) else {
        return Err(Fault::bad_request(format!(
            "The request URI is not valid. Since the segment '{before}' refers to a collection, this must be the last segment \
             in the request URI. All intermediate segments must refer to a single resource."
        )));
    };
    match resource.steps.last_mut() {
        Some(step) => step.key = Some(key),
        None => resource.key = Some(key),
    }
    resource.many = false;
    Ok(())
}

/// Behind one entity stands a navigation property or a property.
fn after_one<'s>(
    model: &Model,
    resource: &mut Resource,
    text: &str,
    rest: &mut impl Iterator<Item = &'s str>,
) -> Result<(), Fault> {
    if text.starts_with('$') {
        return Err(Fault::query_syntax());
    }
    let name = name_of(text);
    let entity_type = Arc::clone(&resource.target.entity_type);
    if let Some(navigation) = entity_type.navigation(name) {
        let target = model
            .set(&navigation.set)
            .ok_or_else(|| Fault::resource_not_found(name))?;
        let key = key_behind(text, &target.entity_type)?;
        if key.is_some() && !navigation.many {
            return Err(Fault::query_syntax());
        }
        resource.many = navigation.many && key.is_none();
        resource.steps.push(Step {
            navigation: navigation.clone(),
            key,
        });
        resource.target = Arc::clone(target);
        return Ok(());
    }
    let property = entity_type
        .property(text)
        .ok_or_else(|| Fault::resource_not_found(text))?;
    let mut names = vec![text.to_owned()];
    let mut kind = property.kind.clone();
    let mut raw = false;
    for text in rest {
        if raw {
            return Err(after_the_last("$value"));
        }
        let inner = match &kind {
            Kind::Complex(complex) => model
                .complex_type(complex)
                .and_then(|complex| complex.properties.iter().find(|inner| inner.name == text))
                .map(|inner| inner.kind.clone()),
            Kind::Primitive(_) if text == "$value" => {
                raw = true;
                continue;
            }
            Kind::Primitive(_) | Kind::Collection(_) => {
                return Err(after_the_last(names.last().map_or("", String::as_str)));
            }
        };
        kind = inner.ok_or_else(|| Fault::resource_not_found(text))?;
        names.push(text.to_owned());
    }
    resource.ending = Ending::Property { names, kind, raw };
    Ok(())
}

fn after_the_last(segment: &str) -> Fault {
    Fault::bad_request(format!(
        "The request URI is not valid. The segment '{segment}' must be the last segment in the URI."
    ))
}

/// What stands before the parenthesis; for messages, and to find the type that reads the rest.
fn name_of(segment: &str) -> &str {
    segment.split_once('(').map_or(segment, |(name, _)| name)
}

/// The key in the parentheses of a segment; none without parentheses or between empty ones.
fn key_behind(text: &str, entity_type: &EntityType) -> Result<Option<Key>, Fault> {
    let syntax = |_| Fault::query_syntax();
    let mut tokens = Tokens::read(text).map_err(syntax)?;
    tokens.name().map_err(syntax)?;
    let mut key = None;
    if tokens.take_if(&Token::Open) && !tokens.take_if(&Token::Close) {
        key = Some(Key::read(&mut tokens, entity_type)?);
        tokens.expect(&Token::Close).map_err(syntax)?;
    }
    tokens.end().map_err(syntax)?;
    Ok(key)
}
