//! One picture, at rest and without what moves.

use anyhow::Result;
use image::RgbImage;

use crate::page::Page;

/// What is different each time: ages and times, and progress.
const MOVING: &str = "time, progress, .elapsed, .operation-times, .reading, .age";

/// Colours are rounded to the next of so many of 255: finer ones make the references larger and tell nothing.
const STEP: u8 = 5;

/// Takes it.
///
/// # Errors
/// When the browser does not come to rest, or gives no picture.
pub(super) async fn picture(page: &Page<'_>) -> Result<RgbImage> {
    // A style sheet and not a style on each element: the page may draw one anew before the picture is taken.
    let hide = "const sheet = new CSSStyleSheet(); \
                sheet.replaceSync(arguments[0] + ' { visibility: hidden !important } * { caret-color: transparent !important }'); \
                document.adoptedStyleSheets = [sheet]";
    page.client().execute(hide, vec![MOVING.into()]).await?;
    page.until("rest", async || {
        let rest = "return document.getAnimations().every((animation) => \
                    animation.playState !== 'running' || animation.effect.getTiming().iterations === Infinity)";
        Ok(page.client().execute(rest, Vec::new()).await?.as_bool() == Some(true))
    })
    .await?;
    let freeze = "for (const animation of document.getAnimations()) animation.cancel()";
    page.client().execute(freeze, Vec::new()).await?;
    let picture = page.client().screenshot().await?;
    let mut picture = image::load_from_memory(&picture)?.into_rgb8();
    for channel in picture.iter_mut() {
        *channel = channel.saturating_add(STEP / 2) / STEP * STEP;
    }
    Ok(picture)
}
