//! Tests of `view`.

use super::*;
use crate::backend::{Found, Part};
use crate::model::virtual_machine::Listed;
use crate::state::fleet_rows::FleetRows;

fn rows(names: &[&str]) -> FleetRows {
    let mut rows = FleetRows::default();
    let machines = names
        .iter()
        .map(|name| Listed {
            id: ResourceId::new(name),
            name: (*name).to_owned(),
            subscription: "Contoso Production".into(),
            resource_group: "rg-01".into(),
            location: String::new(),
        })
        .map(Found::from)
        .collect();
    rows.add(
        &Part {
            id: "p".into(),
            name: "P".into(),
        },
        machines,
    );
    rows
}

fn shown(names: &[&str], search: &str, sort: Sort) -> Vec<String> {
    let rows = rows(names);
    let places = visible(rows.all(), &Query::parse(search), sort, &|id| {
        (id.name() == "web-2").then(|| "Creating checkpoint".to_owned())
    });
    let name = |place: &u32| rows.all()[*place as usize].name().to_owned();
    places.iter().map(name).collect()
}

#[test]
fn names_are_sorted_as_people_count() {
    let names = ["web-10", "Web-9", "app-1", "web-010"];
    assert_eq!(
        shown(&names, "", Sort::default()),
        ["app-1", "Web-9", "web-010", "web-10"]
    );
    let down = Sort {
        column: Column::Name,
        descending: true,
    };
    assert_eq!(shown(&["a1", "a2"], "", down), ["a2", "a1"]);
}

#[test]
fn every_word_must_be_found_in_some_column() {
    let names = ["web-1", "web-2", "sql-1"];
    assert_eq!(
        shown(&names, "WEB production", Sort::default()),
        ["web-1", "web-2"]
    );
    assert_eq!(shown(&names, "creating", Sort::default()), ["web-2"]);
    assert!(shown(&names, "web absent", Sort::default()).is_empty());
}

#[test]
fn what_is_not_known_comes_last_in_either_direction() {
    let up = Sort {
        column: Column::Operation,
        descending: false,
    };
    let down = Sort {
        column: Column::Operation,
        descending: true,
    };
    assert_eq!(shown(&["web-1", "web-2"], "", up), ["web-2", "web-1"]);
    assert_eq!(shown(&["web-1", "web-2"], "", down), ["web-2", "web-1"]);
}
