//! The list as a grid by the ARIA Authoring Practices: one stop of the Tab key, in which the arrow keys move. Only the rows on
//! the screen are in the document, however many machines there are.

mod draw;
mod follow;
mod headings;
mod keys;
mod pick;

use leptos::html;
use leptos::prelude::*;

use super::layout::Layout;
use super::line::Line;
use crate::browser::room;
use crate::signal::{Memo, RwSignal, effect};
use crate::state::console::{Console, use_console};
use crate::state::view::selection::Selection;
use crate::ui::live::Part;
use crate::ui::rows::{self, Rows};

/// The height of a row in pixels, of the headings as well; `style/list.css` gives them the same.
const ROW: usize = 36;

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
struct Grid {
    console: Console,
    scroller: NodeRef<html::Custom<&'static str>>,
    body: NodeRef<html::Custom<&'static str>>,
    /// Height and width on the screen.
    room: RwSignal<(usize, u32)>,
    /// Counts how often somebody has scrolled.
    scrolled: RwSignal<usize>,
    layout: Memo<Layout>,
    active: RwSignal<Active>,
    /// The place of the active line, if it is on one.
    active_place: Memo<Option<usize>>,
    hands: StoredValue<Hands, LocalStorage>,
    rows: StoredValue<Rows, LocalStorage>,
}

/// What the grid remembers between two events.
#[derive(Default)]
struct Hands {
    /// How far down the list is scrolled, in pixels.
    top: usize,
    /// How far below the top of the page the pointer is, in pixels, while it is over the grid.
    pointer: Option<i32>,
    /// Where a range of lines begins, and what was selected before it.
    range: Option<(Line, Selection)>,
    /// What was typed to find a name, and when.
    typed: (String, u64),
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
        scroller: NodeRef::new(),
        body: NodeRef::new(),
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
        rows: StoredValue::new_local(Rows::default()),
    };
    effect(move || {
        if let Some(scroller) = grid.scroller.get() {
            room::watch(&scroller, move || grid.measure());
        }
    });
    grid.draw();
    let role = move || {
        let grouped = list.view().with(|view| view.group.is_some());
        if grouped { "treegrid" } else { "grid" }
    };
    view! {
        <div
            class="machine-grid"
            tabindex="0"
            role=role
            aria-label="Machines"
            aria-multiselectable="true"
            aria-rowcount=move || (list.items().with(|items| items.len()) + 1).to_string()
            aria-colcount=move || grid.layout.with(|layout| layout.all).to_string()
            node_ref=grid.scroller
            on:scroll=move |_| grid.scroll()
            on:focus=move |_| grid.enter()
            on:keydown=move |event| grid.key(&event)
            on:pointermove=move |event| grid.point(Some(event.client_y()))
            on:pointerleave=move |_| grid.point(None)
        >
            {headings::headings(grid)}
            <div
                class="grid-body"
                role="rowgroup"
                node_ref=grid.body
                on:click=move |event| grid.click(&event)
                on:pointerover=move |event| rows::tell_cut_text(&event)
            ></div>
        </div>
    }
    .part()
}

impl Grid {
    /// Takes the grid's size anew.
    fn measure(self) {
        if let Some(scroller) = self.scroller.get_untracked() {
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
        if let Some(scroller) = self.scroller.get_untracked() {
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
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
        }
    }

    /// The pointer is there now, or not over the grid any more.
    fn point(self, y: Option<i32>) {
        self.hands.update_value(|hands| hands.pointer = y);
    }

    /// The lines that can be seen whole, and how many fit.
    fn seen(self) -> (usize, usize) {
        let top = self.hands.with_value(|hands| hands.top);
        let height = self.room.get_untracked().0;
        (top.div_ceil(ROW), (height / ROW).saturating_sub(1).max(1))
    }

    /// Makes a line the active one, and brings it to the screen.
    fn go_to(self, place: usize) {
        let line = self.line(place);
        if let Some(line) = line {
            self.active.set(Active::Line(line));
            self.reveal(place);
        }
    }

    /// What stands on the line at a place.
    fn line(self, place: usize) -> Option<Line> {
        let items = self.console.list.items();
        let rows = self.console.fleet.rows();
        items.with_untracked(|items| rows.with_untracked(|rows| Line::at(items, rows, place)))
    }

    /// Scrolls as little as is needed to show a line.
    fn reveal(self, place: usize) {
        let (top, height) = (
            self.hands.with_value(|hands| hands.top),
            self.room.get_untracked().0,
        );
        let line = place * ROW;
        let lowest = (line + 2 * ROW).saturating_sub(height);
        let wanted = top.min(line).max(lowest);
        if wanted != top {
            self.scroll_to(wanted);
            self.scrolled.update(|count| *count = count.wrapping_add(1));
        }
    }

    /// The focus has come to the grid: something must be active.
    fn enter(self) {
        let nowhere = match self.active.get_untracked() {
            Active::Heading(_) => false,
            _ => self.active_place.get_untracked().is_none(),
        };
        if nowhere && let Some(line) = self.line(self.seen().0) {
            self.active.set(Active::Line(line));
        }
    }

    /// Gives the focus to the grid.
    fn focus(self) {
        if let Some(scroller) = self.scroller.get_untracked() {
            // An element of the page takes the focus.
            let _ = scroller.focus();
        }
    }
}
