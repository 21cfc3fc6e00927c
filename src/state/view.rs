//! Which rows the list shows, and in which order: search and sort over all columns.

pub mod address;
mod query;

use std::cmp::Ordering;

pub use query::Query;

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
    /// VMM server or host, and cloud.
    Place,
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

    /// The heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::State => "State",
            Self::Checkpoints => "Checkpoints",
            Self::CheckpointType => "Checkpoint type",
            Self::OperatingSystem => "Operating system",
            Self::Place => "Lives on",
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
            Self::Place => "col-place",
            Self::ResourceGroup => "col-group",
            Self::Subscription => "col-subscription",
            Self::Operation => "col-operation",
        }
    }
}

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// From the largest to the smallest.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self {
            column: Column::Name,
            descending: false,
        }
    }
}

impl Sort {
    /// The sort after a click on a heading: another column ascending, the same one turned round.
    #[must_use]
    pub fn clicked(self, column: Column) -> Self {
        Self {
            column,
            descending: self.column == column && !self.descending,
        }
    }
}

/// The ids of the rows that match `search`, sorted. `operation` gives the words of a machine's running operation.
pub fn visible(
    rows: &[Row],
    search: &Query,
    sort: Sort,
    operation: &dyn Fn(&ResourceId) -> Option<String>,
) -> Vec<ResourceId> {
    let mut shown: Vec<(Key, &Row)> = rows
        .iter()
        .filter(|row| {
            let checkpoints = row.instance.known().map(|known| known.checkpoints.len());
            search.finds(&|column| text(row, column, operation), checkpoints)
        })
        .map(|row| (Key::of(row, sort.column, operation), row))
        .collect();
    shown.sort_by(|(key, row), (other_key, other_row)| {
        let order = key.compare(other_key, sort.descending);
        order.then_with(|| natural(row.name(), other_row.name()))
    });
    shown
        .into_iter()
        .map(|(_, row)| row.listed.id.clone())
        .collect()
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
