//! Which rows the list shows, and in which order: search, sort and groups over all columns.

pub mod address;
pub mod chips;
pub mod columns;
pub mod complete;
pub mod facets;
pub mod fields;
pub mod groups;
pub mod items;
pub mod natural;
pub mod nothing;
pub mod order;
pub mod query;
pub mod saved;
pub mod selection;
mod sort;
pub mod texts;
pub mod typing;

pub use query::Query;
pub use sort::Sort;

use crate::model::capability::Capabilities;

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
    /// Whether it is the usual: all machines by name.
    pub fn is_usual(&self) -> bool {
        self.search.is_empty() && self.sorts.is_empty() && self.group.is_none()
    }
}

#[cfg(test)]
pub(crate) mod tests;
