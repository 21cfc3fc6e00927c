//! The entities in a caller's sight: all of a set, one by its key, and those an entity leads to.

use super::{
    Call,
    entity::{self, complete, machine::Sight},
    tenant::Scope,
};
use crate::{
    datacenter::place::{CLOUDS, Cloud},
    odata::{Entity, EntitySet, Key},
    operation::{Operation, world::World},
};
use serde_json::Value;
use std::sync::{Arc, MutexGuard};
use time::OffsetDateTime;
use uuid::Uuid;

/// A look at the world.
pub struct Estate<'a> {
    call: &'a Call<'a>,
    /// The world, which stands still meanwhile.
    pub world: MutexGuard<'a, World>,
    /// The moment of the look.
    pub now: OffsetDateTime,
}

/// Where a checkpoint is.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The index of its machine.
    pub machine: usize,
    /// The hypervisor's id of it.
    pub id: Uuid,
}

impl<'a> Estate<'a> {
    /// The world as it is now.
    pub fn now(call: &'a Call<'a>) -> Self {
        Self {
            call,
            world: call.spf.world.lock(),
            now: call.spf.clock.now(),
        }
    }

    /// An entity set of the model.
    pub fn set(&self, name: &str) -> Option<Arc<EntitySet>> {
        self.call.model.set(name).cloned()
    }

    /// Every entity of a set.
    pub fn all(&mut self, set: &EntitySet) -> Vec<Entity> {
        let bare = match set.name.as_str() {
            "VirtualMachines" => self
                .machines()
                .into_iter()
                .filter_map(|index| self.machine(index))
                .collect(),
            "VMCheckPoints" => {
                let machines = self.machines();
                machines
                    .into_iter()
                    .flat_map(|index| self.checkpoints(index))
                    .collect()
            }
            "Jobs" => self.jobs(),
            "Clouds" => self.clouds(),
            "UserRoles" => self.roles(),
            // Devices are declared, but there are none.
            _ => Vec::new(),
        };
        bare.into_iter()
            .map(|entity| complete(&set.entity_type, entity))
            .collect()
    }

    /// The entity of a set with a key.
    pub fn one(&mut self, set: &EntitySet, key: &Key) -> Option<Entity> {
        let id = key.guid("ID")?;
        let bare = match set.name.as_str() {
            "VirtualMachines" => vec![self.machine(self.world.datacenter.in_vmm(id)?)?],
            "VMCheckPoints" => {
                let found = self.checkpoint(id)?;
                self.checkpoints(found.machine)
            }
            "Jobs" => vec![self.job(id)?],
            "Clouds" => self.clouds(),
            "UserRoles" => self.roles(),
            _ => Vec::new(),
        };
        bare.into_iter()
            .find(|entity| Key::of(&set.entity_type, entity).as_ref() == Some(key))
            .map(|entity| complete(&set.entity_type, entity))
    }

    /// Where a navigation property of an entity leads to.
    pub fn related(&mut self, set: &EntitySet, entity: &Entity, navigation: &str) -> Vec<Entity> {
        let id = |name| guid(entity, name);
        let bare = match (set.name.as_str(), navigation) {
            ("VirtualMachines", "VMCheckpoints") => id("ID")
                .and_then(|id| self.world.datacenter.in_vmm(id))
                .map(|index| self.checkpoints(index))
                .unwrap_or_default(),
            ("VirtualMachines", "MostRecentTask") => id("MostRecentTaskId")
                .and_then(|id| self.job(id))
                .into_iter()
                .collect(),
            ("VirtualMachines", "FailedJob") => id("FailedJobID")
                .and_then(|id| self.job(id))
                .into_iter()
                .collect(),
            ("VirtualMachines", "Cloud") => self
                .clouds()
                .into_iter()
                .filter(|cloud| guid(cloud, "ID") == id("CloudId"))
                .collect(),
            _ => Vec::new(),
        };
        let Some(target) = set
            .entity_type
            .navigation(navigation)
            .and_then(|navigation| self.call.model.set(&navigation.set))
        else {
            return Vec::new();
        };
        bare.into_iter()
            .map(|entity| complete(&target.entity_type, entity))
            .collect()
    }

    /// Where the checkpoint with this id of VMM's is.
    pub fn checkpoint(&mut self, id: Uuid) -> Option<Found> {
        let now = self.now;
        self.machines().into_iter().find_map(|index| {
            let (record, _) = self.world.truth(index, now)?;
            let id = record.checkpoints.in_vmm(id)?.id;
            Some(Found { machine: index, id })
        })
    }

    /// The indexes of the machines in sight.
    fn machines(&self) -> Vec<usize> {
        (0..)
            .zip(self.world.datacenter.machines())
            .filter(|(_, machine)| self.call.scope.sees(machine).is_some())
            .map(|(index, _)| index)
            .collect()
    }

    fn machine(&mut self, index: usize) -> Option<Entity> {
        let now = self.now;
        let (record, running) = self.world.truth(index, now)?;
        let running = running.cloned();
        let (last, failed) = self.world.last_operations(index, now);
        let (last_job, failed_job) = (last.map(|job| job.id), failed.map(|job| job.id));
        let machine = self.world.datacenter.get(index)?;
        let sight = Sight {
            machine,
            instance: self.call.scope.sees(machine)?,
            record: &record,
            running: running.as_ref(),
            last_job,
            failed_job,
        };
        Some(entity::machine::shown(&sight, &self.call.options))
    }

    fn checkpoints(&mut self, index: usize) -> Vec<Entity> {
        let (call, now) = (self.call, self.now);
        let Some((record, _)) = self.world.truth(index, now) else {
            return Vec::new();
        };
        let machine = self.world.datacenter.get(index);
        let Some(instance) = machine.and_then(|machine| call.scope.sees(machine)) else {
            return Vec::new();
        };
        let all = &record.checkpoints;
        all.list
            .iter()
            .map(|one| entity::checkpoint::shown(one, all, instance, &call.options, now))
            .collect()
    }

    fn jobs(&self) -> Vec<Entity> {
        let mut all: Vec<&Operation> = self.world.operations().collect();
        all.sort_by_key(|operation| (operation.started, operation.id));
        all.into_iter()
            .filter_map(|operation| self.job_of(operation))
            .collect()
    }

    fn job(&self, id: Uuid) -> Option<Entity> {
        self.job_of(self.world.operation(id)?)
    }

    fn job_of(&self, operation: &Operation) -> Option<Entity> {
        let machine = self.world.datacenter.get(operation.machine)?;
        let instance = self.call.scope.sees(machine)?;
        Some(entity::job::shown(
            operation,
            machine,
            instance,
            &self.call.options,
            self.now,
        ))
    }

    fn clouds(&self) -> Vec<Entity> {
        let seen = |cloud: &Cloud| match self.call.scope {
            Scope::Everything => true,
            Scope::Tenant(tenant) => tenant.cloud == cloud,
        };
        CLOUDS
            .into_iter()
            .filter(|cloud| seen(cloud))
            .map(entity::cloud::shown)
            .collect()
    }

    fn roles(&self) -> Vec<Entity> {
        self.call
            .scope
            .tenants()
            .map(|tenant| entity::role::shown(tenant, self.call.spf.roles.permissions(tenant)))
            .collect()
    }
}

fn guid(entity: &Entity, name: &str) -> Option<Uuid> {
    Uuid::try_parse(entity.get(name).and_then(Value::as_str)?).ok()
}
