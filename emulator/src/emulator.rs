//! The whole emulator: who answers a request, and what tests may order and ask.

use crate::{
    admin,
    arm::Arm,
    clock::Clock,
    datacenter::Datacenter,
    entra::Entra,
    faults::{Cut, Fault, Faults},
    journal::{Entry, Journal},
    operation::{plan::Plan, shared::Shared, world::World},
    options::{Options, Settings},
    reply::Reply,
    spf::Spf,
    truth::MachineState,
};
use http::{Request, Response, StatusCode, header};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// A simulated datacenter with its sign-in service. Clones share it.
#[derive(Clone, Debug)]
pub struct Emulator(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    options: Options,
    settings: Settings,
    clock: Clock,
    entra: Entra,
    arm: Arm,
    spf: Spf,
    faults: Faults,
    journal: Journal,
    /// Counts the orders to cut connections, so that a server can close those that are open.
    cuts: watch::Sender<u64>,
}

impl Emulator {
    /// An emulator at rest.
    pub fn new(options: Options, clock: Clock) -> Self {
        let settings = Settings::new(&options);
        let entra = Entra::new(&options, settings.clone());
        let world = Shared::new(world(&options, &clock));
        let arm = Arm::new(&options, world.clone(), settings.clone(), clock.clone());
        let spf = Spf::new(world, settings.clone(), clock.clone());
        Self(Arc::new(Parts {
            options,
            settings,
            clock,
            entra,
            arm,
            spf,
            faults: Faults::default(),
            journal: Journal::default(),
            cuts: watch::Sender::new(0),
        }))
    }

    /// Answers a request. Neither waits nor fails.
    pub fn answer(&self, request: Request<Vec<u8>>) -> Reply {
        if admin::is(request.uri().path()) {
            let answer = self.0.entra.answer(&request, self.0.clock.now());
            let response = answer.unwrap_or_else(|| admin::answer(self, &request));
            return Reply::Answer {
                after: Duration::ZERO,
                response,
            };
        }
        let fault = self.0.faults.take(&request);
        let reply = match fault {
            Some(fault) => self.answer_faultily(&request, &fault),
            None => self.really(&request),
        };
        let status = match &reply {
            Reply::Answer { response, .. } | Reply::CutInBody { response, .. } => {
                Some(response.status().as_u16())
            }
            Reply::Cut { .. } => None,
        };
        self.0
            .journal
            .write(Entry::new(&request, self.0.clock.now(), status));
        reply
    }

    fn really(&self, request: &Request<Vec<u8>>) -> Reply {
        if Spf::is(request.uri().path()) {
            return self.0.spf.answer(request);
        }
        Reply::Answer {
            after: Duration::ZERO,
            response: self.azure(request),
        }
    }

    fn azure(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let now = self.0.clock.now();
        if let Some(response) = self.0.entra.answer(request, now) {
            return response;
        }
        let authorization = request
            .headers()
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        self.0
            .arm
            .answer(request, self.0.entra.caller(authorization, now))
    }

    fn answer_faultily(&self, request: &Request<Vec<u8>>, fault: &Fault) -> Reply {
        let mut after = fault.delay();
        let real = (!fault.replaces() || fault.took_effect).then(|| self.really(request));
        let mut response = match real {
            Some(Reply::Answer {
                after: work,
                response,
            }) => {
                // A gateway's own answer does not wait for the service's.
                if !fault.replaces() {
                    after = after.saturating_add(work);
                }
                response
            }
            Some(silence @ (Reply::Cut { .. } | Reply::CutInBody { .. })) if !fault.replaces() => {
                return silence;
            }
            // The headers of an answer that a gateway gives, without anything having happened.
            _ if Spf::is(request.uri().path()) => self.0.spf.refuse(StatusCode::BAD_GATEWAY),
            _ => self.0.arm.refuse(request, crate::arm::nowhere()),
        };
        fault.spoil(&mut response);
        match fault.cut {
            Cut::No => Reply::Answer { after, response },
            Cut::BeforeAnswer => Reply::Cut { after },
            Cut::InBody => Reply::CutInBody { after, response },
        }
    }

    /// What it was made from.
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// The values that may change meanwhile.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Its clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Its sign-in service.
    pub fn entra(&self) -> &Entra {
        &self.0.entra
    }

    /// Its Resource Manager.
    pub fn arm(&self) -> &Arm {
        &self.0.arm
    }

    /// Its Service Provider Foundation.
    pub fn spf(&self) -> &Spf {
        &self.0.spf
    }

    /// The refusal of a body that is too large to be read.
    pub fn too_large(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        if Spf::is(request.uri().path()) {
            self.0.spf.refuse(StatusCode::PAYLOAD_TOO_LARGE)
        } else {
            self.0.arm.refuse(request, crate::arm::too_large())
        }
    }

    /// An access token for Resource Manager without a sign-in; empty for an account that does not exist.
    pub fn token_for(&self, upn: &str) -> String {
        self.0
            .entra
            .token_for(upn, self.0.clock.now())
            .unwrap_or_default()
    }

    /// Orders a fault.
    pub fn add_fault(&self, fault: Fault) {
        let cuts = fault.cut != Cut::No;
        self.0.faults.add(fault);
        if cuts {
            self.0.cuts.send_modify(|count| *count += 1);
        }
    }

    /// Forgets all ordered faults.
    pub fn clear_faults(&self) {
        self.0.faults.clear();
    }

    /// The ordered faults.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// Wakes who listens whenever a cut was ordered.
    pub fn cuts(&self) -> watch::Receiver<u64> {
        self.0.cuts.subscribe()
    }

    /// Orders how the next operation that fits ends.
    pub fn next_operation(&self, plan: Plan) {
        self.0.arm.world().plan(plan);
    }

    /// The requests so far, oldest first; those to the emulator's own routes are not among them.
    pub fn requests(&self) -> Vec<Entry> {
        self.0.journal.read()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.0.journal.clear();
    }

    /// The true state of the machine with this name.
    pub fn machine(&self, name: &str) -> Option<MachineState> {
        let now = self.0.clock.now();
        let mut world = self.0.arm.world();
        let index = world.datacenter.named(name)?;
        let (record, running) = world.truth(index, now)?;
        let running = running.cloned();
        MachineState::new(world.datacenter.get(index)?, &record, running.as_ref())
    }

    /// Puts the datacenter back to how it began, without operations, orders and memories. Sessions and settings stay.
    pub fn reset(&self) {
        *self.0.arm.world() = world(&self.0.options, &self.0.clock);
        self.0.arm.reset_quotas();
        self.0.spf.roles().reset();
        self.0.faults.clear();
        self.0.journal.clear();
    }
}

fn world(options: &Options, clock: &Clock) -> World {
    let datacenter = Datacenter::new(options.seed, options.vms, clock.now());
    World::new(
        datacenter,
        options.seed,
        options.lengths,
        options.spf.lengths,
    )
}
