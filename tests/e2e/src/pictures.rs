//! Pictures of the console's screens, and their references in `tests/e2e/pictures`.
//!
//! Text is drawn a little differently by each version of the browser and with each set of fonts. So a test card is drawn
//! first: where it comes out as the reference card did, pictures can be compared pixel by pixel; elsewhere they cannot.

mod card;
mod compare;
mod take;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use image::{ImageFormat, RgbImage};

pub use card::Card;
pub use compare::{Difference, difference};

use crate::layout::Layout;
use crate::page::Page;
use crate::places::in_project;

/// What is done with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It is compared with its reference.
    Compare,
    /// It becomes the reference.
    Accept,
    /// It is only left in `target/pictures`, for somebody to look at.
    Keep,
}

/// Takes the picture of what is seen now in every layout, and returns what is wrong with them: a sentence for each.
///
/// # Errors
/// When the browser gives no picture, or a file cannot be written.
pub async fn take_all(page: &Page<'_>, screen: &str, purpose: Purpose) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for layout in Layout::ALL {
        layout.apply(page).await?;
        let picture = take::picture(page)
            .await
            .with_context(|| format!("{screen} in the layout {}", layout.name()))?;
        let name = format!("{screen}-{}", layout.name());
        write(&taken(&name), &picture)?;
        match purpose {
            Purpose::Keep => {}
            Purpose::Accept => accept(&name, &picture)?,
            Purpose::Compare => faults.extend(compare(&name, &picture)?),
        }
    }
    Layout::Wide.apply(page).await?;
    Ok(faults)
}

fn compare(name: &str, picture: &RgbImage) -> Result<Option<String>> {
    let path = reference(name);
    if !path.exists() {
        return Ok(Some(format!("{name} has no reference")));
    }
    let expected = image::open(&path)
        .with_context(|| path.display().to_string())?
        .into_rgb8();
    let Some(difference) = difference(&expected, picture) else {
        return Ok(None);
    };
    write(&taken(&format!("{name}-difference")), &difference.drawn)?;
    Ok(Some(format!("{name}: {}", difference.words)))
}

fn accept(name: &str, picture: &RgbImage) -> Result<()> {
    let path = reference(name);
    let unchanged =
        path.exists() && difference(&image::open(&path)?.into_rgb8(), picture).is_none();
    if unchanged {
        // Another file for the same picture would only make the repository grow.
        return Ok(());
    }
    write(&path, picture)?;
    let small = oxipng::Options::from_preset(4);
    oxipng::optimize(
        &oxipng::InFile::Path(path.clone()),
        &oxipng::OutFile::Path {
            path: None,
            preserve_attrs: false,
        },
        &small,
    )
    .with_context(|| path.display().to_string())?;
    println!("  new: {name}");
    Ok(())
}

fn reference(name: &str) -> PathBuf {
    in_project(&format!("tests/e2e/pictures/{name}.png"))
}

fn taken(name: &str) -> PathBuf {
    in_project(&format!("target/pictures/{name}.png"))
}

fn write(path: &PathBuf, picture: &RgbImage) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    picture
        .save_with_format(path, ImageFormat::Png)
        .with_context(|| path.display().to_string())
}
