//! Jobs of VMM, in virtual time.

use crate::spf_stage::{Spf, sentence};
use emulator::{
    operation::plan::{Ending, Plan},
    reply::Reply,
};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::uuid;

#[test]
fn an_answer_waits_for_the_job_unless_it_shall_not() {
    let spf = Spf::new();
    let draft = spf.draft("web-eu-202", "waiting");
    let waiting = spf.ask("POST", "VMCheckPoints", Some(&draft));
    assert_eq!(
        (waiting.after, waiting.answer.status.as_u16()),
        (Duration::from_secs(8), 201)
    );
    assert_eq!(
        waiting.answer.header("date"),
        "Tue, 10 Mar 2026 08:00:08 GMT",
        "it is written when it is given"
    );
    spf.wait(8);
    for (query, member) in [
        ("?RunAsynchronously=1", None),
        ("?RunAsynchronously=true", None),
        ("", Some(true)),
    ] {
        let mut draft = spf.draft("web-eu-202", "at once");
        draft["RunAsynchronously"] = json!(member);
        let at_once = spf.ask("POST", &format!("VMCheckPoints{query}"), Some(&draft));
        assert_eq!(
            (at_once.after, at_once.answer.status.as_u16()),
            (Duration::ZERO, 201)
        );
        assert_eq!(at_once.answer.json()["AddedTime"], Value::Null);
        assert_eq!(spf.job(&at_once.answer)["IsCompleted"], false);
        spf.wait(8);
        assert_eq!(spf.job(&at_once.answer)["IsCompleted"], true);
    }
    let zero = spf.ask(
        "DELETE",
        &format!("{}?RunAsynchronously=0", spf.checkpoint("web-eu-202", 0)),
        None,
    );
    assert_eq!(zero.after, Duration::from_secs(8));
}

#[test]
fn a_job_makes_progress_and_completes_with_an_error_object_that_says_success() {
    let spf = Spf::new();
    let draft = spf.draft("sql-prod-014", "watched");
    let answer = spf
        .ask("POST", "VMCheckPoints?RunAsynchronously=1", Some(&draft))
        .answer;
    let mut seen = Vec::new();
    for _ in 0..4 {
        let job = spf.job(&answer);
        assert_eq!(job["Progress"], format!("{} %", job["ProgressValue"]));
        assert_eq!(
            (&job["Status"], &job["EndTime"]),
            (&json!("Running"), &Value::Null)
        );
        let machine = spf.value(&spf.machine("sql-prod-014"));
        assert_eq!(machine["StatusString"], "Creating Checkpoint");
        assert_eq!(machine["MostRecentTaskId"], job["ID"]);
        seen.push(job["ProgressValue"].as_i64().unwrap());
        spf.wait(2);
    }
    assert_eq!(seen, [0, 25, 50, 75]);
    let job = spf.job(&answer);
    for (name, value) in [
        ("Status", json!("Completed")),
        ("StatusString", json!("Completed")),
        ("IsCompleted", json!(true)),
        ("ProgressValue", json!(100)),
        ("Progress", json!("100 %")),
        ("Name", json!("Create virtual machine checkpoint")),
        ("CmdletName", json!("New-SCVMCheckpoint")),
        ("StartTime", json!("2026-03-10T01:00:00-07:00")),
        ("EndTime", json!("2026-03-10T01:00:08-07:00")),
        ("Owner", json!("user@contoso.com")),
        (
            "TargetObjectID",
            json!("2fa28d03-8d6d-486b-ae61-9694a2db5d6f"),
        ),
        ("AdditionalMessages", json!([])),
    ] {
        assert_eq!(job[name], value, "{name}");
    }
    let error = &job["ErrorInfo"];
    assert_eq!(
        (&error["Code"], &error["ErrorType"], &error["IsSuccess"]),
        (&json!("Success"), &json!("Error"), &json!(true))
    );
    assert_eq!(job["Description"]["Name"], job["Name"]);
    assert_eq!(
        spf.value(&spf.machine("sql-prod-014"))["StatusString"],
        "Running"
    );
}

#[test]
fn a_job_fails_with_what_happened_and_what_to_do() {
    let spf = Spf::new();
    spf.emulator.next_operation(Plan {
        problem: Some("The volume is full.".into()),
        recommended_action: Some("Free some space.".into()),
        ..Plan::new(Ending::Failed)
    });
    let draft = spf.draft("web-eu-202", "doomed");
    let answer = spf
        .ask("POST", "VMCheckPoints?RunAsynchronously=1", Some(&draft))
        .answer;
    assert_eq!(answer.status, 201);
    spf.wait(8);
    let job = spf.job(&answer);
    assert_eq!(
        (&job["Status"], &job["IsCompleted"]),
        (&json!("Failed"), &json!(true))
    );
    let error = &job["ErrorInfo"];
    assert_eq!(
        (&error["Problem"], &error["RecommendedAction"]),
        (&json!("The volume is full."), &json!("Free some space."))
    );
    assert_eq!(error["IsSuccess"], false);
    assert_ne!(error["DisplayableErrorCode"], "0");
    assert!(job["ProgressValue"].as_i64().unwrap() < 100);
    let machine = spf.value(&format!(
        "{}?$expand=FailedJob,VMCheckpoints",
        spf.machine("web-eu-202")
    ));
    assert_eq!(
        (&machine["FailedJobID"], &machine["FailedJob"]["ID"]),
        (&job["ID"], &job["ID"])
    );
    assert_eq!(machine["VMCheckpoints"], json!([]));
    spf.create("web-eu-202", "better");
    assert_eq!(
        spf.value(&spf.machine("web-eu-202"))["FailedJobID"],
        Value::Null
    );
}

