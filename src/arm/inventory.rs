//! The whole fleet: the subscriptions, and the machines of each that System Center VMM manages.
//!
//! The machines come from Resource Graph. Where that refuses, fails, or knows no machine at all, each subscription is
//! asked by itself, and then each machine.

pub mod one_by_one;

use serde_json::Value;

use super::address;
use super::client::Client;
use super::graph::{self, Graph};
use super::page;
use super::{LoadFurther, not_loaded};
use crate::backend::{FleetNews, Part};
use crate::http::field;
use crate::model::failure::{Failure, FailureKind};
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::Listed;

/// Lists all machines; each news goes to `report` at once.
///
/// # Errors
/// When the subscriptions could not be listed, or not to the end; the machines of those that were are listed all the same.
pub async fn list(
    client: &Client,
    graph: &Graph,
    further: LoadFurther,
    report: &dyn Fn(FleetNews),
) -> Result<(), Failure> {
    let (parts, listed) = subscriptions(client).await;
    if listed.is_ok() || !parts.is_empty() {
        report(FleetNews::Parts(parts.clone()));
    }
    list_parts(client, graph, further, &parts, report)
        .await
        .and(listed)
}

/// Lists the machines of these parts; what becomes of each is news.
///
/// # Errors
/// None: the type is that of a listing.
pub async fn list_parts(
    client: &Client,
    graph: &Graph,
    further: LoadFurther,
    parts: &[Part],
    report: &dyn Fn(FleetNews),
) -> Result<(), Failure> {
    let mut one_by_one = Vec::new();
    for (part, failure) in by_index(client, graph, parts, report).await {
        match failure {
            Some(failure) if failure.is_everywhere() => {
                report(FleetNews::PartFailed(part, failure));
            }
            _ => one_by_one.push(part),
        }
    }
    if one_by_one.is_empty() {
        return Ok(());
    }
    match further().await {
        Some(further) => (further.one_by_one)(client, one_by_one, report).await,
        None => one_by_one
            .into_iter()
            .for_each(|part| report(FleetNews::PartFailed(part, not_loaded()))),
    }
    Ok(())
}

/// Lists what the index knows, and asks nobody else.
///
/// # Errors
/// When the index does not know the whole fleet.
pub async fn glance(
    client: &Client,
    graph: &Graph,
    report: &dyn Fn(FleetNews),
) -> Result<(), Failure> {
    let (parts, listed) = subscriptions(client).await;
    listed?;
    report(FleetNews::Parts(parts.clone()));
    match by_index(client, graph, &parts, report).await.pop() {
        None => Ok(()),
        Some((_, failure)) => Err(failure.unwrap_or_else(|| {
            let sentence = "Resource Graph knows no machine of System Center VMM.";
            Failure::new(FailureKind::NotFound, sentence)
        })),
    }
}

/// The subscriptions, as far as they could be listed.
async fn subscriptions(client: &Client) -> (Vec<Part>, Result<(), Failure>) {
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
    (parts, listed)
}

/// Lists what the index knows. Gives the parts that are left, with why, where it is a failure.
async fn by_index(
    client: &Client,
    graph: &Graph,
    parts: &[Part],
    report: &dyn Fn(FleetNews),
) -> Vec<(Part, Option<Failure>)> {
    let (mut empty, mut left) = (Vec::new(), Vec::new());
    let mut is_known = false;
    for parts in parts.chunks(graph::SUBSCRIPTIONS) {
        match graph.list(client, parts, report).await {
            Ok(0) => empty.extend(parts.iter().cloned()),
            Ok(_) => {
                is_known = true;
                end(parts, report);
            }
            Err(failure) => {
                left.extend(
                    parts
                        .iter()
                        .map(|part| (part.clone(), Some(failure.clone()))),
                );
            }
        }
    }
    if is_known {
        // Where others are known, no machine is no machine: a fleet may have hundreds of subscriptions without one.
        end(&empty, report);
    } else {
        left.extend(empty.into_iter().map(|part| (part, None)));
    }
    left
}

fn end(parts: &[Part], report: &dyn Fn(FleetNews)) {
    for part in parts {
        report(FleetNews::PartIndexed(part.clone()));
    }
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
pub fn machine(row: &Value, part: &Part) -> Option<Listed> {
    if !field::text(row, "kind").eq_ignore_ascii_case("scvmm") {
        return None;
    }
    let id = ResourceId::new(field::text(row, "id"));
    id.subscription()?;
    let name = field::text(row, "name");
    Some(Listed {
        name: if name.is_empty() { id.name() } else { name }.into(),
        subscription: part.name.as_str().into(),
        resource_group: id.resource_group().unwrap_or_default().into(),
        location: field::text(row, "location").into(),
        id,
    })
}

#[cfg(test)]
mod tests;
