//! Actions on checkpoints through Service Provider Foundation, from the request to the end of VMM's job.

use std::time::Duration;

use emulator::operation::plan::{Ending, Plan};
use emulator::spf::tenant::{BRANCHES, BUSINESS, PRODUCTION};
use scvmm_console::model::action::Action;
use scvmm_console::model::advice::advice;
use scvmm_console::model::checkpoint::CheckpointId;
use scvmm_console::model::failure::{Failure, FailureKind};
use scvmm_console::model::operation::OperationState;

use crate::spf_stage::SpfStage;
use crate::stage::{create, delete, restore};

const DONE: OperationState = OperationState::Succeeded { shown: true };

fn edit(id: &str, name: &str, description: &str) -> Action {
    Action::Edit {
        id: CheckpointId::new(id).unwrap(),
        title: String::new(),
        name: Some(name.into()),
        description: Some(description.into()),
    }
}

/// Percent of a job that runs, as often as it was told.
fn progress(states: &[OperationState]) -> Vec<u8> {
    let told = states.iter().filter_map(|state| match state {
        OperationState::Running { progress } => *progress,
        _ => None,
    });
    told.collect()
}

fn failed(states: &[OperationState]) -> &Failure {
    match states.last() {
        Some(OperationState::Failed(failure)) => failure,
        other => panic!("it should have failed: {other:?}"),
    }
}

#[test]
fn a_checkpoint_is_created_followed_with_its_progress_and_seen_on_the_machine() {
    for stage in [
        SpfStage::new(),
        SpfStage::behind_azure_pack(PRODUCTION),
        SpfStage::of_everything(),
    ] {
        let action = create("Before SP3", "Change 48213, ü \"quoted\"");
        let states = stage.carry_out("web-eu-202", &action);
        let progress = progress(&states);
        assert!(progress.len() > 1 && progress.is_sorted(), "{states:?}");
        assert!(states.contains(&OperationState::Confirming), "{states:?}");
        assert_eq!(states.last(), Some(&DONE));
        let truth = stage.truth("web-eu-202");
        assert_eq!(truth.checkpoints.len(), 1);
        assert_eq!(truth.checkpoints[0].name, "Before SP3");
        assert_eq!(
            truth.checkpoints[0].description,
            "Change 48213, ü \"quoted\""
        );
        let read = stage.read("web-eu-202").unwrap();
        assert_eq!(read.current.as_ref(), Some(&read.checkpoints[0].id));
        assert_eq!(stage.count("POST", ""), 1);
        assert_eq!(stage.count("GET", "Jobs?$filter="), progress.len() + 1);
    }
}

#[test]
fn jobs_are_looked_at_every_three_seconds_until_they_end() {
    let stage = SpfStage::slow(Duration::from_secs(60));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(states.last(), Some(&DONE));
    assert_eq!(stage.count("GET", "Jobs?"), 20);
}

#[test]
fn a_checkpoint_without_name_is_named_by_vmm() {
    let stage = SpfStage::new();
    let states = stage.carry_out("web-eu-202", &create("", " "));
    assert_eq!(states.last(), Some(&DONE));
    let name = &stage.truth("web-eu-202").checkpoints[0].name;
    assert!(name.starts_with("web-eu-202 - ("), "{name}");
}

#[test]
fn a_checkpoint_is_deleted_alone_and_its_children_stay() {
    let stage = SpfStage::new();
    let before = stage.truth("sql-prod-014").checkpoints;
    let states = stage.carry_out("sql-prod-014", &delete(&before[1].vmm_id));
    assert_eq!(states.last(), Some(&DONE));
    let after = stage.read("sql-prod-014").unwrap().checkpoints;
    let left: Vec<&str> = after.iter().map(|own| own.id.as_str()).collect();
    assert_eq!(
        left,
        [&before[0].vmm_id, &before[2].vmm_id, &before[3].vmm_id]
    );
    assert_eq!(stage.count("DELETE", ""), 1);
}

#[test]
fn a_restored_machine_descends_from_its_checkpoint_and_keeps_all() {
    let stage = SpfStage::new();
    let first = stage.truth("sql-prod-014").checkpoints[0].vmm_id.clone();
    let states = stage.carry_out("sql-prod-014", &restore(&first));
    assert_eq!(states.last(), Some(&DONE));
    let read = stage.read("sql-prod-014").unwrap();
    assert_eq!(read.current.unwrap().as_str(), first);
    assert_eq!(read.checkpoints.len(), 4);
    assert_eq!(stage.count("MERGE", ""), 1);
}

#[test]
fn a_checkpoint_is_renamed_and_described_and_nothing_else_changes() {
    let stage = SpfStage::new();
    let before = stage.read("sql-prod-014").unwrap();
    let id = before.checkpoints[1].id.as_str().to_owned();
    let states = stage.carry_out("sql-prod-014", &edit(&id, " After CU22, ü ", "two\nlines"));
    assert_eq!(states.last(), Some(&DONE));
    let mut expected = before.clone();
    expected.checkpoints[1].name = "After CU22, ü".into();
    expected.checkpoints[1].description = "two\nlines".into();
    assert_eq!(stage.read("sql-prod-014").unwrap(), expected);
    let states = stage.carry_out("sql-prod-014", &edit(&id, "After CU22, ü", ""));
    assert_eq!(states.last(), Some(&DONE));
    assert_eq!(stage.truth("sql-prod-014").checkpoints[1].description, "");
}

