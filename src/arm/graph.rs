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
use std::ops::Range;

use serde_json::Value;

use super::client::Client;
use super::error;
use super::instance;
use super::inventory::machine;
use crate::backend::{FleetNews, Found, Part};
use crate::exchange::Answer;
use crate::http::field;
use crate::model::failure::{Failure, FailureKind};
use query::Table;
use quota::Quota;

/// Subscriptions of one query: the service asks for fewer than 300.
pub const SUBSCRIPTIONS: usize = 299;
/// More pages than these are no list but a circle in disguise.
const MOST: usize = 1_000;

/// Rows that fill a screen.
const SCREEN: usize = 60;
/// Milliseconds in which the browser draws them.
const FRAME_MS: u64 = 20;

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
    /// A machine that is deleted between two pages moves those behind it up, and the first of the next page is passed over. So a
    /// list that has another length at its end than at its beginning is read once more, and a machine may be on either.
    ///
    /// # Errors
    /// When the index does not answer, or not to the end. The machines before it have been reported.
    pub async fn list(
        &self,
        client: &Client,
        parts: &[Part],
        report: &dyn Fn(FleetNews),
    ) -> Result<usize, Failure> {
        let mut most = 0;
        for is_first in [true, false] {
            let (count, is_steady) = self.list_once(client, parts, report, is_first).await?;
            most = most.max(count);
            if is_steady {
                break;
            }
        }
        Ok(most)
    }

    /// The same, once; gives also whether the list had the same length on all its pages. `announces` is whether to say how many
    /// machines there will be.
    async fn list_once(
        &self,
        client: &Client,
        parts: &[Part],
        report: &dyn Fn(FleetNews),
        announces: bool,
    ) -> Result<(usize, bool), Failure> {
        let mut page = self.first(client, parts).await?;
        let (all, mut is_steady) = (page.all, true);
        // To read a thousand rows takes longer than a frame: the screen is filled before that.
        let mut count = page.tell(0..SCREEN, parts, report)?;
        if page.rows.len() > SCREEN {
            client.wait(FRAME_MS).await;
            count += page.tell(SCREEN..usize::MAX, parts, report)?;
        }
        if announces && !page.next.is_empty() {
            report(FleetNews::Expected(page.all));
        }
        for _ in 0..MOST {
            let next = page.into_next();
            if next.is_empty() {
                return Ok((count, is_steady));
            }
            page = self.ask(client, self.table.get(), parts, &next).await?;
            is_steady &= page.all == all;
            count += page.tell(0..usize::MAX, parts, report)?;
        }
        let sentence = "The list never ends: the service always points to a further page.";
        Err(Failure::new(FailureKind::Unreadable, sentence))
    }

    /// The first page, out of the table in which the instances stand.
    ///
    /// Assumption: `extensibilityresources`, as those of Azure Stack HCI do. If its first rows have no instance,
    /// the other candidate is asked once, and remembered if it has some.
    async fn first(&self, client: &Client, parts: &[Part]) -> Result<Page, Failure> {
        let table = self.table.get();
        let page = self.ask(client, table, parts, "").await?;
        if page.rows.is_empty() || page.has_instances(parts) {
            return Ok(page);
        }
        match self.ask(client, table.other(), parts, "").await {
            Ok(other) if other.has_instances(parts) => {
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
        let all = field::number(&rest, "totalRecords").and_then(|all| usize::try_from(all).ok());
        Ok(Page {
            answer,
            rows,
            next: field::text(&rest, "$skipToken").to_owned(),
            all: all.unwrap_or_default(),
        })
    }
}

/// One page of the list.
struct Page {
    answer: Answer,
    /// Where its rows stand in the answer.
    rows: Vec<Range<usize>>,
    /// The token of the next page, or empty.
    next: String,
    /// How many machines there are on all pages.
    all: usize,
}

impl Page {
    /// The machines of some of its rows, each with the place of its part.
    fn found(&self, rows: Range<usize>, parts: &[Part]) -> Result<Vec<(usize, Found)>, Failure> {
        let rows = self.rows.iter().take(rows.end).skip(rows.start);
        let mut machines = Vec::with_capacity(rows.len());
        for row in rows {
            let text = self.answer.response.body.get(row.clone());
            let Some(row) = text.and_then(field::body) else {
                let sentence = "A row of Resource Graph's answer could not be read.";
                return Err(error::unreadable(&self.answer, sentence));
            };
            machines.extend(found(&row, parts));
        }
        Ok(machines)
    }

    /// The token of the next page. This one is let go, for it is large.
    fn into_next(self) -> String {
        self.next
    }

    fn has_instances(&self, parts: &[Part]) -> bool {
        let found = self.found(0..SCREEN, parts).unwrap_or_default();
        found.iter().any(|(_, found)| found.instance.is_some())
    }

    /// Reports the machines of some of its rows. Rows are ordered by id, so those of a part stand together. Gives how many
    /// machines there were.
    fn tell(
        &self,
        rows: Range<usize>,
        parts: &[Part],
        report: &dyn Fn(FleetNews),
    ) -> Result<usize, Failure> {
        let machines = self.found(rows, parts)?;
        let count = machines.len();
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
        Ok(count)
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

#[cfg(test)]
mod tests;
