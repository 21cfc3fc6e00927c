//! The machines: all of them with their checkpoints in one list, and one by itself.

use std::cell::RefCell;

use serde_json::Value;

use super::address::{self, MachineKey};
use super::client::Client;
use super::{entity, error};
use crate::backend::{FleetNews, Found, Part};
use crate::exchange::Answer;
use crate::http::field;
use crate::model::failure::{Failure, FailureKind};
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::Instance;

const SET: &str = "VirtualMachines";
/// More pages than these are no list but a circle in disguise.
const MOST: usize = 5_000;

/// The clouds' names by their ids, once they were read.
#[derive(Default)]
pub struct Clouds(RefCell<Option<Vec<(String, String)>>>);

/// Lists all machines, with everything that is known of them: none needs a reading of its own.
///
/// # Errors
/// When the list could not be read, or not to its end; the machines before that are reported all the same.
pub async fn list(
    client: &Client,
    clouds: &Clouds,
    report: &dyn Fn(FleetNews),
) -> Result<(), Failure> {
    // The whole fleet is one part: the service answers for the subscription of its root, or for everything.
    let part = Part {
        id: String::new(),
        name: String::new(),
    };
    report(FleetNews::Parts(vec![part.clone()]));
    clouds.read(client, true).await;
    let mut first = read_page(client, &address::machines(false)).await;
    // Assumption: public clients send `$select` for single sets only; a service that does not take it together with
    // `$expand` says so at once, and is asked for everything.
    if let Err(failure) = &first
        && matches!(failure.status, Some(400 | 501))
    {
        first = read_page(client, &address::machines(true)).await;
    }
    let (mut answer, mut page) = first?;
    let mut followed: Vec<String> = Vec::new();
    while followed.len() < MOST {
        let machines: Vec<Found> = field::list(&page, "value")
            .iter()
            .filter_map(|row| found(row, clouds))
            .collect();
        report(FleetNews::Machines(part.clone(), machines));
        let link = field::text(&page, "odata.nextLink");
        if link.is_empty() {
            report(FleetNews::PartRead(part));
            return Ok(());
        }
        let Some(next) = address::next_page(SET, link) else {
            let sentence = "The service pointed to a next page that is none of this list.";
            return Err(error::unreadable(&answer, sentence));
        };
        if followed.contains(&next) {
            break;
        }
        (answer, page) = read_page(client, &next).await?;
        followed.push(next);
    }
    Err(error::unreadable(
        &answer,
        "The list never ends: the service pointed to a page that was read before.",
    ))
}

async fn read_page(client: &Client, path: &str) -> Result<(Answer, Value), Failure> {
    let answer = client.get(path, SET).await?;
    let page = field::body(&answer.response.body).unwrap_or_default();
    if page.get("value").is_some_and(Value::is_array) {
        Ok((answer, page))
    } else {
        Err(error::unreadable(
            &answer,
            "The service's answer is not a list of machines.",
        ))
    }
}

/// A machine of the list. A row without its keys is no machine that could be asked about; one without its checkpoints is
/// read by itself.
fn found(row: &Value, clouds: &Clouds) -> Option<Found> {
    Some(Found {
        listed: entity::listed(row)?,
        instance: entity::instance(row, clouds.name_of(row)).map(Into::into),
    })
}

/// Reads one machine with its checkpoints.
///
/// # Errors
/// When the service refuses, or its answer is no machine.
pub async fn read(
    client: &Client,
    clouds: &Clouds,
    machine: &ResourceId,
) -> Result<Instance, Failure> {
    let key = MachineKey::of(machine).ok_or_else(no_machine)?;
    clouds.read(client, false).await;
    let answer = client.get(&address::machine(&key), SET).await?;
    let entity = field::body(&answer.response.body).unwrap_or_default();
    entity::instance(&entity, clouds.name_of(&entity)).ok_or_else(|| {
        error::unreadable(
            &answer,
            "The service's answer is not a machine with its checkpoints.",
        )
    })
}

/// The failure that an id is which names no machine of this service.
pub fn no_machine() -> Failure {
    Failure::new(
        FailureKind::NotFound,
        "This address names no machine of Service Provider Foundation.",
    )
}

impl Clouds {
    /// Reads them, unless they were read. Without them machines are shown without the names of their clouds; `again` is
    /// whether to ask once more where that was in vain: with each list, and not with each machine.
    async fn read(&self, client: &Client, again: bool) {
        let known = self.0.borrow().as_ref().map(Vec::len);
        if known.is_some_and(|count| count > 0 || !again) {
            return;
        }
        self.0.replace(Some(Vec::new()));
        let Ok(answer) = client.get_once(address::CLOUDS, address::CLOUDS).await else {
            return;
        };
        if answer.is_success() {
            let page = field::body(&answer.response.body).unwrap_or_default();
            let name = |cloud: &Value| {
                let id = field::text(cloud, "ID").to_ascii_lowercase();
                (id, field::text(cloud, "Name").to_owned())
            };
            let names = field::list(&page, "value").iter().map(name).collect();
            self.0.replace(Some(names));
        }
    }

    fn name_of(&self, machine: &Value) -> String {
        let id = field::text(machine, "CloudId").to_ascii_lowercase();
        let names = self.0.borrow();
        let mut names = names.iter().flatten();
        names
            .find(|(cloud, _)| *cloud == id)
            .map(|(_, name)| name.clone())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
