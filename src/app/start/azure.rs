//! Azure: its sign-in, and Azure Resource Manager. A part of the program of its own, which a page before another service does
//! not load.

use std::rc::Rc;

use super::{Made, Surroundings};
use crate::arm::client::Client;
use crate::arm::{ArmBackend, Further};
use crate::browser::fetch::Fetch;
use crate::config::{ConfigFile, ConfigProblem, Expected, Fault};
use crate::http::origin::Origin;
use crate::http::transport::Local;
use crate::parts;
use crate::state::session::{Asking, Session};

/// Makes what signs in with Azure and speaks to Azure Resource Manager.
///
/// # Errors
/// All that is wrong with the configuration.
pub fn make(file: &ConfigFile, page: &Surroundings) -> Made {
    let config = file.azure()?;
    let endpoint = Origin::parse(&config.cloud.resource_manager).map_err(|fault| {
        vec![ConfigProblem {
            key: "cloud.resourceManager".to_owned(),
            fault: Fault::Address(fault),
            expected: Expected::ResourceManager,
        }]
    })?;
    let attention = Rc::clone(&page.attention);
    // A new token: whatever was lost sight of without one is looked at again at once.
    let renewed = Box::new(move || attention.look_again());
    let (session, token_source) =
        Session::new(config, Rc::clone(&page.timer), load_asking, renewed);
    let client = Client::new(
        Rc::new(Fetch::anonymous()),
        Rc::clone(&page.timer),
        token_source,
        endpoint,
        Rc::new(|| uuid::Uuid::new_v4().to_string()),
    );
    let backend = ArmBackend::new(client, load_further);
    Ok((session, Rc::new(backend)))
}

fn load_asking() -> Local<'static, Option<&'static Asking>> {
    Box::pin(async { parts::asking().await.ok() })
}

fn load_further() -> Local<'static, Option<&'static Further>> {
    Box::pin(async { parts::azure_later().await.ok() })
}
