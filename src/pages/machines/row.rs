//! What a row of the list shows, as plain data.

use leptos::prelude::AnyView;

use crate::model::loaded::Loaded;
use crate::model::operation::Operation;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{CheckpointType, Instance, PowerState};
use crate::route::Route;
use crate::state::fleet_rows::{FleetRows, Row as Machine};
use crate::state::view::Column;
use crate::state::view::items::{Item, Items};
use crate::state::view::selection::Selection;
use crate::ui::rows::{Cell, Row};
use crate::ui::status::{Tone, status};

use super::layout::Layout;

/// What rows are made of.
pub struct Shown<'a> {
    /// The lines of the list.
    pub items: &'a Items,
    /// What is known of the machines.
    pub rows: &'a FleetRows,
    /// The columns on the screen.
    pub layout: &'a Layout,
    /// The operations, the newest first.
    pub operations: &'a [Operation],
    /// How one of them is shown at this time, once that is loaded.
    pub operation: Option<fn(&Operation, u64) -> Cell>,
    /// The selected machines.
    pub selection: &'a Selection,
    /// The machine in the detail panel.
    pub open: Option<&'a ResourceId>,
    /// The place of the active line.
    pub active: Option<usize>,
    /// The machines that a refresh in the background has just changed.
    pub changed: &'a [ResourceId],
    /// Whether machines stand in groups.
    pub grouped: bool,
    /// The present time in milliseconds of Unix time.
    pub now_ms: u64,
}

impl Shown<'_> {
    /// The row of one line.
    pub fn row(&self, place: usize) -> Option<Row> {
        let mut row = match self.items.get(place)? {
            Item::Group {
                label,
                count,
                folded,
            } => self.group(&label, count, folded),
            Item::Machine(machine) => self.machine(self.rows.all().get(machine)?),
        };
        row.place = place;
        if self.active == Some(place) {
            row.class.push_str(" active");
        }
        Some(row)
    }

    fn group(&self, label: &str, count: usize, folded: bool) -> Row {
        let label = if label.is_empty() { "Not known" } else { label };
        let mut cells = vec![Cell::default(); self.layout.columns.len() + 1];
        let name = self.layout.columns.iter();
        let name = name.take_while(|laid| laid.column != Column::Name).count();
        if let Some(cell) = cells.get_mut(name + 1) {
            cell.text = [label, " (", &count.to_string(), ")"].concat();
        }
        Row {
            class: "row group".to_owned(),
            expanded: Some(!folded),
            level: "1",
            cells,
            ..Row::default()
        }
    }

    fn machine(&self, machine: &Machine) -> Row {
        let id = &machine.listed.id;
        let mut class = "row".to_owned();
        if self.open == Some(id) {
            class.push_str(" open");
        }
        if self.changed.contains(id) {
            class.push_str(" changed");
        }
        if machine.is_old() {
            class.push_str(" past");
        }
        let operation = self
            .operations
            .iter()
            .find(|running| running.machine == *id);
        let mut cells = Vec::with_capacity(self.layout.columns.len() + 1);
        cells.push(Cell::default());
        for laid in &self.layout.columns {
            cells.push(match laid.column {
                Column::State => state(machine),
                Column::Checkpoints => checkpoints(machine),
                Column::Operation => match (self.operation, operation) {
                    (Some(show), Some(operation)) => show(operation, self.now_ms),
                    _ => Cell::default(),
                },
                column => plain(machine.text(column).into_owned()),
            });
        }
        Row {
            class,
            selected: Some(self.selection.contains(id)),
            level: if self.grouped { "2" } else { "" },
            href: Route::Machine(id.clone()).hash(),
            cells,
            ..Row::default()
        }
    }
}

/// The power state of a machine.
pub fn power(instance: &Instance) -> AnyView {
    status(power_tone(instance), instance.power.word().to_owned())
}

fn power_tone(instance: &Instance) -> Tone {
    match instance.power {
        PowerState::Running => Tone::Good,
        PowerState::Paused | PowerState::Saved => Tone::Warning,
        PowerState::Stopped | PowerState::Other(_) => Tone::Neutral,
    }
}

/// The style class of a cell in this tone.
pub fn look(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "dotted good",
        Tone::Warning => "dotted warning",
        Tone::Bad => "dotted bad",
        Tone::Busy => "dotted busy",
        Tone::Neutral => "dotted",
    }
}

fn plain(text: String) -> Cell {
    looks(text, "")
}

/// A cell with a text and a style class.
pub fn looks(text: String, look: &'static str) -> Cell {
    Cell {
        text,
        look,
        ..Cell::default()
    }
}

fn state(machine: &Machine) -> Cell {
    match (&machine.instance, machine.instance.known()) {
        (_, Some(instance)) => looks(instance.power.word().to_owned(), look(power_tone(instance))),
        (Loaded::Failed(failure, None), _) => Cell {
            title: failure.headline().to_owned(),
            ..looks("Not read".to_owned(), "dotted warning titled")
        },
        _ => looks(String::new(), "waiting"),
    }
}

fn checkpoints(machine: &Machine) -> Cell {
    let Some(instance) = machine.instance.known() else {
        return Cell::default();
    };
    match (instance.checkpoints.len(), &instance.checkpoint_type) {
        (0, CheckpointType::Disabled) => looks("Disabled".to_owned(), "none"),
        (0, _) => looks("0".to_owned(), "none"),
        (count, _) => plain(count.to_string()),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
