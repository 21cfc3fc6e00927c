//! The emulator of one stage.

use std::net::Ipv4Addr;

use anyhow::Result;
use tokio::net::TcpListener;

use crate::stage::StageOptions;

/// A running emulator; it ends with this value.
pub struct Datacenter {
    origin: String,
    _listener: TcpListener,
}

impl Datacenter {
    pub(crate) async fn start(_options: &StageOptions) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        Ok(Self {
            origin: format!("http://{}", listener.local_addr()?),
            _listener: listener,
        })
    }

    /// Where it listens, without a final slash.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}
