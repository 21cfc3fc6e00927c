//! What the menus of the toolbar offer.

mod columns;
mod filters;
mod groups;

use leptos::prelude::*;

use super::Menu;
use crate::state::console::Console;
use crate::state::view::Column;

/// What a menu offers. What filters and groups there are is read once, when it is opened: from then on the boxes are the
/// person's, and the one that has the focus must stay.
pub fn content(console: Console, menu: Menu) -> AnyView {
    match menu {
        Menu::Filter(Column::Checkpoints) => filters::counts(console.list),
        Menu::Filter(column) => filters::values(console.list, column),
        Menu::Group => groups::choices(console),
        Menu::Columns => columns::choices(console),
    }
}
