//! What is done to checkpoints on the page of a machine, from the button to the end of the operation.

use scvmm_console::model::action::Action;
use scvmm_console::model::failure::{Failure, FailureKind};
use scvmm_console::model::follow::Sight;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::clipboard::Clipboard;
use crate::datacenter::{checkpoint, checkpoint_id, machine, machine_id};
use crate::one_machine::{branched, page, reason};
use crate::service::Service;
use crate::stage::{Page, attribute, has_focus, settle};

/// Presses the button that deletes the checkpoint with this name, as a person does: with the focus on it.
async fn press_delete(page: &Page, name: &str) {
    let button = page.one(&format!("button[aria-label='Delete {name}']"));
    button.focus().unwrap();
    button.click();
    settle().await;
}

#[wasm_bindgen_test]
async fn creating_opens_a_dialog_and_turning_back_returns_the_focus() {
    let page = page(&Service::with(machine(Vec::new()))).await;
    let button = page.one("#create-checkpoint");
    button.focus().unwrap();
    button.click();
    settle().await;
    assert!(page.has("dialog:modal #checkpoint-name"));
    page.button("Cancel").click();
    settle().await;
    assert!(!page.has("dialog"));
    assert!(has_focus(&button));
}

#[wasm_bindgen_test]
async fn while_an_operation_runs_it_is_shown_and_another_is_blocked() {
    let service = Service::with(machine(Vec::new()));
    let page = page(&service).await;
    page.one("#create-checkpoint").click();
    settle().await;
    page.type_into("#checkpoint-name", "Before update");
    page.button("Create").click();
    settle().await;
    // While the request is under way, too: whoever leaves the dialog must not be able to send it twice.
    assert!(page.has(".operation"));
    assert!(reason(&page).contains("still under way"));
    assert!(page.has("dialog"));
    service.accept();
    page.until("the dialog closes", |page| !page.has("dialog"))
        .await;
    assert!(page.text(".operation").contains("Creating checkpoint"));
    assert!(
        reason(&page).contains("Create checkpoint is still under way"),
        "{}",
        reason(&page)
    );
    assert_eq!(
        attribute(&page.one("#create-checkpoint"), "aria-disabled"),
        "true"
    );
}

#[wasm_bindgen_test]
async fn once_the_machine_shows_it_a_created_checkpoint_is_in_the_tree_and_spoken_of() {
    let service = Service::with(machine(Vec::new()));
    service.sights.borrow_mut().extend([
        Sight::Running {
            wait_ms: None,
            progress: None,
        },
        Sight::Succeeded,
    ]);
    let page = page(&service).await;
    page.one("#create-checkpoint").click();
    settle().await;
    page.type_into("#checkpoint-name", "Before update");
    page.button("Create").click();
    settle().await;
    let taken = vec![checkpoint("A1", "", "Before update")];
    service.machine.replace(Some(Ok(machine(taken))));
    service.accept();
    page.until("the checkpoint shows", |page| page.has(".tree .node-name"))
        .await;
    page.until("its end is spoken", |page| {
        page.text("#heard") == "Checkpoint created on web-01."
    })
    .await;
    assert!(page.text(".operation").contains("Checkpoint created"));
    assert_eq!(reason(&page), "");
}

#[wasm_bindgen_test]
async fn a_failed_operation_shows_its_causes_beside_it_and_is_spoken_of() {
    let service = Service::with(machine(vec![checkpoint("A1", "", "Base")]));
    let failure = Failure::new(FailureKind::Other, "The volume is full.");
    service
        .sights
        .borrow_mut()
        .push_back(Sight::Failed(failure));
    let page = page(&service).await;
    press_delete(&page, "Base").await;
    page.button("Delete").click();
    settle().await;
    service.accept();
    page.until("it has failed", |page| page.has(".operation .failure"))
        .await;
    assert!(page.text(".operation").contains("Delete checkpoint failed"));
    assert_eq!(
        page.text(".operation .failure-message"),
        "The volume is full."
    );
    assert_eq!(
        page.text("#heard"),
        "Delete checkpoint failed on web-01. The volume is full."
    );
    assert_eq!(
        page.all(".tree > li").len(),
        2,
        "the checkpoint is still there"
    );
}

