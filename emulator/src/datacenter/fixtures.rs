//! Machines that exist whatever the seed, so that a person or a test can name them.
//!
//! | machine | subscription | what it is for |
//! |---|---|---|
//! | `sql-prod-014` | Production | Running; four checkpoints in a tree with a side branch, standing on the last |
//! | `web-eu-202` | Production | Running; no checkpoints |
//! | `sap-hana-03` | Production | checkpointType Disabled |
//! | `build-agent-33` | Production | Standard; fourteen checkpoints, twelve deep with two branches, standing in the middle |
//! | `dc-branch-07` | Branch Offices | Stopped; ProductionOnly; one checkpoint |
//! | `web-eu-201` | Production | Running; one checkpoint, without description |
//! | `erp-app-01` | Production | PowerOff; Standard; two roots of the same name |
//! | `k8s-node-11` | Production | Linux; Paused; one checkpoint whose name and description hold markup and other scripts |
//! | `legacy-imp-02` | Production | odd data: a cycle, a checkpoint twice, one that is its own parent, one without a parent |
//! | `file-eu-009` | Production | of kind SCVMM, but its VM instance answers 404 |
//! | `print-eu-004` | Production | Saved; no cloud, no checkpoints |
//!
//! Two have the ids of Microsoft's examples in VMM: `web-eu-202` is [`EXAMPLE_MACHINE`], `sql-prod-014` is
//! [`STOPPED_EXAMPLE`].
//!
//! When fewer machines are asked for than stand here, the first ones are made. Ids do not depend on the seed.

mod draft;

use super::{
    checkpoint::{Checkpoint, CheckpointType, Checkpoints},
    families::{RHEL, SLES, UBUNTU, WIN11, WS2016, WS2019, WS2022},
    machine::{Machine, Power},
    place::{BRANCH_CLOUD, ERP, GOLD, MUNICH, SILVER, VMM_NORTH, VMM_WEST, WEST_PRODUCTION},
};
use crate::guid;
use draft::Draft;
use time::{Duration, OffsetDateTime};
use uuid::{Uuid, uuid};

/// VMM's id of the machine in the published example of a new checkpoint.
pub const EXAMPLE_MACHINE: Uuid = uuid!("3499b02c-8dc9-4c0d-aa83-097a1340cbda");
/// VMM's id of the machine in the published example of a stop.
pub const STOPPED_EXAMPLE: Uuid = uuid!("2fa28d03-8d6d-486b-ae61-9694a2db5d6f");

/// All fixed machines, in the order of the table above.
pub fn machines(now: OffsetDateTime) -> Vec<Machine> {
    let west = (&WEST_PRODUCTION, &VMM_WEST, Some(&GOLD));
    let standing = now - Duration::days(3);
    vec![
        Draft::new("sql-prod-014", west, &WS2022)
            .vmm_id(STOPPED_EXAMPLE)
            .with(sql_tree())
            .build(standing),
        Draft::new("web-eu-202", west, &WS2022)
            .vmm_id(EXAMPLE_MACHINE)
            .build(standing),
        Draft::new("sap-hana-03", (&ERP, &VMM_WEST, Some(&SILVER)), &SLES)
            .kind(CheckpointType::Disabled)
            .build(standing),
        Draft::new("build-agent-33", west, &WIN11)
            .kind(CheckpointType::Standard)
            .with(deep_tree())
            .build(standing),
        Draft::new(
            "dc-branch-07",
            (&MUNICH, &VMM_NORTH, Some(&BRANCH_CLOUD)),
            &WS2019,
        )
        .kind(CheckpointType::ProductionOnly)
        .power(Power::Stopped)
        .with(chain(
            "dc-branch-07",
            &[("Before schema update", "Forest level 2016 to 2025")],
        ))
        .build(standing),
        Draft::new("web-eu-201", west, &WS2022)
            .with(chain("web-eu-201", &[("Before IIS module", "")]))
            .build(standing),
        Draft::new("erp-app-01", (&ERP, &VMM_WEST, Some(&GOLD)), &WS2016)
            .kind(CheckpointType::Standard)
            .power(Power::PowerOff)
            .with(two_roots())
            .build(standing),
        Draft::new("k8s-node-11", west, &UBUNTU)
            .power(Power::Paused)
            .with(strange_names())
            .build(standing),
        Draft::new("legacy-imp-02", west, &RHEL)
            .with(odd_data())
            .build(standing),
        Draft::new("file-eu-009", (&WEST_PRODUCTION, &VMM_WEST, None), &WS2019).without_instance(),
        Draft::new("print-eu-004", (&WEST_PRODUCTION, &VMM_WEST, None), &WS2019)
            .power(Power::Saved)
            .build(standing),
    ]
}

