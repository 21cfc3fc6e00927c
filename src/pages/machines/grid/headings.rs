//! The heading row: what a column is, and how it sorts.

use leptos::prelude::*;

use super::Grid;
use crate::parts;
use crate::signal::Memo;
use crate::state::view::{Column, View};
use crate::ui::live::{live, live_text};
use crate::ui::rows;

/// The row.
pub(super) fn headings(grid: Grid) -> AnyView {
    // Widths change while an edge is drawn: the headings must stay the same elements.
    let columns = Memo::new(move || {
        grid.layout.with(|layout| {
            let columns = layout.columns.iter();
            columns
                .map(|laid| (laid.column, laid.number))
                .collect::<Vec<_>>()
        })
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
    .into_any()
}

/// The box that selects all machines that are found.
fn select_all(grid: Grid) -> AnyView {
    let selection = grid.console.list.selection();
    let checked = move || {
        let any = selection.with(|selection| !selection.is_empty());
        match parts::there() {
            Some(pages) if any => (pages.list.all_selected)(grid),
            _ => "false",
        }
    };
    view! {
        <div role="columnheader" class="col-check" id=rows::heading_id(0) aria-colindex="1">
            <span class="check" role="checkbox" tabindex="-1" aria-label="Select all found" aria-checked=checked></span>
        </div>
    }
    .into_any()
}

fn heading(grid: Grid, number: usize, column: Column, colindex: usize) -> AnyView {
    let view = grid.console.list.view();
    let sorted = Memo::new(move || view.with(|view| sorted(view, column)));
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
            let place = (place + 1).to_string();
            [", sorted as number ", &place, ", ", direction].concat()
        }
        _ => String::new(),
    });
    view! {
        <div
            role="columnheader"
            class=["heading ", column.class()].concat()
            id=rows::heading_id(number)
            aria-colindex=colindex.to_string()
            aria-sort=aria
        >
            <button type="button" class="quiet" tabindex="-1">
                {column.heading()}
                <span class="arrow" aria-hidden="true">{arrow}</span>
                <span class="visually-hidden">{further}</span>
            </button>
            <span class="edge" aria-hidden="true"></span>
        </div>
    }
    .into_any()
}

/// The place of a column among those that the list is sorted by, and whether it is turned round. By name if there is none.
fn sorted(view: &View, column: Column) -> Option<(usize, bool)> {
    if view.sorts.is_empty() {
        return (column == Column::Name).then_some((0, false));
    }
    let place = view.sorts.iter().position(|sort| sort.column == column)?;
    let sort = view.sorts.get(place)?;
    Some((place, sort.descending))
}
