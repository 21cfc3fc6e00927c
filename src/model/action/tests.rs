//! Tests of `action`.

use super::*;
use crate::model::checkpoint::Checkpoint;

fn machine(checkpoints: &[(&str, &str)]) -> Instance {
    Instance {
        checkpoints: checkpoints
            .iter()
            .map(|(id, name)| Checkpoint {
                name: (*name).to_owned(),
                ..Checkpoint::of(CheckpointId::new(id).unwrap())
            })
            .collect(),
        ..Instance::default()
    }
}

fn create(name: &str) -> Action {
    Action::Create {
        name: name.into(),
        description: String::new(),
    }
}

#[test]
fn a_created_checkpoint_is_one_that_was_not_there_before() {
    let before = machine(&[("A", "patch")]);
    let expectation = Expectation::of(&create("patch"), Some(&before));
    assert!(
        !expectation.is_shown_by(&before),
        "an older one of the same name does not count"
    );
    assert!(expectation.is_shown_by(&machine(&[("A", "patch"), ("B", "patch")])));
}

#[test]
fn a_new_checkpoint_of_another_name_is_somebody_elses() {
    let expectation = Expectation::of(&create("mine"), Some(&machine(&[])));
    assert!(!expectation.is_shown_by(&machine(&[("B", "theirs")])));
}

#[test]
fn a_name_chosen_by_the_service_is_any_new_name() {
    let expectation = Expectation::of(&create(""), Some(&machine(&[])));
    assert!(expectation.is_shown_by(&machine(&[("B", "vm - (today)")])));
}

#[test]
fn without_the_list_from_before_nothing_is_claimed_for_a_nameless_checkpoint() {
    let expectation = Expectation::of(&create(""), None);
    assert!(!expectation.is_shown_by(&machine(&[("B", "b")])));
}

#[test]
fn an_edited_checkpoint_reads_as_typed_without_the_blanks_around() {
    let expectation = Expectation::of(
        &Action::Edit {
            id: CheckpointId::new("a").unwrap(),
            title: "x".into(),
            name: Some(" after ".into()),
            description: Some(String::new()),
        },
        None,
    );
    assert!(!expectation.is_shown_by(&machine(&[("A", "x")])));
    assert!(expectation.is_shown_by(&machine(&[("A", "after")])));
    assert!(!expectation.is_shown_by(&machine(&[("B", "after")])));
}

#[test]
fn what_an_edit_leaves_alone_may_read_as_it_likes() {
    let described = Action::Edit {
        id: CheckpointId::new("a").unwrap(),
        title: "x".into(),
        name: None,
        description: Some("why".into()),
    };
    let expectation = Expectation::of(&described, None);
    let mut now = machine(&[("A", "another's name")]);
    assert!(!expectation.is_shown_by(&now));
    now.checkpoints[0].description = "why".into();
    assert!(expectation.is_shown_by(&now));
}

#[test]
fn a_deleted_checkpoint_is_gone_and_a_restored_one_is_current() {
    let id = CheckpointId::new("a").unwrap();
    let delete = Expectation::of(
        &Action::Delete {
            id: id.clone(),
            title: String::new(),
        },
        None,
    );
    assert!(!delete.is_shown_by(&machine(&[("A", "x")])));
    assert!(delete.is_shown_by(&machine(&[])));
    let restore = Action::Restore {
        id,
        title: String::new(),
    };
    let mut now = machine(&[("A", "x")]);
    let expectation = Expectation::of(&restore, Some(&now));
    assert!(!expectation.is_proven_by(&now));
    now.current = CheckpointId::new("A");
    assert!(expectation.is_proven_by(&now));
}

#[test]
fn a_restored_machine_that_was_there_before_proves_nothing() {
    let restore = Action::Restore {
        id: CheckpointId::new("a").unwrap(),
        title: String::new(),
    };
    let now = Instance {
        current: CheckpointId::new("A"),
        ..machine(&[("A", "x")])
    };
    for before in [Some(&now), None] {
        let expectation = Expectation::of(&restore, before);
        assert!(expectation.is_shown_by(&now), "{before:?}");
        assert!(!expectation.is_proven_by(&now), "{before:?}");
    }
}
