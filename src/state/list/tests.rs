//! Tests of `list`: what is pressed, and what follows.

use super::*;
use crate::state::view::address::MOST_SELECTED;
use crate::state::view::tests::{fleet, machine};
use leptos::prelude::Owner;

/// A list of machines in two resource groups, without operations. The owner keeps it.
fn list(names: &[&str]) -> (List, Owner) {
    let owner = Owner::new();
    owner.set();
    let machines = names.iter().map(|name| {
        let mut machine = machine(name);
        let group = if name.starts_with("web") {
            "rg-web"
        } else {
            "rg-data"
        };
        machine.0.resource_group = group.into();
        machine
    });
    let rows = RwSignal::new(fleet(machines.collect()));
    let capabilities = Capabilities {
        edits_checkpoints: false,
        tells_checkpoint_type: true,
        has_subscriptions: true,
        signs_in: true,
        no_machines: "",
    };
    let list = List::new(rows.into(), capabilities);
    list.equip_with(Vec::new);
    (list, owner)
}

fn selected(list: List) -> Vec<String> {
    let ids = list.selection().with_untracked(Selection::ids);
    ids.iter().map(|id| id.name().to_owned()).collect()
}

#[test]
fn lines_are_selected_from_one_to_another_in_either_direction() {
    let (list, _owner) = list(&["a", "b", "web-1", "web-2"]);
    list.select_lines(2, 1);
    assert_eq!(selected(list), ["b", "web-1"]);
    list.select_lines(3, 99);
    assert_eq!(selected(list), ["b", "web-1", "web-2"]);
}

#[test]
fn all_that_is_found_is_selected_also_where_it_is_folded_away() {
    let (list, _owner) = list(&["a", "b", "web-1", "web-2"]);
    list.view()
        .update(|view| view.group = Some(Column::ResourceGroup));
    list.toggle_group("rg-web");
    assert_eq!(list.items().with_untracked(Items::len), 4);
    list.set_search("name:web-1,a".to_owned());
    list.select_found();
    assert_eq!(selected(list), ["a", "web-1"]);
    // A range takes the lines only.
    list.toggle_group("rg-data");
    list.set_search(String::new());
    list.select_lines(0, 9);
    assert_eq!(selected(list), ["a", "web-1"]);
}

#[test]
fn a_selected_machine_that_is_not_found_stays_selected_and_is_counted() {
    let (list, _owner) = list(&["a", "web-1", "web-2"]);
    list.select_found();
    assert_eq!(list.selected_elsewhere(), 0);
    list.set_search("web".to_owned());
    assert_eq!((selected(list).len(), list.selected_elsewhere()), (3, 1));
    // So is one that no row has: it may be read yet.
    let unread = ResourceId::new("/subscriptions/s/machines/unread");
    list.selection()
        .update(|selection| selection.toggle(unread));
    assert_eq!(list.selected_elsewhere(), 2);
}

#[test]
fn the_list_and_its_address_say_the_same() {
    let (list, _owner) = list(&["a", "web-1"]);
    assert_eq!(list.address(), "#/machines");
    list.set_search("web".to_owned());
    list.sort_by(Column::State, false);
    list.sort_by(Column::Name, true);
    list.select_found();
    let address = "#/machines?q=web&sort=state,name&sel=/subscriptions/s/machines/web-1";
    assert_eq!(list.address(), address);
    list.take_address("#/machines?q=a&group=server&open=/subscriptions/s/machines/a");
    assert!(selected(list).is_empty());
    assert_eq!(list.search(), "a");
    let open = list.open().get_untracked();
    assert_eq!(open.as_ref().map(ResourceId::name), Some("a"));
    list.take_address("#/machines");
    assert_eq!(list.search(), "a", "a plain link leaves the list as it is");
    list.take_address(address);
    assert_eq!(list.address(), address);
}

#[test]
fn a_selection_that_no_address_can_hold_outlives_an_address_without_one() {
    let (list, _owner) = list(&["a"]);
    let id = |number: usize| ResourceId::new(&["/s/", &number.to_string()].concat());
    list.selection().set((0..=MOST_SELECTED).map(id).collect());
    assert_eq!(list.address(), "#/machines");
    list.take_address("#/machines?q=a");
    assert_eq!(selected(list).len(), MOST_SELECTED + 1);
}

#[test]
fn a_chip_writes_into_the_search_and_what_finds_nothing_says_why() {
    let (list, _owner) = list(&["a", "web-1"]);
    list.set_search("web".to_owned());
    list.choose(Column::ResourceGroup, &["rg-data"]);
    assert_eq!(list.search(), "web group:rg-data");
    assert_eq!(list.found().get_untracked(), 0);
    assert!(
        list.why_nothing()
            .starts_with("There are machines for each part")
    );
    list.choose(Column::ResourceGroup, &[]);
    assert_eq!(list.search(), "web");
    let suggestions = list.complete("gr", 2);
    assert_eq!(suggestions[0].search, "group:");
    list.set_search("colour:x".to_owned());
    assert_eq!(list.fault().get_untracked().unwrap().range, 0..8);
}

#[test]
fn a_saved_view_is_shown_by_its_address() {
    let (list, _owner) = list(&["a", "web-1"]);
    list.set_search("web".to_owned());
    assert!(list.save("Web servers"));
    assert!(!list.save(" "));
    list.set_search(String::new());
    let saved = list.saved().with_untracked(|saved| saved.all()[0].clone());
    list.take_address(&saved.address);
    assert_eq!(
        (list.search().as_str(), list.found().get_untracked()),
        ("web", 1)
    );
    list.select_found();
    assert_eq!(selected(list).len(), 1);
    list.clear();
    assert!(selected(list).is_empty());
}
