//! The query of an address: system options, typed against the model, and the other parameters.

mod evaluate;
mod expression;
mod filter;
mod options;
mod order;
mod page;
mod shape;

use super::Entity;
use super::fault::Fault;
use super::model::{EntityType, Model};
use expression::Expression;
use options::Options;
use order::{Order, Place};
pub use page::Page;
pub use shape::Shape;

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
    /// The navigation properties to expand, each a path: `["MostRecentTask"]`. A path comes after its beginnings.
    pub expand: Vec<Vec<String>>,
    /// What of each entity is to be written.
    pub shape: Shape,
    /// `$select`, as a client reads it in `odata.metadata`: without blanks.
    pub select: Option<String>,
    filter: Option<Expression>,
    order: Order,
    after: Option<Place>,
    options: Options,
}

impl Query {
    /// Reads the text after the question mark.
    ///
    /// # Errors
    /// 400 with the sentence of WCF Data Services.
    pub fn parse(model: &Model, entity_type: &EntityType, raw: &str) -> Result<Self, Fault> {
        let options = Options::read(raw)?;
        let order = order::read(options.get("$orderby"), model, entity_type)?;
        let expand = shape::read_expand(options.get("$expand"), model, entity_type)?;
        let (shape, select) = shape::read(options.get("$select"), &expand, model, entity_type)?;
        Ok(Self {
            top: options.number("$top")?,
            skip: options.number("$skip")?,
            inline_count: options.inline_count()?,
            format: options.get("$format").map(str::to_owned),
            filter: options
                .get("$filter")
                .map(|text| filter::read(text, model, entity_type))
                .transpose()?,
            after: options
                .get("$skiptoken")
                .map(|text| order.place(text))
                .transpose()?,
            order,
            expand,
            shape,
            select,
            options,
        })
    }

    /// The first value of a parameter that is no system option, for example `RunAsynchronously`.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.options.parameter(name)
    }

    /// Refuses the options that make sense for many entities only.
    ///
    /// # Errors
    /// 400.
    pub fn for_one(&self) -> Result<(), Fault> {
        const MANY: [&str; 6] = [
            "$filter",
            "$orderby",
            "$inlinecount",
            "$skip",
            "$skiptoken",
            "$top",
        ];
        if MANY.iter().any(|name| self.options.get(name).is_some()) {
            return Err(Fault::bad_request(
                "Query options $filter, $orderby, $inlinecount, $skip, $skiptoken and $top cannot be applied to the requested resource.",
            ));
        }
        Ok(())
    }

    /// Whether the filter leaves this row.
    pub fn keeps(&self, row: &Entity) -> bool {
        self.filter
            .as_ref()
            .is_none_or(|filter| evaluate::holds(filter, row))
    }

    /// How many rows the filter leaves, for `/$count`; `$skip` and `$top` count too.
    ///
    /// Assumption: so it is in WCF Data Services.
    pub fn count(&self, rows: &[Entity]) -> usize {
        let kept = rows.iter().filter(|row| self.keeps(row)).count();
        kept.saturating_sub(self.skip.unwrap_or(0))
            .min(self.top.unwrap_or(usize::MAX))
    }

    /// Filters, orders (by the key where nothing else is asked), and cuts. `page_size` is the most that the service gives
    /// at once. Navigation properties are expanded by the caller, after this.
    pub fn apply(&self, rows: Vec<Entity>, page_size: Option<usize>) -> Page {
        page::cut(self, rows, page_size)
    }
}

#[cfg(test)]
mod tests;
