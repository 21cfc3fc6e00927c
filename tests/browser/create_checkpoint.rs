//! The dialog that takes a checkpoint.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::backend::NotAccepted;
use scvmm_console::browser::clock;
use scvmm_console::browser::timer::now_ms;
use scvmm_console::dialogs::create_checkpoint::CreateCheckpoint;
use scvmm_console::model::action::Action;
use scvmm_console::model::capability::Capabilities;
use scvmm_console::model::failure::{Failure, FailureKind};
use scvmm_console::model::virtual_machine::CheckpointType;
use scvmm_console::signal::RwSignal;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{busy, machine, machine_id, target};
use crate::service::{CAPABILITIES, Service, show_console};
use crate::stage::{Page, attribute, call, has_focus, pointed_to, settle};

/// The dialog for the machine web-01, and how often it asked to be closed.
struct Open {
    page: Page,
    service: Rc<Service>,
    closings: RwSignal<u32>,
    shown: RwSignal<bool>,
}

async fn open() -> Open {
    open_before(Service::with(machine(Vec::new()))).await
}

async fn open_before(service: Rc<Service>) -> Open {
    let (closings, shown) = (RwSignal::new(0), RwSignal::new(true));
    let close = Callback::new(move |()| closings.update(|count| *count += 1));
    let page = show_console(&service, move |_| {
        let dialog = move || {
            view! {
                <CreateCheckpoint
                    machine=target("web-01")
                    checkpoint_type=CheckpointType::Production
                    on_close=close
                />
            }
        };
        view! { {move || shown.get().then(dialog)} }.into_any()
    })
    .await;
    Open {
        page,
        service,
        closings,
        shown,
    }
}

impl Open {
    fn type_both(&self, name: &str, description: &str) {
        self.page.type_into("#checkpoint-name", name);
        self.page.type_into("#checkpoint-description", description);
    }

    async fn press(&self, words: &str) {
        self.page.button(words).click();
        settle().await;
    }

    async fn refuse(&self, failure: NotAccepted) {
        self.service.answer(Err(failure));
        self.page
            .until("the failure shows", |page| page.has(".failure"))
            .await;
    }

    fn typed(&self) -> (String, String) {
        (
            self.page.value("#checkpoint-name"),
            self.page.value("#checkpoint-description"),
        )
    }
}

fn create(name: &str, description: &str) -> Action {
    Action::Create {
        name: name.into(),
        description: description.into(),
    }
}

#[wasm_bindgen_test]
async fn the_dialog_names_the_machine_and_suggests_a_name_with_the_time() {
    let before = clock::stamp(now_ms());
    let open = open().await;
    let title = pointed_to(&open.page.one("dialog:modal"), "aria-labelledby");
    assert_eq!(title, "Create a checkpoint of web-01");
    let name = open.page.value("#checkpoint-name");
    let suggestions =
        [before, clock::stamp(now_ms())].map(|stamp| ["Checkpoint ", &stamp].concat());
    assert!(suggestions.contains(&name), "{name}");
    assert_eq!(open.page.value("#checkpoint-description"), "");
    assert!(has_focus(&open.page.one("#checkpoint-name")));
}

#[wasm_bindgen_test]
async fn that_a_description_cannot_be_changed_later_is_said_only_where_it_is_true() {
    for edits_checkpoints in [false, true] {
        let service = Service::with(machine(Vec::new()));
        service.capabilities.set(Some(Capabilities {
            edits_checkpoints,
            ..CAPABILITIES
        }));
        let open = open_before(service).await;
        let hint = open.page.text("#checkpoint-description-hint");
        assert_eq!(hint.contains("cannot be changed later"), !edits_checkpoints);
    }
}

#[wasm_bindgen_test]
async fn with_nothing_typed_neither_a_name_nor_a_description_is_sent() {
    let open = open().await;
    open.type_both("", "");
    open.press("Create").await;
    assert_eq!(
        open.service.acts(),
        [(machine_id("web-01"), create("", ""))]
    );
}

#[wasm_bindgen_test]
async fn what_was_typed_is_sent_as_it_is() {
    let open = open().await;
    open.type_both("before <update>", "CHG-1\nby \"ops\"");
    open.press("Create").await;
    assert_eq!(
        open.service.acts(),
        [(
            machine_id("web-01"),
            create("before <update>", "CHG-1\nby \"ops\"")
        )]
    );
}

