//! Reading CSDL. Nothing is guessed: a name that leads nowhere is an error.

use super::{ComplexType, EntitySet, EntityType, Kind, Model, Navigation, Property};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The namespace of schemas of version 3.
const EDM: &str = "http://schemas.microsoft.com/ado/2009/11/edm";

/// Why a document is not a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError(String);

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ModelError {}

fn fault<T>(text: impl Into<String>) -> Result<T, ModelError> {
    Err(ModelError(text.into()))
}

/// Reads the model of a document.
pub(super) fn parse(csdl: &str) -> Result<Model, ModelError> {
    let document = Document::parse(csdl).map_err(|e| ModelError(format!("not XML: {e}")))?;
    let mut schemas = document
        .descendants()
        .filter(|node| node.has_tag_name((EDM, "Schema")));
    let (Some(schema), None) = (schemas.next(), schemas.next()) else {
        return fault("exactly one schema of version 3 is expected");
    };
    let namespace = attribute(schema, "Namespace")?.to_owned();
    let qualified = |name: &str| format!("{namespace}.{name}");

    let mut complex_types = BTreeMap::new();
    for node in named(schema, "ComplexType") {
        let name = qualified(attribute(node, "Name")?);
        let complex = ComplexType {
            name: name.clone(),
            properties: properties(node)?,
        };
        if complex_types
            .insert(name.clone(), Arc::new(complex))
            .is_some()
        {
            return fault(format!("the complex type {name} is declared twice"));
        }
    }

    let Some(container) = named(schema, "EntityContainer").next() else {
        return fault("there is no entity container");
    };
    let mut types = BTreeMap::new();
    for node in named(schema, "EntityType") {
        let name = qualified(attribute(node, "Name")?);
        types.insert(name.clone(), (name, node));
    }
    let mut sets = Vec::new();
    for node in named(container, "EntitySet") {
        let set = attribute(node, "Name")?.to_owned();
        let type_name = attribute(node, "EntityType")?;
        let Some((name, type_node)) = types.get(type_name) else {
            return fault(format!("the set {set} is of the unknown type {type_name}"));
        };
        let entity_type = EntityType {
            name: name.clone(),
            key: key(*type_node)?,
            properties: properties(*type_node)?,
            navigation: navigation(*type_node, &set, schema, container)?,
        };
        sets.push(Arc::new(EntitySet {
            name: set,
            entity_type: Arc::new(entity_type),
        }));
    }
    let model = Model {
        namespace,
        csdl: csdl.to_owned(),
        sets,
        complex_types,
    };
    check(&model)?;
    Ok(model)
}

fn named<'a, 'i: 'a>(
    parent: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    parent
        .children()
        .filter(move |node| node.has_tag_name((EDM, name)))
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Result<&'a str, ModelError> {
    node.attribute(name).ok_or_else(|| {
        ModelError(format!(
            "<{}> has no attribute {name}",
            node.tag_name().name()
        ))
    })
}

fn properties(node: Node<'_, '_>) -> Result<Vec<Property>, ModelError> {
    let mut properties = Vec::new();
    for property in named(node, "Property") {
        let name = attribute(property, "Name")?;
        let kind = attribute(property, "Type")?;
        let Some(kind) = Kind::named(kind) else {
            return fault(format!("{name} is of the unknown type {kind}"));
        };
        properties.push(Property {
            name: name.to_owned(),
            kind,
            nullable: property.attribute("Nullable") != Some("false"),
        });
    }
    properties.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(properties)
}

fn key(node: Node<'_, '_>) -> Result<Vec<String>, ModelError> {
    let Some(key) = named(node, "Key").next() else {
        return fault("an entity type has no key");
    };
    named(key, "PropertyRef")
        .map(|reference| attribute(reference, "Name").map(str::to_owned))
        .collect()
}

/// A navigation property names an association; the association's end says how many there are, and the association set
/// which entity set they are of.
fn navigation(
    node: Node<'_, '_>,
    set: &str,
    schema: Node<'_, '_>,
    container: Node<'_, '_>,
) -> Result<Vec<Navigation>, ModelError> {
    let mut found = Vec::new();
    for property in named(node, "NavigationProperty") {
        let name = attribute(property, "Name")?;
        let relationship = attribute(property, "Relationship")?;
        let from = attribute(property, "FromRole")?;
        let to = attribute(property, "ToRole")?;
        let nowhere = || ModelError(format!("{name} of {set} leads nowhere"));
        let namespace = attribute(schema, "Namespace")?;
        let association = named(schema, "Association")
            .find(|association| {
                association
                    .attribute("Name")
                    .is_some_and(|name| relationship == format!("{namespace}.{name}"))
            })
            .ok_or_else(nowhere)?;
        let end = named(association, "End")
            .find(|end| end.attribute("Role") == Some(to))
            .ok_or_else(nowhere)?;
        let many = attribute(end, "Multiplicity")? == "*";
        let target = named(container, "AssociationSet")
            .filter(|candidate| candidate.attribute("Association") == Some(relationship))
            .filter(|candidate| {
                named(*candidate, "End").any(|end| {
                    end.attribute("Role") == Some(from) && end.attribute("EntitySet") == Some(set)
                })
            })
            .find_map(|candidate| {
                named(candidate, "End")
                    .find(|end| end.attribute("Role") == Some(to))
                    .and_then(|end| end.attribute("EntitySet"))
            })
            .ok_or_else(nowhere)?;
        found.push(Navigation {
            name: name.to_owned(),
            set: target.to_owned(),
            many,
        });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Every name must lead somewhere, so that whoever reads the model later need not ask.
fn check(model: &Model) -> Result<(), ModelError> {
    let mut all: Vec<(&str, &[Property])> = model
        .complex_types
        .values()
        .map(|complex| (complex.name.as_str(), complex.properties.as_slice()))
        .collect();
    for set in &model.sets {
        let of = &set.entity_type;
        all.push((&of.name, &of.properties));
        if of.key.is_empty() || of.key_properties().count() != of.key.len() {
            return fault(format!("the key of {} is not of its properties", of.name));
        }
        if of
            .key_properties()
            .any(|property| property.nullable || !matches!(property.kind, Kind::Primitive(_)))
        {
            return fault(format!("the key of {} may be null", of.name));
        }
        for navigation in &of.navigation {
            if model.set(&navigation.set).is_none() {
                return fault(format!("{} leads to no set", navigation.name));
            }
        }
        if model
            .sets
            .iter()
            .filter(|other| other.name == set.name)
            .count()
            != 1
        {
            return fault(format!("the set {} is declared twice", set.name));
        }
    }
    for (name, properties) in all {
        for property in properties {
            if let Some(complex) = property.kind.complex_name()
                && model.complex_type(complex).is_none()
            {
                return fault(format!(
                    "{} of {name} is of the unknown type {complex}",
                    property.name
                ));
            }
        }
        let twice = properties
            .iter()
            .zip(properties.iter().skip(1))
            .find(|(one, next)| one.name == next.name);
        if let Some((property, _)) = twice {
            return fault(format!("{} of {name} is declared twice", property.name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
