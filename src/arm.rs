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
use crate::model::failure::{Failure, FailureKind};
use crate::model::follow::Sight;
use crate::model::resource_id::ResourceId;
use crate::model::rights::Rights;
use crate::model::virtual_machine::Instance;

/// Machines and checkpoints through Azure Resource Manager: Resource Graph or Microsoft.HybridCompute lists the machines,
/// Microsoft.ScVmm knows and changes their checkpoints.
pub struct ArmBackend {
    client: Client,
    graph: Graph,
    further: LoadFurther,
}

/// Gives that, loaded if need be; `None` when it cannot be.
pub type LoadFurther = fn() -> Local<'static, Option<&'static Further>>;

impl ArmBackend {
    /// A back end that speaks through `client`.
    pub fn new(client: Client, further: LoadFurther) -> Self {
        Self {
            client,
            graph: Graph::default(),
            further,
        }
    }
}

/// Whom the news of a listing are told to.
type Report<'a> = &'a dyn Fn(FleetNews);

/// What a list that comes out of Resource Graph does without: how checkpoints are changed, and the other ways of reading.
pub struct Further {
    read: for<'a> fn(&'a Client, &'a ResourceId) -> Local<'a, Result<Instance, Failure>>,
    one_by_one: for<'a> fn(&'a Client, Vec<Part>, Report<'a>) -> Local<'a, ()>,
    glance: for<'a> fn(&'a Client, &'a Graph, Report<'a>) -> Local<'a, Result<(), Failure>>,
    rights: for<'a> fn(&'a Client, &'a ResourceId) -> Local<'a, Result<Rights, Failure>>,
    act: for<'a> fn(
        &'a Client,
        &'a ResourceId,
        &'a Action,
    ) -> Local<'a, Result<Accepted, NotAccepted>>,
    look: for<'a> fn(&'a Client, &'a OperationHandle) -> Local<'a, Seen>,
}

/// All of it.
pub const FURTHER: &Further = &Further {
    read: |client, machine| Box::pin(instance::read(client, machine)),
    one_by_one: |client, parts, report| {
        Box::pin(inventory::one_by_one::list(client, parts, report))
    },
    glance: |client, graph, report| Box::pin(inventory::glance(client, graph, report)),
    rights: |client, machine| Box::pin(permissions::read(client, machine)),
    act: |client, machine, action| Box::pin(checkpoints::act(client, machine, action)),
    look: |client, operation| Box::pin(operation::look(client, operation)),
};

/// What stands in the place of an answer when that could not be loaded.
fn not_loaded() -> Failure {
    Failure::new(
        FailureKind::NetworkLost,
        "A part of the console that this needs could not be loaded. Nothing was sent.",
    )
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
        Box::pin(inventory::list(
            &self.client,
            &self.graph,
            self.further,
            report,
        ))
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
            self.further,
            parts,
            report,
        ))
    }

    fn glance<'a>(&'a self, report: &'a dyn Fn(FleetNews)) -> Local<'a, Result<(), Failure>> {
        Box::pin(async move {
            match (self.further)().await {
                Some(further) => (further.glance)(&self.client, &self.graph, report).await,
                None => Err(not_loaded()),
            }
        })
    }

    fn read<'a>(&'a self, machine: &'a ResourceId) -> Local<'a, Result<Instance, Failure>> {
        Box::pin(async move {
            match (self.further)().await {
                Some(further) => (further.read)(&self.client, machine).await,
                None => Err(not_loaded()),
            }
        })
    }

    fn rights<'a>(&'a self, machine: &'a ResourceId) -> Local<'a, Result<Rights, Failure>> {
        Box::pin(async move {
            match (self.further)().await {
                Some(further) => (further.rights)(&self.client, machine).await,
                None => Err(not_loaded()),
            }
        })
    }

    fn act<'a>(
        &'a self,
        machine: &'a ResourceId,
        action: &'a Action,
    ) -> Local<'a, Result<Accepted, NotAccepted>> {
        Box::pin(async move {
            match (self.further)().await {
                Some(further) => (further.act)(&self.client, machine, action).await,
                None => Err(NotAccepted::Refused(not_loaded())),
            }
        })
    }

    fn look<'a>(&'a self, operation: &'a OperationHandle) -> Local<'a, Seen> {
        Box::pin(async move {
            match (self.further)().await {
                Some(further) => (further.look)(&self.client, operation).await,
                None => Seen {
                    sight: Sight::Lost {
                        failure: not_loaded(),
                        wait_ms: None,
                        gone: false,
                    },
                    handle: None,
                },
            }
        })
    }
}
