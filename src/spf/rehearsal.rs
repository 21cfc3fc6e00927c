//! For tests: a client of the VMM service whose transport plays a script and whose clock jumps, and the entities of an
//! estate of contoso.com in the service's own spelling.

use std::rc::Rc;

use serde_json::{Value, json};

use super::client::Client;
use crate::config::{ConfigFile, FoundationConfig};
use crate::exchange::{Answer, Sent};
use crate::http::scripted::{JumpingClock, Script};
use crate::http::transport::{NoAnswer, Request, Response};
use crate::model::resource_id::ResourceId;

/// The root of the rehearsals.
pub const ROOT: &str =
    "/spf/SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/";
/// Their subscription.
pub const SUBSCRIPTION: &str = "97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3";
/// Their stamp.
pub const STAMP: &str = "ba4146fa-fb41-4f59-a193-ad00c52a138c";
/// Their machine.
pub const MACHINE: &str = "3499b02c-8dc9-4c0d-aa83-097a1340cbda";
/// A checkpoint of it.
pub const CHECKPOINT: &str = "a11cc636-5521-4f88-92b2-cad392911fe0";
/// A job.
pub const JOB: &str = "e381ad2b-2375-45e4-a45f-64a1447a4ef6";
/// An id that is none.
pub const ZEROS: &str = "00000000-0000-0000-0000-000000000000";

/// A client and what it works with.
pub struct Rehearsal {
    pub client: Client,
    pub script: Rc<Script>,
    pub clock: Rc<JumpingClock>,
}

/// A client of the subscription that gets these answers.
pub fn rehearse(answers: impl IntoIterator<Item = Result<Response, NoAnswer>>) -> Rehearsal {
    let config = json!({ "backend": "spf", "serviceRoot": "/spf/", "subscription": SUBSCRIPTION });
    rehearse_with(&config, answers)
}

/// The same with another configuration.
pub fn rehearse_with(
    config: &Value,
    answers: impl IntoIterator<Item = Result<Response, NoAnswer>>,
) -> Rehearsal {
    let script = Rc::new(Script::of(answers));
    let clock = Rc::new(JumpingClock::default());
    let client = Client::new(script.clone(), clock.clone(), parsed(config));
    Rehearsal {
        client,
        script,
        clock,
    }
}

fn parsed(config: &Value) -> FoundationConfig {
    let file = ConfigFile::read(&config.to_string()).unwrap();
    file.foundation().unwrap()
}

/// The machine's id.
pub fn machine() -> ResourceId {
    ResourceId::new(&format!("/stamps/{STAMP}/virtualMachines/{MACHINE}"))
}

/// The machine as a row of a list, with these checkpoints.
pub fn machine_row(checkpoints: &Value) -> Value {
    json!({
        "ID": MACHINE, "StampId": STAMP, "Name": "sql-prod-014", "ComputerName": "sql-prod-014.contoso.com",
        "Description": null, "Status": "Running", "StatusString": "Running", "VMHostName": "hv-07.contoso.com",
        "CloudId": "10F8E459-E7C3-4C40-B47C-B8F758EF4DC1",
        "Owner": { "UserName": "CONTOSO\\operator", "RoleName": "Tenant", "RoleID": SUBSCRIPTION },
        "OperatingSystem": "64-bit edition of Windows Server 2019", "OperatingSystemInstance": null,
        "CPUCount": 8, "Memory": 16384, "Generation": 2, "IsHighlyAvailable": true, "TotalSize": "137438953472",
        "LastRestoredCheckpointId": null, "MostRecentTaskId": null, "VMCheckpoints": checkpoints,
    })
}

/// A checkpoint of the machine.
pub fn checkpoint_row(id: &str, on_host: Option<&str>, parent: Option<&str>) -> Value {
    json!({
        "Accessibility": "Public", "AddedTime": "2013-08-19T15:02:36.591591-07:00", "CheckpointID": on_host,
        "Confirm": null, "Description": "By hand", "Enabled": true, "ID": id,
        "ModifiedTime": "2013-08-19T15:02:36.8185926-07:00", "Name": "Before the upgrade", "ParentCheckpointID": parent,
        "RunAsynchronously": null, "StampId": STAMP, "VMCheckPointAction": null, "VMId": MACHINE,
    })
}

/// A list as the service writes it.
pub fn feed(set: &str, rows: &[Value]) -> String {
    let inner = "https://spfn-457:8090/SC2012R2/VMM/Microsoft.Management.Odata.svc";
    json!({ "odata.metadata": format!("{inner}/$metadata#{set}"), "value": rows }).to_string()
}

/// An answer to a creation.
pub fn answered(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Answer {
        response: Response {
            status,
            headers: headers.collect(),
            body: body.to_owned(),
        },
        sent: Sent {
            request: "POST VMCheckPoints".into(),
            id: String::new(),
        },
    }
}

/// A request as text: its line, headers and body.
pub fn wire(request: &Request) -> String {
    let mut text = format!("{} {}\n", request.method.word(), request.url);
    for (name, value) in &request.headers {
        text.push_str(&format!("{name}: {value}\n"));
    }
    text + "\n" + request.body.as_deref().unwrap_or_default()
}
