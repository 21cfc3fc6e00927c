//! Starting: reads the configuration and puts the parts together.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::arm::ArmBackend;
use crate::arm::client::Client;
use crate::browser::fetch::Fetch;
use crate::browser::location;
use crate::browser::timer::PageTimer;
use crate::browser::visibility::PageAttention;
use crate::config::{AzureConfig, Config, ConfigProblem, FoundationConfig};
use crate::http::origin::Origin;
use crate::http::transport::{Method, Request, Timer, Transport};
use crate::pages::configuration::NoConfiguration;
use crate::parts::{self, MakeFoundation, NotLoaded};
use crate::state::console::Console;
use crate::state::session::{Session, take_answer};

/// What starting led to.
#[derive(Clone)]
pub enum Started {
    /// The back end is a part of the program that could not be loaded.
    Incomplete,
    /// There is no usable configuration.
    Unconfigured(NoConfiguration),
    /// The console runs.
    Running(Box<Console>),
}

/// Starts, and writes what it led to.
pub fn start(started: RwSignal<Option<Started>, LocalStorage>) {
    let owner = Owner::current();
    // Before anything can fail: what a sign-in left must not stay behind, whatever becomes of this page.
    let answer = take_answer();
    spawn_local(async move {
        let outcome = match read_configuration().await {
            Err(fault) => Started::Unconfigured(fault),
            Ok(config) => match service(config).await {
                Err(NotLoaded) => Started::Incomplete,
                Ok(service) => {
                    // What the console shares lives as long as the page: it belongs to the root.
                    let console = || put_together(service);
                    let console = match owner {
                        Some(owner) => owner.with(console),
                        None => console(),
                    };
                    match console {
                        Ok(console) => {
                            console.session.begin(answer);
                            Started::Running(Box::new(console))
                        }
                        Err(problem) => {
                            Started::Unconfigured(NoConfiguration::Wrong(vec![problem]))
                        }
                    }
                }
            },
        };
        started.set(Some(outcome));
    });
}

async fn read_configuration() -> Result<Config, NoConfiguration> {
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
    Config::parse(&answer.body).map_err(NoConfiguration::Wrong)
}

/// A service by its configuration, with what it takes to speak to it.
enum Service {
    Azure(AzureConfig),
    Foundation(FoundationConfig, MakeFoundation),
}

async fn service(config: Config) -> Result<Service, NotLoaded> {
    Ok(match config {
        Config::Azure(config) => Service::Azure(config),
        Config::Foundation(config) => Service::Foundation(config, parts::spf().await?),
    })
}

fn put_together(service: Service) -> Result<Console, ConfigProblem> {
    let timer: Rc<dyn Timer> = Rc::new(PageTimer);
    let attention = Rc::new(PageAttention::new());
    match service {
        Service::Azure(config) => azure(config, timer, attention),
        Service::Foundation(config, make) => {
            let transport = Rc::new(Fetch::of_own_site());
            let backend = make(config, Rc::clone(&timer), transport);
            Ok(Console::new(
                Session::at_server(),
                backend,
                timer,
                attention,
            ))
        }
    }
}

fn azure(
    config: AzureConfig,
    timer: Rc<dyn Timer>,
    attention: Rc<PageAttention>,
) -> Result<Console, ConfigProblem> {
    let endpoint = Origin::of(&config.cloud.resource_manager).ok_or_else(|| ConfigProblem {
        key: "cloud.resourceManager".to_owned(),
        problem: "It is not an address.".to_owned(),
        expected: "the address of Azure Resource Manager".to_owned(),
    })?;
    let look_again = Rc::clone(&attention);
    // A new token: whatever was lost sight of without one is looked at again at once.
    let (session, token_source) = Session::new(Rc::new(config), Rc::clone(&timer), move || {
        look_again.look_again()
    });
    let client = Client::new(
        Rc::new(Fetch::anonymous()),
        Rc::clone(&timer),
        token_source,
        endpoint,
        Rc::new(|| uuid::Uuid::new_v4().to_string()),
    );
    let backend = Rc::new(ArmBackend::new(client, || Box::pin(parts::further())));
    Ok(Console::new(session, backend, timer, attention))
}
