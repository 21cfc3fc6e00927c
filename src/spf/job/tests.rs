use super::*;
use crate::http::scripted::{answer, block_on};
use crate::http::transport::{NoAnswer, Response};
use crate::model::advice::advice;
use crate::spf::rehearsal::{JOB, MACHINE, ROOT, STAMP, ZEROS, answered, feed, rehearse};
use serde_json::json;

mod sight;

/// 19 August 2013, 22:02:36 GMT.
const DATE: (&str, &str) = ("Date", "Mon, 19 Aug 2013 22:02:36 GMT");

fn info(problem: &str, action: &str, success: bool) -> Value {
    json!({
        "CloudProblem": "", "Code": if success { "Success" } else { "VmNotFound" }, "DetailedCode": 0,
        "DisplayableErrorCode": if success { "0" } else { "801" }, "ErrorCodeString": if success { "0" } else { "801" },
        "ErrorType": "Error", "ExceptionDetails": "", "IsSuccess": success, "IsTerminating": !success,
        "Problem": problem, "RecommendedAction": action, "ShowDetailedError": false,
    })
}

/// A job in the shape of the recorded one.
fn job(status: &str, completed: bool, progress: u32, info: &Value) -> Value {
    json!({
        "AdditionalMessages": [], "AreAuditRecordsAvailable": false, "CmdletName": "New-SCVMCheckpoint",
        "Description": { "Code": "CreateCheckpoint", "Name": "Create checkpoint", "IsStoppable": true },
        "EndTime": null, "ErrorInfo": info, "ID": JOB, "IsCompleted": completed, "Name": "Create checkpoint",
        "Owner": "CONTOSO\\operator", "Progress": format!("{progress} %"), "ProgressValue": progress,
        "StampId": STAMP, "StartTime": "2013-08-19T15:02:36.01-07:00", "Status": status, "StatusString": status,
        "TargetObjectID": MACHINE, "TargetObjectType": "VM",
    })
}

fn running(progress: u32) -> Value {
    job("Running", false, progress, &info("", "", true))
}

fn failed(sight: Sight) -> Failure {
    match sight {
        Sight::Failed(failure) => failure,
        other => panic!("it should have failed: {other:?}"),
    }
}

fn lost_and_gone(sight: &Sight) -> Option<bool> {
    match sight {
        Sight::Lost { gone, .. } => Some(*gone),
        _ => None,
    }
}

fn at_job() -> OperationHandle {
    OperationHandle(JOB.to_owned())
}

fn at_machine() -> OperationHandle {
    OperationHandle(format!("{STAMP}/{MACHINE}/1376949754000"))
}

fn see(at: &OperationHandle, played: Result<Response, NoAnswer>) -> Seen {
    let rehearsal = rehearse([played]);
    let seen = block_on(look(&rehearsal.client, at));
    assert!(rehearsal.script.is_played());
    assert!(
        rehearsal.clock.waits().is_empty(),
        "who follows it keeps the rhythm"
    );
    seen
}

fn handle_of(headers: &[(&str, &str)], took_ms: u64) -> Option<String> {
    let key = MachineKey {
        stamp: Guid::parse(STAMP).unwrap(),
        id: Guid::parse(MACHINE).unwrap(),
    };
    handle(&answered(201, headers, ""), &key, 5_000, 5_000 + took_ms).map(|handle| handle.0)
}

#[test]
fn the_answers_request_id_is_the_job() {
    let upper = JOB.to_uppercase();
    for id in [JOB, &upper, &format!(" {JOB} ")] {
        assert_eq!(
            handle_of(&[("X-MS-Request-Id", id), DATE], 0).as_deref(),
            Some(JOB)
        );
    }
}

#[test]
fn without_a_jobs_id_the_machine_and_the_time_of_the_request_are_kept() {
    for id in [
        "",
        "x",
        "eda9bde6-834a-0001-3608",
        ZEROS,
        &format!("{{{JOB}}}"),
    ] {
        let handle = handle_of(&[("x-ms-request-id", id), DATE], 0).unwrap();
        assert_eq!(handle, format!("{STAMP}/{MACHINE}/1376949754000"), "{id}");
    }
    // A service that answers when all is done: its job began before its answer.
    assert_eq!(
        handle_of(&[DATE], 90_000).unwrap(),
        format!("{STAMP}/{MACHINE}/1376949664000")
    );
    assert_eq!(handle_of(&[], 0), None);
    assert_eq!(handle_of(&[("Date", "yesterday")], 0), None);
}

#[test]
fn a_job_is_asked_for_by_a_filter() {
    let rehearsal = rehearse([answer(200, &[], &feed("Jobs", &[running(37)]))]);
    let seen = block_on(look(&rehearsal.client, &at_job()));
    let expected = Sight::Running {
        wait_ms: Some(3_000),
        progress: Some(37),
    };
    assert_eq!(seen.sight, expected);
    assert!(seen.handle.is_none());
    assert_eq!(
        rehearsal.script.urls(),
        [format!("{ROOT}Jobs?$filter=ID%20eq%20guid'{JOB}'")]
    );
}

