//! A headless browser session, and the commands of ChromeDriver that WebDriver does not know.

use std::env;

use anyhow::{Context, Result};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use url::{ParseError, Url};

use crate::driver::Driver;

/// The window's size in CSS pixels, unless a test asks for another.
pub const WIDE: (u32, u32) = (1440, 900);

/// A browser with a profile of its own.
pub struct Browser {
    client: Client,
    driver: Driver,
    /// Removed with the browser.
    _profile: TempDir,
}

impl Browser {
    /// Starts a driver and a browser: the one named by CHROME, else the driver's default.
    ///
    /// # Errors
    /// When one of them does not start.
    pub async fn start() -> Result<Self> {
        let driver = Driver::start()?;
        let profile = TempDir::new()?;
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = ClientBuilder::new(connector)
            .capabilities(capabilities(&profile))
            .connect(driver.address())
            .await
            .context("the browser did not start")?;
        Ok(Self {
            client,
            driver,
            _profile: profile,
        })
    }

    /// The WebDriver session.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Ends the browser, then its driver.
    ///
    /// # Errors
    /// When the browser does not answer any more; the driver is ended all the same.
    pub async fn close(self) -> Result<()> {
        let closed = self.client.close().await;
        drop(self.driver);
        closed.context("the browser could not be closed")
    }
}

fn capabilities(profile: &TempDir) -> Map<String, Value> {
    let (width, height) = WIDE;
    let mut options = json!({
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
            "--no-first-run", "--disable-lcd-text", "--font-render-hinting=none", "--disable-component-update", "--disable-sync", "--disable-quic", "--lang=en-US",
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ],
    });
    if let (Ok(chrome), Some(options)) = (env::var("CHROME"), options.as_object_mut()) {
        options.insert("binary".into(), chrome.into());
    }
    let edge = env::var("CHROMEDRIVER").is_ok_and(|driver| driver.contains("edge"));
    let (name, key) = if edge {
        ("MicrosoftEdge", "ms:edgeOptions")
    } else {
        ("chrome", "goog:chromeOptions")
    };
    let mut capabilities = Map::new();
    capabilities.insert("browserName".into(), name.into());
    capabilities.insert(key.into(), options);
    capabilities.insert(
        if edge {
            "ms:loggingPrefs"
        } else {
            "goog:loggingPrefs"
        }
        .into(),
        json!({ "browser": "ALL" }),
    );
    capabilities
}

/// A command of ChromeDriver's own, below the session's address.
#[derive(Debug)]
pub(crate) struct Extension {
    pub path: &'static str,
    pub body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
