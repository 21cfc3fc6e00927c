//! The menu of columns: which are shown, in which order, and the way back to the usual ones.

use leptos::prelude::*;

use crate::browser::keyboard;
use crate::pages::machines::grid;
use crate::pages::machines::layout::{Layout, allowed};
use crate::signal::Memo;
use crate::state::console::Console;
use crate::state::view::Column;
use crate::state::view::columns::{Columns, Wish};
use crate::ui::live::live;

/// Pixels in which all columns have room.
const WIDE: u32 = 4_096;

/// Pixels by which a button makes a column wider.
const STEP: i32 = 32;

/// The columns, to show, to hide, to move and to make wider.
pub fn choices(console: Console) -> AnyView {
    let columns = console.list.columns();
    // Widths change while an edge is drawn: nothing here depends on them.
    let standing = Memo::new(move || {
        columns.with(|columns| {
            let layout = on_screen(columns);
            let all = columns.all().iter();
            all.map(|placed| Standing {
                column: placed.column,
                is_shown: layout.width(placed.column).is_some(),
                is_hidden: placed.wish == Wish::Hidden,
            })
            .collect::<Vec<_>>()
        })
    });
    let choices = live(move || {
        let standing = standing.get();
        let all = standing.len();
        let numbered = standing.into_iter().enumerate();
        numbered
            .map(|(place, standing)| choice(console, standing, place, all))
            .collect::<Vec<_>>()
            .into_any()
    });
    let usual = move |_| columns.set(Columns::usual(Column::of(&console.capabilities)));
    view! {
        <div role="group" aria-label="Columns">{choices}</div>
        <button type="button" class="quiet" on:click=usual>
            "Reset columns"
        </button>
    }
    .into_any()
}

/// How the columns stand on the screen. Before the list is there, as if there were room for all.
fn on_screen(columns: &Columns) -> Layout {
    Layout::of(columns, grid::width().unwrap_or(WIDE))
}

/// How a column stands on the screen.
#[derive(Clone, Copy, PartialEq)]
struct Standing {
    column: Column,
    is_shown: bool,
    /// Whether somebody wished it away; else it is room that lacks.
    is_hidden: bool,
}

fn choice(console: Console, standing: Standing, place: usize, all: usize) -> AnyView {
    let Standing {
        column,
        is_shown,
        is_hidden,
    } = standing;
    let columns = console.list.columns();
    let is_name = column == Column::Name;
    // A property: the attribute says nothing any more once somebody has used the box.
    let shown = is_shown.then_some("true");
    let widths = if is_shown {
        view! {
            {widener(console, column, -STEP)}
            {widener(console, column, STEP)}
        }
        .into_any()
    } else {
        let words = if is_hidden { "" } else { "no room" };
        view! { <span class="small muted">{words}</span> }.into_any()
    };
    view! {
        <div class="choice-row" id=["choice-", column.class()].concat()>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=shown
                    disabled=is_name
                    on:change=move |event| {
                        let shown = event_target_checked(&event);
                        columns.update(|columns| columns.show(column, shown));
                    }
                />
                {column.heading()}
            </label>
            <div class="widths">{widths}</div>
            {mover(console, column, Way::Up, place, is_name || place == 1)}
            {mover(console, column, Way::Down, place, is_name || place + 1 == all)}
        </div>
    }
    .into_any()
}

/// The button that makes a column wider or narrower, for whoever does not draw its edge.
fn widener(console: Console, column: Column, by: i32) -> AnyView {
    let (sign, word) = if by < 0 {
        ("−", " narrower")
    } else {
        ("+", " wider")
    };
    let label = ["Make ", column.heading(), word].concat();
    let widen = move |_| {
        let columns = console.list.columns();
        let width = columns.with_untracked(|columns| on_screen(columns).width(column));
        if let Some(width) = width {
            let width = allowed(width.saturating_add_signed(by));
            columns.update(|columns| columns.set_width(column, Some(width)));
            let words = [column.heading(), ": ", &width.to_string(), " pixels wide."];
            console.notices.say(&words.concat());
        }
    };
    view! {
        <button type="button" class="quiet compact" aria-label=label on:click=widen>
            <span aria-hidden="true">{sign}</span>
        </button>
    }
    .into_any()
}

/// Where a column can be moved to, as the menu shows them.
#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

impl Way {
    fn word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    fn id(self, column: Column) -> String {
        [self.word(), "-", column.class()].concat()
    }
}

fn mover(console: Console, column: Column, way: Way, place: usize, cannot: bool) -> AnyView {
    let label = ["Move ", column.heading(), " ", way.word()].concat();
    let (arrow, other, before) = match way {
        Way::Up => ("↑", Way::Down, place.saturating_sub(1)),
        Way::Down => ("↓", Way::Up, place + 2),
    };
    let to = move |_| {
        let columns = console.list.columns();
        columns.update(|columns| columns.move_to(column, before));
        let (now, all) = columns.with_untracked(|columns| {
            let all = columns.all();
            let now = all.iter().position(|placed| placed.column == column);
            (now.unwrap_or_default() + 1, all.len())
        });
        let place = [&now.to_string(), " of ", &all.to_string()].concat();
        console
            .notices
            .say(&[column.heading(), ": column ", &place, "."].concat());
        request_animation_frame(move || {
            // It may stand at the end now, where it can only go back.
            keyboard::focus(&["#", &other.id(column)].concat());
            keyboard::focus(&["#", &way.id(column), ":enabled"].concat());
        });
    };
    view! {
        <button type="button" class="quiet compact" id=way.id(column) aria-label=label disabled=cannot on:click=to>
            <span aria-hidden="true">{arrow}</span>
        </button>
    }
    .into_any()
}
