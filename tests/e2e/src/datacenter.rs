//! The emulator of one stage: the datacenter whose true state a test compares with the page.

use std::net::Ipv4Addr;
use std::ops::Deref;

use anyhow::{Context, Result};
use emulator::Emulator;
use emulator::clock::Clock;
use emulator::options::Options;
use emulator::server::{self, Server};

use crate::stage::StageOptions;

/// A running emulator; it ends with this value. Its methods (faults, requests, the truth about a machine) are those
/// of [`Emulator`].
pub struct Datacenter {
    emulator: Emulator,
    origin: String,
    _server: Server,
}

impl Datacenter {
    pub(crate) async fn start(options: &StageOptions) -> Result<Self> {
        let datacenter = Options {
            vms: options.vms,
            token_lifetime: options.token_lifetime,
            expose_headers: options.expose_headers,
            ..Options::default()
        };
        let emulator = Emulator::new(datacenter, Clock::system(options.speed));
        let address = (Ipv4Addr::LOCALHOST, 0).into();
        let (address, server) = server::start(emulator.clone(), address)
            .await
            .context("the emulator has no port")?;
        Ok(Self {
            emulator,
            origin: format!("http://{address}"),
            _server: server,
        })
    }

    /// Where it listens, without a final slash.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl Deref for Datacenter {
    type Target = Emulator;

    fn deref(&self) -> &Emulator {
        &self.emulator
    }
}
