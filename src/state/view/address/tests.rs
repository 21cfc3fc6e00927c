//! Tests of `address`.

use super::*;
use proptest::prelude::*;

/// The address of all that is told.
fn hash(address: &Address) -> String {
    super::hash(&address.view, address.open.as_ref(), &address.selection)
}

fn searched(search: &str) -> Address {
    Address {
        view: View {
            search: search.to_owned(),
            ..View::default()
        },
        ..Address::default()
    }
}

#[test]
fn the_usual_view_has_the_plain_address() {
    assert_eq!(hash(&searched(" ")), "#/machines");
    let mut by_name = Address::default();
    by_name.view.sorts = vec![Sort::default()];
    assert_eq!(hash(&by_name), "#/machines");
    assert_eq!(parse("#/machines"), None);
}

#[test]
fn a_column_that_is_none_is_passed_over() {
    let parsed = parse("#/machines?q=a+b&sort=colour&group=colour&x");
    assert_eq!(parsed, Some(searched("a b")));
    let parsed = parse("#/machines?sort=-state,colour,name,state&group=name").unwrap();
    assert_eq!(parsed.view.group, None, "nobody groups by name");
    assert_eq!(hash(&parsed), "#/machines?sort=-state,name");
}

#[test]
fn machines_of_one_folder_have_it_written_once() {
    let ids = [
        "/subscriptions/s/resourceGroups/a b/machines/web-01",
        "/subscriptions/s/resourcegroups/a b/machines/web,02",
        "/stamps/t/virtualMachines/1",
    ];
    let address = Address {
        open: Some(ResourceId::new(ids[2])),
        selection: ids.map(ResourceId::new).into_iter().collect(),
        ..searched("x")
    };
    let hash = hash(&address);
    assert_eq!(
        hash,
        "#/machines?q=x&open=/stamps/t/virtualMachines/1&sel=/stamps/t/virtualMachines/1;\
         /subscriptions/s/resourcegroups/a%20b/machines/web%2C02,web-01"
    );
    assert_eq!(parse(&hash), Some(address));
}

#[test]
fn a_selection_too_long_for_an_address_is_left_out_of_it() {
    let id = |n: usize| ResourceId::new(&["/s/", &n.to_string()].concat());
    let mut address = Address {
        selection: (0..MOST_SELECTED).map(id).collect(),
        ..Address::default()
    };
    assert_eq!(parse(&hash(&address)), Some(address.clone()));
    address.selection.toggle(id(MOST_SELECTED));
    assert_eq!(hash(&address), "#/machines");
}

proptest! {
    #[test]
    fn every_view_has_an_address_that_leads_back_to_it(
        search in "[^ ]\\PC{0,20}[^ ]",
        sorts in prop::collection::vec((0..Column::ALL.len(), any::<bool>()), 0..4),
        group in prop::option::of(0..Column::GROUPS.len()),
        names in prop::collection::vec("[a-zA-Z0-9äß %#.,;/-]{1,8}", 0..5),
    ) {
        let search = search.trim().to_owned();
        prop_assume!(!search.is_empty());
        let mut view = View { search, ..View::default() };
        for (column, descending) in sorts {
            let column = Column::ALL[column];
            if view.sorts.iter().all(|sort| sort.column != column) {
                view.sorts.push(Sort { column, descending });
            }
        }
        if view.sorts == [Sort::default()] {
            view.sorts.clear();
        }
        view.group = group.map(|group| Column::GROUPS[group]);
        let id = |name: &String| ResourceId::new(&["/f/", name.trim_end_matches('/'), "x"].concat());
        let address = Address { view, open: names.first().map(id), selection: names.iter().map(id).collect() };
        let hash = hash(&address);
        prop_assert_eq!(Route::parse(&hash), Route::Machines);
        prop_assert_eq!(parse(&hash), Some(address));
    }

    #[test]
    fn no_address_panics(hash in "(#/machines\\?)?(q=|sort=|sel=|open=)?[\\PC,;/&=-]{0,40}") {
        let _ = parse(&hash);
    }
}
