//! The layouts in which every screen is looked at.

use anyhow::Result;
use serde_json::json;

use crate::page::Page;

/// A window and a system, as a person may have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A window on a desktop.
    Wide,
    /// The narrowest window that the console is made for.
    Narrow,
    /// A system in dark mode.
    Dark,
    /// A system that forces its own colours, such as a contrast theme of Windows.
    HighContrast,
    /// A language that is written from right to left.
    RightToLeft,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Wide,
        Self::Narrow,
        Self::Dark,
        Self::HighContrast,
        Self::RightToLeft,
    ];

    /// Its name in file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
            Self::RightToLeft => "right-to-left",
        }
    }

    /// Its window in CSS pixels.
    #[must_use]
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Narrow => (480, 720),
            _ => (1120, 720),
        }
    }

    /// Shows the page in this layout, and in no other at the same time. Nothing is loaded anew.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn apply(self, page: &Page<'_>) -> Result<()> {
        let (width, height) = self.size();
        page.viewport(width, height).await?;
        let choose =
            |wanted: bool, yes: &'static str, no: &'static str| if wanted { yes } else { no };
        let dark = self == Self::Dark || self == Self::HighContrast;
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": choose(dark, "dark", "light") },
            { "name": "forced-colors", "value": choose(self == Self::HighContrast, "active", "none") },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        page.cdp("Emulation.setEmulatedMedia", features).await?;
        let direction = choose(self == Self::RightToLeft, "rtl", "ltr");
        let script = "document.documentElement.dir = arguments[0]";
        page.client()
            .execute(script, vec![direction.into()])
            .await?;
        Ok(())
    }
}
