//! The search that completes what is typed.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::app::search::search;
use scvmm_console::route::Route;
use scvmm_console::signal::RwSignal;
use scvmm_console::state::console::Console;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, KeyboardEvent, KeyboardEventInit};

use crate::datacenter::{listed, machine, part};
use crate::service::{Service, show_console};
use crate::stage::{Page, attribute, pointed_to, settle, tell, text_of};

struct Field {
    page: Page,
    console: Console,
}

/// The field, above a fleet of two running machines.
async fn field() -> Field {
    let service = Service::with(machine(Vec::new()));
    let machines = vec![listed("web-01"), listed("web-02")];
    service
        .parts
        .replace(vec![(part("Production"), Ok(machines))]);
    let console = StoredValue::new_local(None);
    let page = show_console(&Rc::clone(&service), move |own| {
        console.set_value(Some(own));
        own.fleet.refresh();
        search(own.list, RwSignal::new(Route::Machines))
    })
    .await;
    let console: Console = console.get_value().unwrap();
    page.until("the machines are read", |_| {
        console.fleet.rows().with_untracked(|rows| {
            rows.all().len() == 2 && rows.all().iter().all(|row| row.instance.known().is_some())
        })
    })
    .await;
    Field { page, console }
}

impl Field {
    fn input(&self) -> HtmlInputElement {
        self.page.one("input").dyn_into().unwrap()
    }

    async fn type_text(&self, text: &str) {
        self.input().focus().unwrap();
        self.page.type_into("input", text);
        settle().await;
    }

    /// Presses a key; `false` when the field took it.
    async fn press(&self, key: &str) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        let left = self.input().dispatch_event(&event).unwrap();
        settle().await;
        left
    }

    fn offered(&self) -> Vec<String> {
        let options = self.page.all("[role=option] > :first-child");
        options.iter().map(|option| text_of(option)).collect()
    }

    fn reached(&self) -> String {
        pointed_to(&self.input(), "aria-activedescendant")
    }
}

#[wasm_bindgen_test]
async fn the_field_is_a_combobox_with_a_list() {
    let field = field().await;
    let input = field.input();
    assert_eq!(attribute(&input, "role"), "combobox");
    assert_eq!(attribute(&input, "aria-label"), "Search machines");
    assert_eq!(attribute(&input, "aria-expanded"), "false");
    let list = field.page.one("#suggestions");
    assert_eq!(attribute(&input, "aria-controls"), list.id());
    assert_eq!(attribute(&list, "role"), "listbox");
    assert!(list.has_attribute("hidden"));
    field.type_text("st").await;
    assert_eq!(attribute(&input, "aria-expanded"), "true");
    assert!(!field.page.one("#suggestions").has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn a_field_and_then_its_value_are_taken_by_keys() {
    let field = field().await;
    field.type_text("sta").await;
    assert_eq!(field.offered(), ["state:"]);
    assert!(!field.press("ArrowDown").await);
    assert_eq!(field.reached(), "state:");
    field.press("Enter").await;
    assert_eq!(field.input().value(), "state:");
    assert_eq!(field.offered(), ["Running"], "what may follow is offered");
    assert_eq!(field.page.text("[role=option]"), "Running 2");
    field.press("ArrowUp").await;
    assert_eq!(field.reached(), "Running 2");
    assert!(!field.press("Tab").await, "Tab takes it, and stays");
    assert_eq!(field.input().value(), "state:Running");
    assert_eq!(
        field.console.list.view().get_untracked().search,
        "state:Running"
    );
    assert_eq!(field.input().selection_start(), Ok(Some(13)));
    assert!(field.offered().is_empty());
}

#[wasm_bindgen_test]
async fn what_is_not_chosen_changes_nothing() {
    let field = field().await;
    field.type_text("state:").await;
    assert!(field.press("Tab").await, "nothing is reached: Tab goes on");
    field.press("ArrowDown").await;
    field.press("ArrowDown").await;
    assert_eq!(
        attribute(&field.input(), "aria-activedescendant"),
        "",
        "after the last comes the field"
    );
    assert!(!field.press("Escape").await, "the list closes");
    assert!(field.offered().is_empty());
    assert_eq!(field.input().value(), "state:");
    assert!(field.press("Escape").await, "the next is the field's own");
    field.press("ArrowDown").await;
    assert_eq!(field.offered(), ["Running"], "an arrow opens it again");
    tell(&field.input(), "focusout");
    settle().await;
    assert!(field.offered().is_empty());
}

#[wasm_bindgen_test]
async fn a_press_on_a_suggestion_takes_it() {
    let field = field().await;
    field.type_text("state:").await;
    let stays = tell(&field.page.one("[role=option]"), "mousedown");
    settle().await;
    assert!(!stays, "the field keeps the focus");
    assert_eq!(field.input().value(), "state:Running");
}

#[wasm_bindgen_test]
async fn a_search_that_is_not_understood_is_said_to_be() {
    let field = field().await;
    field.type_text("web").await;
    assert_eq!(attribute(&field.input(), "aria-invalid"), "");
    field.type_text("colour:red").await;
    assert_eq!(attribute(&field.input(), "aria-invalid"), "true");
    let words = pointed_to(&field.input(), "aria-describedby");
    assert!(words.starts_with("There is no field “colour”."), "{words}");
}