#[wasm_bindgen_test]
async fn until_the_service_answers_the_dialog_stays_and_sends_nothing_more() {
    let open = open().await;
    open.type_both("name", "description");
    let button = open.page.button("Create");
    button.click();
    button.click();
    settle().await;
    open.press("Creating…").await;
    call(&open.page.one("dialog"), "requestClose");
    settle().await;
    assert_eq!(open.service.acts().len(), 1);
    assert_eq!(open.closings.get_untracked(), 0);
    assert_eq!(
        attribute(&open.page.button("Creating…"), "aria-disabled"),
        "true"
    );
    assert!(open.page.button("Cancel").has_attribute("disabled"));
    for field in ["#checkpoint-name", "#checkpoint-description"] {
        assert!(open.page.one(field).has_attribute("readonly"), "{field}");
    }
    assert_eq!(open.typed(), ("name".into(), "description".into()));
}

#[wasm_bindgen_test]
async fn it_closes_when_the_service_has_accepted_and_not_before() {
    let open = open().await;
    open.press("Create").await;
    assert_eq!(open.closings.get_untracked(), 0);
    open.service.accept();
    open.page
        .until("it closes", |_| open.closings.get_untracked() == 1)
        .await;
}

#[wasm_bindgen_test]
async fn cancelling_sends_nothing() {
    let open = open().await;
    open.press("Cancel").await;
    assert_eq!(open.closings.get_untracked(), 1);
    assert!(open.service.acts().is_empty());
}

#[wasm_bindgen_test]
async fn a_refusal_stands_inside_the_dialog_and_everything_typed_is_kept() {
    let open = open().await;
    open.type_both("name", "two\nlines");
    open.press("Create").await;
    open.refuse(NotAccepted::Refused(busy())).await;
    assert!(open.page.has("dialog:modal form .failure[role=alert]"));
    assert_eq!(
        open.page.text(".failure-lead"),
        "The checkpoint was not created."
    );
    assert_eq!(
        open.page.text(".failure-message"),
        "Another operation is in progress on this machine."
    );
    assert_eq!(open.typed(), ("name".into(), "two\nlines".into()));
    assert_eq!(open.closings.get_untracked(), 0);
}

#[wasm_bindgen_test]
async fn after_a_refusal_it_can_be_changed_and_sent_again() {
    let open = open().await;
    open.type_both("first", "");
    open.press("Create").await;
    open.refuse(NotAccepted::Refused(busy())).await;
    assert!(!open.page.has("[readonly]"));
    open.page.type_into("#checkpoint-name", "second");
    open.press("Create").await;
    assert!(!open.page.has(".failure"), "the old failure is gone");
    let names: Vec<_> = open
        .service
        .acts()
        .into_iter()
        .map(|(_, act)| act)
        .collect();
    assert_eq!(names, [create("first", ""), create("second", "")]);
}

#[wasm_bindgen_test]
async fn an_unknown_outcome_is_called_unknown_and_the_dialog_stays() {
    let open = open().await;
    open.type_both("name", "description");
    open.press("Create").await;
    let lost = Failure::new(FailureKind::NetworkLost, "The network was lost.");
    open.refuse(NotAccepted::Unknown(lost)).await;
    let bar = open.page.text("dialog .bar.warning");
    assert!(bar.contains("not known whether"), "{bar}");
    assert!(!open.page.has(".failure-lead"), "it is not called refused");
    assert_eq!(open.page.text(".failure-message"), "The network was lost.");
    assert!(
        !open.page.has(".failure-advice"),
        "nobody is told to try again what may have been done"
    );
    assert_eq!(open.typed(), ("name".into(), "description".into()));
    assert_eq!(open.closings.get_untracked(), 0);
    assert_eq!(open.service.acts().len(), 1, "nothing is sent again");
}

#[wasm_bindgen_test]
async fn an_answer_that_comes_when_the_dialog_is_gone_harms_nobody() {
    let open = open().await;
    open.press("Create").await;
    open.shown.set(false);
    settle().await;
    assert!(!open.page.has("dialog"));
    open.service.answer(Err(NotAccepted::Refused(busy())));
    settle().await;
    open.shown.set(true);
    settle().await;
    assert!(open.page.has("dialog:modal"));
    assert!(!open.page.has(".failure"));
}
