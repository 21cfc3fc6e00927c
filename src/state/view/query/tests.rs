//! Tests of `query`.

use super::sieve::Sieve;
use super::*;
use crate::model::checkpoint::{Checkpoint, CheckpointId};
use crate::model::virtual_machine::PowerState;
use crate::state::view::tests::{fleet, machine};
use proptest::prelude::*;

/// Whether a search finds a machine with these texts.
fn finds(search: &str) -> bool {
    let mut machine = machine("sql-prod-014");
    if let Some(instance) = &mut machine.1 {
        instance.power = PowerState::Running;
        instance.server = "vmm-east".into();
        instance.cloud = "Production Gold".into();
        instance.checkpoints.resize(4, checkpoint());
    }
    let rows = fleet(vec![machine]);
    let query = Query::parse(search);
    let running = [(0, "creating checkpoint".to_owned())];
    Sieve::new(&query, rows.words(), &running).finds(&rows.all()[0], 0)
}

fn checkpoint() -> Checkpoint {
    Checkpoint::of(CheckpointId::new("A1").unwrap())
}

#[test]
fn plain_words_are_found_in_any_column_and_all_of_them_must_be() {
    assert!(finds("sql RUNNING gold"));
    assert!(!finds("sql stopped"));
    assert!(finds(""));
}

#[test]
fn a_field_is_looked_for_in_its_own_column() {
    assert!(finds("state:run Cloud:gold"));
    assert!(!finds("name:running"));
    assert!(finds("cloud:\"production gold\""));
    assert!(!finds("cloud:\"gold production\""));
}

#[test]
fn a_minus_turns_a_term_round() {
    assert!(finds("-test -state:stopped"));
    assert!(!finds("-name:sql"));
    assert!(finds("-"));
}

#[test]
fn the_number_of_checkpoints_can_be_compared() {
    for search in [
        "checkpoints:4",
        "checkpoints:>3",
        "checkpoints:>=4",
        "checkpoints:<5",
        "checkpoints:<=4",
        "-checkpoints:0",
    ] {
        assert!(finds(search), "{search}");
    }
    for search in [
        "checkpoints:40",
        "checkpoints:>4",
        "checkpoints:<4",
        "checkpoints:<0",
    ] {
        assert!(!finds(search), "{search}");
    }
    let rows = fleet(vec![(machine("web-1").0, None)]);
    let unread = |search: &str| {
        let query = Query::parse(search);
        Sieve::new(&query, rows.words(), &[]).finds(&rows.all()[0], 0)
    };
    assert!(!unread("checkpoints:0") && !unread("-checkpoints:0"));
}

#[test]
fn a_term_that_is_still_being_typed_asks_for_nothing() {
    for search in [
        "state:",
        "-state:",
        "checkpoints:",
        "checkpoints:>",
        "checkpoints:>=",
        "\"",
    ] {
        assert!(finds(search), "{search}");
        assert_eq!(Query::parse(search).fault, None, "{search}");
    }
}

#[test]
fn a_term_that_means_nothing_is_named_and_finds_nothing() {
    let fault = |search: &str| {
        Query::parse(search)
            .fault
            .map_or(String::new(), |f| f.words)
    };
    assert!(
        fault("sql colour:blue").starts_with("There is no field “colour”. There are name, state")
    );
    assert!(fault("checkpoints:many").starts_with("“checkpoints:many” needs a number"));
    assert!(fault("checkpoints:><3").contains("needs a number"));
    assert!(!finds("sql colour:blue"));
    // A time is no field.
    assert_eq!(fault("22:10"), "");
}

#[test]
fn a_comma_is_an_or() {
    assert!(finds("state:stopped,running"));
    assert!(finds("web,sql state:,running,"));
    assert!(!finds("state:stopped,paused"));
    assert!(!finds("-state:stopped,running"));
    assert!(finds("checkpoints:0,>3"));
    assert!(!finds("checkpoints:0,<3"));
    // Between quotation marks it is a letter.
    assert!(!finds("state:\"stopped,running\""));
}

#[test]
fn an_equals_sign_wants_the_whole_text() {
    assert!(finds("server:=vmm-east cloud:=Nowhere,\"production gold\""));
    assert!(!finds("server:=vmm"));
    assert!(!finds("cloud:=vmm-east,gold"));
    assert!(finds("-name:=sql"));
    assert!(finds("server:="));
}

#[test]
fn a_running_operation_is_found_by_its_words() {
    assert!(finds("creating"));
    assert!(finds("operation:checkpoint"));
    assert!(!finds("-operation:creating"));
}

#[test]
fn a_fault_says_where_it_stands() {
    let search = "büro  colour:blue -sql";
    let fault = Query::parse(search).fault.unwrap();
    assert_eq!(&search[fault.range], "colour:blue");
    let search = "-checkpoints:many";
    assert_eq!(&search[Query::parse(search).fault.unwrap().range], search);
}

proptest! {
    #[test]
    fn a_value_is_read_as_it_was_meant(value in "[a-zA-Z ,:\"=-]{1,8}") {
        let meant = value.replace('"', "");
        let text = ["state:", &terms::quoted(&value)].concat();
        let cut = terms::cut(&text);
        prop_assert_eq!(cut.len(), 1);
        prop_assert_eq!(&cut[0].values.len(), &1);
        prop_assert_eq!(&cut[0].values[0].text, &meant);
        prop_assert_eq!(&text[cut[0].values[0].range.clone()], &text["state:".len()..]);
    }


    #[test]
    fn no_search_panics(search in "[-:<>=\"a-z0-9 \\PC]{0,30}") {
        let _ = finds(&search);
    }
}
