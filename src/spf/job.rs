//! How a VMM job stands: the job that an answer's `x-ms-request-id` names, or else the job that ran last on the machine.

use serde_json::Value;

use super::address::{self, MachineKey};
use super::client::Client;
use super::entity::{NONE, any_case};
use super::error;
use super::time::unix_ms;
use crate::backend::{OperationHandle, Seen};
use crate::config::Guid;
use crate::exchange::Answer;
use crate::http::{date, field};
use crate::model::failure::{ErrorDetail, Failure, FailureKind, FailureParts};
use crate::model::follow::Sight;

/// Milliseconds between two looks: the rhythm of Microsoft's own client of the service.
pub const POLL_MS: u64 = 3_000;
/// How much earlier (milliseconds) than the request a job may seem to have begun: `Date` counts whole seconds.
const TOLERANCE_MS: u64 = 2_000;

/// What an acceptance says to look at; `began_ms` and `now_ms` are the console's own clock before and after it.
///
/// Assumption: the header names the job after every action on checkpoints, as it does in the recordings. Without a job's
/// id, the machine's most recent job is looked at, if it began after the request by the service's clock.
pub fn handle(
    answer: &Answer,
    key: &MachineKey,
    began_ms: u64,
    now_ms: u64,
) -> Option<OperationHandle> {
    let header = |name| answer.response.header(name);
    if let Some(job) = header("x-ms-request-id").and_then(|id| Guid::parse(id.trim()))
        && job.as_str() != NONE
    {
        return Some(OperationHandle(job.as_str().to_owned()));
    }
    let server_ms = header("date").and_then(date::unix_ms)?;
    let since = server_ms
        .saturating_sub(now_ms.saturating_sub(began_ms))
        .saturating_sub(TOLERANCE_MS);
    let parts = [key.stamp.as_str(), key.id.as_str(), &since.to_string()];
    Some(OperationHandle(parts.join("/")))
}

/// Asks once how a job stands. Whoever follows it decides when to ask again.
pub async fn look(client: &Client, operation: &OperationHandle) -> Seen {
    let mut parts = operation.0.split('/');
    let ids = (
        parts.next().and_then(Guid::parse),
        parts.next().and_then(Guid::parse),
        parts.next().and_then(|since| since.parse().ok()),
    );
    match ids {
        (Some(stamp), Some(id), Some(since_ms)) => {
            look_at_machine(client, &MachineKey { stamp, id }, since_ms).await
        }
        (Some(job), ..) => look_at_job(client, &job).await,
        _ => seen(lost(
            Failure::new(FailureKind::NotFound, "There is no such job."),
            true,
        )),
    }
}

async fn look_at_job(client: &Client, job: &Guid) -> Seen {
    let answer = match client.get_once(&address::job(job), "Jobs").await {
        Ok(answer) => answer,
        Err(failure) => return seen(lost(failure, false)),
    };
    if !answer.is_success() {
        return seen(refused(&answer));
    }
    let feed = field::body(&answer.response.body).unwrap_or_default();
    let Some(rows) = feed.get("value").and_then(Value::as_array) else {
        let sentence = "The service's answer is not a list of jobs.";
        return seen(lost(error::unreadable(&answer, sentence), false));
    };
    // Compared once more: a filter that was not honoured would give somebody else's job.
    let mut rows = rows.iter();
    let row = rows.find(|row| field::text(row, "ID").eq_ignore_ascii_case(job.as_str()));
    seen(match row {
        Some(job) => sight(job),
        // VMM forgets old jobs; and one that was just made may not be there yet.
        None => lost(nothing(&answer, "VMM has no record of this job."), false),
    })
}

async fn look_at_machine(client: &Client, key: &MachineKey, since_ms: u64) -> Seen {
    let path = address::most_recent_task(key);
    let answer = match client.get_once(&path, "VirtualMachines").await {
        Ok(answer) => answer,
        Err(failure) => return seen(lost(failure, false)),
    };
    if !answer.is_success() {
        return seen(refused(&answer));
    }
    let machine = field::body(&answer.response.body).unwrap_or_default();
    let job = any_case(&machine, "MostRecentTask").unwrap_or(&Value::Null);
    let began = unix_ms(field::text(job, "StartTime"));
    if began.is_none_or(|began| began < since_ms) {
        let sentence = "The machine's most recent job is an older one.";
        return seen(lost(nothing(&answer, sentence), false));
    }
    // From now on the job itself is looked at: another may become the most recent one.
    let handle = Guid::parse(field::text(job, "ID"));
    Seen {
        sight: sight(job),
        handle: handle.map(|id| OperationHandle(id.as_str().to_owned())),
    }
}

