//! Draws the machines beyond the fixed ones.

use super::{
    checkpoint::{CheckpointType, Checkpoints},
    families::{FAMILIES, Family},
    machine::{Instance, Machine, Power, Record},
};
use crate::guid;
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use std::collections::HashMap;
use time::{Duration, OffsetDateTime};

/// Kinds of machines that VMM does not manage.
const OTHER_KINDS: [(Option<&str>, &str); 5] = [
    (Some("VMware"), "esx-app-"),
    (Some("HCI"), "hci-node-"),
    (Some("AWS"), "aws-web-"),
    (None, "arc-srv-"),
    (Some("VMware"), "esx-db-"),
];

const CHECKPOINT_NAMES: [(&str, &str); 12] = [
    ("Before patch day", "Monthly updates"),
    ("Before upgrade", ""),
    ("After upgrade", "Smoke test passed"),
    ("Before schema change", "Asked for by the application owner"),
    ("Clean install", ""),
    ("Before agent rollout", "Monitoring agent 3.2"),
    ("Golden", "Do not delete before the audit"),
    ("Before certificate renewal", ""),
    ("Before driver update", "Network adapter"),
    ("Before failover test", ""),
    ("Baseline", "Taken by the nightly job"),
    ("Trial", ""),
];

/// `count` SCVMM machines, with one of another kind after every ninth.
pub fn machines(seed: u64, count: usize, now: OffsetDateTime) -> Vec<Machine> {
    let mut draw = Draw {
        source: ChaCha8Rng::seed_from_u64(seed),
        taken: HashMap::new(),
        now,
    };
    let mut all = Vec::with_capacity(count + count / 9 + 1);
    for number in 1..=count {
        all.push(draw.machine());
        if number % 9 == 0 {
            all.push(draw.stranger());
        }
    }
    all
}

/// A few machines of other kinds that stand beside the fixed ones.
pub fn strangers(seed: u64, count: usize, now: OffsetDateTime) -> Vec<Machine> {
    let source = ChaCha8Rng::seed_from_u64(seed.wrapping_add(1));
    // Their numbers begin where those among the drawn machines can never get to.
    let taken = OTHER_KINDS
        .iter()
        .map(|(_, stem)| (*stem, 900_000))
        .collect();
    let mut draw = Draw { source, taken, now };
    (0..count).map(|_| draw.stranger()).collect()
}

struct Draw {
    source: ChaCha8Rng,
    /// The last number given out for each name.
    taken: HashMap<&'static str, u32>,
    now: OffsetDateTime,
}

impl Draw {
    fn machine(&mut self) -> Machine {
        let family = self.family();
        let name = self.name(family.stem, family.first, family.digits);
        let system = family
            .systems
            .choose(&mut self.source)
            .copied()
            .unwrap_or(&super::families::WS2022);
        let record = self.record(&name);
        let instance = Instance {
            vmm_id: guid::derived(&[family.group.name, &name, "vmm"]),
            server: family.server,
            cloud: family.cloud.filter(|_| self.source.random_ratio(9, 10)),
            generation: if self.source.random_ratio(3, 4) { 2 } else { 1 },
            cpu_count: self.pick(&[2, 2, 4, 4, 8, 16]),
            memory_mb: self.pick(&[2048, 4096, 8192, 8192, 16_384, 65_536]),
            dynamic_memory: self.source.random_ratio(1, 4),
            highly_available: self.source.random_ratio(2, 3),
            disks_gb: (0..self.source.random_range(1..4))
                .map(|_| self.pick(&[40, 80, 127, 256, 1024]))
                .collect(),
            checkpoint_type: self.checkpoint_type(record.checkpoints.list.is_empty()),
            record,
        };
        // The service is not consistent about letter case; a client must not be either.
        let kind = if self.source.random_ratio(1, 25) {
            "scvmm"
        } else {
            "SCVMM"
        };
        let agent = self.source.random_ratio(1, 2);
        Machine {
            name,
            group: family.group,
            kind: Some(kind),
            system,
            agent,
            instance: Some(Box::new(instance)),
        }
    }

    fn stranger(&mut self) -> Machine {
        let (kind, stem) = OTHER_KINDS
            .choose(&mut self.source)
            .copied()
            .unwrap_or((None, "arc-srv-"));
        let family = self.family();
        let system = family
            .systems
            .choose(&mut self.source)
            .copied()
            .unwrap_or(&super::families::WS2022);
        Machine {
            name: self.name(stem, 1, 3),
            group: family.group,
            kind,
            system,
            agent: true,
            instance: None,
        }
    }

    fn family(&mut self) -> &'static Family {
        let total = FAMILIES.iter().map(|family| family.weight).sum();
        let mut at = self.source.random_range(0..total);
        let [first, ..] = &FAMILIES;
        FAMILIES
            .iter()
            .find(|family| match at.checked_sub(family.weight) {
                Some(rest) => {
                    at = rest;
                    false
                }
                None => true,
            })
            .unwrap_or(first)
    }

    /// Numbers grow with gaps, as they do where machines come and go.
    fn name(&mut self, stem: &'static str, first: u32, digits: usize) -> Box<str> {
        let step = if self.source.random_ratio(1, 5) {
            self.source.random_range(2..5)
        } else {
            1
        };
        let number = self.taken.get(stem).map_or(first, |last| last + step);
        self.taken.insert(stem, number);
        format!("{stem}{number:0digits$}").into()
    }

    fn record(&mut self, name: &str) -> Record {
        let power = match self.source.random_range(0..20) {
            0..14 => Power::Running,
            14..17 => Power::Stopped,
            17 => Power::PowerOff,
            18 => Power::Paused,
            _ => Power::Saved,
        };
        let age = Duration::minutes(self.source.random_range(60..200_000));
        Record {
            power,
            checkpoints: self.checkpoints(name),
            revision: 1,
            modified: self.now - age,
        }
    }

    /// Half the machines have none, most others one to three, one in forty a deep tree with branches.
    fn checkpoints(&mut self, name: &str) -> Checkpoints {
        let count = match self.source.random_range(0..40) {
            0..20 => 0,
            20..39 => self.source.random_range(1..4),
            _ => self.source.random_range(12..30),
        };
        let base = guid::derived(&["base", name]);
        let mut all = Checkpoints::default();
        for number in 0..count {
            // Going back somewhere before taking the next one makes a branch.
            if number > 3 && self.source.random_ratio(1, 5) {
                self.go_back(&mut all);
            }
            let id = guid::drawn(&mut self.source);
            let (title, description) = CHECKPOINT_NAMES
                .choose(&mut self.source)
                .copied()
                .unwrap_or_default();
            if count > 3 {
                all.take(id, base, &format!("{title} {}", number + 1), description);
            } else {
                all.take(id, base, title, description);
            }
        }
        if count > 1 && self.source.random_ratio(1, 4) {
            self.go_back(&mut all);
        }
        all
    }

    fn go_back(&mut self, all: &mut Checkpoints) {
        if let Some(id) = all
            .list
            .choose(&mut self.source)
            .map(|checkpoint| checkpoint.id)
        {
            all.restore(id);
        }
    }

    /// Mostly Production; Disabled only where there is nothing to explain away.
    fn checkpoint_type(&mut self, none: bool) -> CheckpointType {
        match self.source.random_range(0..20) {
            0..13 => CheckpointType::Production,
            13..17 => CheckpointType::Standard,
            17 | 18 => CheckpointType::ProductionOnly,
            _ if none => CheckpointType::Disabled,
            _ => CheckpointType::Production,
        }
    }

    fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        from.choose(&mut self.source).copied().unwrap_or_default()
    }
}
