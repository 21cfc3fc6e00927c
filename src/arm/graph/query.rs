//! What Resource Graph is asked (Microsoft.ResourceGraph 2021-03-01).

use crate::backend::Part;
use crate::http::json;

/// Where queries are sent.
pub const PATH: &str = "/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01";
/// Rows of a page: the most that the service gives.
const ROWS: &str = "1000";

/// A table in which VM instances may stand. Which one it is, is not documented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Table {
    /// That of resources which extend others.
    #[default]
    Extensibility,
    /// That of most resources.
    Resources,
}

impl Table {
    /// The other candidate.
    pub fn other(self) -> Self {
        match self {
            Self::Extensibility => Self::Resources,
            Self::Resources => Self::Extensibility,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Extensibility => "extensibilityresources",
            Self::Resources => "resources",
        }
    }
}

/// The machines of VMM. The service writes an id in several cases, and a join compares letter by letter.
const MACHINES: &str = "resources\
    | where type =~ 'microsoft.hybridcompute/machines' and kind =~ 'scvmm'\
    | project id, name, kind, location, machine = tolower(id)\
    | join kind=leftouter (";

/// Their instances: of all the parts of one, those that are shown before it is opened, under the names that they have
/// there. They are half of it. The id is there for pages to be given; ordered by it, they can be repeated.
const INSTANCES: &str = "\
    | where type =~ 'microsoft.scvmm/virtualmachineinstances'\
    | extend place = properties.infrastructureProfile, os = properties.osProfile, hardware = properties.hardwareProfile\
    | project machine = tostring(split(tolower(id), '/providers/microsoft.scvmm/')[0]),\
     powerState = properties.powerState, provisioningState = properties.provisioningState,\
     osSku = os.osSku, osType = os.osType, osVersion = os.osVersion, computerName = os.computerName,\
     cpuCount = hardware.cpuCount, memoryMB = hardware.memoryMB, isHighlyAvailable = hardware.isHighlyAvailable,\
     checkpointType = place.checkpointType, generation = place.generation,\
     vmmServerId = place.vmmServerId, cloudId = place.cloudId,\
     checkpoints = place.checkpoints, lastRestoredVMCheckpoint = place.lastRestoredVMCheckpoint\
    ) on machine\
    | project-away machine, machine1\
    | order by id asc";

/// The body of the query for one page; `from` is the token of the page before, or empty.
pub fn body(table: Table, parts: &[Part], from: &str) -> String {
    let query = [MACHINES, table.name(), INSTANCES].concat();
    let mut subscriptions = String::from("[");
    for part in parts {
        if subscriptions.len() > 1 {
            subscriptions.push(',');
        }
        subscriptions.push_str(&json::quoted(&part.id));
    }
    subscriptions.push(']');
    let options = json::object(&[
        ("$top", Some(ROWS.to_owned())),
        ("resultFormat", Some(json::quoted("objectArray"))),
        ("$skipToken", (!from.is_empty()).then(|| json::quoted(from))),
    ]);
    json::object(&[
        ("subscriptions", Some(subscriptions)),
        ("query", Some(json::quoted(&query))),
        ("options", Some(options)),
    ])
}
