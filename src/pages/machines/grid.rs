//! The list as a grid by the ARIA Authoring Practices: one stop of the Tab key, in which the arrow keys move. Only the rows on
//! the screen are in the document, however many machines there are.
//!
//! What is drawn stands here; what the grid does when somebody acts in it (`acts`) comes later.

pub mod acts;
mod draw;
mod edges;
mod follow;
mod headings;
mod keys;
pub mod pick;

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::layout::Layout;
use super::line::Line;
use crate::browser::room;
use crate::parts;
use crate::signal::{Memo, RwSignal, effect};
use crate::state::console::{Console, use_console};
use crate::state::view::selection::Selection;
use crate::ui::hear::Ear;
use crate::ui::rows::{self, Rows};

/// The height of a row in pixels, of the headings as well; `style/list.css` gives them the same.
const ROW: usize = 36;
/// The ids of the grid and of what holds its rows.
const GRID: &str = "list";
const BODY: &str = "list-rows";

/// What is heard in the grid.
const HEARD: [&str; 10] = [
    "scroll",
    "focus",
    "keydown",
    "click",
    "dblclick",
    "pointerdown",
    "pointermove",
    "pointerover",
    "pointerleave",
    "lostpointercapture",
];

/// The keys that move in the list, open and select; how they begin.
const MOVING: [&str; 6] = ["Arrow", "Page", "Home", "End", "Enter", " "];

/// What the arrow keys have moved to.
#[derive(Clone, Debug, Default, PartialEq)]
enum Active {
    /// Nothing yet.
    #[default]
    Nothing,
    /// A line of the list.
    Line(Line),
    /// A heading: that of the check boxes is the first.
    Heading(usize),
}

/// The grid, as its parts share it.
#[derive(Clone, Copy)]
pub struct Grid {
    console: Console,
    /// Height and width on the screen.
    room: RwSignal<(usize, u32)>,
    /// Counts how often somebody has scrolled.
    scrolled: RwSignal<usize>,
    layout: Memo<Layout>,
    active: RwSignal<Active>,
    /// The place of the active line, if it is on one.
    active_place: Memo<Option<usize>>,
    hands: StoredValue<Hands, LocalStorage>,
}

/// What the grid remembers between two events.
#[derive(Default)]
struct Hands {
    ear: Option<Ear>,
    rows: Rows,
    /// How far down the list is scrolled, in pixels.
    top: usize,
    /// How far below the top of the page the pointer is, in pixels, while it is over the grid.
    pointer: Option<i32>,
    /// Where a range of lines begins, and what was selected before it.
    range: Option<(Line, Selection)>,
    /// What was typed to find a name, and when.
    typed: (String, u64),
    /// The edge of a column that the pointer holds.
    edge: Option<edges::Held>,
}

/// The list of machines.
pub fn machine_grid() -> AnyView {
    let console = use_console();
    let list = console.list;
    let room = RwSignal::new((900, 1_200));
    let active = RwSignal::new(match list.open().get_untracked() {
        Some(id) => Active::Line(Line::Machine(id)),
        None => Active::Nothing,
    });
    let rows = console.fleet.rows();
    let grid = Grid {
        console,
        room,
        scrolled: RwSignal::default(),
        layout: Memo::new(move || {
            let width = room.get().1;
            list.columns().with(|columns| Layout::of(columns, width))
        }),
        active,
        active_place: Memo::new(move || match active.get() {
            Active::Line(line) => list
                .items()
                .with(|items| rows.with(|rows| line.place(items, rows))),
            _ => None,
        }),
        hands: StoredValue::new_local(Hands::default()),
    };
    // Effects run when the grid stands in the document.
    effect(move || {
        if let Some(scroller) = rows::find(GRID) {
            room::watch(&scroller, move || grid.measure());
            let ear = Ear::at(scroller, &HEARD, move |event| grid.hear(event));
            grid.hands.update_value(|hands| hands.ear = Some(ear));
        }
    });
    grid.draw();
    view! {
        <div id=GRID class="machine-grid" tabindex="0" role="grid" aria-label="Machines" aria-multiselectable="true">
            {headings::headings(grid)}
            <div id=BODY class="grid-body" role="rowgroup"></div>
        </div>
    }
    .into_any()
}

/// The width of the list on the screen, in pixels; `None` when it is not there.
pub fn width() -> Option<u32> {
    u32::try_from(rows::find(GRID)?.client_width()).ok()
}

impl Grid {
    /// Something has happened in the grid.
    fn hear(self, event: Event) {
        let kind = event.type_();
        if kind == "scroll" {
            self.scroll();
            return;
        }
        match parts::there() {
            Some(pages) => (pages.list.hear)(self, &event),
            None => self.hear_early(event, &kind),
        }
    }

    /// Something has happened before there is what can answer it. The browser must not answer meanwhile what is meant for the
    /// list.
    fn hear_early(self, event: Event, kind: &str) {
        match kind {
            "focus" => {
                parts::when_there(move |pages| (pages.list.hear)(self, &event));
                return;
            }
            "click" => {
                let click: &MouseEvent = event.unchecked_ref();
                // With these keys the browser opens a link in a tab of its own.
                if !click.ctrl_key() && !click.meta_key() {
                    event.prevent_default();
                }
            }
            "keydown" => {
                let key: &KeyboardEvent = event.unchecked_ref();
                let name = key.key();
                let selects_all = name == "a" && (key.ctrl_key() || key.meta_key());
                let moves = MOVING.iter().any(|moving| name.starts_with(moving));
                if key.alt_key() || !(selects_all || moves) {
                    return;
                }
                event.prevent_default();
            }
            _ => return,
        }
        let link = rows::link(&event);
        parts::act(move |pages| {
            // The row may be another machine's by now.
            if rows::link(&event) == link {
                (pages.list.hear)(self, &event);
            }
        });
    }

    /// Takes the grid's size anew.
    fn measure(self) {
        if let Some(scroller) = rows::find(GRID) {
            let height = usize::try_from(scroller.client_height()).unwrap_or_default();
            let width = u32::try_from(scroller.client_width()).unwrap_or_default();
            let room = (height.max(2 * ROW), width);
            if self.room.get_untracked() != room {
                self.room.set(room);
            }
        }
    }

    /// Somebody has scrolled.
    fn scroll(self) {
        if let Some(scroller) = rows::find(GRID) {
            let top = usize::try_from(scroller.scroll_top()).unwrap_or_default();
            let before = self.hands.with_value(|hands| hands.top);
            if top != before {
                self.hands.update_value(|hands| hands.top = top);
                self.scrolled.update(|count| *count = count.wrapping_add(1));
            }
        }
    }

    /// Scrolls to so many pixels below the top.
    fn scroll_to(self, top: usize) {
        if self.hands.with_value(|hands| hands.top) == top {
            return;
        }
        self.hands.update_value(|hands| hands.top = top);
        if let Some(scroller) = rows::find(GRID) {
            scroller.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
        }
    }
}
