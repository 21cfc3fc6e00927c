//! What the console asks of a service that manages machines: the one interface that pages and state know.

use crate::http::transport::Local;
use crate::model::action::Action;
use crate::model::capability::Capabilities;
use crate::model::failure::Failure;
use crate::model::follow::Sight;
use crate::model::resource_id::ResourceId;
use crate::model::rights::Rights;
use crate::model::virtual_machine::{Instance, Listed, SharedInstance};

/// A service that manages machines and their checkpoints.
pub trait Backend {
    /// What it can do and tell.
    fn capabilities(&self) -> Capabilities;

    /// Lists all machines, page by page as they arrive. Each news goes to `report` at once.
    ///
    /// # Errors
    /// When not even the parts of the fleet could be listed. A part that fails is news, not an error.
    fn list<'a>(&'a self, report: &'a dyn Fn(FleetNews)) -> Local<'a, Result<(), Failure>>;

    /// Lists the machines of one part anew.
    ///
    /// # Errors
    /// As with [`Self::list`].
    fn list_part<'a>(
        &'a self,
        part: &'a Part,
        report: &'a dyn Fn(FleetNews),
    ) -> Local<'a, Result<(), Failure>> {
        let _ = part;
        self.list(report)
    }

    /// Lists all machines by a few requests, however many they are: for a refresh that nobody has asked for.
    ///
    /// # Errors
    /// When a few requests cannot tell all, and then the news is only of a part of the fleet.
    fn glance<'a>(&'a self, report: &'a dyn Fn(FleetNews)) -> Local<'a, Result<(), Failure>> {
        self.list(report)
    }

    /// Reads one machine with its checkpoints.
    ///
    /// # Errors
    /// When the machine cannot be read.
    fn read<'a>(&'a self, machine: &'a ResourceId) -> Local<'a, Result<Instance, Failure>>;

    /// What the signed-in person may do on a machine: a hint.
    ///
    /// # Errors
    /// When the service does not tell.
    fn rights<'a>(&'a self, machine: &'a ResourceId) -> Local<'a, Result<Rights, Failure>>;

    /// Sends an action, once.
    ///
    /// # Errors
    /// When the service refused it, or when it is not known whether it did.
    fn act<'a>(
        &'a self,
        machine: &'a ResourceId,
        action: &'a Action,
    ) -> Local<'a, Result<Accepted, NotAccepted>>;

    /// Asks how an accepted operation stands.
    fn look<'a>(&'a self, operation: &'a OperationHandle) -> Local<'a, Seen>;
}

/// News while a fleet is listed.
#[derive(Clone, Debug, PartialEq)]
pub enum FleetNews {
    /// The parts (subscriptions) that will be read.
    Parts(Vec<Part>),
    /// So many machines more will be listed, if the service tells beforehand.
    Expected(usize),
    /// Machines of one part, in the service's order.
    Machines(Part, Vec<Found>),
    /// One part is read to its end.
    PartRead(Part),
    /// One part is read to its end, as an index tells it: what that may not tell it leaves out in silence.
    PartIndexed(Part),
    /// One part could not be read, or not to its end.
    PartFailed(Part, Failure),
}

/// A machine that a list names.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What the list says of it.
    pub listed: Listed,
    /// The machine itself, when the list tells all of it: then it needs no reading of its own.
    pub instance: Option<SharedInstance>,
}

impl From<Listed> for Found {
    fn from(listed: Listed) -> Self {
        Self {
            listed,
            instance: None,
        }
    }
}

/// A part of the fleet that is read by itself: a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Its name on screen.
    pub name: String,
}

/// What a service calls an operation. For ARM it is the polling address, which is signed and is never shown or logged; for
/// Service Provider Foundation the VMM job.
#[derive(Clone, PartialEq, Eq)]
pub struct OperationHandle(pub String);

/// The acceptance of an action.
pub struct Accepted {
    /// Where to look; `None` when the service gave nothing that can be used.
    pub handle: Option<OperationHandle>,
    /// Milliseconds to wait before the first look, if the service said.
    pub wait_ms: Option<u64>,
}

/// Why an action was not accepted.
#[derive(Clone, Debug, PartialEq)]
pub enum NotAccepted {
    /// The service refused it: nothing was done.
    Refused(Failure),
    /// No answer came, or a gateway's: it may have been accepted. It must not be sent again by itself.
    Unknown(Failure),
}

/// What a look at an operation gave.
pub struct Seen {
    /// What it says.
    pub sight: Sight,
    /// A newer handle to use from now on.
    pub handle: Option<OperationHandle>,
}
