//! What an emulator is made from, and the few of these values that may change while it runs.

pub mod graph;
pub mod spf;

pub use graph::{GraphOptions, InstanceTable};
pub use spf::{JobLengths, SpfOptions};

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The application (client) id that is registered without further configuration.
pub const DEMO_CLIENT_ID: &str = "8f2d4c1e-5b7a-4e0d-9c36-2a1b7e90d5f4";

/// What an emulator is made from.
#[derive(Clone, Debug)]
pub struct Options {
    /// Same seed, same datacenter.
    pub seed: u64,
    /// How many SCVMM machines the datacenter has; machines of other kinds come on top.
    pub vms: usize,
    /// The address clients use, without a final slash: `nextLink` and `Location` begin with it.
    pub origin: String,
    /// How long a token is good for.
    pub token_lifetime: Duration,
    /// How many machines one page of a list holds.
    pub page_size: usize,
    /// Seconds in a Retry-After header of 202 answers. The recorded service sends none.
    pub retry_after: Option<u32>,
    /// Whether a page of another origin may read Location, Retry-After, x-ms-* and the like.
    pub expose_headers: bool,
    /// How long operations run.
    pub lengths: Lengths,
    /// Registered applications (client ids).
    pub client_ids: Vec<String>,
    /// Registered redirect URIs, beyond those on `localhost` and `127.0.0.1` that end in `/auth.html`.
    pub redirect_uris: Vec<String>,
    /// Audiences that stand for Azure Resource Manager, beyond the emulator's own origin.
    pub audiences: Vec<String>,
    /// Azure Resource Graph.
    pub graph: GraphOptions,
    /// The other service, Service Provider Foundation.
    pub spf: SpfOptions,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            vms: 120,
            origin: "http://127.0.0.1:4080".into(),
            token_lifetime: Duration::from_secs(3599),
            page_size: 50,
            retry_after: None,
            expose_headers: true,
            lengths: Lengths::default(),
            client_ids: vec![DEMO_CLIENT_ID.into()],
            redirect_uris: Vec::new(),
            audiences: vec![
                "https://management.azure.com/".into(),
                "https://management.core.windows.net/".into(),
            ],
            graph: GraphOptions::default(),
            spf: SpfOptions::default(),
        }
    }
}

/// How long operations run on the real service (recorded in March 2025); the clock's speed divides them.
#[derive(Clone, Copy, Debug)]
pub struct Lengths {
    /// createCheckpoint.
    pub create: Duration,
    /// restoreCheckpoint, shortest and longest.
    pub restore: (Duration, Duration),
    /// deleteCheckpoint.
    pub delete: Duration,
    /// start.
    pub start: Duration,
    /// stop.
    pub stop: Duration,
    /// restart.
    pub restart: Duration,
    /// How long after an operation's end the machine's record changes, shortest and longest.
    pub lag: (Duration, Duration),
}

impl Default for Lengths {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            create: seconds(21),
            restore: (seconds(20), seconds(45)),
            delete: seconds(20),
            // Assumption: start and restart were not recorded; stop was, with 63 s.
            start: seconds(35),
            stop: seconds(63),
            restart: seconds(70),
            lag: (seconds(1), seconds(6)),
        }
    }
}

/// The values that may change while the emulator runs; clones share them.
#[derive(Clone, Debug)]
pub struct Settings(Arc<Mutex<Live>>);

#[derive(Clone, Debug)]
struct Live {
    origin: String,
    token_lifetime: Duration,
    retry_after: Option<u32>,
    expose_headers: bool,
    graph: GraphOptions,
    spf: SpfOptions,
}

impl Settings {
    /// The settings an emulator begins with.
    pub fn new(options: &Options) -> Self {
        Self(Arc::new(Mutex::new(Live {
            origin: options.origin.trim_end_matches('/').into(),
            token_lifetime: options.token_lifetime,
            retry_after: options.retry_after,
            expose_headers: options.expose_headers,
            graph: options.graph,
            spf: options.spf.clone(),
        })))
    }

    /// The address clients use, without a final slash.
    pub fn origin(&self) -> String {
        self.live().origin.clone()
    }

    /// Changes the address clients use; the server does so when it was given a port by the system.
    pub fn set_origin(&self, origin: &str) {
        self.live().origin = origin.trim_end_matches('/').into();
    }

    /// How long a token issued now is good for.
    pub fn token_lifetime(&self) -> Duration {
        self.live().token_lifetime
    }

    /// Changes the lifetime of tokens issued from now on.
    pub fn set_token_lifetime(&self, lifetime: Duration) {
        self.live().token_lifetime = lifetime;
    }

    /// Seconds of the Retry-After header of 202 answers, if they carry one.
    pub fn retry_after(&self) -> Option<u32> {
        self.live().retry_after
    }

    /// Switches the Retry-After header of 202 answers.
    pub fn set_retry_after(&self, seconds: Option<u32>) {
        self.live().retry_after = seconds;
    }

    /// Whether a page of another origin may read the response headers.
    pub fn expose_headers(&self) -> bool {
        self.live().expose_headers
    }

    /// Shows or hides the response headers.
    pub fn set_expose_headers(&self, expose: bool) {
        self.live().expose_headers = expose;
    }

    /// How Resource Graph behaves now.
    pub fn graph(&self) -> GraphOptions {
        self.live().graph
    }

    /// Changes how Resource Graph behaves.
    pub fn change_graph(&self, change: impl FnOnce(&mut GraphOptions)) {
        change(&mut self.live().graph);
    }

    /// What Service Provider Foundation does now.
    pub fn spf(&self) -> SpfOptions {
        self.live().spf.clone()
    }

    /// Changes what Service Provider Foundation does. Its lengths stay as they were.
    pub fn change_spf(&self, change: impl FnOnce(&mut SpfOptions)) {
        change(&mut self.live().spf);
    }

    fn live(&self) -> MutexGuard<'_, Live> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
