//! One element that shows a row, now this one and now that.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::{Cell, Column, Row, element, set};

/// The element of a row, and what it shows at present.
pub(super) struct Slot {
    element: HtmlElement,
    id: String,
    link: Option<Element>,
    cells: Vec<Shown>,
    shown: Row,
    empty: bool,
}

/// The element of a cell, and the text in it.
struct Shown {
    element: HtmlElement,
    text: Node,
    class: &'static str,
}

impl Slot {
    /// An element for rows with these columns, which stands nowhere yet.
    pub(super) fn new(id: &str, columns: &[Column]) -> Option<Self> {
        let row: HtmlElement = element("div", "row", "row")?.dyn_into().ok()?;
        row.set_id(id);
        let mut link = None;
        let mut cells = Vec::with_capacity(columns.len());
        for column in columns {
            let role = if column.heads {
                "rowheader"
            } else {
                "gridcell"
            };
            let cell: HtmlElement = element("div", role, column.class)?.dyn_into().ok()?;
            set(&cell, "aria-colindex", Some(&column.number.to_string()));
            let text: Node = document().create_text_node("").into();
            if column.heads {
                let inner = element("a", "", "")?;
                // The list is one stop of the Tab key.
                set(&inner, "tabindex", Some("-1"));
                inner.append_child(&text).ok()?;
                cell.append_child(&inner).ok()?;
                link = Some(inner);
            } else {
                cell.append_child(&text).ok()?;
            }
            row.append_child(&cell).ok()?;
            cells.push(Shown {
                element: cell,
                text,
                class: column.class,
            });
        }
        let shown = Row {
            class: "row".to_owned(),
            cells: vec![Cell::default(); columns.len()],
            ..Row::default()
        };
        Some(Self {
            element: row,
            id: id.to_owned(),
            link,
            cells,
            shown,
            empty: true,
        })
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The place of the row that it shows.
    pub(super) fn place(&self) -> Option<usize> {
        (!self.empty).then_some(self.shown.place)
    }

    /// Stands as the last in `body`. Nothing of this fails: both are elements of one document.
    pub(super) fn enter(&self, body: &HtmlElement) {
        let _ = body.append_child(&self.element);
    }

    /// Stands as the first in `body`.
    pub(super) fn enter_first(&self, body: &HtmlElement) {
        let _ = body.insert_before(&self.element, body.first_child().as_ref());
    }

    /// Stands nowhere.
    pub(super) fn leave(&mut self) {
        self.element.remove();
        self.empty = true;
    }

    /// Stands so many pixels below the top, or in the row of the others.
    pub(super) fn stand_at(&self, top: Option<usize>) {
        let style = self.element.style();
        let _ = match top {
            Some(top) => {
                let _ = style.set_property("position", "absolute");
                style.set_property("top", &[&top.to_string(), "px"].concat())
            }
            None => {
                let _ = style.remove_property("position");
                style.remove_property("top").map(drop)
            }
        };
    }

    /// The width in pixels that the text of a column needs.
    pub(super) fn width(&self, column: usize) -> u32 {
        let width = self
            .cells
            .get(column)
            .map(|cell| cell.element.scroll_width());
        width
            .and_then(|width| u32::try_from(width).ok())
            .unwrap_or_default()
    }

    /// Shows a row: only what is another than before is touched.
    pub(super) fn show(&mut self, row: Row) {
        let before = std::mem::replace(&mut self.shown, row);
        let row = &self.shown;
        let element: &Element = &self.element;
        if self.empty || before.place != row.place {
            // The heading is the first row, and rows are counted from one.
            set(element, "aria-rowindex", Some(&(row.place + 2).to_string()));
        }
        self.empty = false;
        if before.class != row.class {
            element.set_class_name(&row.class);
        }
        if before.selected != row.selected {
            set(element, "aria-selected", row.selected.map(word));
        }
        if before.expanded != row.expanded {
            set(element, "aria-expanded", row.expanded.map(word));
        }
        if before.level != row.level {
            let level = Some(row.level).filter(|level| !level.is_empty());
            set(element, "aria-level", level);
        }
        if before.href != row.href
            && let Some(link) = &self.link
        {
            let href = Some(row.href.as_str()).filter(|href| !href.is_empty());
            set(link, "href", href);
        }
        for ((cell, before), now) in self.cells.iter().zip(&before.cells).zip(&row.cells) {
            cell.show(before, now);
        }
    }
}

impl Shown {
    fn show(&self, before: &Cell, now: &Cell) {
        if before.text != now.text {
            self.text.set_node_value(Some(&now.text));
        }
        if before.look != now.look {
            self.element
                .set_class_name(&[self.class, " ", now.look].concat());
        }
        if before.title != now.title {
            let title = Some(now.title.as_str()).filter(|title| !title.is_empty());
            set(&self.element, "title", title);
        }
        if before.done != now.done {
            let style = self.element.style();
            let _ = match now.done {
                Some(percent) => {
                    style.set_property("--done", &[&percent.to_string(), "%"].concat())
                }
                None => style.remove_property("--done").map(drop),
            };
        }
    }
}

fn word(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}
