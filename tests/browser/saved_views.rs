//! The saved views in the navigation.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::app::navigation::navigation;
use scvmm_console::route::Route;
use scvmm_console::signal::RwSignal;
use scvmm_console::state::console::Console;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{listed, part};
use crate::service::{Service, show_console};
use crate::stage::{Page, attribute, call, settle, text_of};

struct Shown {
    page: Page,
    console: Console,
    route: RwSignal<Route>,
}

async fn shown() -> Shown {
    shown_before(&Rc::default()).await
}

async fn shown_before(service: &Rc<Service>) -> Shown {
    let console = StoredValue::new_local(None);
    let route = RwSignal::new(Route::Machines);
    let page = show_console(service, move |own| {
        console.set_value(Some(own));
        navigation(own, route, RwSignal::new(false))
    })
    .await;
    let console = console.get_value().unwrap();
    Shown {
        page,
        console,
        route,
    }
}

impl Shown {
    async fn save(&self, search: &str, name: &str) {
        self.console.list.set_search(search.into());
        settle().await;
        self.page.button("Save this view…").click();
        settle().await;
        self.page.type_into("#view-name", name);
        self.page.button("Save").click();
        settle().await;
    }

    fn names(&self) -> Vec<String> {
        let links = self.page.all(".saved li > a");
        links.iter().map(|link| text_of(link)).collect()
    }

    async fn open_menu(&self, place: usize) {
        call(&self.page.all(".saved summary")[place], "click");
        self.page
            .until("the menu opens", |page| page.has(".drop-down button"))
            .await;
    }
}

#[wasm_bindgen_test]
async fn the_usual_view_is_not_offered_to_be_saved_and_there_is_no_empty_heading() {
    let shown = shown().await;
    assert!(!shown.page.has(".saved h2, .saved button, .saved ul"));
}

#[wasm_bindgen_test]
async fn a_view_is_saved_under_a_name_and_marked_while_it_is_shown() {
    let shown = shown().await;
    shown.save("state:paused", "Paused ones").await;
    assert!(!shown.page.has("dialog"));
    assert_eq!(shown.names(), ["Paused ones"]);
    let link = shown.page.one(".saved li > a");
    assert_eq!(attribute(&link, "href"), "#/machines?q=state%3Apaused");
    assert_eq!(attribute(&link, "aria-current"), "true");
    assert!(
        !shown.page.has("nav > a[aria-current]"),
        "one mark is enough"
    );
    assert!(!shown.page.has(".saved button.nav-item"), "it is saved");

    shown.console.list.set_search("web".into());
    settle().await;
    assert_eq!(attribute(&link, "aria-current"), "");
    assert!(shown.page.has("nav > a[aria-current]"));
    shown.page.button("Save this view…");
    shown.route.set(Route::Operations);
    settle().await;
    assert!(!shown.page.has(".saved button.nav-item"));
}

#[wasm_bindgen_test]
async fn a_saved_view_tells_how_many_machines_it_finds_and_counts_anew_when_they_change() {
    let service = Rc::new(Service::default());
    let shown = shown_before(&service).await;
    let counts = || {
        let counts = shown.page.all(".saved .count");
        counts.iter().map(|own| text_of(own)).collect::<Vec<_>>()
    };
    let list = |names: &[&str]| {
        let machines = names.iter().map(|name| listed(name)).collect();
        service
            .parts
            .replace(vec![(part("Production"), Ok(machines))]);
        shown.console.fleet.refresh();
    };
    shown.save("name:web", "Web").await;
    assert_eq!(counts(), [""], "nothing is known of any machine");
    list(&["web-01"]);
    shown
        .page
        .until("the machine is counted", |_| counts() == ["1"])
        .await;
    shown.save("name:sql", "Databases").await;
    shown
        .page
        .until("the new view is counted", |_| counts() == ["1", "0"])
        .await;
    list(&["web-01", "sql-01", "sql-02"]);
    shown
        .page
        .until("the machines are counted", |_| counts() == ["1", "2"])
        .await;
}

#[wasm_bindgen_test]
async fn a_view_without_a_name_is_not_saved_and_one_with_a_taken_name_says_so() {
    let shown = shown().await;
    shown.save("a", " ").await;
    assert_eq!(shown.page.text("#view-name-hint"), "A view needs a name.");
    shown.page.type_into("#view-name", "A");
    shown.page.button("Save").click();
    settle().await;
    shown.console.list.set_search("b".into());
    settle().await;
    shown.page.button("Save this view…").click();
    settle().await;
    shown.page.type_into("#view-name", "a ");
    settle().await;
    assert!(
        shown
            .page
            .text("#view-name-hint")
            .contains("It is replaced.")
    );
    shown.page.button("Save").click();
    settle().await;
    assert_eq!(shown.names(), ["a"]);
}

#[wasm_bindgen_test]
async fn a_saved_view_is_renamed_and_deleted_by_its_menu() {
    let shown = shown().await;
    shown.save("a", "First").await;
    shown.save("b", "Second").await;
    shown.open_menu(0).await;
    shown.page.button("Rename…").click();
    settle().await;
    assert_eq!(shown.page.text("dialog h2"), "Rename the view “First”");
    assert_eq!(shown.page.value("#view-name"), "First");
    shown.page.type_into("#view-name", "Third");
    shown.page.button("Save").click();
    settle().await;
    assert_eq!(shown.names(), ["Third", "Second"]);
    shown.open_menu(1).await;
    shown.page.button("Delete").click();
    settle().await;
    assert_eq!(shown.names(), ["Third"]);
}
