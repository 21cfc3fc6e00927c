use super::*;
use crate::arm::rehearsal::{ARM, MACHINE, machine, rehearse};
use crate::http::scripted::{answer, block_on};
use serde_json::json;

#[test]
fn a_star_stands_for_any_run_of_characters_and_case_does_not_count() {
    for pattern in [
        "*",
        "**",
        "Microsoft.ScVmm/*",
        "microsoft.scvmm/virtualMachineInstances/*",
        "Microsoft.SCVMM/virtualmachineinstances/createcheckpoint/ACTION",
        "*/action",
        "Microsoft.ScVmm/*/createCheckpoint/*",
        "*createCheckpoint*",
    ] {
        assert!(matches(pattern, CREATE), "{pattern}");
    }
    for pattern in [
        "",
        "*/read",
        "Microsoft.ScVmm",
        "Microsoft.ScVmm/virtualMachineInstances",
        "Microsoft.HybridCompute/*",
        "*/action/*",
        "*action*action",
        "Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action/",
    ] {
        assert!(!matches(pattern, CREATE), "{pattern}");
    }
}

#[test]
fn a_star_does_not_let_two_pieces_overlap() {
    assert!(!matches("ab*ba", "aba"));
    assert!(matches("ab*ba", "abba"));
    assert!(!matches("*ab*b", "ab"));
}

#[test]
fn what_one_entry_takes_away_another_may_give() {
    let no_delete =
        json!({ "actions": ["Microsoft.ScVmm/*"], "notActions": ["*/deleteCheckpoint/action"] });
    let rights_of_one = rights(std::slice::from_ref(&no_delete));
    assert_eq!(rights_of_one.create, Right::Allowed);
    assert_eq!(rights_of_one.delete, Right::Missing(DELETE.to_owned()));
    let owner = json!({ "actions": ["*"], "notActions": [] });
    assert_eq!(rights(&[no_delete, owner]).delete, Right::Allowed);
}

#[test]
fn no_entry_and_odd_entries_give_nothing() {
    let missing = rights(&[]);
    assert_eq!(missing.restore, Right::Missing(RESTORE.to_owned()));
    let odd = [
        json!(null),
        json!({ "actions": null }),
        json!({ "actions": "*" }),
        json!({ "actions": [5, null], "notActions": null }),
    ];
    assert_eq!(rights(&odd), missing);
}

#[test]
fn they_are_read_at_the_machines_own_scope() {
    let body = r#"{"value":[{"actions":["*/read"],"notActions":[],"dataActions":[],"notDataActions":[]}]}"#;
    let rehearsal = rehearse([answer(200, &[], body)]);
    let rights = block_on(read(&rehearsal.client, &machine())).unwrap();
    assert_eq!(
        rehearsal.script.urls(),
        [format!(
            "{ARM}{MACHINE}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01"
        )]
    );
    assert_eq!(rights.create, Right::Missing(CREATE.to_owned()));
}

#[test]
fn a_service_that_does_not_tell_is_a_failure_and_not_a_missing_right() {
    let rehearsal = rehearse([answer(200, &[], "{}")]);
    assert!(block_on(read(&rehearsal.client, &machine())).is_err());
}

/// The plainest way to match, to judge the quick one by.
#[cfg(not(target_arch = "wasm32"))]
fn slowly(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => (0..=text.len()).any(|at| slowly(rest, &text[at..])),
        ([p, pattern @ ..], [t, text @ ..]) => p.eq_ignore_ascii_case(t) && slowly(pattern, text),
        _ => false,
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn the_quick_way_agrees_with_the_plain_one(pattern in "[aAbB*/]{0,8}", text in "[aAbB/]{0,8}") {
        proptest::prop_assert_eq!(matches(&pattern, &text), slowly(pattern.as_bytes(), text.as_bytes()));
    }

    #[test]
    fn no_pattern_panics(pattern in "\\PC{0,30}", text in "\\PC{0,30}") {
        matches(&pattern, &text);
    }
}