/// The id of the `number`th checkpoint of a fixed machine, counted from 1.
pub fn checkpoint_id(machine: &str, number: usize) -> Uuid {
    guid::derived(&["fixed checkpoint", machine, &number.to_string()])
}

/// A GUID that no checkpoint has, for what a root was taken on top of.
fn base(machine: &str) -> Uuid {
    guid::derived(&["base", machine])
}

fn chain(machine: &str, names: &[(&str, &str)]) -> Checkpoints {
    let mut all = Checkpoints::default();
    for (number, (name, description)) in (1..).zip(names) {
        all.take(
            checkpoint_id(machine, number),
            base(machine),
            name,
            description,
        );
    }
    all
}

fn sql_tree() -> Checkpoints {
    let name = "sql-prod-014";
    let mut all = chain(
        name,
        &[
            ("Before CU22", "SQL Server 2022 CU21, all jobs stopped"),
            ("After CU22", ""),
        ],
    );
    all.restore(checkpoint_id(name, 1));
    all.take(
        checkpoint_id(name, 3),
        base(name),
        "Trace flag trial",
        "TF 4199 off; keep until the vendor answers",
    );
    all.restore(checkpoint_id(name, 2));
    all.take(
        checkpoint_id(name, 4),
        base(name),
        "Before index rebuild",
        "Change 48213",
    );
    all
}

fn deep_tree() -> Checkpoints {
    let name = "build-agent-33";
    let mut all = Checkpoints::default();
    for number in 1..=12 {
        let title = format!("Toolchain {number:02}");
        all.take(
            checkpoint_id(name, number),
            base(name),
            &title,
            "Nightly image, before the update",
        );
    }
    for (number, from, title) in [(13, 4, "Compiler trial"), (14, 8, "Driver trial")] {
        all.restore(checkpoint_id(name, from));
        all.take(checkpoint_id(name, number), base(name), title, "");
    }
    all.restore(checkpoint_id(name, 6));
    all
}

fn two_roots() -> Checkpoints {
    let name = "erp-app-01";
    let mut all = chain(name, &[("Month end", "March")]);
    all.current = None;
    all.take(
        checkpoint_id(name, 2),
        guid::derived(&["second base", name]),
        "Month end",
        "April",
    );
    all
}

fn strange_names() -> Checkpoints {
    let description =
        "<img src=x onerror=alert(1)> & \"quotes\" – Größe, 日本語, עברית\nsecond line";
    chain("k8s-node-11", &[("<b>Before</b> 1.31 → 1.32", description)])
}

/// Seen nowhere, but nothing in the contract forbids it.
fn odd_data() -> Checkpoints {
    let name = "legacy-imp-02";
    let id = |number| checkpoint_id(name, number);
    let odd = |number, parent, title: &str| Checkpoint::new(id(number), parent, title, "");
    Checkpoints {
        list: vec![
            odd(1, Some(base(name)), "Root"),
            odd(2, Some(id(3)), "Cycle, first half"),
            odd(3, Some(id(2)), "Cycle, second half"),
            odd(4, Some(id(4)), "Its own parent"),
            odd(5, None, "Without a parent"),
            odd(6, Some(id(1)), "Twice"),
            odd(6, Some(id(1)), "Twice"),
        ],
        current: Some(id(6)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoints(name: &str) -> Checkpoints {
        let all = machines(OffsetDateTime::UNIX_EPOCH);
        let machine = all.iter().find(|machine| &*machine.name == name).unwrap();
        machine
            .instance
            .as_ref()
            .unwrap()
            .record
            .checkpoints
            .clone()
    }

    #[test]
    fn the_sql_server_stands_on_its_last_checkpoint_and_has_a_side_branch() {
        let all = checkpoints("sql-prod-014");
        let id = |number| Some(checkpoint_id("sql-prod-014", number));
        assert_eq!(
            all.list.iter().map(|c| c.parent).collect::<Vec<_>>()[1..],
            [id(1), id(1), id(2)]
        );
        assert_eq!(all.current, id(4));
    }

    #[test]
    fn the_build_agent_is_twelve_deep_and_stands_in_the_middle() {
        let all = checkpoints("build-agent-33");
        assert_eq!(all.list.len(), 14);
        assert_eq!(all.current, Some(checkpoint_id("build-agent-33", 6)));
        let mut depth = 0;
        let mut at = Some(checkpoint_id("build-agent-33", 12));
        while let Some(checkpoint) = at.and_then(|id| all.find(id)) {
            depth += 1;
            at = checkpoint.parent;
        }
        assert_eq!(depth, 12);
    }
}
