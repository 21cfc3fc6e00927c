//! A job of VMM as the service shows it, with the properties of the one that was recorded in 2019.

use super::fields;
use crate::{
    datacenter::machine::{Instance, Machine},
    odata::Entity,
    operation::{Action, Operation, Outcome, problem::Problem},
    options::SpfOptions,
    spf::moment,
};
use serde_json::{Value, json};
use time::OffsetDateTime;

/// What VMM calls an action's job. Assumption: none of these was recorded; the cmdlets are VMM's.
struct Title {
    name: &'static str,
    cmdlet: &'static str,
    code: &'static str,
    number: &'static str,
}

fn title(action: &Action) -> Title {
    let (name, cmdlet, code, number) = match action {
        Action::CreateCheckpoint { .. } => (
            "Create virtual machine checkpoint",
            "New-SCVMCheckpoint",
            "CreateVMCheckpoint",
            "141",
        ),
        Action::RestoreCheckpoint { .. } => (
            "Restore virtual machine checkpoint",
            "Restore-SCVMCheckpoint",
            "RestoreVMCheckpoint",
            "142",
        ),
        Action::DeleteCheckpoint { .. } => (
            "Remove virtual machine checkpoint",
            "Remove-SCVMCheckpoint",
            "RemoveVMCheckpoint",
            "143",
        ),
        Action::DescribeCheckpoint { .. } => (
            "Change properties of virtual machine checkpoint",
            "Set-SCVMCheckpoint",
            "SetVMCheckpoint",
            "144",
        ),
        Action::Start => (
            "Start virtual machine",
            "Start-SCVirtualMachine",
            "StartVM",
            "110",
        ),
        Action::Stop => (
            "Stop virtual machine",
            "Stop-SCVirtualMachine",
            "StopVM",
            "111",
        ),
        Action::Restart => (
            "Reset virtual machine",
            "Reset-SCVirtualMachine",
            "ResetVM",
            "112",
        ),
    };
    Title {
        name,
        cmdlet,
        code,
        number,
    }
}

/// The job of an operation on a machine.
pub fn shown(
    operation: &Operation,
    machine: &Machine,
    instance: &Instance,
    options: &SpfOptions,
    now: OffsetDateTime,
) -> Entity {
    let title = title(&operation.action);
    let ended = operation.ended(now);
    let (status, status_string) = match ended {
        None => ("Running", "Running"),
        Some((_, Outcome::Failed(_))) => ("Failed", "Failed"),
        Some((_, Outcome::Canceled(_))) => ("Canceled", "Canceled"),
        Some((_, Outcome::Succeeded { .. })) if operation.problem.is_some() => {
            ("SucceedWithInfo", "Completed w/ Info")
        }
        Some((_, Outcome::Succeeded { .. })) => ("Completed", "Completed"),
    };
    let failed = matches!(ended, Some((_, Outcome::Failed(_) | Outcome::Canceled(_))));
    // Assumption: a job that runs has the empty error of one that succeeded.
    let (error, messages) = match (&operation.problem, ended) {
        (Some(problem), Some(_)) if failed => (error_info(problem, "Error"), Vec::new()),
        (Some(remark), Some(_)) => (no_error(), vec![error_info(remark, "Warning")]),
        _ => (no_error(), Vec::new()),
    };
    let progress = progress(operation, now);
    fields(json!({
        "AdditionalMessages": messages,
        "AreAuditRecordsAvailable": false,
        "CmdletName": title.cmdlet,
        "Description": {
            "CanSkipLastFailedStep": false,
            "Code": title.code,
            "DescriptionCodeString": title.number,
            "IsRestartable": false,
            "IsStoppable": true,
            "Name": title.name,
            "RequiresCredentialsForRestart": false,
        },
        "EndTime": ended.map(|(end, _)| moment::written(end, options)),
        "ErrorInfo": error,
        "ID": operation.id,
        "IsCompleted": ended.is_some(),
        "IsRestartable": failed,
        "IsStoppable": ended.is_none(),
        "IsVisible": true,
        "Name": title.name,
        // Assumption: what comes through Azure belongs to the account of the bridge to it.
        "Owner": operation.owner.as_deref().unwrap_or("CONTOSO\\svc-azure-bridge"),
        "Progress": format!("{progress} %"),
        "ProgressValue": progress,
        "ResultName": machine.name,
        "ResultObjectID": instance.vmm_id,
        "ResultObjectType": "VM",
        "ResultObjectTypeName": "Virtual Machine",
        "Source": "",
        "StampId": instance.server.stamp,
        "StartTime": moment::written(operation.started, options),
        "Status": status,
        "StatusString": status_string,
        "StepsLoaded": false,
        "Target": machine.name,
        "TargetObjectID": instance.vmm_id,
        "TargetObjectType": "VM",
        "WasNotifiedOfCancel": matches!(ended, Some((_, Outcome::Canceled(_)))),
    }))
}

/// In percent, by the time that has passed. A job that never ends gets ever slower, and one that fails stops short.
fn progress(operation: &Operation, now: OffsetDateTime) -> i64 {
    let elapsed = (now - operation.started).whole_milliseconds().max(0);
    let percent = match &operation.end {
        Some((end, Outcome::Succeeded { .. })) if *end <= now => 100,
        Some((end, _)) => {
            let whole = (*end - operation.started).whole_milliseconds().max(1);
            (elapsed * 100 / whole).min(99)
        }
        None => elapsed * 90 / (elapsed + 20_000),
    };
    i64::try_from(percent).unwrap_or_default()
}

fn no_error() -> Value {
    let nothing = Problem {
        code: "Success".into(),
        number: 0,
        problem: String::new(),
        recommended_action: String::new(),
    };
    // Recorded: the type is Error although nothing is wrong.
    error_info(&nothing, "Error")
}

fn error_info(problem: &Problem, kind: &str) -> Value {
    let success = problem.code == "Success";
    let number = problem.number.to_string();
    json!({
        "CloudProblem": "",
        "Code": problem.code,
        "DetailedCode": 0,
        "DetailedErrorCode": "",
        "DetailedSource": "None",
        "DisplayableErrorCode": number,
        "ErrorCodeString": number,
        "ErrorType": kind,
        "ExceptionDetails": success.then_some(""),
        "IsConditionallyTerminating": false,
        "IsDeploymentBlocker": false,
        "IsMomAlert": false,
        "IsSuccess": success,
        "IsTerminating": !success && kind == "Error",
        "MessageParameters": "System.Collections.Generic.Dictionary`2[System.String,System.String]",
        "MomAlertSeverity": "Error",
        "Problem": problem.problem,
        "RecommendedAction": problem.recommended_action,
        "RecommendedActionCLI": problem.recommended_action,
        "ShowDetailedError": false,
    })
}
