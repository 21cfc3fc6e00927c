//! What happens in the datacenter as time goes by: operations run, end and change machines, and the record Azure
//! shows follows some seconds later.
//!
//! Nothing runs in the background: each look at a machine first brings it up to the present.

use super::{
    Action, Operation, Ordered, Outcome, Way,
    activity::Activity,
    error::ErrorDetail,
    plan::{Ending, Plan},
    problem::Problem,
    refusal::refusal,
};
use crate::{
    clock::{Clock, later},
    datacenter::{Datacenter, machine::Record},
    guid,
    options::{JobLengths, Lengths},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// The datacenter and the operations on it.
#[derive(Debug)]
pub struct World {
    /// The machines, with the records Azure shows.
    pub datacenter: Datacenter,
    operations: HashMap<Uuid, Operation>,
    /// Only for machines that had an operation.
    activity: HashMap<usize, Activity>,
    plans: VecDeque<Plan>,
    lengths: Lengths,
    job_lengths: JobLengths,
    source: ChaCha8Rng,
}

/// Why an action was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declined {
    /// The machine has no VM instance.
    NoInstance,
    /// Another operation runs on the machine.
    Busy(Uuid),
}

impl World {
    /// A world at rest.
    pub fn new(
        datacenter: Datacenter,
        seed: u64,
        lengths: Lengths,
        job_lengths: JobLengths,
    ) -> Self {
        Self {
            datacenter,
            operations: HashMap::new(),
            activity: HashMap::new(),
            plans: VecDeque::new(),
            lengths,
            job_lengths,
            source: ChaCha8Rng::seed_from_u64(seed ^ 0x5eed),
        }
    }

    /// Orders an ending.
    pub fn plan(&mut self, plan: Plan) {
        self.plans.push_back(plan);
    }

    /// Forgets all orders.
    pub fn clear_plans(&mut self) {
        self.plans.clear();
    }

    /// A new GUID.
    pub fn guid(&mut self) -> Uuid {
        guid::drawn(&mut self.source)
    }

    /// An operation by its id.
    pub fn operation(&self, id: Uuid) -> Option<&Operation> {
        self.operations.get(&id)
    }

