//! The console's client before the emulator, without network and without waiting: the emulator's clock is the only time,
//! and a sleep moves it.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use emulator::Emulator;
use emulator::clock::Clock;
use emulator::faults::Fault;
use emulator::options::Options;
use emulator::reply::Reply;
use emulator::truth::MachineState;
use scvmm_console::arm::client::Client;
use scvmm_console::arm::sign_in::SignIn;
use scvmm_console::arm::{ArmBackend, FURTHER};
use scvmm_console::auth::token::AccessToken;
use scvmm_console::backend::{Accepted, Backend, FleetNews, NotAccepted, OperationHandle};
use scvmm_console::http::origin::Origin;
use scvmm_console::http::transport::{Local, NoAnswer, Request, Response, Timer, Transport};
use scvmm_console::model::action::{Action, Expectation};
use scvmm_console::model::checkpoint::CheckpointId;
use scvmm_console::model::failure::Failure;
use scvmm_console::model::operation::OperationState;
use scvmm_console::model::resource_id::ResourceId;
use scvmm_console::model::virtual_machine::Instance;
use scvmm_console::state::attention::Attention;
use scvmm_console::state::tracker::{Beginning, Followed, Listener, follow};
use time::OffsetDateTime;

/// What requests to Resource Graph have in their address.
pub const GRAPH: &str = "Microsoft.ResourceGraph";

/// No operation of the emulator runs so long: time stands still there, and what still waits is dropped.
const LONGEST: Duration = Duration::from_secs(2 * 60 * 60);

/// An emulator, and a console that one account is signed in to.
pub struct Stage<T = EmulatorTime> {
    pub emulator: Emulator,
    pub backend: Rc<ArmBackend>,
    pub wire: Rc<Wire>,
    pub time: Rc<T>,
    pub sign_in: Rc<EmulatorSignIn>,
}

impl Stage {
    /// A stage for an account, such as `admin`.
    pub fn of(account: &str) -> Self {
        Self::with(account, Options::default())
    }

    /// The same with another emulator.
    pub fn with(account: &str, options: Options) -> Self {
        let emulator = emulator(options);
        let time = Rc::new(EmulatorTime::of(&emulator));
        Self::before(emulator, account, time)
    }
}

/// An emulator whose time stands until it is moved.
pub fn emulator(options: Options) -> Emulator {
    let start = OffsetDateTime::from_unix_timestamp(1_773_129_600).unwrap();
    Emulator::new(options, Clock::manual(start))
}

impl<T: Timer + 'static> Stage<T> {
    /// A console before this emulator, with a time of its own.
    pub fn before(emulator: Emulator, account: &str, time: Rc<T>) -> Self {
        let wire = Rc::new(Wire {
            emulator: emulator.clone(),
            sent: RefCell::default(),
            heard: RefCell::default(),
        });
        let sign_in = Rc::new(EmulatorSignIn::new(
            &emulator,
            &format!("{account}@contoso.com"),
        ));
        let count = Cell::new(0);
        let client = Client::new(
            wire.clone(),
            time.clone(),
            sign_in.clone(),
            Origin::of(&emulator.settings().origin()).unwrap(),
            Rc::new(move || {
                count.set(count.get() + 1);
                format!("00000000-0000-4000-8000-{:012}", count.get())
            }),
        );
        Self {
            emulator,
            backend: Rc::new(ArmBackend::new(client, || {
                Box::pin(async { Some(FURTHER) })
            })),
            wire,
            time,
            sign_in,
        }
    }

    /// The same where Resource Graph refuses everybody.
    pub fn without_graph(self) -> Self {
        self.fault(Fault {
            times: 1_000,
            ..Fault::status(GRAPH, 403)
        });
        self
    }

    /// Lists the fleet.
    pub fn list(&self) -> (Result<(), Failure>, Vec<FleetNews>) {
        let heard = RefCell::new(Vec::new());
        let report = |news| heard.borrow_mut().push(news);
        let result = now(self.backend.list(&report));
        (result, heard.into_inner())
    }

    /// The id of a machine.
    pub fn id(&self, name: &str) -> ResourceId {
        ResourceId::new(&self.truth(name).id)
    }

    /// Reads a machine through the console.
    pub fn read(&self, name: &str) -> Result<Instance, Failure> {
        now(self.backend.read(&self.id(name)))
    }

    /// The machine as it really is.
    pub fn truth(&self, name: &str) -> MachineState {
        self.emulator.machine(name).expect("a machine of this name")
    }

    /// Sends an action.
    pub fn act(&self, name: &str, action: &Action) -> Result<Accepted, NotAccepted> {
        now(self.backend.act(&self.id(name), action))
    }

    /// Sends an action that must be accepted, and asks where it can be followed.
    pub fn accepted(&self, name: &str, action: &Action) -> Option<OperationHandle> {
        self.act(name, action).expect("an acceptance").handle
    }

    /// Orders a fault, as JSON that the emulator documents.
    pub fn fault(&self, fault: Fault) {
        self.emulator.add_fault(fault);
    }

    /// How many requests of a method went to addresses that hold this text.
    pub fn count(&self, method: &str, part: &str) -> usize {
        let sent = self.wire.sent.borrow();
        sent.iter()
            .filter(|(sent, url)| *sent == method && url.contains(part))
            .count()
    }
}

