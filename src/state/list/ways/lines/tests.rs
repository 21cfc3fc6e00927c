//! Tests of `lines`: what they are, and what is not done again to make them.

use super::*;
use crate::model::virtual_machine::{Instance, PowerState};
use crate::state::view::Sort;
use crate::state::view::tests::{fleet, machine};
use leptos::prelude::Owner;

/// The lines of a list of three machines, and what they follow from.
struct Stage {
    rows: RwSignal<FleetRows>,
    view: RwSignal<View>,
    folded: RwSignal<Vec<String>>,
    running: RwSignal<Vec<(u32, String)>>,
    lines: Lines,
    _owner: Owner,
}

impl Stage {
    fn set() -> Self {
        let owner = Owner::new();
        owner.set();
        let rows = RwSignal::new(fleet(["web-2", "sql-1", "web-1"].map(machine).to_vec()));
        let view = RwSignal::<View>::default();
        let folded = RwSignal::default();
        let running = RwSignal::<Vec<(u32, String)>>::default();
        let query = Memo::new(move || Arc::new(view.with(|view| Query::parse(&view.search))));
        let operations = Memo::new(move || running.get());
        let names = super::super::super::names::of(rows.into());
        let lines = Lines::of(rows.into(), view, names, query, operations, folded);
        Self {
            rows,
            view,
            folded,
            running,
            lines,
            _owner: owner,
        }
    }

    fn search(&self, text: &str) {
        self.view.update(|view| view.search = text.to_owned());
    }

    fn read(&self, name: &str, instance: Instance) {
        let id = machine(name).0.id;
        self.rows
            .update(|rows| rows.read(&id, 9, Ok(Arc::new(instance))));
    }

    fn names(&self) -> Vec<String> {
        let places = self.lines.places.get_untracked();
        let name = |rows: &FleetRows, place: &u32| rows.all()[*place as usize].name().to_owned();
        self.rows
            .with_untracked(|rows| places.iter().map(|place| name(rows, place)).collect())
    }
}

fn in_state(state: &str) -> Instance {
    Instance {
        power: PowerState::parse(state),
        ..Instance::default()
    }
}

#[test]
fn a_keystroke_sorts_nothing() {
    let stage = Stage::set();
    let sorted = stage.lines.places.get_untracked();
    assert_eq!(stage.names(), ["sql-1", "web-1", "web-2"]);
    stage.search("web");
    assert_eq!(stage.names(), ["web-1", "web-2"]);
    stage.search("");
    assert!(
        Arc::ptr_eq(&stage.lines.places.get_untracked(), &sorted),
        "the order is the one that was there"
    );
}

#[test]
fn a_reading_that_changes_no_name_sorts_nothing_in_a_list_by_name() {
    let stage = Stage::set();
    let sorted = stage.lines.places.get_untracked();
    stage.read("web-1", in_state("Running"));
    assert!(Arc::ptr_eq(&stage.lines.places.get_untracked(), &sorted));
    let renamed = Instance {
        name: "a-new-name".into(),
        ..Instance::default()
    };
    stage.read("web-1", renamed);
    assert_eq!(stage.names(), ["a-new-name", "sql-1", "web-2"]);
}

#[test]
fn a_reading_moves_its_row_in_a_list_by_state_and_in_a_search() {
    let stage = Stage::set();
    let column = Column::State;
    let sorts = Sort::clicked(&[], column, false);
    stage.view.update(|view| view.sorts = sorts);
    stage.read("web-2", in_state("Paused"));
    assert_eq!(stage.names(), ["web-2", "sql-1", "web-1"]);
    stage.search("-state:paused");
    assert_eq!(stage.names(), ["sql-1", "web-1"]);
    stage.read("sql-1", in_state("Paused"));
    assert_eq!(stage.names(), ["web-1"]);
}

#[test]
fn an_operation_is_found_and_folding_a_group_hides_its_machines() {
    let stage = Stage::set();
    stage
        .running
        .set(vec![(2, "creating checkpoint".to_owned())]);
    stage.search("creating");
    assert_eq!(stage.names(), ["web-1"]);
    stage
        .view
        .update(|view| view.group = Some(Column::Subscription));
    assert_eq!(stage.lines.items.with_untracked(Items::len), 2);
    stage.folded.set(vec!["Contoso Production".to_owned()]);
    assert_eq!(stage.lines.items.with_untracked(Items::len), 1);
    assert_eq!(stage.names(), ["web-1"], "it is found all the same");
}
