//! Tests of `checkpoint_tree`.

use super::*;

fn list(pairs: &[(&str, &str)]) -> Vec<Checkpoint> {
    pairs
        .iter()
        .map(|(id, parent)| Checkpoint {
            parent: CheckpointId::new(parent),
            name: (*id).to_owned(),
            ..Checkpoint::of(CheckpointId::new(id).unwrap())
        })
        .collect()
}

/// Each line as lane, name and join, such as `0.a root`.
fn drawn(pairs: &[(&str, &str)], current: &str) -> Vec<String> {
    let checkpoints = list(pairs);
    lay_out(&checkpoints, CheckpointId::new(current).as_ref())
        .iter()
        .map(|row| {
            let name = match row.node {
                Node::Here => "HERE",
                Node::Checkpoint { index, .. } => &checkpoints[index].name,
            };
            let join = match row.joins {
                Join::Root => "root",
                Join::Straight => "straight",
                Join::Fork => "fork",
            };
            format!(
                "{}.{name} {join}{}",
                row.lane,
                if row.continues { "" } else { " end" }
            )
        })
        .collect()
}

#[test]
fn no_checkpoints_draw_nothing() {
    assert!(lay_out(&[], None).is_empty());
}

#[test]
fn the_way_to_the_present_state_is_one_lane_and_the_rest_branches_off() {
    let pairs = [("a", "not-listed"), ("b", "A"), ("hotfix", "b"), ("c", "b")];
    assert_eq!(
        drawn(&pairs, "C"),
        [
            "0.a root",
            "0.b straight",
            "1.hotfix fork end",
            "0.c straight",
            "0.HERE straight end"
        ]
    );
}

#[test]
fn after_a_restore_the_later_checkpoints_branch_off() {
    let pairs = [("a", ""), ("b", "a"), ("c", "b")];
    assert_eq!(
        drawn(&pairs, "a"),
        [
            "0.a root",
            "1.b fork",
            "1.c straight end",
            "0.HERE straight end"
        ]
    );
}

#[test]
fn without_a_current_one_there_is_no_marker() {
    assert_eq!(
        drawn(&[("a", ""), ("b", "a")], ""),
        ["0.a root", "0.b straight end"]
    );
}

#[test]
fn other_roots_come_before_the_tree_that_holds_the_present_state() {
    let pairs = [("a", "x"), ("lonely", "y")];
    assert_eq!(
        drawn(&pairs, "a"),
        ["0.lonely root end", "0.a root", "0.HERE straight end"]
    );
}

#[test]
fn a_circle_of_parents_and_a_self_parent_are_cut_and_nothing_is_lost() {
    let pairs = [("a", "c"), ("b", "a"), ("c", "b"), ("self", "self")];
    let rows = drawn(&pairs, "b");
    assert_eq!(rows.len(), 5, "{rows:?}");
    assert_eq!(rows.iter().filter(|row| row.contains("root")).count(), 2);
}

#[test]
fn a_duplicate_id_is_drawn_twice_and_only_the_first_has_children() {
    assert_eq!(
        drawn(&[("a", ""), ("a", ""), ("b", "a")], ""),
        ["0.a root", "0.b straight end", "0.a root end"]
    );
}

#[test]
fn a_very_deep_chain_does_not_overflow() {
    let names: Vec<String> = (0..5_000).map(|n| n.to_string()).collect();
    let pairs: Vec<(&str, &str)> = names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            (
                name.as_str(),
                if n == 0 { "" } else { names[n - 1].as_str() },
            )
        })
        .collect();
    assert_eq!(lay_out(&list(&pairs), None).len(), 5_000);
}
