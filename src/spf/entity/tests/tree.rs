//! Parents and the present state, in both spaces of ids.

use super::*;

#[test]
fn a_parent_is_found_by_its_id_and_by_its_id_on_the_host() {
    for parent in [
        A.to_owned(),
        A.to_uppercase(),
        A_ON_HOST.to_owned(),
        A_ON_HOST.to_lowercase(),
    ] {
        let read = with_checkpoints(&json!([
            checkpoint_row(B, Some(B_ON_HOST), Some(&parent)),
            checkpoint_row(A, Some(A_ON_HOST), None),
        ]));
        assert_eq!(read.checkpoints[0].parent, Some(id_of(A)), "{parent}");
        assert_eq!(roots(&read), [A], "{parent}");
    }
}

#[test]
fn an_id_comes_before_the_same_id_on_the_host() {
    // The two spaces are said to be apart; should they ever meet, the checkpoint's own id decides.
    let read = with_checkpoints(&json!([
        checkpoint_row(B, Some(A), None),
        checkpoint_row(A, Some(A_ON_HOST), None),
        checkpoint_row(CHECKPOINT, None, Some(A)),
    ]));
    assert_eq!(read.checkpoints[2].parent, Some(id_of(A)));
}

#[test]
fn an_orphan_and_a_parent_of_zeros_are_roots() {
    let gone = "0c000000-0000-4000-8000-000000000003";
    let read = with_checkpoints(&json!([
        checkpoint_row(A, None, Some(gone)),
        checkpoint_row(B, None, Some(ZEROS)),
        checkpoint_row(CHECKPOINT, None, Some("")),
    ]));
    assert_eq!(roots(&read), [A, B, CHECKPOINT]);
    assert_eq!(read.checkpoints[1].parent, None);
}

#[test]
fn checkpoints_that_are_not_on_the_host_yet_are_nobodys_parents_by_null() {
    let read = with_checkpoints(&json!([
        checkpoint_row(A, None, None),
        checkpoint_row(B, None, None),
    ]));
    assert_eq!(roots(&read), [A, B]);
}

#[test]
fn the_present_state_hangs_on_its_checkpoint_in_either_spelling_and_space() {
    for name in ["LastRestoredCheckpointId", "LastRestoredCheckpointID"] {
        for value in [A.to_uppercase(), A_ON_HOST.to_lowercase()] {
            let mut row = machine_row(&json!([checkpoint_row(A, Some(A_ON_HOST), None)]));
            row.as_object_mut()
                .unwrap()
                .remove("LastRestoredCheckpointId");
            row[name] = json!(value);
            assert_eq!(read(&row).current, Some(id_of(A)), "{name} {value}");
        }
    }
    let mut row = machine_row(&json!([checkpoint_row(A, None, None)]));
    for none in [json!(ZEROS), json!(""), Value::Null, json!(5)] {
        row["LastRestoredCheckpointId"] = none;
        assert_eq!(read(&row).current, None);
    }
    row["LastRestoredCheckpointId"] = json!(B);
    assert_eq!(
        read(&row).current,
        Some(id_of(B)),
        "one that is deleted is kept, and drawn nowhere"
    );
}
