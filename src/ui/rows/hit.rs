//! Which row an event is about.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// How the id of a heading begins.
const HEADING: &str = "heading-";

/// What of a row was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The cell with the check box.
    Check,
    /// The link.
    Link,
    /// Anything else.
    Rest,
}

/// The place of the row that an event is about, and the part of it.
pub fn hit(event: &Event) -> Option<(usize, Part)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let within = |selector: &str| target.closest(selector).ok().flatten();
    let row = within("[aria-rowindex]")?;
    let index: usize = row.get_attribute("aria-rowindex")?.parse().ok()?;
    let part = if within(".col-check").is_some() {
        Part::Check
    } else if within("a[href]").is_some() {
        Part::Link
    } else {
        Part::Rest
    };
    Some((index.checked_sub(2)?, part))
}

/// Where the link of the row leads that an event is about.
pub fn link(event: &Event) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("[aria-rowindex]").ok()??;
    row.query_selector("a").ok()??.get_attribute("href")
}

/// What of a heading was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// What is pressed.
    Button,
    /// The edge of the column.
    Edge,
    /// Anything else.
    Rest,
}

/// The id of a heading, for `aria-activedescendant`. That of the check boxes has the number zero.
pub fn heading_id(number: usize) -> String {
    [HEADING, &number.to_string()].concat()
}

/// The number of the heading that an event is about, and the part of it.
pub fn heading(event: &Event) -> Option<(usize, Heading)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let within = |selector: &str| target.closest(selector).ok().flatten();
    let heading = within("[role=columnheader]")?;
    let number = heading.id().strip_prefix(HEADING)?.parse().ok()?;
    let part = if within("button, [role=checkbox]").is_some() {
        Heading::Button
    } else if within(".edge").is_some() {
        Heading::Edge
    } else {
        Heading::Rest
    };
    Some((number, part))
}

/// Gives the cell under the pointer its text as a title where it is cut off, unless it has a title of its own.
pub fn tell_cut_text(event: &Event) {
    let target = event.target();
    let Some(target) = target.and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    if let Ok(Some(cell)) = target.closest("[role=gridcell]:not(.titled), [role=rowheader]") {
        let text = cell
            .text_content()
            .filter(|_| cell.scroll_width() > cell.client_width());
        // Setting and removing this attribute does not fail.
        let _ = match text {
            Some(text) => cell.set_attribute("title", &text),
            None => cell.remove_attribute("title"),
        };
    }
}
