//! The query of an address: system options, typed against the model, and the other parameters.

use super::Entity;
use super::fault::Fault;
use super::model::{EntityType, Model};

/// A query that was understood.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// `$top`.
    pub top: Option<usize>,
    /// `$skip`.
    pub skip: Option<usize>,
    /// `$inlinecount=allpages`.
    pub inline_count: bool,
    /// `$format`, as it was given.
    pub format: Option<String>,
    /// The navigation properties to expand, each a path: `["MostRecentTask"]`. Each path's beginnings are meant too.
    pub expand: Vec<Vec<String>>,
    parameters: Vec<(String, String)>,
}

/// The rows that a query leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Filtered, ordered, and cut.
    pub rows: Vec<Entity>,
    /// How many the filter left, if `$inlinecount` asked.
    pub count: Option<u64>,
    /// If the service cut: the query of the next page, with everything that was asked for.
    pub next: Option<String>,
}

impl Query {
    /// Reads the text after the question mark.
    ///
    /// # Errors
    /// 400 with the sentence of WCF Data Services.
    pub fn parse(model: &Model, entity_type: &EntityType, raw: &str) -> Result<Self, Fault> {
        let _ = (model, entity_type, raw);
        Ok(Self::default())
    }

    /// The first value of a parameter that is no system option, for example `RunAsynchronously`.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Refuses the options that make sense for many entities only.
    ///
    /// # Errors
    /// 400.
    pub fn for_one(&self) -> Result<(), Fault> {
        Ok(())
    }

    /// Filters, orders (by the key where nothing else is asked), and cuts. `page_size` is the most that the service gives
    /// at once. Navigation properties are expanded by the caller, after this.
    pub fn apply(&self, rows: Vec<Entity>, page_size: Option<usize>) -> Page {
        let _ = page_size;
        Page {
            rows,
            count: None,
            next: None,
        }
    }
}
