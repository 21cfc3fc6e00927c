//! A stage: emulator, host of the console and browser for one test.

use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Result, anyhow};
use futures_util::FutureExt;

use crate::browser::Browser;
use crate::console::{self, Entry};
use crate::datacenter::Datacenter;
use crate::host::Host;
use crate::page::Page;

/// What stands in `config.json`.
#[derive(Clone, Debug)]
pub enum Configuration {
    /// What names this stage's emulator.
    Fitting,
    /// This text, whether it is JSON or not.
    Text(String),
    /// Nothing: the file is not there.
    Missing,
}

/// Which service stands behind the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// Azure Resource Manager: a static host, and the browser asks the service itself.
    Arm,
    /// Service Provider Foundation: nginx with `deploy/nginx.conf`, which asks it for the browser.
    Spf,
}

/// What a stage is set up with.
#[derive(Clone, Debug)]
pub struct StageOptions {
    /// Which service stands behind the console.
    pub backend: Backend,
    /// How many SCVMM machines the datacenter has.
    pub vms: usize,
    /// How many times faster than the real service operations run.
    pub speed: f64,
    /// How long a token is good for.
    pub token_lifetime: Duration,
    /// Whether a page may read Location, Retry-After and the like.
    pub expose_headers: bool,
    /// What stands in `config.json`.
    pub config: Configuration,
    /// Changes one byte of the site's files whose names end so.
    pub tampered: Option<&'static str>,
    /// Whether the host sends the headers of `deploy/headers.txt`, as it should.
    pub headers: bool,
    /// Opens the site as `localhost`, which is another site than the emulator's 127.0.0.1: third-party cookies then.
    pub cross_site: bool,
}

impl Default for StageOptions {
    fn default() -> Self {
        Self {
            backend: Backend::Arm,
            vms: 40,
            speed: 20.0,
            token_lifetime: Duration::from_secs(3599),
            expose_headers: true,
            config: Configuration::Fitting,
            tampered: None,
            headers: true,
            cross_site: false,
        }
    }
}

/// Emulator, host and browser, all of this test's own.
pub struct Stage {
    datacenter: Datacenter,
    host: Host,
    address: String,
    browser: Browser,
    allowed: Mutex<Vec<String>>,
}

impl Stage {
    /// Sets the stage up.
    ///
    /// # Errors
    /// When `dist/` was not built, or a part does not start.
    pub async fn start(options: &StageOptions) -> Result<Self> {
        let datacenter = Datacenter::start(options).await?;
        let host = Host::start(options, &datacenter).await?;
        let origin = host.origin();
        let address = match options.cross_site {
            true => origin.replace("127.0.0.1", "localhost"),
            false => origin.to_owned(),
        };
        let browser = Browser::start().await?;
        host.let_in(&browser, &address).await?;
        let allowed = Mutex::new(host.expected_in_console());
        Ok(Self {
            datacenter,
            host,
            address,
            browser,
            allowed,
        })
    }

    /// The page in the browser.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        Page::new(self.browser.client(), &self.address)
    }

    /// The emulator, whose true state a test compares with the page.
    #[must_use]
    pub fn datacenter(&self) -> &Datacenter {
        &self.datacenter
    }

    /// The origin of the site as the browser sees it, without a final slash.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Lets a line of the browser's console pass that would otherwise fail the test: one that holds this text.
    pub fn expect_in_console(&self, part: &str) {
        self.allowed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(part.to_owned());
    }

    /// What the browser wrote to its console since the last call. Lines taken here are judged by the test itself.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn console(&self) -> Result<Vec<Entry>> {
        console::drain(self.browser.client()).await
    }

    /// Ends the browser; the rest ends with the stage.
    ///
    /// # Errors
    /// When the browser does not answer any more.
    pub async fn close(self) -> Result<()> {
        self.browser.close().await
    }
}

/// Plays one test on a stage of its own. The browser's console must stay clean; when the test fails, a screenshot of
/// that moment is left in `target/screenshots`. Everything is ended, whether the test succeeds, fails or panics.
///
/// # Errors
/// What the play returned or panicked with, or what the console shows.
pub async fn scene(
    name: &str,
    options: StageOptions,
    play: impl AsyncFnOnce(&Stage) -> Result<()>,
) -> Result<()> {
    let stage = Stage::start(&options).await?;
    let outcome = AssertUnwindSafe(play(&stage))
        .catch_unwind()
        .await
        .unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            Err(anyhow!(
                text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                    .unwrap_or_default()
            ))
        });
    let entries = stage.console().await;
    if outcome.is_err() {
        // The test has failed already; a missing picture would only hide why.
        let _ = stage.page().screenshot(&format!("failed-{name}")).await;
        for line in stage.host.errors().lines() {
            println!("  host: {line}");
        }
        for entry in entries.iter().flatten() {
            println!(
                "  console: {} [{}] {}",
                entry.level, entry.source, entry.message
            );
        }
    }
    let allowed = stage
        .allowed
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let service = stage.host.service(&stage.datacenter);
    let clean = entries.and_then(|entries| console::refuse_faults(&entries, &service, &allowed));
    let closed = stage.close().await;
    outcome.and(clean).and(closed)
}
