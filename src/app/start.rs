//! Starting: reads the configuration, loads the part of the program for the service that it names, and puts all together.

pub mod azure;
pub mod foundation;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::backend::Backend;
use crate::browser::fetch::Fetch;
use crate::browser::location;
use crate::browser::timer::PageTimer;
use crate::browser::visibility::PageAttention;
use crate::config::{ConfigFile, ConfigProblem, Service};
use crate::http::transport::{Method, Request, Timer, Transport};
use crate::pages::configuration::NoConfiguration;
use crate::parts::{self, NotLoaded};
use crate::state::console::Console;
use crate::state::session::{Session, take_answer};

/// What starting led to.
#[derive(Clone)]
pub enum Started {
    /// The part for the service could not be loaded. The answer that a sign-in left is still to be read.
    Incomplete(Option<String>),
    /// There is no usable configuration.
    Unconfigured(NoConfiguration),
    /// The console runs.
    Running(Box<Console>),
}

/// What a service works with, of the page.
pub struct Surroundings {
    /// The time.
    pub timer: Rc<dyn Timer>,
    /// Whether the page is seen.
    pub attention: Rc<PageAttention>,
}

/// Who is signed in at a service, and what speaks to it; or all that is wrong with the configuration.
pub type Made = Result<(Session, Rc<dyn Backend>), Vec<ConfigProblem>>;

/// Makes what speaks to a service, by the configuration.
pub type MakeService = fn(&ConfigFile, &Surroundings) -> Made;

/// Starts, and writes what it led to.
pub fn start(started: RwSignal<Option<Started>, LocalStorage>) {
    // Before anything can fail: what a sign-in left must not stay behind, whatever becomes of this page.
    start_with(started, take_answer());
}

/// Starts with the answer that a sign-in left.
pub fn start_with(started: RwSignal<Option<Started>, LocalStorage>, answer: Option<String>) {
    let owner = Owner::current();
    spawn_local(async move {
        let outcome = match configured().await {
            Err(Nothing::Unconfigured(fault)) => Started::Unconfigured(fault),
            Err(Nothing::NotLoaded) => Started::Incomplete(answer),
            Ok((file, make)) => {
                // What the console shares lives as long as the page: it belongs to the root.
                let console = || put_together(&file, make);
                let console = match owner {
                    Some(owner) => owner.with(console),
                    None => console(),
                };
                match console {
                    Ok(console) => {
                        console.session.begin(answer);
                        Started::Running(Box::new(console))
                    }
                    Err(problems) => Started::Unconfigured(NoConfiguration::Wrong(problems)),
                }
            }
        };
        started.set(Some(outcome));
    });
}

/// Why there is nothing to start.
enum Nothing {
    Unconfigured(NoConfiguration),
    NotLoaded,
}

/// The configuration, and what makes the service that it names.
async fn configured() -> Result<(ConfigFile, MakeService), Nothing> {
    let file = read_configuration().await.map_err(Nothing::Unconfigured)?;
    let make = match file.service() {
        Service::Azure => parts::azure().await,
        Service::Foundation => parts::spf().await,
    };
    let make = make.map_err(|NotLoaded| Nothing::NotLoaded)?;
    Ok((file, make))
}

async fn read_configuration() -> Result<ConfigFile, NoConfiguration> {
    let request = Request {
        method: Method::Get,
        url: location::beside("config.json"),
        headers: Vec::new(),
        body: None,
    };
    let answer = Fetch::of_own_site()
        .send(request)
        .await
        .map_err(|_| NoConfiguration::Unreadable(None))?;
    if answer.status != 200 {
        return Err(NoConfiguration::Unreadable(Some(answer.status)));
    }
    ConfigFile::read(&answer.body).map_err(|problem| NoConfiguration::Wrong(vec![problem]))
}

fn put_together(file: &ConfigFile, make: MakeService) -> Result<Console, Vec<ConfigProblem>> {
    let surroundings = Surroundings {
        timer: Rc::new(PageTimer),
        attention: Rc::new(PageAttention::new()),
    };
    let (session, backend) = make(file, &surroundings)?;
    let Surroundings { timer, attention } = surroundings;
    Ok(Console::new(session, backend, timer, attention))
}
