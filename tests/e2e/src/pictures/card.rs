//! The test card: whether this browser draws as the one of the references did.

use anyhow::Result;
use serde_json::json;

use super::{difference, reference, take, taken, write};
use crate::browser::Browser;
use crate::page::Page;

/// Text in the console's fonts and sizes, and the controls that the browser draws itself.
const CARD: &str = "<!doctype html><meta charset='utf-8'><body style='margin:16px;font:14px \"Segoe UI Variable Text\",\"Segoe UI\",-apple-system,BlinkMacSystemFont,Roboto,\"Noto Sans\",\"DejaVu Sans\",sans-serif'>\
<p style='font-size:12px'>Sphinx of black quartz, judge my vow 0123456789 ↑↓…</p>\
<p>Sphinx of black quartz, <b>judge my vow</b> 0123456789 “”</p>\
<p style='font-size:20px;font-weight:600'>Sphinx of black quartz</p>\
<p style='font-family:\"Cascadia Mono\",Consolas,ui-monospace,\"DejaVu Sans Mono\",monospace'>0123456789 {}</p>\
<input type='checkbox' checked><input type='checkbox'><progress max='3' value='1'></progress>";

/// The card as it was drawn here.
pub struct Card {
    picture: image::RgbImage,
}

impl Card {
    /// Draws it in a browser of its own.
    ///
    /// # Errors
    /// When the browser does not start or gives no picture.
    pub async fn draw() -> Result<Self> {
        let browser = Browser::start().await?;
        let drawn = Self::draw_in(&Page::new(browser.client(), "about:blank")).await;
        browser.close().await?;
        drawn
    }

    async fn draw_in(page: &Page<'_>) -> Result<Self> {
        page.viewport(480, 280).await?;
        let tree = page.cdp("Page.getFrameTree", json!({})).await?;
        let frame = tree.pointer("/frameTree/frame/id").cloned();
        let content = json!({ "frameId": frame, "html": CARD });
        page.cdp("Page.setDocumentContent", content).await?;
        let picture = take::picture(page).await?;
        write(&taken("card"), &picture)?;
        Ok(Self { picture })
    }

    /// Why pictures that are taken here cannot be compared with the references, if they cannot.
    ///
    /// # Errors
    /// When the reference card cannot be read.
    pub fn refuses(&self) -> Result<Option<String>> {
        let path = reference("card");
        if !path.exists() {
            return Ok(Some("there is no reference card".to_owned()));
        }
        let expected = image::open(&path)?.into_rgb8();
        let difference = difference(&expected, &self.picture);
        Ok(difference.map(|difference| {
            format!("this browser, or its fonts, draw otherwise than the reference did ({} on the test card)", difference.words)
        }))
    }

    /// Makes it the reference.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn accept(&self) -> Result<()> {
        super::accept("card", &self.picture)
    }
}