impl Stage {
    /// Sends an action and follows it as the console does. Gives every state in turn; the last is no end when the
    /// operation never ends.
    pub fn carry_out(&self, name: &str, action: &Action) -> Vec<OperationState> {
        carry_out(&*self.backend, &self.time, self.id(name), action)
    }
}

/// Sends an action and follows it as the console does, until it has ended or time stands still.
pub fn carry_out(
    backend: &dyn Backend,
    time: &EmulatorTime,
    machine: ResourceId,
    action: &Action,
) -> Vec<OperationState> {
    let before = now(backend.read(&machine)).expect("the machine before");
    let beginning = match now(backend.act(&machine, action)) {
        Ok(accepted) => Beginning::Accepted(accepted),
        Err(NotAccepted::Unknown(failure)) => Beginning::Uncertain(failure),
        Err(NotAccepted::Refused(failure)) => panic!("refused: {}", failure.support_text()),
    };
    let followed = Followed {
        machine,
        expectation: Expectation::of(action, Some(&before)),
        beginning,
    };
    let states = States::default();
    until_time_stands(follow(followed, backend, time, &Watched, &states));
    states.0.into_inner()
}

/// What befalls a request, as the emulator is told of it.
pub fn fault(json: &str) -> Fault {
    serde_json::from_str(json).unwrap()
}

/// Take a checkpoint.
pub fn create(name: &str, description: &str) -> Action {
    Action::Create {
        name: name.into(),
        description: description.into(),
    }
}

/// Delete a checkpoint.
pub fn delete(id: &str) -> Action {
    Action::Delete {
        id: CheckpointId::new(id).unwrap(),
        title: String::new(),
    }
}

/// Restore a checkpoint.
pub fn restore(id: &str) -> Action {
    Action::Restore {
        id: CheckpointId::new(id).unwrap(),
        title: String::new(),
    }
}

/// The result of a future that waits for nothing but the emulator.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    until_time_stands(future).expect("it waits for what never comes")
}

/// Runs a future; `None` when it still waits where time stands still.
fn until_time_stands<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    // Nothing on this stage is ever woken later: a sleep is over at once, or never.
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}

/// Carries requests to the emulator, and gives of the answers what a browser lets a page see.
pub struct Wire {
    emulator: Emulator,
    /// The method and address of everything that was sent, wherever to.
    pub sent: RefCell<Vec<(&'static str, String)>>,
    /// The bodies of all answers.
    pub heard: RefCell<Vec<String>>,
}

impl Transport for Wire {
    fn send(&self, request: Request) -> Local<'_, Result<Response, NoAnswer>> {
        self.sent
            .borrow_mut()
            .push((request.method.word(), request.url.clone()));
        Box::pin(async move {
            let answer = self.carry(request);
            let body = answer.as_ref().map(|answer| answer.body.clone());
            self.heard.borrow_mut().extend(body);
            answer
        })
    }
}

