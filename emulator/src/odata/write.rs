//! Answers as text, in each format of JSON: compact, properties in ordinal order, as recorded.

mod entity;
mod object;
mod value;

use super::Entity;
use super::format::Format;
use super::key::Key;
use super::model::{EntitySet, Kind, Model};
use super::query::{Page, Query};
use object::{Object, quoted};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

/// What must not stand bare in a segment; quotes, commas and parentheses do, as recorded.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An answer's body, with the headers that depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The body.
    pub body: String,
    /// The Content-Type.
    pub content_type: &'static str,
    /// The DataServiceVersion, with the semicolon that the service writes behind it.
    pub version: &'static str,
}

/// Writes answers.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    /// The service's model.
    pub model: &'a Model,
    /// The service's root as the client shall see it, without a slash at its end.
    pub root: &'a str,
    /// The format.
    pub format: Format,
}

impl Writer<'_> {
    /// The model itself, which is XML whatever the format.
    pub fn metadata(&self) -> Written {
        Written {
            body: self.model.csdl().to_owned(),
            content_type: "application/xml;charset=utf-8",
            version: "3.0;",
        }
    }

    /// The list of entity sets.
    pub fn service_document(&self) -> Written {
        let names = self.model.sets().iter().map(|set| &set.name);
        let mut body = String::new();
        if self.format == Format::Verbose {
            let names: Vec<String> = names.map(|name| quoted(name)).collect();
            body = format!(r#"{{"d":{{"EntitySets":[{}]}}}}"#, names.join(","));
        } else {
            let sets: Vec<String> = names
                .map(|name| format!(r#"{{"name":{0},"url":{0}}}"#, quoted(name)))
                .collect();
            let mut object = Object::open(&mut body);
            self.context(&mut object, "");
            object.raw("value", &format!("[{}]", sets.join(",")));
            object.close();
        }
        self.written(body, false)
    }

    /// Many entities. `address` is the feed's own, absolute and without a query; the next page's is made of it.
    pub fn feed(&self, set: &EntitySet, query: &Query, page: &Page, address: &str) -> Written {
        let collections = value::has_collection(&set.entity_type.properties);
        let mut rows = String::from("[");
        for (index, row) in page.rows.iter().enumerate() {
            if index > 0 {
                rows.push(',');
            }
            let mut object = Object::open(&mut rows);
            self.entity_into(&mut object, set, &query.shape, row);
            object.close();
        }
        rows.push(']');
        let next = page.next.as_ref().map(|next| format!("{address}?{next}"));
        let mut body = String::new();
        if self.format == Format::Verbose {
            body.push_str(r#"{"d":"#);
            let mut object = Object::open(&mut body);
            if let Some(count) = page.count {
                object.text("__count", &count.to_string());
            }
            object.raw("results", &rows);
            if let Some(next) = next {
                object.text("__next", &next);
            }
            object.close();
            body.push('}');
        } else {
            let mut object = Object::open(&mut body);
            self.context(&mut object, &selected(&format!("#{}", set.name), query));
            if let Some(count) = page.count {
                object.text("odata.count", &count.to_string());
            }
            object.raw("value", &rows);
            if let Some(next) = next {
                object.text("odata.nextLink", &next);
            }
            object.close();
        }
        self.written(body, collections)
    }

    /// One entity. Navigation properties that `query` expands are taken from the entity.
    pub fn entity(&self, set: &EntitySet, query: &Query, entity: &Entity) -> Written {
        let verbose = self.format == Format::Verbose;
        let mut body = String::from(if verbose { r#"{"d":"# } else { "" });
        let mut object = Object::open(&mut body);
        if !verbose {
            let fragment = format!("#{}/@Element", set.name);
            self.context(&mut object, &selected(&fragment, query));
        }
        self.entity_into(&mut object, set, &query.shape, entity);
        object.close();
        if verbose {
            body.push('}');
        }
        let collections = value::has_collection(&set.entity_type.properties);
        self.written(body, collections)
    }

    /// One property, by its name and type.
    pub fn property(&self, name: &str, kind: &Kind, value: &Value) -> Written {
        let collections = matches!(kind, Kind::Collection(_));
        let mut body = String::new();
        if self.format == Format::Verbose {
            body.push_str(r#"{"d":"#);
            let mut object = Object::open(&mut body);
            self.value_into(object.member(name), kind, value, self.dates(collections));
            object.close();
            body.push('}');
            return self.written(body, collections);
        }
        let mut object = Object::open(&mut body);
        match (kind, value) {
            (_, Value::Null) => {
                self.context(&mut object, "#Edm.Null");
                object.raw("odata.null", "true");
            }
            (Kind::Complex(_), Value::Object(members)) => {
                self.context(&mut object, &format!("#{kind}"));
                self.complex_into(&mut object, kind, members, self.dates(collections));
            }
            _ => {
                self.context(&mut object, &format!("#{kind}"));
                self.value_into(object.member("value"), kind, value, self.dates(collections));
            }
        }
        object.close();
        self.written(body, collections)
    }

    /// The bare value of a property, for `/$value`; nothing for null and for what is not primitive, which are not
    /// found then.
    pub fn raw_value(&self, kind: &Kind, value: &Value) -> Option<Written> {
        let body = match (kind, value) {
            (Kind::Complex(_) | Kind::Collection(_), _) | (_, Value::Null) => return None,
            (_, Value::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        };
        Some(plain(body))
    }

    /// A number, for `/$count`.
    pub fn count(&self, count: usize) -> Written {
        plain(count.to_string())
    }

    /// The absolute address of an entity, as in `Location`.
    pub fn location(&self, set: &EntitySet, entity: &Entity) -> String {
        format!("{}/{}", self.root, self.relative(set, entity))
    }

    /// The address of an entity behind the root.
    fn relative(&self, set: &EntitySet, entity: &Entity) -> String {
        let key = Key::of(&set.entity_type, entity)
            .map(|key| key.to_string())
            .unwrap_or_default();
        format!("{}({})", set.name, utf8_percent_encode(&key, SEGMENT))
    }

    fn context(&self, object: &mut Object<'_>, fragment: &str) {
        if self.format != Format::None {
            object.text(
                "odata.metadata",
                &format!("{}/$metadata{fragment}", self.root),
            );
        }
    }

    /// JSON verbose is an answer of version 2, unless a collection makes it one of version 3.
    ///
    /// Assumption: so the protocol has it; only answers in JSON light are recorded.
    fn written(&self, body: String, collections: bool) -> Written {
        Written {
            body,
            content_type: self.format.content_type(),
            version: if self.format == Format::Verbose && !collections {
                "2.0;"
            } else {
                "3.0;"
            },
        }
    }
}

/// With the list of what was selected, so that a client knows that the rest is not there.
fn selected(fragment: &str, query: &Query) -> String {
    match &query.select {
        Some(select) => format!("{fragment}&$select={select}"),
        None => fragment.to_owned(),
    }
}

fn plain(body: String) -> Written {
    Written {
        body,
        content_type: "text/plain;charset=utf-8",
        version: "2.0;",
    }
}

#[cfg(test)]
mod tests;
