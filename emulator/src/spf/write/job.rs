//! Beginning a job, and waiting for it or not.

use crate::{
    odata::{Entity, Fault, Query},
    operation::{Action, Operation, Outcome, Way, world::Declined},
    spf::{Call, Failure, estate::Estate},
};
use serde_json::Value;
use std::time::Duration;

/// How long a client waits for a job that never ends. Assumption: the web server's own patience, some minutes.
const PATIENCE: Duration = Duration::from_secs(300);

/// Whether the answer waits for the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// It does, as is the rule.
    Synchronous,
    /// It does not: `RunAsynchronously` stands in the query or in the body.
    Asynchronous,
}

impl Pace {
    /// What a request asks for.
    pub fn of(query: &Query, sent: Option<&Entity>) -> Self {
        let in_query = query
            .parameter("RunAsynchronously")
            .is_some_and(|value| value == "1" || value.eq_ignore_ascii_case("true"));
        let in_body = sent
            .and_then(|sent| sent.get("RunAsynchronously"))
            .is_some_and(|value| value == &Value::Bool(true));
        if in_query || in_body {
            Self::Asynchronous
        } else {
            Self::Synchronous
        }
    }
}

/// A job that was begun, and, unless it runs on its own, that will have ended well when the answer is given.
pub struct Begun {
    /// The job.
    pub operation: Operation,
    /// How long the answer waits.
    pub after: Duration,
}

/// Begins a job on a machine.
pub fn begin(
    call: &Call<'_>,
    estate: &mut Estate<'_>,
    index: usize,
    action: Action,
    pace: Pace,
) -> Result<Begun, Failure> {
    let way = Way::Foundation {
        owner: call.principal.clone(),
    };
    let operation = estate
        .world
        .begin(index, action, way, &call.spf.clock)
        .map_err(|declined| match declined {
            Declined::NoInstance => Fault::resource_not_found("VirtualMachines"),
            Declined::Busy(_) => busy(),
        })?;
    if pace == Pace::Asynchronous {
        return Ok(Begun {
            operation,
            after: Duration::ZERO,
        });
    }
    let Some((end, outcome)) = &operation.end else {
        return Err(Failure::Silence(PATIENCE));
    };
    let after = Duration::try_from(*end - operation.started).unwrap_or_default();
    match outcome {
        Outcome::Succeeded { .. } => Ok(Begun { operation, after }),
        Outcome::Failed(_) | Outcome::Canceled(_) => {
            let fault = failed(&operation);
            Err(Failure::Refused(fault.into(), Some((after, operation.id))))
        }
    }
}

/// Assumption: a job that fails while the client waits becomes an error with VMM's words; none was ever recorded.
fn failed(operation: &Operation) -> Fault {
    let message = operation.problem.as_ref().map_or_else(
        || "The job failed.".into(),
        |problem| format!("{} {}", problem.problem, problem.recommended_action),
    );
    Fault::new(500, message)
}

/// Assumption: what the service says of a machine on which a job runs was not recorded. The words are VMM's error 2606.
fn busy() -> Fault {
    Fault::new(
        500,
        "Unable to perform the job because one or more of the selected objects are locked by another job. \
         To find out which job is locking the object, in the Jobs view, group by Status, and find the running or \
         canceling job for the object. When the job is complete, try again. (2606)",
    )
}