#[test]
fn a_waiting_client_gets_the_failure_as_an_error_with_the_jobs_id() {
    let spf = Spf::new();
    for (ending, status) in [(Ending::Failed, "Failed"), (Ending::Canceled, "Canceled")] {
        spf.emulator.next_operation(Plan::new(ending));
        let draft = spf.draft("web-eu-202", "doomed");
        let timed = spf.ask("POST", "VMCheckPoints", Some(&draft));
        assert_eq!(
            (timed.after, timed.answer.status.as_u16()),
            (Duration::from_secs(8), 500)
        );
        assert_ne!(sentence(&timed.answer), "");
        spf.wait(8);
        assert_eq!(spf.job(&timed.answer)["Status"], status);
    }
}

#[test]
fn a_success_may_leave_a_remark() {
    let spf = Spf::new();
    spf.emulator.next_operation(Plan::new(Ending::Info));
    let answer = spf.create("web-eu-202", "remarkable");
    assert_eq!(answer.status, 201);
    let job = spf.job(&answer);
    assert_eq!(
        (&job["Status"], &job["StatusString"]),
        (&json!("SucceedWithInfo"), &json!("Completed w/ Info"))
    );
    assert_eq!(
        (
            &job["ErrorInfo"]["IsSuccess"],
            &job["AdditionalMessages"][0]["ErrorType"]
        ),
        (&json!(true), &json!("Warning"))
    );
    assert_eq!(spf.truth("web-eu-202").checkpoints.len(), 1);
}

#[test]
fn a_job_that_never_ends_is_never_answered_and_keeps_the_machine() {
    let spf = Spf::new();
    spf.emulator.next_operation(Plan::new(Ending::Never));
    let draft = spf.draft("web-eu-202", "endless").to_string();
    match spf.reply("POST", "VMCheckPoints", Some(draft.clone())) {
        Reply::Cut { after } => assert_eq!(after, Duration::from_secs(300)),
        other => panic!("{other:?}"),
    }
    spf.wait(1_000_000);
    let job = spf.value(&format!("{}/MostRecentTask", spf.machine("web-eu-202")));
    assert_eq!(job["Status"], "Running");
    assert!(job["ProgressValue"].as_i64().unwrap() < 100);
    let busy = spf.send("POST", "VMCheckPoints", Some(draft)).answer;
    assert_eq!(busy.status, 500);
    assert!(sentence(&busy).contains("locked by another job"));
}

#[test]
fn a_machine_whose_checkpoints_are_disabled_fails_its_job() {
    let spf = Spf::new().administrator();
    let answer = spf.create("sap-hana-03", "impossible");
    assert_eq!(answer.status, 500);
    assert!(sentence(&answer).contains("Checkpoints are disabled"));
    spf.emulator.next_operation(Plan::new(Ending::Succeeded));
    assert_eq!(
        spf.create("sap-hana-03", "still impossible").status,
        500,
        "an order for success does not move the machine"
    );
}

#[test]
fn jobs_are_listed_in_the_order_they_began_and_only_for_machines_in_sight() {
    let spf = Spf::new();
    spf.create("web-eu-202", "one");
    spf.wait(1);
    spf.administrator().create("dc-branch-07", "two");
    spf.wait(1);
    spf.create("web-eu-201", "three");
    let of = |spf: &Spf| -> Vec<String> {
        let rows = spf.values("Jobs?$orderby=StartTime&$select=Target");
        rows.iter()
            .map(|row| row["Target"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(of(&spf), ["web-eu-202", "web-eu-201"]);
    assert_eq!(
        of(&spf.administrator()),
        ["web-eu-202", "dc-branch-07", "web-eu-201"]
    );
}

#[test]
fn ids_and_times_of_a_create_can_be_ordered_over_the_wire() {
    let stage = crate::stage::Stage::new();
    let spf = Spf {
        emulator: stage.emulator.clone(),
        clock: stage.clock.clone(),
        ..Spf::new()
    };
    let order = json!({
        "machine": "web-eu-202",
        "outcome": "succeeded",
        "job_id": "e381ad2b-2375-45e4-a45f-64a1447a4ef6",
        "checkpoint_id": "a11cc636-5521-4f88-92b2-cad392911fe0",
        "added": "2013-08-19T15:02:36.591591-07:00",
        "modified": "2013-08-19T22:02:36.8185926Z",
    });
    assert_eq!(
        stage
            .post("/_emulator/next-operation", &order.to_string())
            .status,
        200
    );
    let answer = spf.create("web-eu-202", "ordered");
    assert_eq!(
        answer.header("x-ms-request-id"),
        uuid!("e381ad2b-2375-45e4-a45f-64a1447a4ef6").to_string()
    );
    let body = answer.json();
    assert_eq!(
        (&body["ID"], &body["AddedTime"], &body["ModifiedTime"]),
        (
            &json!("a11cc636-5521-4f88-92b2-cad392911fe0"),
            &json!("2013-08-19T15:02:36.591591-07:00"),
            &json!("2013-08-19T15:02:36.8185926-07:00")
        )
    );
}
