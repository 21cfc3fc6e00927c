//! Tests of `row`.

use std::sync::Arc;

use super::super::under_way;
use super::*;
use crate::backend::Found;
use crate::backend::Part;
use crate::model::action::Action;
use crate::model::failure::{Failure, FailureKind};
use crate::model::operation::OperationState;
use crate::model::virtual_machine::Listed;
use crate::state::view::columns::Columns;

const COLUMNS: [Column; 5] = [
    Column::Name,
    Column::State,
    Column::Checkpoints,
    Column::ResourceGroup,
    Column::Operation,
];

fn id(name: &str) -> ResourceId {
    ResourceId::new(&["/subscriptions/s/resourceGroups/g/machines/", name].concat())
}

/// Two machines: one that was read, and one that was not.
fn rows() -> FleetRows {
    let found = |name: &str, instance: Option<Instance>| Found {
        listed: Listed {
            id: id(name),
            name: name.into(),
            subscription: "Contoso Production".into(),
            resource_group: "rg-01".into(),
            location: "".into(),
        },
        instance: instance.map(Arc::new),
    };
    let running = Instance {
        power: PowerState::Running,
        checkpoint_type: CheckpointType::parse("Disabled"),
        ..Instance::default()
    };
    let part = Part {
        id: "p".into(),
        name: "P".into(),
    };
    let mut rows = FleetRows::default();
    rows.add(
        &part,
        vec![found("web-1", Some(running)), found("web-2", None)],
    );
    rows
}

fn operation(state: OperationState) -> Operation {
    Operation {
        number: 1,
        machine: id("web-1"),
        machine_name: "web-1".into(),
        action: Action::Create {
            name: "Before".into(),
            description: String::new(),
        },
        started_ms: 1_000,
        ended_ms: None,
        state,
        after: None,
    }
}

/// What is shown on a line, 15 seconds after the operations began.
fn shown(items: &Items, rows: &FleetRows, operations: &[Operation], place: usize) -> Row {
    let layout = Layout::of(&Columns::usual(COLUMNS.to_vec()), 1_000);
    let mut selection = Selection::default();
    selection.toggle(id("web-2"));
    let open = id("web-1");
    let shown = Shown {
        items,
        rows,
        layout: &layout,
        operations,
        operation: Some(under_way::operation),
        selection: &selection,
        open: Some(&open),
        active: Some(1),
        changed: &[id("web-2")],
        grouped: false,
        now_ms: 16_000,
    };
    shown.row(place).unwrap()
}

fn texts(row: &Row) -> Vec<&str> {
    row.cells.iter().map(|cell| cell.text.as_str()).collect()
}

#[test]
fn a_machine_shows_what_is_known_of_it() {
    let (items, rows) = (Items::plain(&Arc::new(vec![1, 0])), rows());
    let read = shown(&items, &rows, &[], 1);
    assert_eq!(
        texts(&read),
        ["", "web-1", "Running", "Disabled", "rg-01", ""]
    );
    assert_eq!(read.class, "row open active");
    assert_eq!((read.place, read.selected), (1, Some(false)));
    assert_eq!(read.href, Route::Machine(id("web-1")).hash());
    assert_eq!(read.cells[2].look, "dotted good");
    let unread = shown(&items, &rows, &[], 0);
    assert_eq!(texts(&unread), ["", "web-2", "", "", "rg-01", ""]);
    assert_eq!(unread.class, "row changed");
    assert_eq!(unread.selected, Some(true));
    assert_eq!(unread.cells[2].look, "waiting");
}

#[test]
fn a_machine_that_could_not_be_read_says_why() {
    let mut rows = rows();
    let failure = Failure::new(FailureKind::ServiceFault, "The server is gone.");
    rows.read(&id("web-2"), 9, Err(failure));
    let items = Items::plain(&Arc::new(vec![1]));
    let row = shown(&items, &rows, &[], 0);
    assert_eq!(row.cells[2].text, "Not read");
    assert_eq!(row.cells[2].title, "The server is gone.");
}

#[test]
fn an_operation_tells_how_long_it_goes_on_and_a_percentage_only_where_there_is_one() {
    let (items, rows) = (Items::plain(&Arc::new(vec![0])), rows());
    let cell = |state| {
        let row = shown(&items, &rows, &[operation(state)], 0);
        row.cells.last().unwrap().clone()
    };
    let running = cell(OperationState::Running { progress: None });
    assert_eq!(
        (running.text.as_str(), running.look),
        ("Creating checkpoint · 15 s", "under-way")
    );
    assert_eq!(running.done, None);
    let told = cell(OperationState::Running { progress: Some(30) });
    assert_eq!(
        (told.text.as_str(), told.done),
        ("Creating checkpoint, 30 % · 15 s", Some(30))
    );
    let ended = cell(OperationState::Succeeded { shown: true });
    assert_eq!(
        (ended.text.as_str(), ended.look),
        ("Checkpoint created", "dotted good")
    );
}

#[test]
fn a_group_shows_its_label_and_how_many_machines_it_has() {
    let mut items = Items::default();
    items.head(crate::state::view::items::Group {
        label: "".into(),
        count: 0,
        folded: true,
    });
    items.add(0, false);
    let row = shown(&items, &rows(), &[], 0);
    assert_eq!(texts(&row), ["", "Not known (1)", "", "", "", ""]);
    assert_eq!(
        (row.expanded, row.selected, row.level),
        (Some(false), None, "1")
    );
}

#[test]
fn a_machine_of_a_part_that_could_not_be_read_anew_is_muted() {
    let (items, mut rows) = (Items::plain(&Arc::new(vec![0, 1])), rows());
    let is_muted = |rows: &FleetRows| shown(&items, rows, &[], 0).class.contains(" past");
    assert!(!is_muted(&rows));
    rows.begin_listing(1);
    rows.part_failed(None);
    assert!(is_muted(&rows));
}