#[test]
fn a_failed_job_says_the_problem_and_what_vmm_recommends() {
    let stage = SpfStage::new();
    stage.emulator.next_operation(Plan {
        problem: Some("The volume is full.".into()),
        recommended_action: Some("Free some space on the volume, and then try again.".into()),
        ..Plan::new(Ending::Failed)
    });
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    let failure = failed(&states);
    assert_eq!(failure.headline(), "The volume is full.");
    let recommended = "Free some space on the volume, and then try again.";
    assert_eq!(advice(failure).as_deref(), Some(recommended));
    assert!(!failure.error.code.is_empty());
    assert!(failure.correlation_id.is_some());
    assert!(stage.truth("web-eu-202").checkpoints.is_empty());
}

#[test]
fn a_canceled_job_is_canceled_and_not_failed() {
    let stage = SpfStage::new();
    stage.emulator.next_operation(Plan::new(Ending::Canceled));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    let Some(OperationState::Canceled(failure)) = states.last() else {
        panic!("{states:?}");
    };
    assert_eq!(failure.kind(), &FailureKind::Canceled);
}

#[test]
fn a_job_that_succeeded_with_information_is_a_success() {
    let stage = SpfStage::new();
    stage.emulator.next_operation(Plan::new(Ending::Info));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(states.last(), Some(&DONE));
}

#[test]
fn a_job_that_never_ends_is_still_running_after_an_hour() {
    let stage = SpfStage::new();
    stage.emulator.next_operation(Plan::new(Ending::Never));
    stage.time.stand_still_after(Duration::from_secs(3_600));
    let states = stage.carry_out("web-eu-202", &create("a", ""));
    let running = |state: &OperationState| matches!(state, OperationState::Running { .. });
    assert!(states.iter().all(running), "{states:?}");
    assert_eq!(stage.count("GET", "Jobs?"), 1_200);
}

#[test]
fn with_the_jobs_id_hidden_the_machines_most_recent_job_is_found_and_followed() {
    let stage = SpfStage::new();
    // An older job of the same machine, which must not be taken for the new one.
    stage.carry_out("sql-prod-014", &create("older", ""));
    stage.change(|spf| spf.hide_job_ids = true);
    stage.emulator.clock().advance(Duration::from_secs(600));
    let states = stage.carry_out("sql-prod-014", &create("newer", ""));
    assert_eq!(states.last(), Some(&DONE));
    assert!(!progress(&states).is_empty(), "{states:?}");
    assert_eq!(stage.count("GET", "$expand=MostRecentTask"), 1);
    stage.emulator.next_operation(Plan::new(Ending::Failed));
    let states = stage.carry_out("web-eu-202", &create("doomed", ""));
    assert!(failed(&states).recommended.is_some());
}

#[test]
fn a_service_that_answers_when_all_is_done_is_understood() {
    for hidden in [false, true] {
        let stage = SpfStage::slow(Duration::from_secs(90));
        stage.proxy.waits_for_jobs.set(true);
        stage.change(|spf| spf.hide_job_ids = hidden);
        let states = stage.carry_out("web-eu-202", &create("a", ""));
        assert_eq!(states.last(), Some(&DONE), "hidden: {hidden}");
        let looks = stage.count("GET", "Jobs?") + stage.count("GET", "MostRecentTask");
        assert_eq!(looks, 1, "it had ended before the first look");
        stage.emulator.next_operation(Plan {
            problem: Some("The volume is full.".into()),
            ..Plan::new(Ending::Failed)
        });
        let failure = stage.refused("web-eu-202", &create("b", ""));
        assert!(failure.headline().starts_with("The volume is full."));
        assert_eq!(stage.count("POST", ""), 2);
    }
}

#[test]
fn what_the_role_does_not_allow_is_refused_in_the_services_words() {
    for (subscription, machine) in [(BRANCHES, "dc-branch-07"), (BUSINESS, "sap-hana-03")] {
        for stage in [
            SpfStage::of(subscription),
            SpfStage::behind_azure_pack(subscription),
        ] {
            let failure = stage.refused(machine, &create("a", ""));
            assert_eq!(failure.kind(), &FailureKind::Forbidden { action: None });
            assert!(
                failure.headline().contains("permission"),
                "{}",
                failure.headline()
            );
            assert_eq!(failure.raw, None, "its form is understood");
            assert!(stage.truth(machine).operation.is_none());
        }
    }
    let stage = SpfStage::of(BRANCHES);
    let id = stage.truth("dc-branch-07").checkpoints[0].vmm_id.clone();
    assert_eq!(
        stage.carry_out("dc-branch-07", &restore(&id)).last(),
        Some(&DONE)
    );
    let failure = stage.refused("dc-branch-07", &delete(&id));
    assert_eq!(failure.kind(), &FailureKind::Forbidden { action: None });
}

#[test]
fn a_second_action_on_a_busy_machine_is_refused_and_the_first_goes_on() {
    let stage = SpfStage::new();
    assert!(stage.act("web-eu-202", &create("first", "")).is_ok());
    let failure = stage.refused("web-eu-202", &create("second", ""));
    assert!(
        failure.headline().contains("locked by another job"),
        "{}",
        failure.headline()
    );
    stage.emulator.clock().advance(Duration::from_secs(60));
    let read = stage.read("web-eu-202").unwrap();
    let names: Vec<&str> = read.checkpoints.iter().map(|own| &*own.name).collect();
    assert_eq!(names, ["first"]);
}

#[test]
fn a_checkpoint_that_is_gone_is_not_found() {
    let stage = SpfStage::new();
    let gone = stage.truth("sql-prod-014").stamp_id;
    for action in [delete(&gone), restore(&gone), edit(&gone, "a", "")] {
        let failure = stage.refused("sql-prod-014", &action);
        assert_eq!(failure.kind(), &FailureKind::NotFound);
    }
}
