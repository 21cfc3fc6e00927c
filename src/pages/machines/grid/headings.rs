//! The heading row: what a column is, how it sorts, and the edge by which it is made wider.

use leptos::prelude::*;

use super::super::layout::{Laid, allowed};
use super::{Active, Grid};
use crate::signal::{Memo, RwSignal};
use crate::state::view::Column;
use crate::ui::drag;
use crate::ui::live::{Part, live, live_text};

/// The id of a heading, for `aria-activedescendant`. That of the check boxes has the number zero.
pub(super) fn id(number: usize) -> String {
    ["heading-", &number.to_string()].concat()
}

/// The row.
pub(super) fn headings(grid: Grid) -> AnyView {
    // Widths change while an edge is drawn: the headings must stay the same elements.
    let columns = Memo::new(move || {
        let number = |laid: &Laid| (laid.column, laid.number);
        grid.layout
            .with(|layout| layout.columns.iter().map(number).collect::<Vec<_>>())
    });
    let cells = live(move || {
        let columns = columns.get().into_iter().enumerate();
        columns
            .map(|(place, (column, number))| heading(grid, place + 1, column, number))
            .collect::<Vec<_>>()
            .into_any()
    });
    view! {
        <div role="rowgroup" class="grid-head">
            <div role="row" class="head" aria-rowindex="1">
                {select_all(grid)}
                {cells}
            </div>
        </div>
    }
    .part()
}

fn is_active(grid: Grid, number: usize) -> impl Fn() -> bool {
    move || {
        grid.active
            .with(|active| *active == Active::Heading(number))
    }
}

/// The box that selects all machines that are found.
fn select_all(grid: Grid) -> AnyView {
    let checked = Memo::new(move || grid.all_selected());
    view! {
        <div role="columnheader" class="col-check" id=id(0) aria-colindex="1" class:active=is_active(grid, 0)>
            <span
                class="check"
                role="checkbox"
                tabindex="-1"
                aria-label="Select all found"
                aria-checked=move || checked.get()
                on:click=move |_| {
                    grid.select_all();
                    grid.focus();
                }
            ></span>
        </div>
    }
    .part()
}

fn heading(grid: Grid, number: usize, column: Column, colindex: usize) -> AnyView {
    let view = grid.console.list.view();
    // The place among the columns that the list is sorted by, and whether it is turned round. By name if there is none.
    let sorted = Memo::new(move || {
        view.with(|view| {
            if view.sorts.is_empty() {
                return (column == Column::Name).then_some((0, false));
            }
            let place = view.sorts.iter().position(|sort| sort.column == column)?;
            let sort = view.sorts.get(place)?;
            Some((place, sort.descending))
        })
    });
    let aria = move || match sorted.get() {
        Some((0, false)) => "ascending",
        Some((0, true)) => "descending",
        _ => "none",
    };
    let arrow = live_text(move || match sorted.get() {
        None => String::new(),
        Some((place, descending)) => {
            let arrow = if descending { "↓" } else { "↑" };
            let further = view.with(|view| view.sorts.len() > 1);
            if further {
                [arrow, &(place + 1).to_string()].concat()
            } else {
                arrow.to_owned()
            }
        }
    });
    let further = live_text(move || match sorted.get() {
        Some((place, descending)) if place > 0 => {
            let direction = if descending {
                "descending"
            } else {
                "ascending"
            };
            [
                ", sorted as number ",
                &(place + 1).to_string(),
                ", ",
                direction,
            ]
            .concat()
        }
        _ => String::new(),
    });
    let class = ["heading ", column.class()].concat();
    view! {
        <div role="columnheader" class=class id=id(number) aria-colindex=colindex.to_string() aria-sort=aria class:active=is_active(grid, number)>
            <button
                type="button"
                class="quiet"
                tabindex="-1"
                on:click=move |event| {
                    grid.console.list.sort_by(column, event.shift_key());
                    grid.focus();
                }
            >
                {column.heading()}
                <span class="arrow" aria-hidden="true">{arrow}</span>
                <span class="visually-hidden">{further}</span>
            </button>
            {edge(grid, column)}
        </div>
    }
    .part()
}

/// The edge of a column: drawn, it makes the column wider; a double click fits it to what stands in it.
fn edge(grid: Grid, column: Column) -> AnyView {
    // Where the pointer took hold, the width then, and the sign of a move to the end of the line.
    let held = RwSignal::new(None::<(i32, u32, i32)>);
    view! {
        <span
            class="edge"
            aria-hidden="true"
            class:held=move || held.with(Option::is_some)
            on:pointerdown=move |event| {
                let sign = drag::begin(&event);
                held.set(Some((event.client_x(), grid.width(column), sign)));
            }
            on:pointermove=move |event| {
                if let Some((from, width, sign)) = held.get_untracked() {
                    let moved = sign * (event.client_x() - from);
                    grid.set_width(column, width.saturating_add_signed(moved));
                }
            }
            on:lostpointercapture=move |_| held.set(None)
            on:dblclick=move |_| grid.fit(column)
        ></span>
    }
    .part()
}

impl Grid {
    /// The column under a heading.
    pub(super) fn column(self, number: usize) -> Option<Column> {
        let place = number.checked_sub(1)?;
        self.layout
            .with_untracked(|layout| layout.columns.get(place).map(|laid| laid.column))
    }

    fn width(self, column: Column) -> u32 {
        self.layout.with_untracked(|layout| {
            let mut columns = layout.columns.iter();
            let found = columns.find(|laid| laid.column == column);
            found.map_or(0, |laid| laid.width)
        })
    }

    fn set_width(self, column: Column, width: u32) {
        let columns = self.console.list.columns();
        columns.update(|columns| columns.set_width(column, Some(allowed(width))));
    }

    /// Makes a column wider by so many pixels.
    pub(super) fn widen(self, column: Column, by: i32) {
        self.set_width(column, self.width(column).saturating_add_signed(by));
    }

    /// Makes a column as wide as its widest text on the screen.
    fn fit(self, column: Column) {
        // What is wider than its text says so only when it is made narrow.
        self.set_width(column, 0);
        let place = self.layout.with_untracked(|layout| {
            let mut columns = layout.columns.iter();
            columns.position(|laid| laid.column == column)
        });
        request_animation_frame(move || {
            let width = self
                .rows
                .try_with_value(|rows| rows.width(place.unwrap_or_default() + 1));
            if let Some(width) = width {
                self.set_width(column, width);
            }
        });
    }
}
