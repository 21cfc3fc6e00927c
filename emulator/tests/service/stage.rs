//! An emulator for one test.

use emulator::{Emulator, clock::Clock, datacenter::fixtures, options::Options, reply::Reply};
use http::{HeaderMap, Request, Response, StatusCode};
use serde_json::Value;
use std::time::Duration;
use time::{OffsetDateTime, macros::datetime};
use uuid::Uuid;

pub const NOW: OffsetDateTime = datetime!(2026-03-10 08:00 UTC);
pub const ADMIN: &str = "admin@contoso.com";
pub const OPERATOR: &str = "operator@contoso.com";
pub const READER: &str = "reader@contoso.com";
pub const NOBODY: &str = "nobody@contoso.com";
pub const PRODUCTION: &str = "/subscriptions/1d3f0a52-6b1e-4c77-9a41-0c5e8b2f7d11";
pub const BRANCHES: &str = "/subscriptions/3f5b2c74-8d3a-4e99-9c63-2e7a0d4b9f33";
pub const SCVMM: &str = "api-version=2023-10-07";
pub const MACHINES: &str = "api-version=2024-07-10";

pub struct Stage {
    pub emulator: Emulator,
    pub clock: Clock,
    pub caller: &'static str,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Stage {
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    pub fn with(options: Options) -> Self {
        let clock = Clock::manual(NOW);
        let emulator = Emulator::new(options, clock.clone());
        Self {
            emulator,
            clock,
            caller: ADMIN,
        }
    }

    pub fn of(vms: usize) -> Self {
        Self::with(Options {
            vms,
            ..Options::default()
        })
    }

    /// The same emulator, asked by another account.
    pub fn by(&self, caller: &'static str) -> Self {
        Self {
            emulator: self.emulator.clone(),
            clock: self.clock.clone(),
            caller,
        }
    }

    pub fn get(&self, address: &str) -> Answer {
        self.ask("GET", address, None)
    }

    pub fn post(&self, address: &str, body: &str) -> Answer {
        self.ask("POST", address, Some(body))
    }

    pub fn ask(&self, method: &str, address: &str, body: Option<&str>) -> Answer {
        let mut request = Request::builder().method(method).uri(address).header(
            "authorization",
            format!("Bearer {}", self.emulator.token_for(self.caller)),
        );
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        self.send(request.body(body.unwrap_or_default().into()).unwrap())
    }

    pub fn send(&self, request: Request<Vec<u8>>) -> Answer {
        self.emulator
            .answer(request)
            .response()
            .expect("the connection was cut")
            .into()
    }

    pub fn reply(&self, method: &str, address: &str) -> Reply {
        let token = format!("Bearer {}", self.emulator.token_for(self.caller));
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("authorization", token);
        self.emulator.answer(request.body(Vec::new()).unwrap())
    }

    pub fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Begins an action on a machine.
    pub fn act(&self, machine: &str, verb: &str, body: &str) -> Answer {
        self.post(
            &format!("{}/{verb}?{SCVMM}", self.instance_path(machine)),
            body,
        )
    }

    /// The document of a machine's VM instance.
    pub fn instance(&self, machine: &str) -> Value {
        let answer = self.get(&format!("{}?{SCVMM}", self.instance_path(machine)));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// The `infrastructureProfile` in it.
    pub fn profile(&self, machine: &str) -> Value {
        self.instance(machine)["properties"]["infrastructureProfile"].clone()
    }

    pub fn instance_path(&self, machine: &str) -> String {
        format!(
            "{}/providers/Microsoft.ScVmm/virtualMachineInstances/default",
            path(machine)
        )
    }

    /// Waits until an operation that was begun has surely ended and shows.
    pub fn settle(&self) {
        self.wait(120);
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The code of the error document.
    pub fn code(&self) -> String {
        self.json()["error"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    pub fn message(&self) -> String {
        self.json()["error"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

impl From<Response<Vec<u8>>> for Answer {
    fn from(response: Response<Vec<u8>>) -> Self {
        let (head, bytes) = response.into_parts();
        Self {
            status: head.status,
            headers: head.headers,
            bytes,
        }
    }
}

/// The resource id of a fixed machine.
pub fn path(machine: &str) -> String {
    let (subscription, group) = match machine {
        "dc-branch-07" => (BRANCHES, "rg-branch-munich"),
        "sap-hana-03" | "erp-app-01" => (PRODUCTION, "RG-ERP"),
        _ => (PRODUCTION, "rg-production-west"),
    };
    format!(
        "{subscription}/resourceGroups/{group}/providers/Microsoft.HybridCompute/machines/{machine}"
    )
}

/// The id of a fixed machine's checkpoint as the wire writes it.
pub fn checkpoint(machine: &str, number: usize) -> String {
    fixtures::checkpoint_id(machine, number)
        .to_string()
        .to_uppercase()
}

/// The ids of the checkpoints in a profile.
pub fn ids(profile: &Value) -> Vec<Uuid> {
    let text = |checkpoint: &Value| {
        checkpoint["checkpointID"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap()
    };
    profile["checkpoints"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect()
}
