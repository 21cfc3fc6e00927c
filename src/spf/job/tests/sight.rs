//! What a job says.

use super::*;

#[test]
fn every_word_for_a_job_is_understood_and_any_other_means_that_it_runs() {
    let well = info("", "", true);
    for word in ["Completed", "SucceedWithInfo", "completed"] {
        assert_eq!(
            sight(&job(word, true, 100, &well)),
            Sight::Succeeded,
            "{word}"
        );
    }
    for word in ["Failed", "Invalid"] {
        let failure = failed(sight(&job(word, true, 100, &info("p", "", false))));
        assert_eq!(failure.kind(), &FailureKind::Other, "{word}");
    }
    for word in ["Canceled", "Cancelled"] {
        let Sight::Canceled(failure) = sight(&job(word, true, 50, &well)) else {
            panic!("it should be canceled: {word}");
        };
        assert_eq!(failure.kind(), &FailureKind::Canceled);
        assert_eq!(failure.headline(), "The job was canceled in VMM.");
    }
    for word in ["Running", "Queued", "NotStarted", "Waiting", ""] {
        let job = job(word, false, 0, &well);
        assert!(
            matches!(
                sight(&job),
                Sight::Running {
                    progress: Some(0),
                    ..
                }
            ),
            "{word}"
        );
    }
}

#[test]
fn a_word_that_ends_a_job_decides_without_anything_beside_it() {
    let only = |word: &str| sight(&json!({ "ID": JOB, "Status": word }));
    for word in ["Completed", "SucceedWithInfo"] {
        assert_eq!(only(word), Sight::Succeeded, "{word}");
    }
    for word in ["Failed", "Invalid"] {
        assert!(matches!(only(word), Sight::Failed(_)), "{word}");
    }
    assert!(matches!(only("Canceled"), Sight::Canceled(_)));
}

#[test]
fn an_ended_job_of_an_unknown_word_is_judged_by_is_success() {
    let ended = |info: &Value| sight(&job("CompletedWithWarnings", true, 100, info));
    assert_eq!(ended(&info("", "", true)), Sight::Succeeded);
    assert_eq!(failed(ended(&info("p", "a", false))).headline(), "p");
    let unknown = ended(&Value::Null);
    assert_eq!(
        lost_and_gone(&unknown),
        Some(true),
        "the machine itself will tell: {unknown:?}"
    );
}

#[test]
fn a_job_that_succeeded_with_information_is_a_success_though_it_carries_an_error() {
    // The recorded job of 2019: its ErrorInfo has the type Error, and says IsSuccess.
    let mut recorded = job("SucceedWithInfo", true, 100, &info("", "", true));
    recorded["StatusString"] = json!("Completed w/ Info");
    recorded["AdditionalMessages"] = json!([info("A file is in use.", "Wait.", false)]);
    assert_eq!(sight(&recorded), Sight::Succeeded);
}

#[test]
fn a_failed_job_says_the_problem_and_what_vmm_recommends() {
    let problem = "The host hv-07.contoso.com has too little free disk space.";
    let action = "Free some disk space, and then try the operation again.";
    let failure = failed(sight(&job(
        "Failed",
        true,
        60,
        &info(problem, action, false),
    )));
    assert_eq!(failure.headline(), problem);
    assert_eq!(failure.error.code, "801");
    assert_eq!(advice(&failure).as_deref(), Some(action));
    assert_eq!(failure.correlation_id.as_deref(), Some(JOB));
    assert_eq!(failure.request, "VMM job Create checkpoint");
    assert!(failure.error.details.is_empty());
}

#[test]
fn further_messages_are_further_reasons() {
    let mut ended = job("Failed", true, 60, &info("first", "do this", false));
    ended["AdditionalMessages"] = json!([
        info("second", "do that", false),
        info("all is well", "", true),
        info("third", "", false),
        null,
    ]);
    let failure = failed(sight(&ended));
    let details: Vec<_> = failure
        .error
        .details
        .iter()
        .map(|detail| &*detail.message)
        .collect();
    assert_eq!(details, ["second", "third"]);
    // Where the error says that all was well, the first of the others is the reason.
    ended["ErrorInfo"] = info("", "", true);
    let failure = failed(sight(&ended));
    assert_eq!(failure.headline(), "second");
    assert_eq!(failure.recommended.as_deref(), Some("do that"));
    assert_eq!(failure.error.details.len(), 1);
}

#[test]
fn a_failed_job_without_a_word_still_says_something() {
    for nothing in [
        Value::Null,
        json!({}),
        json!("x"),
        json!({ "Problem": null, "IsSuccess": false }),
    ] {
        let failure = failed(sight(&job("Failed", true, 0, &nothing)));
        assert_eq!(
            failure.headline(),
            "The job did not succeed, and VMM gave no reason."
        );
        assert_eq!(failure.recommended, None);
    }
}

#[test]
fn an_exception_is_the_reason_or_stands_beside_it() {
    let mut with = info("", "", false);
    with["ExceptionDetails"] = json!("System.TimeoutException");
    let failure = failed(sight(&job("Failed", true, 0, &with)));
    assert_eq!(failure.headline(), "System.TimeoutException");
    with["CloudProblem"] = json!("The cloud is full.");
    let failure = failed(sight(&job("Failed", true, 0, &with)));
    assert_eq!(failure.headline(), "The cloud is full.");
    let beside = [("Exception".to_owned(), "System.TimeoutException".to_owned())];
    assert_eq!(failure.error.additional, beside);
}

#[test]
fn progress_that_is_none_is_not_shown() {
    for odd in [json!(101), json!(-1), json!("x"), Value::Null, json!(4.5)] {
        let mut job = running(0);
        job["ProgressValue"] = odd;
        assert!(
            matches!(sight(&job), Sight::Running { progress: None, .. }),
            "{job}"
        );
    }
    let mut job = running(0);
    job["ProgressValue"] = json!("42");
    assert!(matches!(
        sight(&job),
        Sight::Running {
            progress: Some(42),
            ..
        }
    ));
}
