//! Tests of `complete`.

use super::*;
use crate::model::virtual_machine::PowerState;
use crate::state::view::order::ranks;
use crate::state::view::tests::{fleet, machine};
use proptest::prelude::*;

fn facets() -> Facets {
    let states = [
        "running", "running", "stopped", "paused", "running", "stopped",
    ];
    let clouds = ["Gold", "Gold", "Gold old", "Süd", "", ""];
    let machines = states.iter().zip(clouds).enumerate();
    let machines = machines.map(|(number, (state, cloud))| {
        let mut machine = machine(&["m", &number.to_string()].concat());
        let instance = machine.1.as_mut().unwrap();
        instance.power = PowerState::parse(state);
        instance.cloud = cloud.into();
        machine
    });
    let rows = fleet(machines.collect());
    Facets::of(&rows, &ranks(rows.words()))
}

/// The suggestions where `|` stands, and what the first makes of the search.
fn suggested(typed: &str) -> (Vec<String>, String) {
    let place = typed.find('|').unwrap();
    let caret = typed[..place].encode_utf16().count();
    let found = complete(&typed.replace('|', ""), caret, &facets());
    let write = |one: &Suggestion| match one.count {
        Some(count) => [&*one.text, " ", &count.to_string()].concat(),
        None => one.text.clone(),
    };
    let first = found.first().map(|first| {
        let units: Vec<u16> = first.search.encode_utf16().collect();
        let text = |units| String::from_utf16(units).unwrap();
        [
            text(&units[..first.caret]),
            "|".to_owned(),
            text(&units[first.caret..]),
        ]
        .concat()
    });
    (found.iter().map(write).collect(), first.unwrap_or_default())
}

#[test]
fn where_nothing_is_typed_the_fields_are_told_that_some_machine_fills() {
    let (found, first) = suggested("sql |");
    assert_eq!(
        found,
        [
            "name:",
            "state:",
            "checkpoints:",
            "cloud:",
            "group:",
            "subscription:",
            "operation:"
        ]
    );
    assert_eq!(first, "sql name:|");
}

#[test]
fn a_word_may_become_a_field_or_a_value() {
    let (found, first) = suggested("-s| sql");
    assert_eq!(found, ["state:", "subscription:"]);
    assert_eq!(first, "-state:| sql");
    let (found, first) = suggested("ST|");
    assert_eq!(found, ["state:", "state:Stopped 2"]);
    assert_eq!(first, "state:|");
    assert_eq!(suggested("sü|").1, "cloud:Süd|");
    assert_eq!(suggested("gol|").0, ["cloud:Gold 2", "cloud:Gold old 1"]);
}

#[test]
fn the_values_of_a_field_come_with_their_numbers_the_most_common_first() {
    assert_eq!(
        suggested("state:|").0,
        ["Running 3", "Stopped 2", "Paused 1"]
    );
    let (found, first) = suggested("web -State:p| x");
    assert_eq!(found, ["Paused 1", "Stopped 2"]);
    assert_eq!(first, "web -State:Paused| x");
    assert_eq!(suggested("cloud:\"gold o|").1, "cloud:\"Gold old\"|");
    // Where one value stands in another, the whole text is asked for.
    assert_eq!(suggested("cloud:|").1, "cloud:=Gold|");
    assert_eq!(suggested("cloud:=g|").0, ["Gold 2", "Gold old 1"]);
    assert_eq!(suggested("colour:|").0, [""; 0]);
}

#[test]
fn behind_a_comma_the_other_values_are_offered() {
    let (found, first) = suggested("state:Running,|");
    assert_eq!(found, ["Stopped 2", "Paused 1"]);
    assert_eq!(first, "state:Running,Stopped|");
    assert_eq!(suggested("state:ru|,stopped").1, "state:Running|,stopped");
}

#[test]
fn what_stands_there_already_is_not_offered() {
    assert_eq!(suggested("state:running|").0, [""; 0]);
    assert_eq!(suggested("cloud:\"gold old\"|").0, [""; 0]);
}

proptest! {
    #[test]
    fn every_suggestion_leads_to_a_search_that_is_understood(
        search in "[a-z]{0,4} ?-?(state|cloud|os|gr)?:?[\"=,]?[A-Za-zü ]{0,5}",
        caret in 0_usize..24,
    ) {
        let before = crate::state::view::Query::parse(&search).fault;
        for suggestion in complete(&search, caret, &facets()) {
            prop_assert!(suggestion.caret <= suggestion.search.encode_utf16().count());
            let after = crate::state::view::Query::parse(&suggestion.search).fault;
            prop_assert!(after.is_none() || before.is_some(), "{:?}", suggestion);
        }
    }
}
