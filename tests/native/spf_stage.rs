//! The console's client for Service Provider Foundation before the emulator, through a web server such as hosts the
//! console: it passes `/spf/…` on and adds the credentials. There is no network and no waiting: the emulator's clock is
//! the only time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use emulator::Emulator;
use emulator::clock::Clock;
use emulator::options::{Options, SpfOptions};
use emulator::reply::Reply;
use emulator::spf::tenant::PRODUCTION;
use emulator::truth::MachineState;
use scvmm_console::backend::{Accepted, Backend, FleetNews, Found, NotAccepted};
use scvmm_console::config::{ConfigFile, FoundationConfig};
use scvmm_console::http::transport::{Local, NoAnswer, Request, Response, Transport};
use scvmm_console::model::action::Action;
use scvmm_console::model::failure::Failure;
use scvmm_console::model::operation::OperationState;
use scvmm_console::model::resource_id::ResourceId;
use scvmm_console::model::rights::Rights;
use scvmm_console::model::virtual_machine::Instance;
use scvmm_console::spf::SpfBackend;
use scvmm_console::spf::client::Client;
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::stage::{EmulatorTime, carry_out, now};

/// An emulator, a web server in front of it, and a console.
pub struct SpfStage {
    pub emulator: Emulator,
    pub backend: SpfBackend,
    pub proxy: Rc<Proxy>,
    pub time: Rc<EmulatorTime>,
}

impl SpfStage {
    /// A console on the subscription of most machines, by the service's own addresses.
    pub fn new() -> Self {
        Self::of(PRODUCTION)
    }

    /// The same, where taking a checkpoint takes this long.
    pub fn slow(create: Duration) -> Self {
        let mut spf = SpfOptions::default();
        spf.lengths.create = create;
        Self::with(&json!({ "subscription": PRODUCTION.to_string() }), spf)
    }

    /// The same on another subscription.
    pub fn of(subscription: Uuid) -> Self {
        Self::with(
            &json!({ "subscription": subscription.to_string() }),
            SpfOptions::default(),
        )
    }

    /// A console on the administrator's root.
    pub fn of_everything() -> Self {
        Self::with(&json!({}), SpfOptions::default())
    }

    /// A console behind the addresses of Windows Azure Pack.
    pub fn behind_azure_pack(subscription: Uuid) -> Self {
        Self::with(
            &json!({ "subscription": subscription.to_string(), "urls": "wap" }),
            SpfOptions::default(),
        )
    }

    /// A console with more in its configuration than the back end and the root.
    fn with(more: &Value, spf: SpfOptions) -> Self {
        let start = OffsetDateTime::from_unix_timestamp(1_773_129_600).unwrap();
        let options = Options {
            vms: 60,
            spf,
            ..Options::default()
        };
        let emulator = Emulator::new(options, Clock::manual(start));
        let proxy = Rc::new(Proxy {
            emulator: emulator.clone(),
            added: RefCell::new(vec![("x-ms-principal-id", "admin@contoso.com".into())]),
            waits_for_jobs: Cell::new(false),
            sent: RefCell::default(),
        });
        let time = Rc::new(EmulatorTime::of(&emulator));
        let client = Client::new(proxy.clone(), time.clone(), config(more));
        Self {
            emulator,
            backend: SpfBackend::new(client),
            proxy,
            time,
        }
    }

    /// Changes how the service behaves.
    pub fn change(&self, change: impl FnOnce(&mut SpfOptions)) {
        self.emulator.settings().change_spf(change);
    }

    /// Lists the machines.
    pub fn list(&self) -> (Result<(), Failure>, Vec<Found>) {
        let heard = RefCell::new(Vec::new());
        let report = |news| {
            if let FleetNews::Machines(_, machines) = news {
                heard.borrow_mut().extend(machines);
            }
        };
        let result = now(self.backend.list(&report));
        (result, heard.into_inner())
    }

    /// The names of the machines, in alphabetical order, all of which the list told whole.
    pub fn names(&self) -> Vec<String> {
        let (result, found) = self.list();
        assert_eq!(result, Ok(()));
        assert!(found.iter().all(|found| found.instance.is_some()));
        let mut names: Vec<_> = found
            .into_iter()
            .map(|found| found.listed.name.to_string())
            .collect();
        names.sort();
        names
    }

    /// The machine as it really is.
    pub fn truth(&self, name: &str) -> MachineState {
        self.emulator.machine(name).expect("a machine of this name")
    }

