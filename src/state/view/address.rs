//! The list in the address, so that a view can be kept as a bookmark or sent to a colleague:
//! `#/machines?q=state%3Arunning&sort=-checkpoints,name&group=subscription&open=/subscriptions/…`. Columns have the names that
//! they have in the search. What is as usual is left out.

mod ids;

use super::fields::{column, field};
use super::selection::Selection;
use super::{Column, Sort, View};
use crate::auth::percent;
use crate::model::resource_id::ResourceId;
use crate::route::Route;

/// What an address says of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    /// Search, order and grouping.
    pub view: View,
    /// The machine in the detail panel.
    pub open: Option<ResourceId>,
    /// The selected machines.
    pub selection: Selection,
}

/// The address of a list, with `#`.
pub fn hash(view: &View, open: Option<&ResourceId>, selection: &Selection) -> String {
    let View {
        search,
        sorts,
        group,
    } = view;
    let mut query = String::new();
    if !search.trim().is_empty() {
        percent::pair_into(&mut query, "q", search.trim());
    }
    let mut sign = "sort=";
    for sort in sorts.iter().filter(|_| *sorts != [Sort::default()]) {
        if sign == "sort=" && !query.is_empty() {
            query.push('&');
        }
        query.push_str(sign);
        query.push_str(if sort.descending { "-" } else { "" });
        query.push_str(field(sort.column));
        sign = ",";
    }
    if let Some(group) = group {
        percent::pair_into(&mut query, "group", field(*group));
    }
    if let Some(open) = open {
        percent::pair_into(&mut query, "open", "");
        ids::write(&mut query, std::slice::from_ref(open));
    }
    if (1..=MOST_SELECTED).contains(&selection.len()) {
        percent::pair_into(&mut query, "sel", "");
        ids::write(&mut query, &selection.ids());
    }
    let question = if query.is_empty() { "" } else { "?" };
    [&Route::Machines.hash(), question, &query].concat()
}

/// More selected machines than these are left out of the address: programs that pass addresses on cut long ones short.
pub const MOST_SELECTED: usize = 200;

/// What an address says of the list; `None` when it says nothing, such as a plain link to the list, which leaves it as it is.
pub fn parse(hash: &str) -> Option<Address> {
    let (_, query) = hash.split_once('?')?;
    let mut address = Address::default();
    for pair in query.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        match key {
            "q" => address.view.search = percent::decode(value),
            "sort" => address.view.sorts = sorts(&percent::decode(value)),
            "group" => {
                let column = column(&percent::decode(value));
                address.view.group = column.filter(|column| Column::GROUPS.contains(column));
            }
            "open" => address.open = ids::read(value).into_iter().next(),
            "sel" => address.selection = ids::read(value).into_iter().collect(),
            _ => {}
        }
    }
    Some(address)
}

fn sorts(text: &str) -> Vec<Sort> {
    let mut sorts: Vec<Sort> = Vec::new();
    for name in text.split(',') {
        let bare = name.strip_prefix('-');
        let Some(column) = column(bare.unwrap_or(name)) else {
            continue;
        };
        if sorts.iter().all(|sort| sort.column != column) {
            sorts.push(Sort {
                column,
                descending: bare.is_some(),
            });
        }
    }
    sorts
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
