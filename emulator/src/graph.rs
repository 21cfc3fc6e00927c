//! Azure Resource Graph: an index of resources, asked in a small part of the Kusto query language.
//!
//! A query is cut into words ([`token`]), read ([`parse`]), its names are looked up ([`plan`]), and then it runs over the
//! rows of the estate ([`run`]). Columns are computed only where something asks for them, so that a page of a large
//! estate costs its own rows and not all of them.

mod compare;
pub mod estate;
mod evaluate;
pub mod fault;
pub mod page;
mod parse;
mod plan;
pub mod quota;
mod run;
mod syntax;
mod token;
mod value;

use estate::Estate;
use fault::Fault;
use page::Found;
use std::ops::Range;

/// Answers a query with the rows in `wanted`, counted over all that fit.
pub fn ask(query: &str, estate: &Estate<'_>, wanted: Range<usize>) -> Result<Found, Fault> {
    let plan = plan::plan(&parse::read(query)?)?;
    run::run(&plan, estate, wanted)
}
