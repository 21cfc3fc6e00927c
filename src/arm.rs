//! How Azure Resource Manager is spoken to.

mod address;
mod checkpoints;
pub mod client;
mod error;
mod graph;
mod instance;
mod inventory;
mod operation;
mod page;
mod permissions;
#[cfg(test)]
mod rehearsal;
pub mod sign_in;

use client::Client;
use graph::Graph;

use crate::backend::{Accepted, Backend, FleetNews, NotAccepted, OperationHandle, Part, Seen};
use crate::http::transport::Local;
use crate::model::action::Action;
use crate::model::capability::Capabilities;
use crate::model::failure::Failure;
use crate::model::resource_id::ResourceId;
use crate::model::rights::Rights;
use crate::model::virtual_machine::Instance;

/// Machines and checkpoints through Azure Resource Manager: Resource Graph or Microsoft.HybridCompute lists the machines,
/// Microsoft.ScVmm knows and changes their checkpoints.
pub struct ArmBackend {
    client: Client,
    graph: Graph,
}

impl ArmBackend {
    /// A back end that speaks through `client`.
    pub fn new(client: Client) -> Self {
        Self {
            client,
            graph: Graph::default(),
        }
    }
}

impl Backend for ArmBackend {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            // No api-version of Microsoft.ScVmm has a route for it.
            edits_checkpoints: false,
            tells_checkpoint_type: true,
            has_subscriptions: true,
            signs_in: true,
            no_machines: "None of these subscriptions holds a machine of System Center VMM. A machine shows here once it is enabled in Azure: in the portal, open the SCVMM management server, choose Virtual machines, then Enable in Azure.",
        }
    }

    fn list<'a>(&'a self, report: &'a dyn Fn(FleetNews)) -> Local<'a, Result<(), Failure>> {
        Box::pin(inventory::list(&self.client, &self.graph, report))
    }

    fn list_part<'a>(
        &'a self,
        part: &'a Part,
        report: &'a dyn Fn(FleetNews),
    ) -> Local<'a, Result<(), Failure>> {
        let parts = std::slice::from_ref(part);
        Box::pin(inventory::list_parts(
            &self.client,
            &self.graph,
            parts,
            report,
        ))
    }

    fn glance<'a>(&'a self, report: &'a dyn Fn(FleetNews)) -> Local<'a, Result<(), Failure>> {
        Box::pin(inventory::glance(&self.client, &self.graph, report))
    }

    fn read<'a>(&'a self, machine: &'a ResourceId) -> Local<'a, Result<Instance, Failure>> {
        Box::pin(instance::read(&self.client, machine))
    }

    fn rights<'a>(&'a self, machine: &'a ResourceId) -> Local<'a, Result<Rights, Failure>> {
        Box::pin(permissions::read(&self.client, machine))
    }

    fn act<'a>(
        &'a self,
        machine: &'a ResourceId,
        action: &'a Action,
    ) -> Local<'a, Result<Accepted, NotAccepted>> {
        Box::pin(checkpoints::act(&self.client, machine, action))
    }

    fn look<'a>(&'a self, operation: &'a OperationHandle) -> Local<'a, Seen> {
        Box::pin(operation::look(&self.client, operation))
    }
}
