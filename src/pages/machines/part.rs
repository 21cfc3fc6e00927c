//! What the page of the list does without until somebody acts in it, or something is wrong. It is loaded later.

use leptos::ev::Event;
use leptos::prelude::*;

use super::grid::{Grid, acts};
use super::nothing_found::nothing_found;
use super::selection_bar::selection_bar;
use super::states::NoRows;
use super::toolbar::{Menu, asked, menu};
use super::{reading, states, under_way};
use crate::model::operation::Operation;
use crate::signal::RwSignal;
use crate::state::console::Console;
use crate::state::list::List;
use crate::state::view::Column;
use crate::ui::rows::Cell;

/// What of the list is loaded later.
pub struct ListPart {
    /// The list without rows.
    pub no_rows: fn(Console, NoRows) -> AnyView,
    /// What of the fleet could not be read.
    pub failed_parts: fn(Console) -> AnyView,
    /// That refreshing in the background does not succeed.
    pub not_refreshed: fn(u64) -> AnyView,
    /// That the search leaves nothing.
    pub nothing_found: fn(Console) -> AnyView,
    /// What a menu of the toolbar offers.
    pub menu: fn(Console, Menu) -> AnyView,
    /// What is asked of a column, in the words of its chip.
    pub asked: fn(List, Column) -> AnyView,
    /// The button that no longer asks it.
    pub ask_no_more: fn(List, Column) -> AnyView,
    /// How many machines are selected.
    pub selection_bar: fn(Console) -> AnyView,
    /// Whether all that are found are selected, as `aria-checked` says it.
    pub all_selected: fn(Grid) -> &'static str,
    /// Something has happened in the grid.
    pub hear: fn(Grid, &Event),
    /// How an operation stands, at this time.
    pub operation: fn(&Operation, u64) -> Cell,
    /// Sets the time anew a second later.
    pub tick: fn(RwSignal<u64>),
}

/// All of it.
pub const LIST: &ListPart = &ListPart {
    no_rows: states::no_rows,
    failed_parts: reading::failed_parts,
    not_refreshed: reading::not_refreshed,
    nothing_found,
    menu: menu::content,
    asked: asked::asked,
    ask_no_more: asked::ask_no_more,
    selection_bar,
    all_selected: |grid| grid.all_selected(),
    hear: acts::hear,
    operation: under_way::operation,
    tick: under_way::tick,
};
