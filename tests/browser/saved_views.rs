//! The saved views in the navigation.

use leptos::prelude::*;
use scvmm_console::app::navigation::navigation;
use scvmm_console::route::Route;
use scvmm_console::signal::RwSignal;
use scvmm_console::state::console::Console;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::service::{Service, show_console};
use crate::stage::{Page, attribute, call, settle, text_of};

struct Shown {
    page: Page,
    console: Console,
    route: RwSignal<Route>,
}

async fn shown() -> Shown {
    let console = StoredValue::new_local(None);
    let route = RwSignal::new(Route::Machines);
    let page = show_console(&Service::default().into(), move |own| {
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
