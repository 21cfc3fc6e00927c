//! A service that does what a test tells it, and the console before it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use futures::channel::oneshot;
use leptos::prelude::*;
use scvmm_console::backend::{
    Accepted, Backend, FleetNews, Found, NotAccepted, OperationHandle, Part, Seen,
};
use scvmm_console::browser::timer::{now_ms, sleep};
use scvmm_console::browser::visibility::PageAttention;
use scvmm_console::config::ConfigFile;
use scvmm_console::http::transport::{Local, Timer};
use scvmm_console::model::action::Action;
use scvmm_console::model::capability::Capabilities;
use scvmm_console::model::failure::Failure;
use scvmm_console::model::follow::Sight;
use scvmm_console::model::resource_id::ResourceId;
use scvmm_console::model::rights::Rights;
use scvmm_console::model::virtual_machine::{Instance, Listed};
use scvmm_console::state::console::Console;
use scvmm_console::state::session::{ASKING, Session};

use crate::stage::{Page, show};

/// How many times faster than the clock time passes for the console.
const HURRY: u64 = 20;
/// Machines on one page of a list.
const PAGE: usize = 100;

type Answer = Result<Accepted, NotAccepted>;
/// A subscription, with the machines in it or why it refuses.
type Subscription = (Part, Result<Vec<Listed>, Failure>);

/// The service.
#[derive(Default)]
pub struct Service {
    /// Its subscriptions.
    pub parts: RefCell<Vec<Subscription>>,
    /// What reading a machine gives: the same for every machine.
    pub machine: RefCell<Option<Result<Instance, Failure>>>,
    /// What it can do and tell, when that is not the usual.
    pub capabilities: Cell<Option<Capabilities>>,
    /// What the person may do.
    pub rights: RefCell<Rights>,
    /// What looks at operations give, one after the other; with none left, a look waits.
    pub sights: RefCell<VecDeque<Sight>>,
    /// Why a listing ends after the machines of the first subscription, while it does.
    pub breaks_off: RefCell<Option<Failure>>,
    /// How often a machine was read.
    pub readings: Cell<usize>,
    acts: RefCell<Vec<(ResourceId, Action)>>,
    unanswered: RefCell<VecDeque<oneshot::Sender<Answer>>>,
}

impl Service {
    /// A service with this one machine.
    pub fn with(machine: Instance) -> Rc<Self> {
        let service = Self::default();
        service.machine.replace(Some(Ok(machine)));
        Rc::new(service)
    }

    /// Every action that was sent, in order.
    pub fn acts(&self) -> Vec<(ResourceId, Action)> {
        self.acts.borrow().clone()
    }

    /// Answers the oldest action that has no answer.
    pub fn answer(&self, answer: Answer) {
        let sender = self.unanswered.borrow_mut().pop_front();
        let sent = sender.expect("an action was sent").send(answer);
        assert!(sent.is_ok(), "nobody waits for the answer");
    }

    /// Accepts the oldest action that has no answer.
    pub fn accept(&self) {
        self.answer(Ok(Accepted {
            handle: Some(OperationHandle("operation".into())),
            wait_ms: Some(0),
        }));
    }
}

/// What the service can do and tell, unless a test says otherwise.
pub const CAPABILITIES: Capabilities = Capabilities {
    edits_checkpoints: false,
    tells_checkpoint_type: true,
    has_subscriptions: true,
    signs_in: true,
    no_machines: "Enable a machine in Azure.",
};

impl Backend for Service {
    fn capabilities(&self) -> Capabilities {
        self.capabilities.get().unwrap_or(CAPABILITIES)
    }

    fn list<'a>(&'a self, report: &'a dyn Fn(FleetNews)) -> Local<'a, Result<(), Failure>> {
        Box::pin(async move {
            let parts = self.parts.borrow().clone();
            let names = parts.iter().map(|(part, _)| part.clone()).collect();
            report(FleetNews::Parts(names));
            for (part, machines) in parts {
                match machines {
                    Ok(machines) => {
                        for page in machines.chunks(PAGE) {
                            let page = page.iter().cloned().map(Found::from).collect();
                            report(FleetNews::Machines(part.clone(), page));
                        }
                        if let Some(failure) = self.breaks_off.borrow().clone() {
                            return Err(failure);
                        }
                        report(FleetNews::PartRead(part));
                    }
                    Err(failure) => report(FleetNews::PartFailed(part, failure)),
                }
            }
            Ok(())
        })
    }

    fn read<'a>(&'a self, _machine: &'a ResourceId) -> Local<'a, Result<Instance, Failure>> {
        Box::pin(async move {
            self.readings.set(self.readings.get() + 1);
            let known = self.machine.borrow().clone();
            match known {
                Some(outcome) => outcome,
                None => futures::future::pending().await,
            }
        })
    }

    fn rights<'a>(&'a self, _machine: &'a ResourceId) -> Local<'a, Result<Rights, Failure>> {
        Box::pin(async move { Ok(self.rights.borrow().clone()) })
    }

    fn act<'a>(&'a self, machine: &'a ResourceId, action: &'a Action) -> Local<'a, Answer> {
        Box::pin(async move {
            let (sender, answer) = oneshot::channel();
            self.unanswered.borrow_mut().push_back(sender);
            self.acts
                .borrow_mut()
                .push((machine.clone(), action.clone()));
            answer.await.expect("the service holds the sender")
        })
    }

    fn look<'a>(&'a self, _operation: &'a OperationHandle) -> Local<'a, Seen> {
        Box::pin(async move {
            let next = self.sights.borrow_mut().pop_front();
            match next {
                Some(sight) => Seen {
                    sight,
                    handle: None,
                },
                None => futures::future::pending().await,
            }
        })
    }
}

/// A clock that runs faster, so that nobody waits for the console's patience.
struct Hurried {
    began_ms: u64,
}

impl Timer for Hurried {
    fn now_ms(&self) -> u64 {
        self.began_ms + (now_ms() - self.began_ms) * HURRY
    }

    fn sleep(&self, ms: u64) -> Local<'_, ()> {
        Box::pin(sleep(ms.div_ceil(HURRY)))
    }
}

/// Draws a view of the console before `service`.
pub async fn show_console(
    service: &Rc<Service>,
    view: impl FnOnce(Console) -> AnyView + 'static,
) -> Page {
    let service = Rc::clone(service);
    show(move || {
        let console = console(service);
        provide_context(console);
        view(console)
    })
    .await
}

fn console(backend: Rc<dyn Backend>) -> Console {
    let file = ConfigFile::read(
        r#"{"backend": "arm", "cloud": "AzureCloud", "tenant": "common", "flow": "implicit",
            "clientId": "11111111-2222-3333-4444-555555555555"}"#,
    );
    let config = file.unwrap().azure().unwrap();
    let timer: Rc<dyn Timer> = Rc::new(Hurried { began_ms: now_ms() });
    let (session, _) = Session::new(
        config,
        Rc::clone(&timer),
        || Box::pin(async { Some(ASKING) }),
        Box::new(|| {}),
    );
    let console = Console::new(session, backend, timer, Rc::new(PageAttention::new()));
    console.list.equip(console.operations);
    console
}
