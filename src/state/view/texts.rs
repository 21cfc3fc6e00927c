//! The texts of a row, column by column.

use std::borrow::Cow;

use super::Column;
use crate::model::virtual_machine::{Instance, Listed};

/// The columns whose texts many machines share. What a row holds of them is the number of the text.
pub const SHARED: [Column; 9] = [
    Column::State,
    Column::Checkpoints,
    Column::CheckpointType,
    Column::OperatingSystem,
    Column::Place,
    Column::Server,
    Column::Cloud,
    Column::ResourceGroup,
    Column::Subscription,
];

/// The text of a column, from what is known of a machine; empty for what is not known, and for an operation, which is not the
/// machine's.
pub fn text<'a>(
    listed: &'a Listed,
    instance: Option<&'a Instance>,
    column: Column,
) -> Cow<'a, str> {
    let text = match (column, instance) {
        (Column::Name, Some(known)) if !known.name.is_empty() => &known.name,
        (Column::Name, _) => &listed.name,
        (Column::ResourceGroup, _) => &listed.resource_group,
        (Column::Subscription, _) => &listed.subscription,
        (Column::Operation, _) | (_, None) => "",
        (Column::State, Some(known)) => known.power.word(),
        (Column::Checkpoints, Some(known)) => return known.checkpoints.len().to_string().into(),
        (Column::CheckpointType, Some(known)) => known.checkpoint_type.word(),
        (Column::OperatingSystem, Some(known)) => &known.operating_system,
        (Column::Server, Some(known)) => &known.server,
        (Column::Cloud, Some(known)) => &known.cloud,
        (Column::Place, Some(known)) => return known.place().into(),
    };
    text.into()
}
