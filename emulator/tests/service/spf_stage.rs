//! Service Provider Foundation for one test.

use crate::stage::{Answer, NOW};
use emulator::{
    Emulator,
    clock::Clock,
    options::{Options, SpfOptions},
    reply::Reply,
    spf::tenant,
    truth::MachineState,
};
use http::Request;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

pub const WEST: &str = "ba4146fa-fb41-4f59-a193-ad00c52a138c";

pub struct Spf {
    pub emulator: Emulator,
    pub clock: Clock,
    /// The root without a final slash, as a path.
    pub root: String,
    /// Headers beyond the usual ones.
    pub headers: Vec<(&'static str, String)>,
}

pub struct Timed {
    pub after: Duration,
    pub answer: Answer,
}

impl Spf {
    /// The tenant of most fixed machines, on the service itself.
    pub fn new() -> Self {
        Self::with(SpfOptions::default())
    }

    pub fn with(spf: SpfOptions) -> Self {
        Self::of(Options {
            spf,
            ..Options::default()
        })
    }

    pub fn of(options: Options) -> Self {
        let clock = Clock::manual(NOW);
        Self {
            emulator: Emulator::new(options, clock.clone()),
            clock,
            root: own(tenant::PRODUCTION),
            headers: Vec::new(),
        }
    }

    /// The same service at another root.
    pub fn at(&self, root: &str) -> Self {
        Self {
            emulator: self.emulator.clone(),
            clock: self.clock.clone(),
            root: root.into(),
            headers: self.headers.clone(),
        }
    }

    /// The administrator's root.
    pub fn administrator(&self) -> Self {
        self.at("/SC2012R2/VMM/Microsoft.Management.Odata.svc")
    }

    /// The same with another header; an empty value takes it away.
    pub fn header(&self, name: &'static str, value: &str) -> Self {
        let mut same = self.at(&self.root);
        same.headers.retain(|(other, _)| *other != name);
        same.headers.push((name, value.into()));
        same
    }

    pub fn get(&self, rest: &str) -> Answer {
        self.ask("GET", rest, None).answer
    }

    /// The entities of a feed.
    pub fn values(&self, rest: &str) -> Vec<Value> {
        let answer = self.get(rest);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["value"].as_array().unwrap().clone()
    }

    /// One entity.
    pub fn value(&self, rest: &str) -> Value {
        let answer = self.get(rest);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    pub fn ask(&self, method: &str, rest: &str, body: Option<&Value>) -> Timed {
        self.send(method, rest, body.map(Value::to_string))
    }

    pub fn send(&self, method: &str, rest: &str, body: Option<String>) -> Timed {
        match self.reply(method, rest, body) {
            Reply::Answer { after, response } => Timed {
                after,
                answer: response.into(),
            },
            other => panic!("{other:?}"),
        }
    }

    pub fn reply(&self, method: &str, rest: &str, body: Option<String>) -> Reply {
        let rest = rest.replace(' ', "%20");
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}/{rest}", self.root))
            .header("host", "spf.contoso.com:8090");
        let mut usual = vec![
            (
                "accept",
                "application/json;odata=minimalmetadata".to_string(),
            ),
            ("x-ms-principal-id", "user@contoso.com".to_string()),
        ];
        if body.is_some() {
            usual.push((
                "content-type",
                "application/json;odata=minimalmetadata".into(),
            ));
        }
        usual.retain(|(name, _)| !self.headers.iter().any(|(other, _)| other == name));
        for (name, value) in usual.iter().chain(&self.headers) {
            if !value.is_empty() {
                request = request.header(*name, value);
            }
        }
        let body = body.unwrap_or_default().into_bytes();
        self.emulator.answer(request.body(body).unwrap())
    }

    /// Sends a change and lets the time pass that its answer takes.
    pub fn act(&self, method: &str, rest: &str, body: Option<&Value>) -> Answer {
        let timed = self.ask(method, rest, body);
        self.clock.advance(timed.after);
        timed.answer
    }

    pub fn create(&self, machine: &str, name: &str) -> Answer {
        self.act("POST", "VMCheckPoints", Some(&self.draft(machine, name)))
    }

    /// The body of a create with what is needed.
    pub fn draft(&self, machine: &str, name: &str) -> Value {
        let truth = self.truth(machine);
        json!({ "VMId": truth.vmm_id, "StampId": truth.stamp_id, "Name": name, "Description": "by a test" })
    }

    pub fn truth(&self, machine: &str) -> MachineState {
        self.emulator
            .machine(machine)
            .expect("a machine of this name")
    }

    /// The address of a machine.
    pub fn machine(&self, name: &str) -> String {
        let truth = self.truth(name);
        format!(
            "VirtualMachines(ID=guid'{}',StampId=guid'{}')",
            truth.vmm_id, truth.stamp_id
        )
    }

    /// The address of a machine's checkpoint, counted from 0.
    pub fn checkpoint(&self, machine: &str, number: usize) -> String {
        let truth = self.truth(machine);
        key(&truth.checkpoints[number].vmm_id, &truth.stamp_id)
    }

    /// The job that an answer names.
    pub fn job(&self, answer: &Answer) -> Value {
        let id = answer.header("x-ms-request-id");
        let mut jobs = self.values(&format!("Jobs?$filter=ID eq guid'{id}'"));
        assert_eq!(jobs.len(), 1, "{id}");
        jobs.remove(0)
    }

    pub fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }
}

/// The root of a subscription on the service itself.
pub fn own(subscription: Uuid) -> String {
    format!("/SC2012R2/VMM/{subscription}/Microsoft.Management.Odata.svc")
}

/// The root of a subscription on Windows Azure Pack.
pub fn pack(subscription: Uuid) -> String {
    format!("/{subscription}/services/systemcenter/vmm")
}

pub fn key(id: &str, stamp: &str) -> String {
    format!("VMCheckPoints(ID=guid'{id}',StampId=guid'{stamp}')")
}

/// The sentence of an OData error.
pub fn sentence(answer: &Answer) -> String {
    let body = answer.json();
    let message = &body["odata.error"]["message"];
    assert_eq!(message["lang"], "en-US", "{body}");
    message["value"].as_str().unwrap().to_owned()
}