#[wasm_bindgen_test]
async fn deleting_asks_about_the_checkpoint_of_its_row() {
    let service = Service::with(machine(branched()));
    let page = page(&service).await;
    press_delete(&page, "Base").await;
    assert_eq!(page.text("dialog h2"), "Delete “Base” on web-01?");
    let text = page.text("dialog");
    assert!(
        text.contains("So do the checkpoints that were taken after it."),
        "{text}"
    );
    page.button("Delete").click();
    settle().await;
    let acts = service.acts();
    assert_eq!(
        acts,
        [(
            machine_id("web-01"),
            Action::Delete {
                id: checkpoint_id("A1"),
                title: "Base".into()
            }
        )]
    );
}

#[wasm_bindgen_test]
async fn turning_back_from_a_delete_returns_the_focus_to_its_row() {
    let page = page(&Service::with(machine(branched()))).await;
    press_delete(&page, "Side branch").await;
    page.button("Keep checkpoint").click();
    settle().await;
    assert!(!page.has("dialog"));
    assert!(has_focus(
        &page.one("button[aria-label='Delete Side branch']")
    ));
}

#[wasm_bindgen_test]
async fn what_is_typed_survives_a_reading_of_the_machine_that_goes_on_behind_the_dialog() {
    let service = Service::with(machine(branched()));
    let page = page(&service).await;
    page.one("#create-checkpoint").click();
    settle().await;
    page.type_into("#checkpoint-description", "half a sen");
    service.machine.replace(Some(Ok(machine(Vec::new()))));
    page.one("#refresh").click();
    page.until("the machine is read again", |page| page.has(".small-empty"))
        .await;
    assert_eq!(page.value("#checkpoint-description"), "half a sen");
}

#[wasm_bindgen_test]
async fn when_the_tree_has_changed_each_row_still_acts_on_its_own_checkpoint() {
    let clipboard = Clipboard::open();
    let service = Service::with(machine(branched()));
    let page = page(&service).await;
    let now = vec![
        checkpoint("D4", "", "Quite another"),
        checkpoint("B2", "D4", "After setup"),
    ];
    service.machine.replace(Some(Ok(machine(now))));
    page.one("#refresh").click();
    page.until("the tree has changed", |page| {
        page.all(".node-name").len() == 2
    })
    .await;
    for (row, (name, id)) in [("Quite another", "D4"), ("After setup", "B2")]
        .into_iter()
        .enumerate()
    {
        page.all(".node-actions .compact")[row].click();
        settle().await;
        assert_eq!(clipboard.texts()[row], id);
        press_delete(&page, name).await;
        let title = page.text("dialog h2");
        assert_eq!(title, format!("Delete “{name}” on web-01?"));
        page.button("Keep checkpoint").click();
        settle().await;
    }
    press_delete(&page, "After setup").await;
    page.button("Delete").click();
    settle().await;
    let sent = Action::Delete {
        id: checkpoint_id("B2"),
        title: "After setup".into(),
    };
    assert_eq!(service.acts(), [(machine_id("web-01"), sent)]);
}

#[wasm_bindgen_test]
async fn a_refusal_stands_in_the_dialog_and_nowhere_else() {
    use scvmm_console::backend::NotAccepted;
    use scvmm_console::model::failure::{Failure, FailureKind};
    let service = Service::with(machine(Vec::new()));
    let page = page(&service).await;
    page.one("#create-checkpoint").click();
    settle().await;
    page.button("Create").click();
    settle().await;
    let refusal = Failure::new(FailureKind::Busy, "Busy.");
    service.answer(Err(NotAccepted::Refused(refusal)));
    page.until("the refusal shows", |page| page.has("dialog .failure"))
        .await;
    assert!(!page.has(".operation"));
}
