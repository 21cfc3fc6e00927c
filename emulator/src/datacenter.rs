//! The simulated estate: places, machines, and how to find them.

pub mod checkpoint;
pub mod families;
pub mod fixtures;
pub mod generate;
mod history;
pub mod machine;
pub mod place;

use machine::Machine;
use place::Group;
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// The machines and their indexes. Machines are never added or removed while it exists.
#[derive(Debug)]
pub struct Datacenter {
    machines: Vec<Machine>,
    by_subscription: HashMap<Uuid, Vec<usize>>,
    by_name: HashMap<String, usize>,
    by_vmm_id: HashMap<Uuid, usize>,
}

impl Datacenter {
    /// A datacenter with `vms` SCVMM machines: the fixed ones first, the others drawn from the seed, and machines
    /// of other kinds among them. `now` dates what already happened.
    pub fn new(seed: u64, vms: usize, now: OffsetDateTime) -> Self {
        let mut machines = fixtures::machines(now);
        machines.truncate(vms);
        let drawn = vms - machines.len();
        if vms > 0 {
            machines.extend(generate::strangers(seed, 5, now));
        }
        machines.extend(generate::machines(seed, drawn, now));

        for machine in &mut machines {
            history::date(machine, now);
        }
        let mut by_subscription: HashMap<Uuid, Vec<usize>> = HashMap::new();
        let mut by_name = HashMap::with_capacity(machines.len());
        let mut by_vmm_id = HashMap::with_capacity(machines.len());
        for (index, machine) in machines.iter().enumerate() {
            by_subscription
                .entry(machine.group.subscription.id)
                .or_default()
                .push(index);
            by_name.insert(machine.name.to_ascii_lowercase(), index);
            if let Some(instance) = &machine.instance {
                by_vmm_id.insert(instance.vmm_id, index);
            }
        }
        Self {
            machines,
            by_subscription,
            by_name,
            by_vmm_id,
        }
    }

    /// The machine at an index.
    pub fn get(&self, index: usize) -> Option<&Machine> {
        self.machines.get(index)
    }

    /// The machine at an index, to change it.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut Machine> {
        self.machines.get_mut(index)
    }

    /// The index of a machine by its name alone; names are unique over the datacenter.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name.to_ascii_lowercase()).copied()
    }

    /// The index of a machine by VMM's id of it.
    pub fn in_vmm(&self, id: Uuid) -> Option<usize> {
        self.by_vmm_id.get(&id).copied()
    }

    /// The index of a machine by its group and name, letter case aside.
    pub fn find(&self, group: &Group, name: &str) -> Option<usize> {
        self.named(name).filter(|index| {
            self.get(*index)
                .is_some_and(|machine| machine.group == group)
        })
    }

    /// The indexes of a subscription's machines, in the order in which lists show them.
    pub fn of_subscription(&self, subscription: Uuid) -> &[usize] {
        self.by_subscription
            .get(&subscription)
            .map_or(&[], Vec::as_slice)
    }

    /// All machines.
    pub fn machines(&self) -> &[Machine] {
        &self.machines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const NOW: OffsetDateTime = time::macros::datetime!(2026-03-10 08:00 UTC);

    fn scvmm(datacenter: &Datacenter) -> usize {
        let is = |machine: &&Machine| {
            machine
                .kind
                .is_some_and(|kind| kind.eq_ignore_ascii_case("scvmm"))
        };
        datacenter.machines().iter().filter(is).count()
    }

    #[test]
    fn there_are_as_many_vms_as_asked_for_and_some_of_other_kinds() {
        for vms in [0, 1, 5, 11, 12, 120, 999] {
            let datacenter = Datacenter::new(7, vms, NOW);
            assert_eq!(scvmm(&datacenter), vms);
            assert_eq!(datacenter.machines().len() > vms, vms > 0);
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_machines_and_another_seed_others() {
        let text = |seed| format!("{:?}", Datacenter::new(seed, 200, NOW).machines());
        assert_eq!(text(1), text(1));
        assert_ne!(text(1), text(2));
    }

    #[test]
    fn names_are_unique_and_short_enough_even_in_a_large_estate() {
        let datacenter = Datacenter::new(3, 50_000, NOW);
        let names: HashSet<_> = datacenter
            .machines()
            .iter()
            .map(|machine| machine.name.to_lowercase())
            .collect();
        assert_eq!(names.len(), datacenter.machines().len());
        assert!(names.iter().all(|name| name.len() <= 54));
    }

    #[test]
    fn the_estate_is_as_varied_as_a_real_one() {
        let datacenter = Datacenter::new(1, 2000, NOW);
        let counts: Vec<_> = datacenter
            .machines()
            .iter()
            .filter_map(|machine| machine.instance.as_ref())
            .map(|instance| instance.record.checkpoints.list.len())
            .collect();
        let without = counts.iter().filter(|count| **count == 0).count();
        assert!(
            (800..1200).contains(&without),
            "{without} without checkpoints"
        );
        assert!(counts.iter().filter(|count| **count >= 12).count() > 20);
        for subscription in place::SUBSCRIPTIONS {
            assert!(datacenter.of_subscription(subscription.id).len() > 100);
        }
    }
}
