//! Service Provider Foundation, behind the web server that hosts the page. A part of the program of its own, which a page before
//! another service does not load.

use std::rc::Rc;

use super::{Made, Surroundings};
use crate::browser::fetch::Fetch;
use crate::config::ConfigFile;
use crate::spf::SpfBackend;
use crate::spf::client::Client;
use crate::state::session::Session;

/// Makes what speaks to Service Provider Foundation. The web server signs people in.
///
/// # Errors
/// All that is wrong with the configuration.
pub fn make(file: &ConfigFile, page: &Surroundings) -> Made {
    let config = file.foundation()?;
    let transport = Rc::new(Fetch::of_own_site());
    let client = Client::new(transport, Rc::clone(&page.timer), config);
    Ok((Session::at_server(), Rc::new(SpfBackend::new(client))))
}