impl Wire {
    fn carry(&self, request: Request) -> Result<Response, NoAnswer> {
        let origin = self.emulator.settings().origin();
        let Some(address) = request.url.strip_prefix(&origin) else {
            // No such host on this stage; what was sent there is remembered all the same.
            return Err(NoAnswer::Network);
        };
        let mut built = http::Request::builder()
            .method(request.method.word())
            .uri(address)
            .header("Origin", "http://localhost:8080");
        for (name, value) in &request.headers {
            built = built.header(*name, value);
        }
        let body = request.body.unwrap_or_default().into_bytes();
        let clock = self.emulator.clock();
        match self.emulator.answer(built.body(body).expect("a request")) {
            Reply::Answer { after, response } => {
                clock.advance(after);
                as_seen_by_a_page(&response)
            }
            Reply::Cut { after } | Reply::CutInBody { after, .. } => {
                clock.advance(after);
                Err(NoAnswer::Network)
            }
        }
    }
}

fn as_seen_by_a_page(response: &http::Response<Vec<u8>>) -> Result<Response, NoAnswer> {
    let header = |name: &str| {
        let value = response.headers().get(name)?;
        Some(value.to_str().unwrap().to_ascii_lowercase())
    };
    if header("access-control-allow-origin").is_none() {
        return Err(NoAnswer::Network);
    }
    let exposed = header("access-control-expose-headers").unwrap_or_default();
    let is_seen = |name: &str| {
        let always = [
            "cache-control",
            "content-language",
            "content-length",
            "content-type",
            "expires",
            "last-modified",
            "pragma",
        ];
        always.contains(&name) || exposed.split(',').any(|exposed| exposed.trim() == name)
    };
    let headers = response
        .headers()
        .iter()
        .filter(|(name, _)| is_seen(name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    Ok(Response {
        status: response.status().as_u16(),
        headers,
        body: String::from_utf8_lossy(response.body()).into_owned(),
    })
}

/// The emulator's clock, as the console's.
pub struct EmulatorTime {
    clock: Clock,
    /// Where time stands still.
    end: Cell<OffsetDateTime>,
}

impl EmulatorTime {
    /// The time of an emulator.
    pub fn of(emulator: &Emulator) -> Self {
        let clock = emulator.clock().clone();
        let end = Cell::new(clock.now() + LONGEST);
        Self { clock, end }
    }

    /// Lets time stand still after this much more of it.
    pub fn stand_still_after(&self, time: Duration) {
        self.end.set(self.clock.now() + time);
    }
}

impl Timer for EmulatorTime {
    fn now_ms(&self) -> u64 {
        u64::try_from(self.clock.now().unix_timestamp_nanos() / 1_000_000).unwrap()
    }

    fn sleep(&self, ms: u64) -> Local<'_, ()> {
        Box::pin(async move {
            if self.clock.now() >= self.end.get() {
                std::future::pending::<()>().await;
            }
            self.clock.advance(Duration::from_millis(ms));
        })
    }
}

/// Tokens from the emulator, for one account.
pub struct EmulatorSignIn {
    emulator: Emulator,
    upn: String,
    present: RefCell<Rc<AccessToken>>,
    /// How often a token was renewed.
    pub renewals: Cell<u32>,
}

impl EmulatorSignIn {
    fn new(emulator: &Emulator, upn: &str) -> Self {
        let token = emulator.token_for(upn);
        assert!(!token.is_empty(), "no account {upn}");
        Self {
            emulator: emulator.clone(),
            upn: upn.to_owned(),
            present: RefCell::new(Rc::new(AccessToken::new(token))),
            renewals: Cell::new(0),
        }
    }
}

impl SignIn for EmulatorSignIn {
    fn token(&self) -> Local<'_, Result<Rc<AccessToken>, Failure>> {
        let token = self.present.borrow().clone();
        Box::pin(async move { Ok(token) })
    }

    fn renewed(&self, _refused: &Rc<AccessToken>) -> Local<'_, Result<Rc<AccessToken>, Failure>> {
        self.renewals.set(self.renewals.get() + 1);
        let token = Rc::new(AccessToken::new(self.emulator.token_for(&self.upn)));
        *self.present.borrow_mut() = token.clone();
        Box::pin(async move { Ok(token) })
    }
}

/// A page that is always seen.
struct Watched;

impl Attention for Watched {
    fn is_hidden(&self) -> bool {
        false
    }

    fn changed(&self) -> Local<'_, ()> {
        Box::pin(std::future::pending())
    }
}

#[derive(Default)]
struct States(RefCell<Vec<OperationState>>);

impl Listener for States {
    fn stands(&self, state: OperationState) {
        self.0.borrow_mut().push(state);
    }

    fn machine_read(&self, _machine: &ResourceId, _instance: &Instance) {}
}
