//! What `$metadata` says: entity types with keys, properties and navigation, complex types, and entity sets.

mod csdl;
mod kind;

pub use csdl::ModelError;
pub use kind::{Edm, Kind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The model of a service, as its CSDL declares it.
#[derive(Debug)]
pub struct Model {
    namespace: String,
    csdl: String,
    sets: Vec<Arc<EntitySet>>,
    complex_types: BTreeMap<String, Arc<ComplexType>>,
}

/// A property of an entity or complex type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// Whether it may be null.
    pub nullable: bool,
}

/// A navigation property: the way from an entity to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Navigation {
    /// Its name.
    pub name: String,
    /// The entity set it leads to.
    pub set: String,
    /// Whether it leads to many.
    pub many: bool,
}

/// An entity type.
#[derive(Debug, PartialEq, Eq)]
pub struct EntityType {
    /// The name with its namespace, as in `odata.type`.
    pub name: String,
    /// The names of the key's properties, in the order declared, which is the order in which addresses are written.
    pub key: Vec<String>,
    /// In the order in which the service writes them: ordinal, so that `PROTipID` stands before `Password`.
    pub properties: Vec<Property>,
    /// In the same order.
    pub navigation: Vec<Navigation>,
}

/// A complex type.
#[derive(Debug, PartialEq, Eq)]
pub struct ComplexType {
    /// The name with its namespace.
    pub name: String,
    /// In the order in which the service writes them.
    pub properties: Vec<Property>,
}

/// An entity set of the container.
#[derive(Debug, PartialEq, Eq)]
pub struct EntitySet {
    /// Its name.
    pub name: String,
    /// The type of its entities.
    pub entity_type: Arc<EntityType>,
}

impl Model {
    /// Reads a CSDL document of version 3 with one schema.
    ///
    /// # Errors
    /// What is wrong with the document, for its author.
    pub fn parse(csdl: &str) -> Result<Self, ModelError> {
        csdl::parse(csdl)
    }

    /// The document it was read from, which is the answer to `$metadata`.
    pub fn csdl(&self) -> &str {
        &self.csdl
    }

    /// The namespace of the types.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The entity sets, in the order declared.
    pub fn sets(&self) -> &[Arc<EntitySet>] {
        &self.sets
    }

    /// An entity set by its exact name.
    ///
    /// Assumption: names of sets regard letter case, as in WCF Data Services.
    pub fn set(&self, name: &str) -> Option<&Arc<EntitySet>> {
        self.sets.iter().find(|set| set.name == name)
    }

    /// A complex type by its name with namespace.
    pub fn complex_type(&self, name: &str) -> Option<&Arc<ComplexType>> {
        self.complex_types.get(name)
    }
}

impl EntityType {
    /// A property by its exact name.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }

    /// A navigation property by its exact name.
    pub fn navigation(&self, name: &str) -> Option<&Navigation> {
        self.navigation
            .iter()
            .find(|navigation| navigation.name == name)
    }

    /// The properties of the key, in the order declared.
    pub fn key_properties(&self) -> impl Iterator<Item = &Property> {
        self.key.iter().filter_map(|name| self.property(name))
    }
}
