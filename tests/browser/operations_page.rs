//! The operations of this sitting.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::backend::{Accepted, NotAccepted};
use scvmm_console::model::action::Action;
use scvmm_console::model::failure::{Failure, FailureKind};
use scvmm_console::model::follow::Sight;
use scvmm_console::pages::operations::OperationsPage;
use scvmm_console::state::console::Console;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{machine, machine_id};
use crate::service::{Service, show_console};
use crate::stage::{Page, attribute, settle, text_of};

struct List {
    page: Page,
    service: Rc<Service>,
    console: Console,
}

async fn list() -> List {
    let service = Service::with(machine(Vec::new()));
    let console = StoredValue::new_local(None);
    let page = show_console(&service, move |own| {
        console.set_value(Some(own));
        view! { <OperationsPage /> }.into_any()
    })
    .await;
    List {
        page,
        service,
        console: console.get_value().unwrap(),
    }
}

impl List {
    /// Sends a create to a machine; the test answers it.
    async fn create_on(&self, name: &'static str) {
        let operations = self.console.operations;
        spawn_local(async move {
            let action = Action::Create {
                name: "Before <update>".into(),
                description: String::new(),
            };
            operations
                .send(machine_id(name), name.to_owned(), action, None)
                .await;
        });
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn without_operations_the_page_says_what_will_stand_here() {
    let list = list().await;
    assert_eq!(list.page.text(".empty h2"), "No operations yet");
    assert!(list.page.has(".empty a[href='#/machines']"));
}

#[wasm_bindgen_test]
async fn a_running_operation_tells_what_where_and_since_when_and_invents_no_percentage() {
    let list = list().await;
    list.create_on("web-01").await;
    list.service.accept();
    list.page
        .until("it shows", |page| page.has(".operation"))
        .await;
    assert_eq!(list.page.text(".operation-machine"), "web-01");
    assert_eq!(list.page.text(".operation-title"), "“Before <update>”");
    let words = list.page.text(".running-words");
    assert!(words.starts_with("Creating checkpoint · "), "{words}");
    let progress = list.page.one("progress");
    assert!(!progress.has_attribute("value"));
    assert_eq!(attribute(&progress, "aria-label"), "Creating checkpoint");
}

#[wasm_bindgen_test]
async fn a_percentage_that_the_service_tells_fills_the_bar_and_is_said() {
    let list = list().await;
    list.service.sights.borrow_mut().push_back(Sight::Running {
        wait_ms: None,
        progress: Some(40),
    });
    list.create_on("web-01").await;
    list.service.accept();
    list.page
        .until("the percentage shows", |page| {
            page.has("progress[value='40']")
        })
        .await;
    let words = list.page.text(".running-words");
    assert!(words.starts_with("Creating checkpoint, 40 % · "), "{words}");
}

#[wasm_bindgen_test]
async fn the_newest_operation_stands_first() {
    let list = list().await;
    for name in ["web-01", "web-02"] {
        list.create_on(name).await;
        list.service.accept();
        settle().await;
    }
    list.page
        .until("both show", |page| page.all(".operation").len() == 2)
        .await;
    let first = &list.page.all(".operation-machine")[0];
    assert_eq!(text_of(first), "web-02");
}

#[wasm_bindgen_test]
async fn an_operation_that_is_lost_sight_of_is_not_called_failed() {
    let list = list().await;
    list.service.sights.borrow_mut().push_back(Sight::Lost {
        failure: Failure::new(FailureKind::ServiceFault, "Bad gateway."),
        wait_ms: None,
        gone: false,
    });
    list.create_on("web-01").await;
    list.service.accept();
    list.page
        .until("it is lost", |page| page.has(".operation .failure"))
        .await;
    let text = list.page.text(".operation");
    assert!(text.contains("lost sight, looking again"), "{text}");
    assert!(text.contains("it may well go on"), "{text}");
    assert!(!text.contains("Create checkpoint failed"), "{text}");
    assert!(!text.to_lowercase().contains("try again"), "{text}");
}

#[wasm_bindgen_test]
async fn an_operation_whose_address_cannot_be_read_is_followed_on_the_machine() {
    let list = list().await;
    list.create_on("web-01").await;
    list.service.answer(Ok(Accepted {
        handle: None,
        wait_ms: None,
    }));
    list.page
        .until("the note shows", |page| {
            page.has(".operation")
                && page
                    .text(".operation")
                    .contains("The machine itself is watched")
        })
        .await;
    list.page
        .until("the machine is read", |_| list.service.readings.get() > 0)
        .await;
}

#[wasm_bindgen_test]
async fn a_refused_action_whose_dialog_is_gone_stands_in_the_list() {
    let list = list().await;
    list.create_on("web-01").await;
    let refusal = Failure::new(FailureKind::Busy, "Busy.");
    list.service.answer(Err(NotAccepted::Refused(refusal)));
    settle().await;
    let text = list.page.text(".operation");
    assert!(text.contains("Create checkpoint failed"), "{text}");
    assert!(text.contains("Busy."), "{text}");
}
