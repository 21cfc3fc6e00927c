//! The fleet through Azure Resource Graph: an index that gives a thousand machines in one answer.
//!
//! One query lists the machines and puts beside each what the index has of its VM instance (`join kind=leftouter`), so
//! that no machine is lost, whether it has an instance or not, and a fleet costs one request for each thousand machines.
//! The other ways cost more or lose something. Machines and instances as two lists, or as one by `union`, are twice the
//! pages, and the quota (some 15 queries in 5 seconds) makes each page after the fifteenth a wait. Instances alone have
//! no location, and to find the machines that have none takes a count, which an instance left over from a deleted
//! machine falsifies.
//!
//! The index is late by seconds or minutes. What it tells fills rows; what a person opens or acts on is read from the
//! machine itself.

mod query;
mod quota;
mod rows;

use std::cell::Cell;

use serde_json::Value;

use super::client::Client;
use super::error;
use super::instance;
use super::inventory::machine;
use crate::backend::{FleetNews, Found, Part};
use crate::http::field;
use crate::model::failure::{Failure, FailureKind};
use query::Table;
use quota::Quota;

/// Subscriptions of one query: the service asks for fewer than 300.
pub const SUBSCRIPTIONS: usize = 299;
/// More pages than these are no list but a circle in disguise.
const MOST: usize = 1_000;

/// What is known of the index from earlier queries.
#[derive(Default)]
pub struct Graph {
    table: Cell<Table>,
    quota: Quota,
}

impl Graph {
    /// Lists the machines of these parts, no more than [`SUBSCRIPTIONS`]; each page goes to `report` as it arrives. Gives
    /// how many machines there were.
    ///
    /// # Errors
    /// When the index does not answer, or not to the end. The machines before it have been reported.
    pub async fn list(
        &self,
        client: &Client,
        parts: &[Part],
        report: &dyn Fn(FleetNews),
    ) -> Result<usize, Failure> {
        let mut page = self.first(client, parts).await?;
        let (mut count, mut pages) = (0, 1);
        loop {
            count += page.found.len();
            tell(page.found, parts, report);
            if page.next.is_empty() {
                return Ok(count);
            }
            if pages == 1 {
                report(FleetNews::Expected(page.all));
            }
            pages += 1;
            if pages > MOST {
                let sentence = "The list never ends: the service always points to a further page.";
                return Err(Failure::new(FailureKind::Unreadable, sentence));
            }
            let (table, next) = (self.table.get(), page.next);
            page = self.ask(client, table, parts, &next).await?;
        }
    }

    /// The first page, out of the table in which the instances stand.
    ///
    /// Assumption: `extensibilityresources`, as those of Azure Stack HCI do. If its page has machines and no instance,
    /// the other candidate is asked once, and remembered if it has some.
    async fn first(&self, client: &Client, parts: &[Part]) -> Result<Page, Failure> {
        let table = self.table.get();
        let page = self.ask(client, table, parts, "").await?;
        if page.found.is_empty() || page.has_instances() {
            return Ok(page);
        }
        match self.ask(client, table.other(), parts, "").await {
            Ok(other) if other.has_instances() => {
                self.table.set(table.other());
                Ok(other)
            }
            _ => Ok(page),
        }
    }

    /// One page of the list; `from` is the token of the page before, or empty.
    async fn ask(
        &self,
        client: &Client,
        table: Table,
        parts: &[Part],
        from: &str,
    ) -> Result<Page, Failure> {
        self.quota.wait(client).await;
        let (url, body) = (client.address(query::PATH), query::body(table, parts, from));
        let answer = client.query(&url, "Resource Graph", &body).await?;
        self.quota.note(client, &answer.response);
        let (rest, rows) = rows::split(&answer.response.body);
        let rest = field::body(&rest).unwrap_or_default();
        if !rest.get("data").is_some_and(Value::is_array) {
            let sentence = "The answer of Resource Graph is not a list.";
            return Err(error::unreadable(&answer, sentence));
        }
        let mut machines = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(row) = field::body(row) else {
                let sentence = "A row of Resource Graph's answer could not be read.";
                return Err(error::unreadable(&answer, sentence));
            };
            machines.extend(found(&row, parts));
        }
        let all = field::number(&rest, "totalRecords").and_then(|all| usize::try_from(all).ok());
        Ok(Page {
            found: machines,
            next: field::text(&rest, "$skipToken").to_owned(),
            all: all.unwrap_or_default(),
        })
    }
}

/// One page of the list.
struct Page {
    /// Its machines, each with the place of its part.
    found: Vec<(usize, Found)>,
    /// The token of the next page, or empty.
    next: String,
    /// How many machines there are on all pages.
    all: usize,
}

impl Page {
    fn has_instances(&self) -> bool {
        self.found.iter().any(|(_, found)| found.instance.is_some())
    }
}

/// The machine of a row, if it is one of these parts.
fn found(row: &Value, parts: &[Part]) -> Option<(usize, Found)> {
    let subscription = field::text(row, "id").split('/').nth(2)?;
    let place = parts
        .iter()
        .position(|part| part.id.eq_ignore_ascii_case(subscription))?;
    let listed = machine(row, parts.get(place)?)?;
    // One without its place is taken for none: the index may not have seen all of it, and its checkpoints must not seem
    // to be gone.
    let has_instance = ["vmmServerId", "checkpointType"]
        .iter()
        .any(|name| !field::text(row, name).is_empty());
    let instance = has_instance.then(|| instance::of_row(row).into());
    Some((place, Found { listed, instance }))
}

/// Reports the machines of a page. Rows are ordered by id, so those of a part stand together.
fn tell(machines: Vec<(usize, Found)>, parts: &[Part], report: &dyn Fn(FleetNews)) {
    let mut machines = machines.into_iter().peekable();
    while let Some((place, first)) = machines.next() {
        let mut found = vec![first];
        while let Some((_, next)) = machines.next_if(|(other, _)| *other == place) {
            found.push(next);
        }
        if let Some(part) = parts.get(place) {
            report(FleetNews::Machines(part.clone(), found));
        }
    }
}

#[cfg(test)]
mod tests;
