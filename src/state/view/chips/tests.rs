//! Tests of `chips`.

use super::*;
use crate::model::checkpoint::{Checkpoint, CheckpointId};
use crate::model::virtual_machine::PowerState;
use crate::state::view::order::ranks;
use crate::state::view::tests::{fleet, machine};
use proptest::prelude::*;

const GROUPS: [&str; 5] = ["rg-1", "rg-10", "rg 1", "Net, old", "=x"];

fn facets() -> Facets {
    let states = ["running", "stopped", "paused", "saved", "running"];
    let machines = GROUPS.iter().zip(states).enumerate();
    let machines = machines.map(|(number, (group, state))| {
        let mut machine = machine(&["m", &number.to_string()].concat());
        machine.0.resource_group = (*group).into();
        let instance = machine.1.as_mut().unwrap();
        instance.power = PowerState::parse(state);
        let checkpoint = Checkpoint::of(CheckpointId::new("A1").unwrap());
        instance.checkpoints = vec![checkpoint; number * 5];
        machine
    });
    let rows = fleet(machines.collect());
    Facets::of(&rows, &ranks(rows.words()))
}

fn checked(search: &str, of: Column) -> Vec<String> {
    let facets = facets();
    let values = values_of(search, of, &facets);
    values.iter().map(|value| value.text.to_string()).collect()
}

#[test]
fn a_chip_shows_what_the_search_says_however_it_was_typed() {
    assert_eq!(
        checked("sql state:run,paus", Column::State),
        ["Paused", "Running"]
    );
    assert_eq!(
        checked("-state:running", Column::State),
        ["Paused", "Saved", "Stopped"]
    );
    assert_eq!(
        checked("checkpoints:>4 -checkpoints:>=20", Column::Checkpoints),
        ["5", "10", "15"]
    );
    assert!(checked("sql state:", Column::State).is_empty());
    assert!(is_about("sql -STATE:", Column::State) && !is_about("state", Column::State));
}

#[test]
fn a_chip_writes_its_values_where_the_search_spoke_of_the_column() {
    let write =
        |search: &str, about, values: &[&str]| with_values(search, about, values, &facets());
    assert_eq!(
        write("", Column::State, &["Running", "Paused"]),
        "state:Running,Paused"
    );
    assert_eq!(
        write(
            "sql -state:saved  prod state:x",
            Column::State,
            &["Running"]
        ),
        "sql state:Running prod"
    );
    assert_eq!(write("sql state:running", Column::State, &[]), "sql");
    // Where one value stands in another, the whole text is asked for.
    assert_eq!(write("", Column::ResourceGroup, &["rg-1"]), "group:=rg-1");
    assert_eq!(write("", Column::ResourceGroup, &["rg-10"]), "group:rg-10");
    assert_eq!(
        write("a", Column::ResourceGroup, &["Net, old"]),
        "a group:\"Net, old\""
    );
    assert_eq!(
        write("", Column::Checkpoints, &["5", "10"]),
        "checkpoints:5,10"
    );
}

#[test]
fn a_quotation_mark_that_is_still_open_is_closed_first() {
    let search = with_values("\"sql pr", Column::State, &["Running"], &facets());
    assert_eq!(search, "\"sql pr\" state:Running");
    let search = with_values("sql state:\"ru", Column::State, &["Running"], &facets());
    assert_eq!(search, "sql state:Running");
}

proptest! {
    #[test]
    fn what_is_chosen_is_what_is_shown_and_the_rest_of_the_search_stays(
        search in "[a-z:=\"<>, -]{0,12}(state:run|group:=rg-1|-group:x|checkpoints:>2)?[a-z :\"-]{0,6}",
        of in prop::sample::select(vec![Column::State, Column::ResourceGroup, Column::Checkpoints]),
        choice in prop::collection::vec(any::<bool>(), 5),
    ) {
        let facets = facets();
        let all = facets.of_column(of);
        let chosen: Vec<&str> = all.iter().zip(&choice).filter(|(_, chosen)| **chosen).map(|(value, _)| &*value.text).collect();
        let written = with_values(&search, of, &chosen, &facets);
        let shown: Vec<&str> = values_of(&written, of, &facets).iter().map(|value| &*value.text).collect();
        prop_assert_eq!(&shown, &chosen, "{}", written);
        prop_assert_eq!(is_about(&written, of), !chosen.is_empty());
        for other in [Column::State, Column::ResourceGroup, Column::Checkpoints] {
            if other != of {
                prop_assert_eq!(values_of(&written, other, &facets), values_of(&search, other, &facets), "{}", written);
            }
        }
        // Writing the same again changes nothing.
        prop_assert_eq!(with_values(&written, of, &chosen, &facets), written);
    }
}
