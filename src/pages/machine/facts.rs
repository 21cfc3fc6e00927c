//! What a machine is and where it lives, in short.

use crate::signal::Memo;
use leptos::prelude::*;

use crate::model::virtual_machine::{Hardware, Instance};
use crate::state::fleet_rows::Row;
use crate::ui::copy_button::CopyButton;
use crate::ui::live::live;

/// The facts as a list of terms.
pub fn facts(row: Memo<Option<Row>>) -> AnyView {
    live(move || {
        let Some(row) = row.get() else {
            return ().into_any();
        };
        let listed = &row.listed;
        let instance = row.instance.known();
        let of = |part: &dyn Fn(&Instance) -> String| {
            instance.map(|known| part(known)).unwrap_or_default()
        };
        // The panel beside the list shows the first four.
        let facts = [
            ("Lives on", of(&Instance::place)),
            (
                "Operating system",
                of(&|known| known.operating_system.to_string()),
            ),
            ("Hardware", of(&|known| hardware(&known.hardware))),
            (
                "Checkpoint type",
                of(&|known| known.checkpoint_type.word().to_owned()),
            ),
            (
                "Computer name",
                of(&|known| known.computer_name.to_string()),
            ),
            ("Disks", of(&|known| disks(&known.hardware))),
            (
                "State in Azure",
                of(&|known| known.provisioning.to_string()),
            ),
            ("Resource group", listed.resource_group.to_string()),
            ("Subscription", listed.subscription.to_string()),
            ("Location", listed.location.to_string()),
        ];
        let more = instance.map(|known| known.more.clone());
        let rows: Vec<_> = facts
            .into_iter()
            .chain(more.into_iter().flatten())
            .filter(|(_, value)| !value.is_empty())
            .map(|(term, value)| {
                view! {
                    <div>
                        <dt>{term}</dt>
                        <dd>{value}</dd>
                    </div>
                }
                .into_any()
            })
            .collect();
        let id = listed.id.text();
        view! {
            <dl class="facts">{rows}</dl>
            <CopyButton text=Callback::new(move |()| id.clone()) label="Copy resource id" />
        }
        .into_any()
    })
}

fn hardware(hardware: &Hardware) -> String {
    let mut parts = Vec::new();
    match hardware.processors {
        Some(1) => parts.push("1 processor".to_owned()),
        Some(count) => parts.push(format!("{count} processors")),
        None => {}
    }
    if let Some(megabytes) = hardware.memory_mb {
        parts.push(if megabytes % 1024 == 0 {
            format!("{} GB", megabytes / 1024)
        } else {
            format!("{megabytes} MB")
        });
    }
    if let Some(generation) = hardware.generation {
        parts.push(format!("generation {generation}"));
    }
    if hardware.highly_available {
        parts.push("highly available".to_owned());
    }
    parts.join(", ")
}

fn disks(hardware: &Hardware) -> String {
    match (hardware.disks, hardware.disks_gb) {
        (0, _) => String::new(),
        (count, Some(size)) => format!("{count}, up to {size} GB in all"),
        (count, None) => count.to_string(),
    }
}
