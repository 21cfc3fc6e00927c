//! Rows of a list of any length, in as many elements as the screen needs. An element is made once and told anew what it
//! shows: scrolling and searching change texts and build nothing.

mod hit;
mod slot;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

pub use hit::{Heading, Part, heading, heading_id, hit, link, tell_cut_text};
use slot::Slot;

/// What a row shows. Plain data, compared with what its element shows already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its place in the list, counted from zero.
    pub place: usize,
    /// Its style classes.
    pub class: String,
    /// Whether it is selected; `None` for a row that cannot be.
    pub selected: Option<bool>,
    /// Whether the rows below it are shown; `None` for a row without any of its own.
    pub expanded: Option<bool>,
    /// How deep it stands among groups, counted from one; empty in a list without groups.
    pub level: &'static str,
    /// Where the link in its heading cell leads; empty for none.
    pub href: String,
    /// Its cells, one for each column.
    pub cells: Vec<Cell>,
}

/// What a cell shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// A style class beside that of its column, or empty.
    pub look: &'static str,
    /// What there is to say beyond the text, or empty.
    pub title: String,
    /// How much is done of what it tells of, in percent.
    pub done: Option<u8>,
}

/// A column, as its cells need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The style class of its cells.
    pub class: &'static str,
    /// Its number among all columns, hidden ones too, counted from one.
    pub number: usize,
    /// Whether its cells are the headings of their rows, and hold the link.
    pub heads: bool,
}

/// The elements of the rows.
#[derive(Default)]
pub struct Rows {
    columns: Vec<Column>,
    /// The rows on the screen, in the order of the document.
    slots: Vec<Slot>,
    /// Elements that are not needed at present, and stand nowhere.
    spare: Vec<Slot>,
    /// The active row, when it has been scrolled away: whoever holds the focus must find it in the document.
    apart: Option<Slot>,
    first: usize,
    made: usize,
}

impl Rows {
    /// Shows these rows in `body`, the first of them at the place `first`, and `apart` at its own. `height` is that of one row
    /// in pixels.
    pub fn show(
        &mut self,
        body: &HtmlElement,
        columns: &[Column],
        rows: Vec<Row>,
        apart: Option<Row>,
        height: usize,
    ) {
        if self.columns != columns {
            body.set_text_content(None);
            *self = Self {
                columns: columns.to_vec(),
                made: self.made,
                ..Self::default()
            };
        }
        let first = rows.first().map_or(0, |row| row.place);
        self.turn(body, first);
        self.first = first;
        while self.slots.len() > rows.len()
            && let Some(mut slot) = self.slots.pop()
        {
            slot.leave();
            self.spare.push(slot);
        }
        while self.slots.len() < rows.len()
            && let Some(slot) = self.spare.pop().or_else(|| self.make())
        {
            slot.enter(body);
            self.slots.push(slot);
        }
        for (slot, row) in self.slots.iter_mut().zip(rows) {
            slot.show(row);
        }
        match apart {
            Some(row) => {
                if self.apart.is_none() {
                    self.apart = self.spare.pop().or_else(|| self.make());
                    if let Some(slot) = &self.apart {
                        slot.enter(body);
                    }
                }
                if let Some(slot) = &mut self.apart {
                    slot.stand_at(Some(row.place * height));
                    slot.show(row);
                }
            }
            None => {
                if let Some(mut slot) = self.apart.take() {
                    slot.stand_at(None);
                    slot.leave();
                    self.spare.push(slot);
                }
            }
        }
    }

    /// The id of the element that shows the row at a place, for `aria-activedescendant`.
    pub fn id(&self, place: usize) -> Option<&str> {
        let mut slots = self.slots.iter().chain(&self.apart);
        slots.find(|slot| slot.place() == Some(place)).map(Slot::id)
    }

    /// The width in pixels that the widest text of a column on the screen needs.
    pub fn width(&self, column: usize) -> u32 {
        let widths = self.slots.iter().map(|slot| slot.width(column));
        widths.max().unwrap_or_default()
    }

    /// When the list was scrolled by some rows, those that left at one end come in at the other: what did not move keeps
    /// its element, and the document keeps the order of the list.
    fn turn(&mut self, body: &HtmlElement, first: usize) {
        let by = first.abs_diff(self.first);
        if by == 0 || by >= self.slots.len() {
            return;
        }
        if first > self.first {
            self.slots.rotate_left(by);
            let start = self.slots.len() - by;
            for slot in self.slots.iter().skip(start) {
                slot.enter(body);
            }
        } else {
            self.slots.rotate_right(by);
            for slot in self.slots.iter().take(by).rev() {
                slot.enter_first(body);
            }
        }
    }

    fn make(&mut self) -> Option<Slot> {
        self.made += 1;
        Slot::new(&["row-", &self.made.to_string()].concat(), &self.columns)
    }
}

/// An element with a role and a class.
fn element(tag: &str, role: &str, class: &str) -> Option<Element> {
    let made = document().create_element(tag).ok()?;
    made.set_class_name(class);
    if !role.is_empty() {
        made.set_attribute("role", role).ok()?;
    }
    Some(made)
}

/// The element with this id.
pub fn find(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Sets an attribute, or takes it away. Neither fails with the names that are used here.
pub fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Takes the mark of the active heading from one element to another.
pub fn mark(from: Option<&str>, to: Option<&str>) {
    // Not a class: those are the view's, which writes them anew.
    const ACTIVE: &str = "data-active";
    if let Some(element) = from.and_then(find) {
        set(&element, ACTIVE, None);
    }
    if let Some(element) = to.and_then(find) {
        set(&element, ACTIVE, Some(""));
    }
}
