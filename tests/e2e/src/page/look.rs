//! How the page is looked at: its size, what the system prefers, and pictures of it.

use std::fs;

use anyhow::Result;
use serde_json::json;

use super::Page;
use crate::places::in_project;

impl Page<'_> {
    /// The size of the page in CSS pixels, smaller than a window can be if need be.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn viewport(&self, width: u32, height: u32) -> Result<()> {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size)
            .await
            .map(drop)
    }

    /// A media feature as the system would report it, for example `prefers-color-scheme: dark`.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn media(&self, feature: &str, value: &str) -> Result<()> {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.cdp("Emulation.setEmulatedMedia", features)
            .await
            .map(drop)
    }

    /// Writes what is seen to `target/screenshots/<name>.png`.
    ///
    /// # Errors
    /// When the browser gives no picture or the file cannot be written.
    pub async fn screenshot(&self, name: &str) -> Result<()> {
        let folder = in_project("target/screenshots");
        fs::create_dir_all(&folder)?;
        fs::write(
            folder.join(format!("{name}.png")),
            self.client.screenshot().await?,
        )?;
        Ok(())
    }
}
