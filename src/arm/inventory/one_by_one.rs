//! The machines of each subscription by itself, where Resource Graph does not tell them.

use super::machine;
use crate::arm::client::Client;
use crate::arm::{address, page};
use crate::backend::{FleetNews, Found, Part};
use crate::http::side_by_side;
use crate::http::transport::Local;

/// How many subscriptions are read at once.
const WIDTH: usize = 4;

/// Lists the machines of these parts; what becomes of each is news.
pub async fn list(client: &Client, parts: Vec<Part>, report: &dyn Fn(FleetNews)) {
    let jobs = parts
        .into_iter()
        .map(|part| -> Local<'_, ()> { Box::pin(list_part(client, part, report)) });
    side_by_side::run(WIDTH, jobs).await;
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
