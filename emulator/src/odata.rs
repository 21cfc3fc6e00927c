//! OData v3 as a service of its time speaks it: the model of `$metadata`, addresses, queries, JSON in its four
//! formats, and faults. It is pure, and knows nothing of virtual machines or of HTTP servers.
//!
//! It rests on the OData Version 3.0 specification (core, URL conventions, JSON and JSON verbose format) and on
//! [MS-ODATA]. The sentences of the faults are those of WCF Data Services where they are known.

pub mod body;
pub mod fault;
pub mod format;
pub mod instant;
pub mod key;
pub mod literal;
pub mod model;
pub mod path;
pub mod query;
mod scalar;
mod token;
pub mod write;

#[cfg(test)]
mod estate;

pub use fault::Fault;
pub use format::{Format, Versions};
pub use key::Key;
pub use literal::Literal;
pub use model::{EntitySet, EntityType, Model};
pub use path::Path;
pub use query::{Page, Query};
pub use write::{Writer, Written};

/// An entity or a complex value: property names and JSON values. Guids, dates and 64-bit integers are strings, as on the
/// wire (a number does for a 64-bit integer too). An expanded navigation property holds an array, an object or null.
pub type Entity = serde_json::Map<String, serde_json::Value>;