    /// The id of a machine.
    pub fn id(&self, name: &str) -> ResourceId {
        let truth = self.truth(name);
        let (stamp, id) = (truth.stamp_id, truth.vmm_id);
        ResourceId::new(&format!("/stamps/{stamp}/virtualMachines/{id}"))
    }

    /// Reads a machine through the console.
    pub fn read(&self, name: &str) -> Result<Instance, Failure> {
        now(self.backend.read(&self.id(name)))
    }

    /// What may be done on a machine.
    pub fn rights(&self, name: &str) -> Result<Rights, Failure> {
        now(self.backend.rights(&self.id(name)))
    }

    /// Sends an action.
    pub fn act(&self, name: &str, action: &Action) -> Result<Accepted, NotAccepted> {
        now(self.backend.act(&self.id(name), action))
    }

    /// Sends an action that must be refused.
    pub fn refused(&self, name: &str, action: &Action) -> Failure {
        match self.act(name, action) {
            Err(NotAccepted::Refused(failure)) => failure,
            Err(NotAccepted::Unknown(failure)) => panic!("unknown: {}", failure.support_text()),
            Ok(_) => panic!("accepted"),
        }
    }

    /// Sends an action and follows it as the console does.
    pub fn carry_out(&self, name: &str, action: &Action) -> Vec<OperationState> {
        carry_out(&self.backend, &self.time, self.id(name), action)
    }

    /// Orders a fault, as JSON that the emulator documents.
    pub fn fault(&self, fault: &str) {
        let fault = serde_json::from_str(fault).expect("a fault");
        self.emulator.add_fault(fault);
    }

    /// How many requests of a method went to addresses that hold this text.
    pub fn count(&self, method: &str, part: &str) -> usize {
        let sent = self.proxy.sent.borrow();
        sent.iter()
            .filter(|(sent, url)| *sent == method && url.contains(part))
            .count()
    }
}

fn config(more: &Value) -> FoundationConfig {
    let mut config = json!({ "backend": "spf", "serviceRoot": "/spf/" });
    for (key, value) in more.as_object().expect("an object") {
        config[key] = value.clone();
    }
    let file = ConfigFile::read(&config.to_string()).expect("an object");
    file.foundation().expect("a configuration for the service")
}

/// The web server that hosts the console. The page sees all of its answers, for it is of the same origin.
pub struct Proxy {
    emulator: Emulator,
    /// The headers that it adds.
    pub added: RefCell<Vec<(&'static str, String)>>,
    /// Whether `RunAsynchronously` is lost on the way, so that the service answers when all is done.
    pub waits_for_jobs: Cell<bool>,
    /// The method and address of everything that the page sent.
    pub sent: RefCell<Vec<(&'static str, String)>>,
}

impl Transport for Proxy {
    fn send(&self, request: Request) -> Local<'_, Result<Response, NoAnswer>> {
        self.sent
            .borrow_mut()
            .push((request.method.word(), request.url.clone()));
        Box::pin(async move { self.carry(request) })
    }
}

impl Proxy {
    fn carry(&self, request: Request) -> Result<Response, NoAnswer> {
        let below = request.url.strip_prefix("/spf/").expect("the own root");
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        // As a browser writes an address: quotes are encoded in a query, not in a path.
        let mut query = query.replace('\'', "%27");
        if self.waits_for_jobs.get() {
            query = query.replace("RunAsynchronously=1", "");
        }
        let mut built = http::Request::builder()
            .method(request.method.word())
            .uri(format!("/{path}?{query}"))
            .header("Host", "spfn-457:8090");
        for (name, value) in &request.headers {
            built = built.header(*name, value);
        }
        for (name, value) in &*self.added.borrow() {
            built = built.header(*name, value);
        }
        let body = request.body.unwrap_or_default().into_bytes();
        let clock = self.emulator.clock();
        match self.emulator.answer(built.body(body).expect("a request")) {
            Reply::Answer { after, response } => {
                clock.advance(after);
                Ok(read(&response))
            }
            Reply::Cut { after } | Reply::CutInBody { after, .. } => {
                clock.advance(after);
                Err(NoAnswer::Network)
            }
        }
    }
}

fn read(response: &http::Response<Vec<u8>>) -> Response {
    let headers = response.headers().iter();
    Response {
        status: response.status().as_u16(),
        headers: headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect(),
        body: String::from_utf8_lossy(response.body()).into_owned(),
    }
}
