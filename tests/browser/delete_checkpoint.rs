//! The dialog that deletes a checkpoint.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::backend::NotAccepted;
use scvmm_console::browser::timer::now_ms;
use scvmm_console::dialogs::delete_checkpoint::DeleteCheckpoint;
use scvmm_console::model::action::Action;
use scvmm_console::model::checkpoint::Checkpoint;
use scvmm_console::signal::RwSignal;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{busy, checkpoint, machine, machine_id, target};
use crate::service::{Service, show_console};
use crate::stage::{Page, has_focus, pointed_to, settle};

/// As a service might write it: no case is the console's to choose.
const ID: &str = "F4D5AA5C-6b1e-4C2F-9d0a-0123456789aB";

struct Open {
    page: Page,
    service: Rc<Service>,
    closings: RwSignal<u32>,
}

async fn open(checkpoint: Checkpoint, later: usize) -> Open {
    let service = Service::with(machine(vec![checkpoint.clone()]));
    let closings = RwSignal::new(0);
    let close = Callback::new(move |()| closings.update(|count| *count += 1));
    let page = show_console(&service, move |_| {
        view! {
            <DeleteCheckpoint machine=target("web-01") checkpoint=checkpoint later=later on_close=close />
        }
        .into_any()
    })
    .await;
    Open {
        page,
        service,
        closings,
    }
}

async fn before_update() -> Open {
    let checkpoint = Checkpoint {
        description: "CHG-1 <b>".into(),
        ..checkpoint(ID, "", "Before update")
    };
    open(checkpoint, 0).await
}

#[wasm_bindgen_test]
async fn the_question_names_the_checkpoint_and_the_machine_and_says_what_is_lost() {
    let open = before_update().await;
    let title = pointed_to(&open.page.one("dialog:modal"), "aria-labelledby");
    assert_eq!(title, "Delete “Before update” on web-01?");
    assert_eq!(open.page.text(".quote"), "CHG-1 <b>");
    let text = open.page.text("dialog");
    for part in ["restore point is lost", "The machine stays as it is now."] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[wasm_bindgen_test]
async fn when_it_was_taken_is_said_where_the_service_tells() {
    let taken = Checkpoint {
        taken_ms: Some(now_ms() - 3 * 24 * 60 * 60 * 1_000),
        ..checkpoint(ID, "", "name")
    };
    let text = open(taken, 0).await.page.text("dialog");
    assert!(
        text.contains("It was taken ") && text.contains("(3 days ago)."),
        "{text}"
    );
    let text = before_update().await.page.text("dialog");
    assert!(!text.contains("taken"), "{text}");
}

#[wasm_bindgen_test]
async fn later_checkpoints_are_said_to_stay_when_there_are_any() {
    for (later, words) in [
        (1, "So does the checkpoint that was taken after it."),
        (2, "So do the checkpoints that were taken after it."),
    ] {
        let open = open(checkpoint(ID, "", "name"), later).await;
        let text = open.page.text("dialog");
        assert!(text.contains(words), "{text}");
    }
    let text = before_update().await.page.text("dialog");
    assert!(!text.contains("taken after it"), "{text}");
}

#[wasm_bindgen_test]
async fn a_checkpoint_without_a_name_is_called_by_its_id() {
    let open = open(checkpoint(ID, "", " "), 0).await;
    assert_eq!(open.page.text("h2"), format!("Delete “{ID}” on web-01?"));
}

#[wasm_bindgen_test]
async fn the_safe_button_has_the_focus_and_sends_nothing() {
    let open = before_update().await;
    let keep = open.page.button("Keep checkpoint");
    assert!(has_focus(&keep));
    keep.click();
    settle().await;
    assert_eq!(open.closings.get_untracked(), 1);
    assert!(open.service.acts().is_empty());
}

#[wasm_bindgen_test]
async fn the_id_goes_out_as_the_service_wrote_it_and_once() {
    let open = before_update().await;
    let button = open.page.button("Delete");
    button.click();
    button.click();
    settle().await;
    assert!(
        open.page
            .button("Keep checkpoint")
            .has_attribute("disabled")
    );
    open.page.button("Deleting…").click();
    settle().await;
    let acts = open.service.acts();
    assert_eq!(acts.len(), 1);
    assert_eq!(acts[0].0, machine_id("web-01"));
    match &acts[0].1 {
        // Ids are equal in any case: here it is the text that counts.
        Action::Delete { id, title } => {
            assert_eq!((id.as_str(), title.as_str()), (ID, "Before update"))
        }
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn it_closes_when_the_service_has_accepted_and_not_before() {
    let open = before_update().await;
    open.page.button("Delete").click();
    settle().await;
    assert_eq!(open.closings.get_untracked(), 0);
    open.service.accept();
    open.page
        .until("it closes", |_| open.closings.get_untracked() == 1)
        .await;
}

#[wasm_bindgen_test]
async fn a_refusal_stands_inside_the_dialog() {
    let open = before_update().await;
    open.page.button("Delete").click();
    settle().await;
    open.service.answer(Err(NotAccepted::Refused(busy())));
    open.page
        .until("the failure shows", |page| page.has("dialog .failure"))
        .await;
    assert_eq!(
        open.page.text(".failure-lead"),
        "The checkpoint was not deleted."
    );
    assert_eq!(open.closings.get_untracked(), 0);
}
