//! How Service Provider Foundation is spoken to: VMM's OData service, behind the web server that hosts the page.

mod address;
mod checkpoints;
pub mod client;
mod entity;
mod error;
mod inventory;
mod job;
#[cfg(test)]
mod rehearsal;
mod roles;
mod time;

use client::Client;
use inventory::Clouds;

use crate::backend::{Accepted, Backend, FleetNews, NotAccepted, OperationHandle, Seen};
use crate::http::transport::Local;
use crate::model::action::Action;
use crate::model::capability::Capabilities;
use crate::model::failure::Failure;
use crate::model::resource_id::ResourceId;
use crate::model::rights::Rights;
use crate::model::virtual_machine::Instance;

/// Machines and checkpoints through Service Provider Foundation's VMM service.
pub struct SpfBackend {
    client: Client,
    clouds: Clouds,
}

impl SpfBackend {
    /// A back end that speaks through `client`.
    pub fn new(client: Client) -> Self {
        Self {
            client,
            clouds: Clouds::default(),
        }
    }
}

impl Backend for SpfBackend {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            edits_checkpoints: true,
            tells_checkpoint_type: false,
            has_subscriptions: false,
            signs_in: false,
            no_machines: "Service Provider Foundation shows no machine here. With a subscription in config.json it shows those of that subscription's cloud; without one, those that the account of the web server may see.",
        }
    }

    fn list<'a>(&'a self, report: &'a dyn Fn(FleetNews)) -> Local<'a, Result<(), Failure>> {
        Box::pin(inventory::list(&self.client, &self.clouds, report))
    }

    fn read<'a>(&'a self, machine: &'a ResourceId) -> Local<'a, Result<Instance, Failure>> {
        Box::pin(inventory::read(&self.client, &self.clouds, machine))
    }

    fn rights<'a>(&'a self, _machine: &'a ResourceId) -> Local<'a, Result<Rights, Failure>> {
        Box::pin(roles::read(&self.client))
    }

    fn act<'a>(
        &'a self,
        machine: &'a ResourceId,
        action: &'a Action,
    ) -> Local<'a, Result<Accepted, NotAccepted>> {
        Box::pin(checkpoints::act(&self.client, machine, action))
    }

    fn look<'a>(&'a self, operation: &'a OperationHandle) -> Local<'a, Seen> {
        Box::pin(job::look(&self.client, operation))
    }
}
