//! The menu of columns: which are shown, in which order, and the way back to the usual ones.

use leptos::prelude::*;

use crate::browser::keyboard;
use crate::signal::Memo;
use crate::state::console::Console;
use crate::state::view::Column;
use crate::state::view::columns::Columns;
use crate::ui::live::live;

/// The columns, to show, to hide and to move.
pub fn choices(console: Console) -> AnyView {
    let columns = console.list.columns();
    // Widths change while an edge is drawn: nothing here depends on them.
    let standing = Memo::new(move || {
        columns.with(|columns| {
            let all = columns.all().iter();
            all.map(|placed| (placed.column, placed.hidden))
                .collect::<Vec<_>>()
        })
    });
    let choices = live(move || {
        let standing = standing.get();
        let all = standing.len();
        let numbered = standing.into_iter().enumerate();
        numbered
            .map(|(place, (column, hidden))| choice(console, column, hidden, place, all))
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

fn choice(console: Console, column: Column, hidden: bool, place: usize, all: usize) -> AnyView {
    let columns = console.list.columns();
    let is_name = column == Column::Name;
    // A property: the attribute says nothing any more once somebody has used the box.
    let shown = (!hidden).then_some("true");
    view! {
        <div class="choice-row" id=["choice-", column.class()].concat()>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=shown
                    disabled=is_name
                    on:change=move |event| {
                        let hidden = !event_target_checked(&event);
                        columns.update(|columns| columns.hide(column, hidden));
                    }
                />
                {column.heading()}
            </label>
            {mover(console, column, Way::Up, place, is_name || place == 1)}
            {mover(console, column, Way::Down, place, is_name || place + 1 == all)}
        </div>
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
