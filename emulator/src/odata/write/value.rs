//! Values as JSON, by their types.

use super::Writer;
use super::object::{Object, quoted};
use crate::odata::format::Format;
use crate::odata::instant::Instant;
use crate::odata::model::{Edm, Kind, Property};
use serde_json::{Map, Value};

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dates {
    /// As they are.
    Iso,
    /// As JSON verbose did up to version 2: `/Date(1376949756591)/`.
    Milliseconds,
}

/// Whether a type holds a collection, which only version 3 can write.
pub(super) fn has_collection(properties: &[Property]) -> bool {
    properties
        .iter()
        .any(|property| matches!(property.kind, Kind::Collection(_)))
}

impl Writer<'_> {
    pub(super) fn dates(&self, collections: bool) -> Dates {
        if self.format == Format::Verbose && !collections {
            Dates::Milliseconds
        } else {
            Dates::Iso
        }
    }

    /// Writes the properties that are wanted. One that the values lack is null, or an empty collection.
    pub(super) fn properties_into<'p>(
        &self,
        object: &mut Object<'_>,
        properties: impl Iterator<Item = &'p Property>,
        values: &Map<String, Value>,
        dates: Dates,
    ) {
        let empty = Value::Array(Vec::new());
        for property in properties {
            let value = match values.get(&property.name) {
                None | Some(Value::Null)
                    if !property.nullable && matches!(property.kind, Kind::Collection(_)) =>
                {
                    &empty
                }
                Some(value) => value,
                None => &Value::Null,
            };
            if self.format == Format::Full
                && let Some(name) = annotated(&property.kind, value)
            {
                object.text(&format!("{}@odata.type", property.name), &name);
            }
            self.value_into(object.member(&property.name), &property.kind, value, dates);
        }
    }

    /// Writes one value.
    pub(super) fn value_into(&self, out: &mut String, kind: &Kind, value: &Value, dates: Dates) {
        match (kind, value) {
            (Kind::Complex(_), Value::Object(members)) => {
                let mut object = Object::open(out);
                self.complex_into(&mut object, kind, members, dates);
                object.close();
            }
            (Kind::Collection(inner), Value::Array(values)) => {
                let verbose = self.format == Format::Verbose;
                if verbose {
                    out.push_str(r#"{"__metadata":{"type":"#);
                    out.push_str(&quoted(&kind.to_string()));
                    out.push_str(r#"},"results":"#);
                }
                out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    self.value_into(out, inner, value, dates);
                }
                out.push(']');
                if verbose {
                    out.push('}');
                }
            }
            (Kind::Primitive(edm), value) => primitive_into(out, *edm, value, dates),
            (Kind::Complex(_) | Kind::Collection(_), _) => out.push_str("null"),
        }
    }

    /// Writes the members of a complex value into an object.
    pub(super) fn complex_into(
        &self,
        object: &mut Object<'_>,
        kind: &Kind,
        members: &Map<String, Value>,
        dates: Dates,
    ) {
        match self.format {
            Format::Full => object.text("odata.type", &kind.to_string()),
            Format::Verbose => {
                let name = quoted(&kind.to_string());
                object.raw("__metadata", &format!(r#"{{"type":{name}}}"#));
            }
            Format::Minimal | Format::None => {}
        }
        if let Some(complex) = kind
            .complex_name()
            .and_then(|name| self.model.complex_type(name))
        {
            self.properties_into(object, complex.properties.iter(), members, dates);
        }
    }
}

fn primitive_into(out: &mut String, edm: Edm, value: &Value, dates: Dates) {
    match (edm, value) {
        // A reader in JavaScript would round it.
        (Edm::Int64 | Edm::Decimal, Value::Number(number)) => {
            out.push_str(&quoted(&number.to_string()));
        }
        (Edm::DateTime | Edm::DateTimeOffset, Value::String(text))
            if dates == Dates::Milliseconds =>
        {
            match Instant::parse(text) {
                Some(instant) => {
                    let offset = if edm == Edm::DateTimeOffset {
                        "+0000"
                    } else {
                        ""
                    };
                    out.push_str(&format!(
                        r#""\/Date({}{offset})\/""#,
                        instant.milliseconds()
                    ));
                }
                None => out.push_str(&value.to_string()),
            }
        }
        _ => out.push_str(&value.to_string()),
    }
}

/// The type that full metadata names: of everything that JSON alone does not tell.
fn annotated(kind: &Kind, value: &Value) -> Option<String> {
    match (kind, value) {
        (_, Value::Null)
        | (Kind::Complex(_), _)
        | (Kind::Primitive(Edm::String | Edm::Boolean | Edm::Int32 | Edm::Double), _) => None,
        _ => Some(kind.to_string()),
    }
}
