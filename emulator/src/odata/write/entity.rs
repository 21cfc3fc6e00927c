//! Writing an entity: its own properties, and the navigation properties as values or as links.

use super::Writer;
use super::object::Object;
use super::value::has_collection;
use crate::odata::Entity;
use crate::odata::format::Format;
use crate::odata::model::{EntitySet, Navigation};
use crate::odata::query::Shape;
use serde_json::Value;

impl Writer<'_> {
    /// Writes an entity's members into an object.
    pub(super) fn entity_into(
        &self,
        object: &mut Object<'_>,
        set: &EntitySet,
        shape: &Shape,
        entity: &Entity,
    ) {
        let of = &set.entity_type;
        match self.format {
            Format::Full => {
                object.text("odata.type", &of.name);
                object.text("odata.id", &self.location(set, entity));
                object.text("odata.editLink", &self.relative(set, entity));
            }
            Format::Verbose => {
                let address = self.location(set, entity);
                let mut metadata = Object::open(object.member("__metadata"));
                metadata.text("id", &address);
                metadata.text("uri", &address);
                metadata.text("type", &of.name);
                metadata.close();
            }
            Format::Minimal | Format::None => {}
        }
        let shown = of
            .properties
            .iter()
            .filter(|property| shape.shows(&property.name));
        let dates = self.dates(has_collection(&of.properties));
        self.properties_into(object, shown, entity, dates);
        for navigation in &of.navigation {
            if let Some(inner) = shape.expanded(&navigation.name) {
                self.expanded_into(object, navigation, inner, entity.get(&navigation.name));
            } else if shape.shows(&navigation.name) {
                self.link_into(object, set, entity, navigation);
            }
        }
    }

    fn expanded_into(
        &self,
        object: &mut Object<'_>,
        navigation: &Navigation,
        shape: &Shape,
        value: Option<&Value>,
    ) {
        let Some(set) = self.model.set(&navigation.set) else {
            return;
        };
        let out = object.member(&navigation.name);
        if !navigation.many {
            match value {
                Some(Value::Object(entity)) => {
                    let mut inner = Object::open(out);
                    self.entity_into(&mut inner, set, shape, entity);
                    inner.close();
                }
                _ => out.push_str("null"),
            }
            return;
        }
        let verbose = self.format == Format::Verbose;
        out.push_str(if verbose { r#"{"results":["# } else { "[" });
        let rows = value
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        for (index, row) in rows.iter().filter_map(Value::as_object).enumerate() {
            if index > 0 {
                out.push(',');
            }
            let mut inner = Object::open(out);
            self.entity_into(&mut inner, set, shape, row);
            inner.close();
        }
        out.push_str(if verbose { "]}" } else { "]" });
    }

    /// Minimal metadata leaves links out, because a client can make them from the model.
    fn link_into(
        &self,
        object: &mut Object<'_>,
        set: &EntitySet,
        entity: &Entity,
        navigation: &Navigation,
    ) {
        let name = &navigation.name;
        match self.format {
            Format::Full => {
                let own = self.relative(set, entity);
                object.text(
                    &format!("{name}@odata.navigationLinkUrl"),
                    &format!("{own}/{name}"),
                );
            }
            Format::Verbose => {
                let address = format!("{}/{name}", self.location(set, entity));
                let mut link = Object::open(object.member(name));
                let mut deferred = Object::open(link.member("__deferred"));
                deferred.text("uri", &address);
                deferred.close();
                link.close();
            }
            Format::Minimal | Format::None => {}
        }
    }
}
