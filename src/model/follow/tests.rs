//! Tests of `follow`.

use super::*;

fn failure(kind: FailureKind) -> Failure {
    Failure::new(kind, "gone")
}

fn waits(step: &Step) -> (u64, Look) {
    match step {
        Step::Wait { ms, look, .. } => (*ms, *look),
        Step::End(state) => panic!("ended as {state:?}"),
    }
}

fn running(wait_ms: Option<u64>) -> Sight {
    Sight::Running {
        wait_ms,
        progress: None,
    }
}

#[test]
fn without_a_word_from_the_service_the_waits_grow_from_two_to_fifteen_seconds() {
    let (mut follow, first) = Follow::accepted(None);
    let mut seen = vec![waits(&first).0];
    for _ in 0..7 {
        seen.push(waits(&follow.after_sight(running(None), 0)).0);
    }
    assert_eq!(
        seen,
        [2_000, 3_000, 4_500, 6_750, 10_125, 15_000, 15_000, 15_000]
    );
}

#[test]
fn the_services_own_wait_is_kept_within_reason() {
    let (mut follow, first) = Follow::accepted(Some(10_000));
    assert_eq!(waits(&first).0, 10_000);
    assert_eq!(waits(&follow.after_sight(running(Some(0)), 0)).0, 1_000);
    assert_eq!(
        waits(&follow.after_sight(running(Some(u64::MAX)), 0)).0,
        600_000
    );
}

#[test]
fn an_answer_that_cannot_be_read_is_lost_sight_and_asked_again() {
    let (mut follow, _) = Follow::accepted(None);
    let lost = |f: &mut Follow| {
        let sight = Sight::Lost {
            failure: failure(FailureKind::NetworkLost),
            wait_ms: None,
            gone: false,
        };
        f.after_sight(sight, 0)
    };
    let step = lost(&mut follow);
    assert_eq!(waits(&step), (3_000, Look::AtOperation));
    assert!(matches!(
        step,
        Step::Wait {
            state: OperationState::LostSight(_),
            ..
        }
    ));
    for _ in 0..20 {
        lost(&mut follow);
    }
    assert_eq!(
        waits(&lost(&mut follow)),
        (60_000, Look::AtOperation),
        "it never gives up and never says failed"
    );
    let found = follow.after_sight(running(None), 0);
    assert!(matches!(
        found,
        Step::Wait {
            state: OperationState::Running { .. },
            ..
        }
    ));
}

#[test]
fn an_address_that_is_gone_is_left_for_the_machine_itself() {
    let (mut follow, _) = Follow::accepted(None);
    let sight = Sight::Lost {
        failure: failure(FailureKind::NotFound),
        wait_ms: None,
        gone: true,
    };
    assert_eq!(waits(&follow.after_sight(sight, 0)).1, Look::AtMachine);
    assert_eq!(
        follow.after_reading(Ok(true), 0),
        Step::End(OperationState::Succeeded { shown: true })
    );
}

#[test]
fn an_address_that_answers_nonsense_for_minutes_is_left_too() {
    let (mut follow, _) = Follow::accepted(None);
    let nonsense = || Sight::Lost {
        failure: failure(FailureKind::ServiceFault),
        wait_ms: None,
        gone: false,
    };
    for _ in 0..8 {
        assert_eq!(
            waits(&follow.after_sight(nonsense(), 0)).1,
            Look::AtOperation
        );
    }
    assert_eq!(waits(&follow.after_sight(nonsense(), 0)).1, Look::AtMachine);
}

#[test]
fn after_success_the_machine_is_read_until_it_shows_the_change() {
    let (mut follow, _) = Follow::accepted(None);
    assert_eq!(
        waits(&follow.after_sight(Sight::Succeeded, 0)),
        (0, Look::AtMachine)
    );
    assert_eq!(
        waits(&follow.after_reading(Ok(false), 1_000)),
        (2_000, Look::AtMachine)
    );
    let unreadable = follow.after_reading(Err(failure(FailureKind::NetworkLost)), 3_000);
    assert_eq!(
        waits(&unreadable),
        (2_000, Look::AtMachine),
        "a reading that fails does not undo a success"
    );
    assert_eq!(
        follow.after_reading(Ok(true), 5_000),
        Step::End(OperationState::Succeeded { shown: true })
    );
}

#[test]
fn a_success_that_never_shows_is_still_a_success_and_says_so() {
    let (mut follow, _) = Follow::accepted(None);
    follow.after_sight(Sight::Succeeded, 0);
    for _ in 0..2 {
        assert_eq!(
            waits(&follow.after_reading(Ok(false), 30_000)).1,
            Look::AtMachine
        );
    }
    assert_eq!(
        follow.after_reading(Ok(false), 30_000),
        Step::End(OperationState::Succeeded { shown: false })
    );
}

#[test]
fn failed_and_canceled_end_at_once() {
    let why = failure(FailureKind::Other);
    let (mut follow, _) = Follow::accepted(None);
    assert_eq!(
        follow.after_sight(Sight::Failed(why.clone()), 0),
        Step::End(OperationState::Failed(why.clone()))
    );
    assert_eq!(
        follow.after_sight(Sight::Canceled(why.clone()), 0),
        Step::End(OperationState::Canceled(why))
    );
}

#[test]
fn an_uncertain_action_is_watched_for_and_then_unknown_but_never_failed() {
    let why = failure(FailureKind::NetworkLost);
    let (mut follow, first) = Follow::uncertain(why.clone(), 0);
    assert_eq!(waits(&first), (3_000, Look::AtMachine));
    assert_eq!(
        waits(&follow.after_reading(Ok(false), 3_000)).1,
        Look::AtMachine
    );
    assert_eq!(
        follow.after_reading(Ok(false), 180_000),
        Step::End(OperationState::Unknown(why))
    );
}

#[test]
fn a_blind_acceptance_is_watched_for_half_an_hour() {
    let (mut follow, _) = Follow::accepted_blind(0);
    assert_eq!(
        waits(&follow.after_reading(Ok(false), 29 * 60_000)).1,
        Look::AtMachine
    );
    assert!(matches!(
        follow.after_reading(Ok(false), 30 * 60_000),
        Step::End(OperationState::Unknown(_))
    ));
}

#[test]
fn a_hidden_page_looks_twice_a_minute_at_most() {
    assert_eq!(unhurried(2_000), 30_000);
    assert_eq!(unhurried(60_000), 60_000);
    assert_eq!(unhurried(0), 0, "what need not wait does not");
}
