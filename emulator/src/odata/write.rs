//! Answers as text, in each format of JSON: compact, properties in ordinal order, as recorded.

use super::Entity;
use super::format::Format;
use super::model::{EntitySet, Kind, Model};
use super::query::{Page, Query};
use serde_json::Value;

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
    fn written(&self, body: String) -> Written {
        Written {
            body,
            content_type: self.format.content_type(),
            version: "3.0;",
        }
    }

    /// The list of entity sets.
    pub fn service_document(&self) -> Written {
        self.written(String::new())
    }

    /// Many entities. `address` is the feed's own, absolute and without a query; the next page's is made of it.
    pub fn feed(&self, set: &EntitySet, query: &Query, page: &Page, address: &str) -> Written {
        let _ = (set, query, page, address);
        self.written(String::new())
    }

    /// One entity. Navigation properties that `query` expands are taken from the entity.
    pub fn entity(&self, set: &EntitySet, query: &Query, entity: &Entity) -> Written {
        let _ = (set, query, entity);
        self.written(String::new())
    }

    /// One property, by its name and type.
    pub fn property(&self, name: &str, kind: &Kind, value: &Value) -> Written {
        let _ = (name, kind, value);
        self.written(String::new())
    }

    /// The bare value of a property, for `/$value`; nothing for null.
    pub fn raw_value(&self, kind: &Kind, value: &Value) -> Option<Written> {
        let _ = (kind, value);
        None
    }

    /// A number, for `/$count`.
    pub fn count(&self, count: usize) -> Written {
        self.written(count.to_string())
    }

    /// The absolute address of an entity, as in `Location`.
    pub fn location(&self, set: &EntitySet, entity: &Entity) -> String {
        let _ = entity;
        format!("{}/{}", self.root, set.name)
    }
}
