//! The page as a person meets it: buttons and links by their names, fields by their labels, keys, and what is written.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::browser::Extension;

mod keyboard;
mod look;
mod xpath;

/// How long the page may take to show what a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is looked at meanwhile.
const GLANCE: Duration = Duration::from_millis(50);

/// The page in the browser.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    client: &'a Client,
    site: &'a str,
}

impl<'a> Page<'a> {
    pub(crate) fn new(client: &'a Client, site: &'a str) -> Self {
        Self { client, site }
    }

    /// The WebDriver session, for what has no word here.
    #[must_use]
    pub fn client(&self) -> &'a Client {
        self.client
    }

    /// Opens an address of the site, for example `"/"` or `"/#/machines"`.
    ///
    /// # Errors
    /// When the browser cannot load it.
    pub async fn open(&self, address: &str) -> Result<()> {
        self.client
            .goto(&format!("{}{address}", self.site))
            .await
            .with_context(|| format!("{address} does not load"))
    }

    /// Signs in from the console's first screen by the emulator's login page, and waits to be back.
    ///
    /// # Errors
    /// When a button is missing, or the browser does not come back to the site.
    pub async fn sign_in(&self, account: &str) -> Result<()> {
        self.click(&xpath::named_from("Sign in"))
            .await
            .context("the console offers no sign-in")?;
        let choice = format!(
            "//button[@name='account'][@value={}]",
            xpath::quoted(account)
        );
        self.click(&choice)
            .await
            .with_context(|| format!("the login page does not offer {account}"))?;
        self.until("the way back to the console", async || {
            let address = self.client.current_url().await?;
            Ok(address.as_str().starts_with(self.site) && !address.path().ends_with("auth.html"))
        })
        .await
    }

    /// A button, link, tab or menu item that is seen, by its whole name.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn button(&self, name: &str) -> Result<Element> {
        self.visible(&xpath::named(name))
            .await
            .with_context(|| format!("no button or link \"{name}\""))
    }

    /// Clicks a button, link, tab or menu item by its whole name.
    ///
    /// # Errors
    /// When it does not appear in time or cannot be clicked.
    pub async fn click_button(&self, name: &str) -> Result<()> {
        self.click(&xpath::named(name))
            .await
            .with_context(|| format!("no button or link \"{name}\" to click"))
    }

    /// The input, select or textarea with this label.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn field(&self, label: &str) -> Result<Element> {
        self.visible(&xpath::labelled(label))
            .await
            .with_context(|| format!("no field \"{label}\""))
    }

    /// Everything a person can read now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn text(&self) -> Result<String> {
        let text = self
            .client
            .execute("return document.body?.innerText ?? ''", Vec::new())
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// What the first element of a CSS selector says now, whether it is seen or only heard.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn text_of(&self, selector: &str) -> Result<String> {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        let text = self.client.execute(script, vec![selector.into()]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// What stands in a field.
    ///
    /// # Errors
    /// When the field does not appear in time.
    pub async fn typed(&self, label: &str) -> Result<String> {
        let value = self.field(label).await?.prop("value").await?;
        Ok(value.unwrap_or_default())
    }

    /// Waits until a text can be read.
    ///
    /// # Errors
    /// When it does not appear in time; what stands there instead is in the message.
    pub async fn wait_for_text(&self, text: &str) -> Result<()> {
        self.wait_for_text_within(text, PATIENCE).await
    }

    /// Waits until a text can be read, but no longer than `patience`.
    ///
    /// # Errors
    /// When it does not appear in time; what stands there instead is in the message.
    pub async fn wait_for_text_within(&self, text: &str, patience: Duration) -> Result<()> {
        let seen = until(patience, text, async || {
            Ok(self.text().await?.contains(text))
        })
        .await;
        match seen {
            Ok(()) => Ok(()),
            Err(fault) => bail!(
                "{fault:#}; the page reads:\n{}",
                self.text().await.unwrap_or_default()
            ),
        }
    }

    /// Waits until a text can no longer be read.
    ///
    /// # Errors
    /// When it still stands there in the end.
    pub async fn wait_until_gone(&self, text: &str) -> Result<()> {
        self.until(&format!("\"{text}\" to go"), async || {
            Ok(!self.text().await?.contains(text))
        })
        .await
    }

    /// Waits for anything else.
    ///
    /// # Errors
    /// When it does not come in time, or looking for it fails.
    pub async fn until(&self, what: &str, ready: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
        self.until_within(what, PATIENCE, ready).await
    }

    /// Waits until something is so, but no longer than `patience`.
    ///
    /// # Errors
    /// When it is not so in time.
    pub async fn until_within(
        &self,
        what: &str,
        patience: Duration,
        ready: impl AsyncFnMut() -> Result<bool>,
    ) -> Result<()> {
        until(patience, what, ready).await
    }

    /// The first element of an XPath that is seen, waited for.
    ///
    /// # Errors
    /// When none appears in time.
    pub async fn visible(&self, path: &str) -> Result<Element> {
        let mut found = None;
        self.until(path, async || {
            found = self.visible_now(path).await?;
            Ok(found.is_some())
        })
        .await?;
        found.context("it is gone again")
    }

    async fn visible_now(&self, path: &str) -> Result<Option<Element>, CmdError> {
        for element in self.client.find_all(Locator::XPath(path)).await? {
            // An element that left the page since is one that is not seen.
            if element.is_displayed().await.unwrap_or(false) {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// Clicks the first element of an XPath that is seen. A page that is just drawing itself anew may take it away
    /// between finding and clicking, so a click that did not happen is tried again.
    ///
    /// # Errors
    /// When none can be clicked in time.
    pub async fn click(&self, path: &str) -> Result<()> {
        let mut last = None;
        let clicked = self
            .until(path, async || {
                let Some(element) = self.visible_now(path).await? else {
                    return Ok(false);
                };
                last = element.click().await.err();
                Ok(last.is_none())
            })
            .await;
        match (clicked, last) {
            (Err(fault), Some(refusal)) => Err(fault.context(refusal)),
            (outcome, _) => outcome,
        }
    }

    /// A command of the DevTools protocol.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        self.client
            .issue_cmd(Extension {
                path: "goog/cdp/execute",
                body,
            })
            .await
            .with_context(|| format!("{command} failed"))
    }
}

async fn until(
    patience: Duration,
    what: &str,
    mut ready: impl AsyncFnMut() -> Result<bool>,
) -> Result<()> {
    let end = Instant::now() + patience;
    loop {
        // While a page gives way to the next, the browser answers nothing sensible: that counts as "not yet".
        let seen = ready().await;
        if matches!(seen, Ok(true)) {
            return Ok(());
        }
        if Instant::now() >= end {
            seen?;
            bail!("waited {} s for {what}", patience.as_secs());
        }
        sleep(GLANCE).await;
    }
}
