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
    /// Lists the machines of these parts, no more than [`SUBSCRIPTIONS`]; each page goes to `report` as it arrives. How many machines there were.
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
            let next = field::text(&page, "$skipToken").to_owned();
            count += tell(&page, parts, report);
            if next.is_empty() {
                return Ok(count);
            }
            if pages == 1 {
                let all =
                    field::number(&page, "totalRecords").and_then(|all| usize::try_from(all).ok());
                report(FleetNews::Expected(all.unwrap_or_default()));
            }
            pages += 1;
            if pages > MOST {
                let sentence = "The list never ends: the service always points to a further page.";
                return Err(Failure::new(FailureKind::Unreadable, sentence));
            }
            page = self.ask(client, self.table.get(), parts, &next).await?;
        }
    }

    /// The first page, out of the table in which the instances stand.
    ///
    /// Assumption: `extensibilityresources`, as those of Azure Stack HCI do. If its page has machines and no instance,
    /// the other candidate is asked once, and remembered if it has some.
    async fn first(&self, client: &Client, parts: &[Part]) -> Result<Value, Failure> {
        let table = self.table.get();
        let page = self.ask(client, table, parts, "").await?;
        let rows = field::list(&page, "data");
        if rows.is_empty() || has_instances(rows) {
            return Ok(page);
        }
        match self.ask(client, table.other(), parts, "").await {
            Ok(other) if has_instances(field::list(&other, "data")) => {
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
    ) -> Result<Value, Failure> {
        self.quota.wait(client).await;
        let (url, body) = (client.address(query::PATH), query::body(table, parts, from));
        let answer = client.query(&url, "Resource Graph", &body).await?;
        self.quota.note(client, &answer.response);
        let page = field::body(&answer.response.body).unwrap_or_default();
        if !page.get("data").is_some_and(Value::is_array) {
            let sentence = "The answer of Resource Graph is not a list.";
            return Err(error::unreadable(&answer, sentence));
        }
        Ok(page)
    }
}

fn has_instances(rows: &[Value]) -> bool {
    rows.iter().any(has_instance)
}

/// Whether a machine has an instance beside it. One without its place is taken for none: the index may not have seen
/// all of it, and its checkpoints must not seem to be gone.
fn has_instance(row: &Value) -> bool {
    ["vmmServerId", "checkpointType"]
        .iter()
        .any(|name| !field::text(row, name).is_empty())
}

/// Reports the machines of a page, those of each part together. How many there were.
fn tell(page: &Value, parts: &[Part], report: &dyn Fn(FleetNews)) -> usize {
    let mut count = 0;
    let mut found: Vec<Found> = Vec::new();
    // Rows are ordered by id, so those of a subscription stand together.
    for rows in field::list(page, "data")
        .chunk_by(|one, next| subscription(one).eq_ignore_ascii_case(subscription(next)))
    {
        let Some(part) = rows.first().and_then(|row| {
            parts
                .iter()
                .find(|part| part.id.eq_ignore_ascii_case(subscription(row)))
        }) else {
            continue;
        };
        found.extend(rows.iter().filter_map(|row| {
            Some(Found {
                listed: machine(row, part)?,
                instance: has_instance(row).then(|| instance::of_row(row).into()),
            })
        }));
        count += found.len();
        report(FleetNews::Machines(
            part.clone(),
            std::mem::take(&mut found),
        ));
    }
    count
}

/// The subscription that a row's id names, or nothing.
fn subscription(row: &Value) -> &str {
    field::text(row, "id").split('/').nth(2).unwrap_or_default()
}

#[cfg(test)]
mod tests;
