//! The whole fleet: the subscriptions, and the machines of each that System Center VMM manages.

use serde_json::Value;

use super::address;
use super::client::Client;
use super::page;
use crate::backend::{FleetNews, Found, Part};
use crate::http::field;
use crate::http::side_by_side;
use crate::http::transport::Local;
use crate::model::failure::Failure;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::Listed;

/// How many subscriptions are read at once.
const WIDTH: usize = 4;

/// Lists all machines; each news goes to `report` at once.
///
/// # Errors
/// When the subscriptions could not be listed, or not to the end; the machines of those that were are listed all the same.
pub async fn list(client: &Client, report: &dyn Fn(FleetNews)) -> Result<(), Failure> {
    let mut parts = Vec::new();
    let url = client.address(&address::subscriptions());
    let listed = page::read_all(client, url, "subscriptions", &mut |rows| {
        for part in rows.iter().filter_map(part) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    })
    .await;
    if listed.is_ok() || !parts.is_empty() {
        report(FleetNews::Parts(parts.clone()));
    }
    let jobs = parts
        .into_iter()
        .map(|part| -> Local<'_, ()> { Box::pin(list_part(client, part, report)) });
    side_by_side::run(WIDTH, jobs).await;
    listed
}

async fn list_part(client: &Client, part: Part, report: &dyn Fn(FleetNews)) {
    let url = client.address(&address::machines(&part.id));
    let read = page::read_all(client, url, "machines", &mut |rows| {
        let machines: Vec<Found> = rows
            .iter()
            .filter_map(|row| machine(row, &part))
            .map(Found::from)
            .collect();
        if !machines.is_empty() {
            report(FleetNews::Machines(part.clone(), machines));
        }
    })
    .await;
    report(match read {
        Ok(()) => FleetNews::PartRead(part),
        Err(failure) => FleetNews::PartFailed(part, failure),
    });
}

/// A subscription of the list, if it can be read: a disabled or deleted one answers nothing but errors.
fn part(row: &Value) -> Option<Part> {
    let id = field::text(row, "subscriptionId");
    let state = field::text(row, "state");
    let is_alive = ["", "Enabled", "Warned", "PastDue"]
        .iter()
        .any(|alive| state.eq_ignore_ascii_case(alive));
    if id.is_empty() || !is_alive {
        return None;
    }
    let name = field::text(row, "displayName");
    Some(Part {
        id: id.to_owned(),
        name: if name.is_empty() { id } else { name }.to_owned(),
    })
}

/// A machine of the list, if System Center VMM manages it. A row without an id is no machine that could be asked about;
/// every other field may be missing, as it is in published examples.
fn machine(row: &Value, part: &Part) -> Option<Listed> {
    if !field::text(row, "kind").eq_ignore_ascii_case("scvmm") {
        return None;
    }
    let id = ResourceId::new(field::text(row, "id"));
    id.subscription()?;
    let name = field::text(row, "name");
    Some(Listed {
        name: if name.is_empty() { id.name() } else { name }.to_owned(),
        subscription: part.name.clone(),
        resource_group: id.resource_group().unwrap_or_default().to_owned(),
        location: field::text(row, "location").to_owned(),
        id,
    })
}

#[cfg(test)]
mod tests;
