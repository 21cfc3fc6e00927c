//! The names of columns in the search and in addresses.

use super::Column;

/// The names in the order in which they are told; the first that a column has is the one in addresses, and is offered.
pub const FIELDS: [(&str, Column); 12] = [
    ("name", Column::Name),
    ("state", Column::State),
    ("checkpoints", Column::Checkpoints),
    ("type", Column::CheckpointType),
    ("os", Column::OperatingSystem),
    ("server", Column::Server),
    ("host", Column::Server),
    ("cloud", Column::Cloud),
    ("place", Column::Place),
    ("group", Column::ResourceGroup),
    ("subscription", Column::Subscription),
    ("operation", Column::Operation),
];

/// The column of this name, in any case of letters.
pub fn column(name: &str) -> Option<Column> {
    let mut found = FIELDS
        .iter()
        .filter(|(known, _)| name.eq_ignore_ascii_case(known));
    found.next().map(|(_, column)| *column)
}

/// The name of a column.
pub fn field(column: Column) -> &'static str {
    let mut found = FIELDS.iter().filter(|(_, own)| *own == column);
    found.next().map_or("", |(name, _)| name)
}
