//! Signing in again in the window that the console opens beside its page.

use anyhow::{Context, Result};

use crate::page::Page;

impl Page<'_> {
    /// Does something in the window that was opened beside this page, waits until that window has closed itself, and
    /// comes back.
    ///
    /// # Errors
    /// When no window opens, what is done there fails, or the window stays open.
    pub async fn in_opened_window(&self, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        let client = self.client();
        let own = client.window().await?;
        let mut other = None;
        self.until("a window beside the page", async || {
            other = client
                .windows()
                .await?
                .into_iter()
                .find(|window| *window != own);
            Ok(other.is_some())
        })
        .await?;
        let other = other.context("the window is gone again")?;
        client.switch_to_window(other).await?;
        let done = act().await;
        let closed = self
            .until("the window to close itself", async || {
                Ok(client.windows().await?.len() == 1)
            })
            .await;
        client.switch_to_window(own).await?;
        done.and(closed)
    }
}
