//! Which rows the list shows, and in which order: search, sort and groups over all columns.

pub mod address;
pub mod columns;
pub mod facets;
pub mod items;
mod query;
pub mod selection;
mod sort;

use std::cmp::Ordering;

pub use query::Query;
pub use sort::Sort;

use super::fleet_rows::Row;
use crate::model::capability::Capabilities;
use crate::model::fold::fold;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::Instance;

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The machine's name.
    Name,
    /// Whether it runs.
    State,
    /// How many checkpoints it has.
    Checkpoints,
    /// How checkpoints are taken.
    CheckpointType,
    /// The operating system.
    OperatingSystem,
    /// VMM server or host, and cloud: one column on screen, for both fit in it.
    Place,
    /// VMM server or host alone, to search and to group by.
    Server,
    /// The cloud alone, to search by.
    Cloud,
    /// The resource group.
    ResourceGroup,
    /// The subscription.
    Subscription,
    /// The running operation.
    Operation,
}

impl Column {
    /// The columns that a service can fill, in their order on screen.
    pub fn of(service: &Capabilities) -> Vec<Self> {
        let filled = |column: &Self| match column {
            Self::CheckpointType => service.tells_checkpoint_type,
            Self::ResourceGroup | Self::Subscription => service.has_subscriptions,
            _ => true,
        };
        Self::ALL.into_iter().filter(filled).collect()
    }

    /// All columns, in their order on screen.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::State,
        Self::Checkpoints,
        Self::CheckpointType,
        Self::OperatingSystem,
        Self::Place,
        Self::ResourceGroup,
        Self::Subscription,
        Self::Operation,
    ];

    /// The columns by which the list can be grouped.
    pub const GROUPS: [Self; 3] = [Self::Subscription, Self::Server, Self::ResourceGroup];

    /// The columns of which many machines share a value.
    pub const FACETS: [Self; 8] = [
        Self::State,
        Self::Checkpoints,
        Self::CheckpointType,
        Self::OperatingSystem,
        Self::Server,
        Self::Cloud,
        Self::ResourceGroup,
        Self::Subscription,
    ];

    /// The heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::State => "State",
            Self::Checkpoints => "Checkpoints",
            Self::CheckpointType => "Checkpoint type",
            Self::OperatingSystem => "Operating system",
            Self::Place => "Lives on",
            Self::Server => "Server",
            Self::Cloud => "Cloud",
            Self::ResourceGroup => "Resource group",
            Self::Subscription => "Subscription",
            Self::Operation => "Operation",
        }
    }

    /// The name of its style class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Name => "col-name",
            Self::State => "col-state",
            Self::Checkpoints => "col-checkpoints",
            Self::CheckpointType => "col-type",
            Self::OperatingSystem => "col-os",
            Self::Place | Self::Server | Self::Cloud => "col-place",
            Self::ResourceGroup => "col-group",
            Self::Subscription => "col-subscription",
            Self::Operation => "col-operation",
        }
    }
}

/// How the list is viewed. What is about single machines, such as a selection, is no part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What is typed in the search.
    pub search: String,
    /// What it is sorted by, the main column first; by name if there is none.
    pub sorts: Vec<Sort>,
    /// What it is grouped by.
    pub group: Option<Column>,
}

impl View {
    /// What the list is sorted by first.
    pub fn main_sort(&self) -> Sort {
        self.sorts.first().copied().unwrap_or_default()
    }
}

/// The places of the rows that match `search`, sorted. `operation` gives the words of a machine's running operation.
pub fn visible(
    rows: &[Row],
    search: &Query,
    sort: Sort,
    operation: &dyn Fn(&ResourceId) -> Option<String>,
) -> Vec<u32> {
    let mut shown: Vec<(Key, &Row, u32)> = rows
        .iter()
        .zip(0_u32..)
        .filter(|(row, _)| {
            let checkpoints = row.instance.known().map(|known| known.checkpoints.len());
            search.finds(&|column| text(row, column, operation), checkpoints)
        })
        .map(|(row, place)| (Key::of(row, sort.column, operation), row, place))
        .collect();
    shown.sort_by(|(key, row, _), (other_key, other_row, _)| {
        let order = key.compare(other_key, sort.descending);
        order.then_with(|| natural(row.name(), other_row.name()))
    });
    shown.into_iter().map(|(_, _, place)| place).collect()
}

/// The text of one cell.
pub fn text(
    row: &Row,
    column: Column,
    operation: &dyn Fn(&ResourceId) -> Option<String>,
) -> String {
    let instance = row.instance.known();
    let of =
        |part: &dyn Fn(&Instance) -> String| instance.map(|known| part(known)).unwrap_or_default();
    match column {
        Column::Name => row.name().to_owned(),
        Column::State => of(&|known| known.power.word().to_owned()),
        Column::Checkpoints => of(&|known| known.checkpoints.len().to_string()),
        Column::CheckpointType => of(&|known| known.checkpoint_type.word().to_owned()),
        Column::OperatingSystem => of(&|known| known.operating_system.clone()),
        Column::Place => of(&Instance::place),
        Column::Server => of(&|known| known.server.clone()),
        Column::Cloud => of(&|known| known.cloud.clone()),
        Column::ResourceGroup => row.listed.resource_group.clone(),
        Column::Subscription => row.listed.subscription.clone(),
        Column::Operation => operation(&row.listed.id).unwrap_or_default(),
    }
}

enum Key {
    /// Not known, or nothing there: last in either direction.
    Nothing,
    Number(usize),
    Text(String),
}

impl Key {
    fn of(row: &Row, column: Column, operation: &dyn Fn(&ResourceId) -> Option<String>) -> Self {
        if column == Column::Checkpoints {
            return row
                .instance
                .known()
                .map_or(Self::Nothing, |known| Self::Number(known.checkpoints.len()));
        }
        let text = text(row, column, operation);
        if text.is_empty() {
            Self::Nothing
        } else {
            Self::Text(text)
        }
    }

    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let order = match (self, other) {
            (Self::Nothing, Self::Nothing) => return Ordering::Equal,
            (Self::Nothing, _) => return Ordering::Greater,
            (_, Self::Nothing) => return Ordering::Less,
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => natural(a, b),
            // One column has one kind of key.
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if descending { order.reverse() } else { order }
    }
}

/// Compares names as people count: `web-9` before `web-10`, without regard to case.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a_rest, mut b_rest) = (a, b);
    loop {
        let (a_run, a_next, a_digits) = run(a_rest);
        let (b_run, b_next, b_digits) = run(b_rest);
        if a_run.is_empty() || b_run.is_empty() {
            return a_run.len().cmp(&b_run.len()).then_with(|| a.cmp(b));
        }
        let order = if a_digits && b_digits {
            let (a_number, b_number) =
                (a_run.trim_start_matches('0'), b_run.trim_start_matches('0'));
            a_number
                .len()
                .cmp(&b_number.len())
                .then_with(|| a_number.cmp(b_number))
        } else {
            a_run.chars().map(fold).cmp(b_run.chars().map(fold))
        };
        if order != Ordering::Equal {
            return order;
        }
        (a_rest, b_rest) = (a_next, b_next);
    }
}

/// The first run of digits or of other characters, what is behind it, and whether it is digits.
fn run(text: &str) -> (&str, &str, bool) {
    let digits = text.starts_with(|first: char| first.is_ascii_digit());
    let end = text
        .find(|c: char| c.is_ascii_digit() != digits)
        .unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    (run, rest, digits)
}

#[cfg(test)]
mod tests;
