//! What the search asks of a column, on its chip, and the button that no longer asks it.

use leptos::prelude::*;

use crate::state::list::List;
use crate::state::view::query::terms::cut;
use crate::state::view::{Column, chips, fields};
use crate::ui::icon::Icon;
use crate::ui::live::live_text;

/// What can be asked of the number of checkpoints, and how it is written.
pub const COUNTS: [(&str, &str); 3] = [("None", "0"), ("Any", ">0"), ("More than 3", ">3")];

/// The words of the chip: its column, and what is asked of it.
pub fn asked(list: List, column: Column) -> AnyView {
    live_text(move || words(list, column))
}

/// The button.
pub fn ask_no_more(list: List, column: Column) -> AnyView {
    let label = ["Remove the filter ", column.heading()].concat();
    view! {
        <button type="button" aria-label=label on:click=move |_| list.choose(column, &[])>
            {Icon::Close.draw()}
        </button>
    }
    .into_any()
}

fn words(list: List, column: Column) -> String {
    let search = list.search();
    let asked = if column == Column::Checkpoints {
        asked_count(&search)
    } else {
        list.facets().with(|facets| {
            let values = chips::values_of(&search, column, facets);
            match values.len() {
                0 => "no value".to_owned(),
                1 | 2 => {
                    let texts: Vec<&str> = values.iter().map(|value| &*value.text).collect();
                    texts.join(", ")
                }
                more => [&more.to_string(), " values"].concat(),
            }
        })
    };
    [column.heading(), ": ", &asked].concat()
}

/// What the search asks of the number of checkpoints.
pub fn asked_count(search: &str) -> String {
    let about = |name: &String| fields::column(name) == Some(Column::Checkpoints);
    let mut terms = cut(search).into_iter();
    let term = terms.find(|term| term.field.as_ref().is_some_and(about));
    let values = term.map(|term| term.values).unwrap_or_default();
    let written: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
    match written.as_slice() {
        [one] => {
            let known = COUNTS.iter().find(|(_, count)| count == one);
            known.map_or_else(
                || (*one).to_owned(),
                |(words, _)| words.to_ascii_lowercase(),
            )
        }
        several => several.join(", "),
    }
}
