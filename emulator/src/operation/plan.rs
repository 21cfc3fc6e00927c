//! Endings that were ordered beforehand: the next operation fails, is canceled, or never ends.

use super::error::{AdditionalInfo, ErrorDetail};
use serde::Deserialize;
use serde_json::{Value, json};

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
}

impl Plan {
    /// An order for any machine, with the error the emulator makes up.
    pub fn new(outcome: Ending) -> Self {
        Self {
            machine: None,
            outcome,
            error: None,
        }
    }

    /// Whether it is meant for this machine.
    pub fn fits(&self, machine: &str) -> bool {
        self.machine
            .as_ref()
            .is_none_or(|name| name.eq_ignore_ascii_case(machine))
    }

    /// The error a failed or canceled operation ends with.
    pub fn error(self, machine: &str) -> ErrorDetail {
        match (self.error, self.outcome) {
            (Some(error), _) => error,
            (None, Ending::Canceled) => canceled(),
            (None, Ending::Failed | Ending::Never) => failed(machine),
        }
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