#[test]
fn a_job_that_vmm_does_not_know_is_lost_sight_of_and_nothing_more() {
    let seen = see(&at_job(), answer(200, &[], &feed("Jobs", &[])));
    assert_eq!(lost_and_gone(&seen.sight), Some(false));
    // Another job's row is no answer about this one.
    let mut other = job("Completed", true, 100, &info("", "", true));
    other["ID"] = json!(MACHINE);
    let seen = see(&at_job(), answer(200, &[], &feed("Jobs", &[other.clone()])));
    assert_eq!(lost_and_gone(&seen.sight), Some(false));
    let seen = see(
        &at_job(),
        answer(200, &[], &feed("Jobs", &[other, running(5)])),
    );
    assert!(matches!(seen.sight, Sight::Running { .. }));
}

#[test]
fn an_answer_that_tells_nothing_of_the_job_says_nothing_about_it() {
    for at in [at_job(), at_machine()] {
        for (played, gone) in [
            (Err(NoAnswer::Network), false),
            (answer(500, &[], ""), false),
            (answer(503, &[], ""), false),
            (answer(401, &[], ""), false),
            (answer(403, &[], ""), true),
            (
                answer(403, &[], r#"{"error":{"code":"AccountRefused"}}"#),
                false,
            ),
            (answer(404, &[], ""), true),
            (answer(410, &[], ""), true),
            (answer(200, &[], "<html>Sign in to the hotel</html>"), false),
            (answer(200, &[], ""), false),
        ] {
            let seen = see(&at, played.clone());
            assert_eq!(lost_and_gone(&seen.sight), Some(gone), "{played:?}");
        }
    }
}

#[test]
fn a_handle_of_another_service_is_asked_nowhere() {
    for odd in [
        "",
        "x",
        "/",
        "https://management.azure.com/x",
        &format!("{STAMP}x/{MACHINE}/1"),
    ] {
        let rehearsal = rehearse([]);
        let seen = block_on(look(&rehearsal.client, &OperationHandle(odd.into())));
        assert_eq!(lost_and_gone(&seen.sight), Some(true), "{odd}");
    }
}

fn machine_with(job: &Value) -> String {
    json!({ "ID": MACHINE, "StampId": STAMP, "MostRecentTask": job }).to_string()
}

#[test]
fn a_most_recent_job_that_began_since_is_the_one_and_is_followed_by_its_id() {
    let rehearsal = rehearse([answer(200, &[], &machine_with(&running(12)))]);
    let seen = block_on(look(&rehearsal.client, &at_machine()));
    assert!(matches!(
        seen.sight,
        Sight::Running {
            progress: Some(12),
            ..
        }
    ));
    assert_eq!(seen.handle.expect("the job").0, JOB);
    assert_eq!(
        rehearsal.script.urls(),
        [format!(
            "{ROOT}VirtualMachines(ID=guid'{MACHINE}',StampId=guid'{STAMP}')?$expand=MostRecentTask"
        )]
    );
}

#[test]
fn an_older_job_a_null_and_one_without_its_time_are_somebody_elses() {
    let mut older = job("Completed", true, 100, &info("", "", true));
    older["StartTime"] = json!("2013-08-19T15:02:33.9-07:00");
    let mut timeless = older.clone();
    timeless["StartTime"] = Value::Null;
    for other in [older, timeless, Value::Null, json!("x")] {
        let seen = see(&at_machine(), answer(200, &[], &machine_with(&other)));
        assert_eq!(lost_and_gone(&seen.sight), Some(false), "{other}");
        assert!(seen.handle.is_none());
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn no_job_panics(
        field in 0_usize..18, text in "\\PC{0,20}", number in proptest::num::i64::ANY, kind in 0_u8..5,
    ) {
        let mut odd = job("Failed", true, 60, &info("p", "a", false));
        let names: Vec<String> = odd.as_object().unwrap().keys().cloned().collect();
        odd[&names[field % names.len()]] = match kind {
            0 => json!(text),
            1 => json!(number),
            2 => json!([text, null]),
            3 => json!({ "IsSuccess": text, "Problem": number }),
            _ => Value::Null,
        };
        let _ = sight(&odd);
    }

    #[test]
    fn no_answer_panics(body in "\\PC{0,60}|[\\[\\]{}\":,a-zA-Z0-9]{0,60}") {
        for at in [at_job(), at_machine()] {
            proptest::prop_assert!(lost_and_gone(&see(&at, answer(200, &[], &body)).sight).is_some());
        }
    }
}