    /// Every operation so far, in no order.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.operations.values()
    }

    /// The operation that began last on a machine, and the same if it failed. Assumption: the next success clears a
    /// machine's failed job.
    pub fn last_operations(
        &mut self,
        index: usize,
        now: OffsetDateTime,
    ) -> (Option<&Operation>, Option<&Operation>) {
        self.settle(index, now);
        let activity = self.activity.get(&index);
        let known = |id: Option<Uuid>| id.and_then(|id| self.operations.get(&id));
        (
            known(activity.and_then(|activity| activity.last)),
            known(activity.and_then(|activity| activity.failed)),
        )
    }

    /// The machine as it really is, and the operation that runs on it.
    pub fn truth(
        &mut self,
        index: usize,
        now: OffsetDateTime,
    ) -> Option<(Record, Option<&Operation>)> {
        self.settle(index, now);
        match self.activity.get(&index) {
            Some(activity) => {
                let running = activity.running.and_then(|id| self.operations.get(&id));
                Some((activity.truth.clone(), running))
            }
            None => Some((
                self.datacenter
                    .get(index)?
                    .instance
                    .as_ref()?
                    .record
                    .clone(),
                None,
            )),
        }
    }

    /// Brings a machine up to the present.
    pub fn settle(&mut self, index: usize, now: OffsetDateTime) {
        let Some(activity) = self.activity.get_mut(&index) else {
            return;
        };
        if let Some(operation) = activity.running.and_then(|id| self.operations.get(&id)) {
            activity.end(operation, now);
        }
        let machine = self.datacenter.get_mut(index);
        if let Some(instance) = machine.and_then(|machine| machine.instance.as_mut()) {
            activity.show(&mut instance.record, now);
        }
    }

    /// Brings every machine up to the present.
    pub fn settle_all(&mut self, now: OffsetDateTime) {
        let active: Vec<usize> = self.activity.keys().copied().collect();
        active.into_iter().for_each(|index| self.settle(index, now));
    }

    /// What Azure showed of a machine at an earlier moment, if that was another record than the present one.
    pub fn shown_at(&self, index: usize, moment: OffsetDateTime) -> Option<&Record> {
        self.activity.get(&index)?.shown_at(moment)
    }

    /// Accepts an action on a machine, unless another one runs there.
    pub fn begin(
        &mut self,
        index: usize,
        mut action: Action,
        way: Way,
        clock: &Clock,
    ) -> Result<Operation, Declined> {
        let now = clock.now();
        let (truth, running) = self.truth(index, now).ok_or(Declined::NoInstance)?;
        if let Some(running) = running {
            return Err(Declined::Busy(running.id));
        }
        let machine = self.datacenter.get(index).ok_or(Declined::NoInstance)?;
        let name = machine.name.to_string();
        let refused = refusal(machine, &action);

        let length = clock.scaled(match way {
            Way::Azure => self.length(&action),
            Way::Foundation { .. } => self.job_lengths.of(&action),
        });
        let lag = clock.scaled(self.between(self.lengths.lag));
        let planned = self
            .plans
            .iter()
            .position(|plan| plan.fits(&name))
            .and_then(|at| self.plans.remove(at));
        if let (Some(plan), Action::CreateCheckpoint { ordered, .. }) = (&planned, &mut action) {
            *ordered = Ordered {
                id: plan.checkpoint_id,
                added: plan.added,
                modified: plan.modified,
            };
        }
        let end = self.ending(planned.as_ref(), refused, &name);
        let problem = match (&end, &planned) {
            (Some(Outcome::Failed(error) | Outcome::Canceled(error)), None) => {
                Some(Problem::of(error))
            }
            (Some(Outcome::Failed(error) | Outcome::Canceled(error)), Some(plan)) => {
                Some(plan.problem(error))
            }
            (Some(Outcome::Succeeded { .. }), Some(plan)) if plan.outcome == Ending::Info => {
                Some(plan.remark(&name))
            }
            _ => None,
        };
        let drawn = self.guid();
        let operation = Operation {
            id: planned.and_then(|plan| plan.job_id).unwrap_or(drawn),
            action,
            machine: index,
            owner: match way {
                Way::Azure => None,
                Way::Foundation { owner } => Some(owner),
            },
            started: now,
            end: end.map(|outcome| (later(now, length), outcome)),
            problem,
            lag,
            refresh: clock.scaled(self.job_lengths.refresh),
        };
        self.operations.insert(operation.id, operation.clone());
        let activity = self.activity.entry(index);
        activity
            .or_insert_with(|| Activity::new(truth))
            .begin(operation.id);
        Ok(operation)
    }

    /// How an operation ends; nothing, if it never does.
    fn ending(
        &mut self,
        planned: Option<&Plan>,
        refused: Option<ErrorDetail>,
        machine: &str,
    ) -> Option<Outcome> {
        match (planned.map(|plan| (plan.outcome, plan)), refused) {
            (Some((Ending::Never, _)), _) => None,
            (Some((Ending::Canceled, plan)), _) => Some(Outcome::Canceled(plan.error(machine))),
            (Some((Ending::Failed, plan)), _) => Some(Outcome::Failed(plan.error(machine))),
            (_, Some(error)) => Some(Outcome::Failed(error)),
            (_, None) => Some(Outcome::Succeeded {
                empty_error: self.source.random_ratio(1, 4),
            }),
        }
    }

    fn length(&mut self, action: &Action) -> Duration {
        match action {
            Action::CreateCheckpoint { .. } => self.lengths.create,
            Action::DeleteCheckpoint { .. } => self.lengths.delete,
            Action::DescribeCheckpoint { .. } => self.job_lengths.describe,
            Action::RestoreCheckpoint { .. } => self.between(self.lengths.restore),
            Action::Start => self.lengths.start,
            Action::Stop => self.lengths.stop,
            Action::Restart => self.lengths.restart,
        }
    }

    fn between(&mut self, (shortest, longest): (Duration, Duration)) -> Duration {
        shortest
            + longest
                .saturating_sub(shortest)
                .mul_f64(self.source.random_range(0.0..=1.0))
    }
}
