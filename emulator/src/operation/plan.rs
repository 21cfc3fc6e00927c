//! Endings that were ordered beforehand: the next operation fails, is canceled, never ends, or has certain ids and times.

use super::{
    error::{AdditionalInfo, ErrorDetail},
    problem::Problem,
};
use serde::Deserialize;
use serde_json::{Value, json};
use time::{OffsetDateTime, serde::rfc3339};
use uuid::Uuid;

/// An order for the next operation that fits.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Only for this machine; for any, if absent.
    #[serde(default)]
    pub machine: Option<String>,
    /// How it ends.
    pub outcome: Ending,
    /// The error it ends with: an error object, or one in an `error` envelope. A nested one, if absent.
    #[serde(default, deserialize_with = "unwrapped")]
    pub error: Option<ErrorDetail>,
    /// What VMM says happened; the innermost message of the error, if absent.
    #[serde(default)]
    pub problem: Option<String>,
    /// What VMM says to do about it.
    #[serde(default)]
    pub recommended_action: Option<String>,
    /// The id of the operation, which is the id of VMM's job.
    #[serde(default)]
    pub job_id: Option<Uuid>,
    /// VMM's id of the checkpoint that a create makes.
    #[serde(default)]
    pub checkpoint_id: Option<Uuid>,
    /// When VMM says the new checkpoint was taken.
    #[serde(default, with = "rfc3339::option")]
    pub added: Option<OffsetDateTime>,
    /// When VMM says it was last changed.
    #[serde(default, with = "rfc3339::option")]
    pub modified: Option<OffsetDateTime>,
}

/// An ending that can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// Status Failed.
    Failed,
    /// Status Canceled.
    Canceled,
    /// InProgress for good.
    Never,
    /// Well, unless the machine refuses.
    Succeeded,
    /// Well, but VMM has something to remark. Azure does not show it.
    Info,
}

impl Plan {
    /// An order for any machine, with the error the emulator makes up.
    pub fn new(outcome: Ending) -> Self {
        Self {
            machine: None,
            outcome,
            error: None,
            problem: None,
            recommended_action: None,
            job_id: None,
            checkpoint_id: None,
            added: None,
            modified: None,
        }
    }

    /// Whether it is meant for this machine.
    pub fn fits(&self, machine: &str) -> bool {
        self.machine
            .as_ref()
            .is_none_or(|name| name.eq_ignore_ascii_case(machine))
    }

    /// The error a failed or canceled operation ends with.
    pub fn error(&self, machine: &str) -> ErrorDetail {
        match (&self.error, self.outcome) {
            (Some(error), _) => error.clone(),
            (None, Ending::Canceled) => canceled(),
            (None, _) => failed(machine),
        }
    }

    /// VMM's words for an error, or those that were ordered.
    pub fn problem(&self, error: &ErrorDetail) -> Problem {
        Problem::of(error).worded(self.problem.clone(), self.recommended_action.clone())
    }

    /// VMM's remark on a job that ended well.
    pub fn remark(&self, machine: &str) -> Problem {
        Problem::remark(machine).worded(self.problem.clone(), self.recommended_action.clone())
    }
}

/// Assumption: no failed operation was ever recorded, so codes and texts are invented; the nesting is the contract's.
fn failed(machine: &str) -> ErrorDetail {
    let cause = ErrorDetail::new(
        "InsufficientDiskSpace",
        "The volume C:\\ClusterStorage\\Volume3 has 1.2 GB free; the checkpoint needs 4.0 GB.",
    );
    let mut job = ErrorDetail::new(
        "VmmJobFailed",
        format!("VMM could not complete the job for '{machine}'."),
    )
    .about("C:\\ClusterStorage\\Volume3")
    .with(vec![cause]);
    let info = json!({ "jobId": "b0f6c2de-6c1f-4f0a-9a53-0d5f2b7c1e88", "host": "hv-west-04.contoso.com" });
    job.additional_info = vec![AdditionalInfo {
        kind: "VmmJob".into(),
        info,
    }];
    ErrorDetail::new(
        "OperationFailed",
        "The operation failed on the VMM server. See the details.",
    )
    .about(machine)
    .with(vec![job])
}

fn canceled() -> ErrorDetail {
    ErrorDetail::new(
        "OperationCanceled",
        "The job was canceled in the VMM console.",
    )
}

fn unwrapped<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<ErrorDetail>, D::Error> {
    let Some(mut value) = Option::<Value>::deserialize(from)? else {
        return Ok(None);
    };
    if let Some(inner) = value.get_mut("error") {
        value = inner.take();
    }
    serde_json::from_value(value)
        .map(Some)
        .map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_may_come_in_its_envelope_or_bare() {
        for text in [
            r#"{"outcome":"failed","error":{"error":{"code":"A","message":"b","details":[{"code":"C","message":"d"}]}}}"#,
            r#"{"outcome":"failed","error":{"code":"A","message":"b","details":[{"code":"C","message":"d"}]}}"#,
        ] {
            let plan: Plan = serde_json::from_str(text).unwrap();
            assert_eq!(plan.error("vm").details[0].code, "C");
        }
        assert!(
            serde_json::from_str::<Plan>(r#"{"outcome":"failed","error":{"code":1}}"#).is_err()
        );
    }
}
