//! Every path of the VMM service that the console asks for, below the service's root.
//!
//! Keys are written in parentheses: the service takes a key as a segment only for sets whose key is a single value.

use crate::config::{FoundationConfig, Guid, Urls};
use crate::model::checkpoint::CheckpointId;
use crate::model::resource_id::ResourceId;

/// The service's root on the page's own origin, with a slash at its end.
pub fn root(config: &FoundationConfig) -> String {
    let subscription = config.subscription.as_ref().map_or("", Guid::as_str);
    let slash = if subscription.is_empty() { "" } else { "/" };
    let base = &config.service_root;
    match config.urls {
        // Every version since 2012 R2 keeps this word in its path.
        Urls::Foundation => [
            base,
            "SC2012R2/VMM/",
            subscription,
            slash,
            "Microsoft.Management.Odata.svc/",
        ]
        .concat(),
        Urls::AzurePack => [base, subscription, slash, "services/systemcenter/vmm/"].concat(),
    }
}

/// The two keys of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineKey {
    /// The stamp it belongs to.
    pub stamp: Guid,
    /// Its id in VMM.
    pub id: Guid,
}

impl MachineKey {
    /// The keys in a machine's id. It may come from the address bar, so it is read strictly.
    pub fn of(machine: &ResourceId) -> Option<Self> {
        Some(Self {
            stamp: Guid::parse(machine.stamp()?)?,
            id: Guid::parse(machine.name())?,
        })
    }

    /// The machine's id.
    pub fn resource_id(&self) -> ResourceId {
        let id = [
            "/stamps/",
            self.stamp.as_str(),
            "/virtualMachines/",
            self.id.as_str(),
        ];
        ResourceId::new(&id.concat())
    }

    /// The machine.
    pub fn machine(&self) -> String {
        keyed("VirtualMachines", &self.id, &self.stamp)
    }

    /// One of its checkpoints: checkpoints lie in the stamp of their machine.
    pub fn checkpoint(&self, id: &CheckpointId) -> Option<String> {
        Some(keyed(
            "VMCheckPoints",
            &Guid::parse(id.as_str())?,
            &self.stamp,
        ))
    }
}

fn keyed(set: &str, id: &Guid, stamp: &Guid) -> String {
    [
        set,
        "(ID=guid'",
        id.as_str(),
        "',StampId=guid'",
        stamp.as_str(),
        "')",
    ]
    .concat()
}

/// What of a machine is shown, so that a long list need not carry all 132 properties.
const SHOWN: &str = "$select=ID,StampId,Name,ComputerName,Description,Status,StatusString,VMHostName,CloudId,Owner,OperatingSystem,OperatingSystemInstance,CPUCount,Memory,Generation,IsHighlyAvailable,TotalSize,LastRestoredCheckpointId,MostRecentTaskId,VMCheckpoints&";

/// With the checkpoints; the relationship is written with a small p, the set with a large one.
const EXPAND: &str = "$expand=VMCheckpoints";

/// All machines with their checkpoints; `whole` asks for every property.
pub fn machines(whole: bool) -> String {
    ["VirtualMachines?", if whole { "" } else { SHOWN }, EXPAND].concat()
}

/// One machine with its checkpoints.
pub fn machine(key: &MachineKey) -> String {
    [&key.machine(), "?", EXPAND].concat()
}

/// One machine with the job that ran last on it.
pub fn most_recent_task(key: &MachineKey) -> String {
    [&key.machine(), "?$expand=MostRecentTask"].concat()
}

/// The clouds, for their names.
pub const CLOUDS: &str = "Clouds";

/// The roles. They cannot be queried by name; the list is short.
pub const USER_ROLES: &str = "UserRoles";

/// A job, by a filter: the key of a job has a stamp that an answer's header does not tell.
pub fn job(id: &Guid) -> String {
    ["Jobs?$filter=ID%20eq%20guid'", id.as_str(), "'"].concat()
}

/// The next page of a list, as a link names it: only its query is taken, so that no link can lead away. Behind a proxy it
/// names a host that the page cannot reach.
pub fn next_page(set: &str, link: &str) -> Option<String> {
    let (path, query) = link.trim().split_once('?')?;
    let last = path.rsplit('/').next().unwrap_or_default();
    let named = last.trim_end_matches("()");
    let query = query.split('#').next().unwrap_or_default();
    (named.eq_ignore_ascii_case(set) && !query.is_empty()).then(|| [set, "?", query].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> FoundationConfig {
        let file = crate::config::ConfigFile::read(text).unwrap();
        file.foundation().unwrap()
    }

    const SUBSCRIPTION: &str = "97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3";

    #[test]
    fn both_kinds_of_root_are_built_below_the_service_root() {
        let own =
            format!(r#"{{"backend":"spf","serviceRoot":"/spf","subscription":"{SUBSCRIPTION}"}}"#);
        assert_eq!(
            root(&config(&own)),
            format!("/spf/SC2012R2/VMM/{SUBSCRIPTION}/Microsoft.Management.Odata.svc/")
        );
        let all = r#"{"backend":"spf","serviceRoot":"/spf/"}"#;
        assert_eq!(
            root(&config(all)),
            "/spf/SC2012R2/VMM/Microsoft.Management.Odata.svc/"
        );
        let pack = own.replace("\"backend\"", "\"urls\":\"wap\",\"backend\"");
        assert_eq!(
            root(&config(&pack)),
            format!("/spf/{SUBSCRIPTION}/services/systemcenter/vmm/")
        );
    }

    #[test]
    fn a_machine_is_addressed_by_both_its_keys() {
        let id = "/stamps/BA4146FA-fb41-4f59-a193-ad00c52a138c/virtualMachines/3499b02c-8dc9-4c0d-aa83-097a1340cbda";
        let key = MachineKey::of(&ResourceId::new(id)).unwrap();
        assert_eq!(key.resource_id(), ResourceId::new(id));
        assert_eq!(
            machine(&key),
            "VirtualMachines(ID=guid'3499b02c-8dc9-4c0d-aa83-097a1340cbda',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')?$expand=VMCheckpoints"
        );
        for other in [
            "/stamps/x/virtualMachines/3499b02c-8dc9-4c0d-aa83-097a1340cbda",
            "/stamps/ba4146fa-fb41-4f59-a193-ad00c52a138c/virtualMachines/1')?$top=1",
            "/subscriptions/s/resourceGroups/g/machines/m",
        ] {
            assert_eq!(MachineKey::of(&ResourceId::new(other)), None, "{other}");
        }
    }

    #[test]
    fn of_a_link_only_the_query_is_followed() {
        let inner = "https://spfn-457:8090/SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines?$skiptoken=guid'a',guid'b'&$expand=VMCheckpoints";
        assert_eq!(
            next_page("VirtualMachines", inner).unwrap(),
            "VirtualMachines?$skiptoken=guid'a',guid'b'&$expand=VMCheckpoints"
        );
        assert_eq!(
            next_page("VirtualMachines", "virtualmachines()?$skiptoken=1").unwrap(),
            "VirtualMachines?$skiptoken=1"
        );
        for other in [
            "",
            "https://x/Jobs?$skiptoken=1",
            "VirtualMachines",
            "VirtualMachines?",
        ] {
            assert_eq!(next_page("VirtualMachines", other), None, "{other}");
        }
    }
}