/// What a job says. Its words decide: a job that succeeded carries an `ErrorInfo` of type `Error` all the same.
pub fn sight(job: &Value) -> Sight {
    let info = job.get("ErrorInfo").unwrap_or(&Value::Null);
    let word = field::text(job, "Status").to_ascii_lowercase();
    match word.as_str() {
        "completed" | "succeedwithinfo" => Sight::Succeeded,
        "failed" | "invalid" => Sight::Failed(ended(job, info, FailureKind::Other)),
        "canceled" | "cancelled" => Sight::Canceled(ended(job, info, FailureKind::Canceled)),
        _ if field::is_true(job, "IsCompleted") => match info.get("IsSuccess") {
            Some(Value::Bool(true)) => Sight::Succeeded,
            Some(Value::Bool(false)) => Sight::Failed(ended(job, info, FailureKind::Other)),
            // Ended in a way nobody knows: the machine itself will tell.
            _ => lost(
                Failure::new(
                    FailureKind::Other,
                    "The job has ended, and VMM does not say how.",
                ),
                true,
            ),
        },
        _ => Sight::Running {
            wait_ms: Some(POLL_MS),
            progress: field::number(job, "ProgressValue")
                .and_then(|percent| u8::try_from(percent).ok())
                .filter(|percent| *percent <= 100),
        },
    }
}

/// Why a job ended so: VMM's problem, and what VMM recommends.
fn ended(job: &Value, info: &Value, kind: FailureKind) -> Failure {
    // The reason may also stand in a message beside an `ErrorInfo` that says nothing.
    let further = field::list(job, "AdditionalMessages").iter();
    let mut reasons = std::iter::once(info)
        .chain(further)
        .filter_map(|info| Some((info, reason(info)?)));
    let (info, mut error) = reasons.next().unwrap_or((info, ErrorDetail::default()));
    error.details = reasons.map(|(_, reason)| reason).collect();
    if error.message.is_empty() {
        error.message = match kind {
            FailureKind::Canceled => "The job was canceled in VMM.",
            _ => "The job did not succeed, and VMM gave no reason.",
        }
        .to_owned();
    }
    let name = field::text(job, "Name");
    Failure::of(FailureParts {
        kind,
        error,
        recommended: Some(field::text(info, "RecommendedAction").to_owned())
            .filter(|text| !text.is_empty()),
        status: None,
        correlation_id: Some(field::text(job, "ID").to_owned()),
        request: ["VMM job ", name].concat(),
        raw: None,
    })
}

/// A VMM `ErrorInfo`, unless it says that all is well, or nothing.
fn reason(info: &Value) -> Option<ErrorDetail> {
    if field::is_true(info, "IsSuccess") {
        return None;
    }
    let first = |names: [&str; 2]| {
        let texts = names.map(|name| field::text(info, name));
        texts
            .into_iter()
            .find(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let exception = field::text(info, "ExceptionDetails");
    let message = first(["Problem", "CloudProblem"]);
    let shown = message.is_some() && !exception.is_empty();
    let reason = ErrorDetail {
        code: first(["DisplayableErrorCode", "ErrorCodeString"]).unwrap_or_default(),
        message: message.unwrap_or_else(|| exception.to_owned()),
        additional: shown
            .then(|| ("Exception".to_owned(), exception.to_owned()))
            .into_iter()
            .collect(),
        ..ErrorDetail::default()
    };
    (reason != ErrorDetail::default()).then_some(reason)
}

fn refused(answer: &Answer) -> Sight {
    let failure = error::refusal(answer);
    // 403, 404, 410: asking there again is of no use, or not to this account. A sign-in between the web server and the
    // service may be set right while it is asked.
    let gone = matches!(answer.response.status, 403 | 404 | 410)
        && failure.kind() != &FailureKind::SignInAtServer;
    lost(failure, gone)
}

fn nothing(answer: &Answer, sentence: &str) -> Failure {
    let id = error::request_id(answer);
    let failure = answer.failure(FailureKind::NotFound, None, id, sentence);
    Failure::of(FailureParts {
        raw: None,
        ..failure.into_parts()
    })
}

fn seen(sight: Sight) -> Seen {
    Seen {
        sight,
        handle: None,
    }
}

fn lost(failure: Failure, gone: bool) -> Sight {
    Sight::Lost {
        failure,
        wait_ms: None,
        gone,
    }
}

#[cfg(test)]
mod tests;
