//! A machine that had an operation: what it really is, and what Azure shows of it some seconds later.

use super::{Operation, Outcome};
use crate::{clock::later, datacenter::machine::Record};
use std::collections::VecDeque;
use time::OffsetDateTime;
use uuid::Uuid;

/// How many earlier records of a machine are kept, for who looks with delay.
const REMEMBERED: usize = 16;

/// The operations of one machine, and what they make of it.
#[derive(Debug)]
pub struct Activity {
    /// The machine as it really is.
    pub truth: Record,
    /// The operation that runs.
    pub running: Option<Uuid>,
    /// The operation that began last.
    pub last: Option<Uuid>,
    /// The last operation, if it failed.
    pub failed: Option<Uuid>,
    /// What Azure will show, and from when on.
    pending: VecDeque<(OffsetDateTime, Record)>,
    /// What Azure showed before, and until when; the last few, oldest first.
    earlier: VecDeque<(OffsetDateTime, Record)>,
}

impl Activity {
    /// A machine that had none yet.
    pub fn new(truth: Record) -> Self {
        Self {
            truth,
            running: None,
            last: None,
            failed: None,
            pending: VecDeque::new(),
            earlier: VecDeque::new(),
        }
    }

    /// An operation begins.
    pub fn begin(&mut self, id: Uuid) {
        self.running = Some(id);
        self.last = Some(id);
    }

    /// Ends the operation that runs, if it has ended by now.
    pub fn end(&mut self, operation: &Operation, now: OffsetDateTime) {
        let Some((end, outcome)) = operation.ended(now) else {
            return;
        };
        self.running = None;
        self.failed = matches!(outcome, Outcome::Failed(_)).then_some(operation.id);
        if matches!(outcome, Outcome::Succeeded { .. }) {
            operation.conclude(&mut self.truth);
            self.pending
                .push_back((later(end, operation.lag), self.truth.clone()));
        }
    }

    /// Brings the record that Azure shows up to the present.
    pub fn show(&mut self, record: &mut Record, now: OffsetDateTime) {
        while let Some((shown, next)) = self.pending.pop_front_if(|(shown, _)| *shown <= now) {
            let next = Record {
                modified: shown,
                ..next
            };
            let before = std::mem::replace(record, next);
            self.earlier.push_back((shown, before));
            if self.earlier.len() > REMEMBERED {
                self.earlier.pop_front();
            }
        }
    }

    /// What Azure showed at an earlier moment, if that was another record than the present one.
    pub fn shown_at(&self, moment: OffsetDateTime) -> Option<&Record> {
        let mut earlier = self.earlier.iter();
        let found = earlier.find(|(until, _)| *until > moment);
        found.map(|(_, record)| record)
    }
}
