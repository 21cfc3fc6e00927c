//! What the tree of checkpoints tells and offers for each of them.

use scvmm_console::browser::clock;
use scvmm_console::browser::timer::now_ms;
use scvmm_console::model::action::Action;
use scvmm_console::model::capability::Capabilities;
use scvmm_console::model::checkpoint::Checkpoint;
use scvmm_console::model::rights::Right;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{checkpoint, checkpoint_id, machine, machine_id};
use crate::one_machine::{branched, page};
use crate::service::{CAPABILITIES, Service};
use crate::stage::{Page, attribute, has_focus, settle, text_of};

async fn press(page: &Page, name: &str) {
    let button = page.one(&format!("button[aria-label='{name}']"));
    button.focus().unwrap();
    button.click();
    settle().await;
}

#[wasm_bindgen_test]
async fn when_a_checkpoint_was_taken_is_said_where_the_service_tells() {
    let taken = now_ms() - 34 * 24 * 60 * 60 * 1_000;
    let timed = Checkpoint {
        taken_ms: Some(taken),
        ..checkpoint("B2", "A1", "Timed")
    };
    let page = page(&Service::with(machine(vec![
        checkpoint("A1", "", "Untimed"),
        timed,
    ])))
    .await;
    let rows: Vec<_> = page
        .all(".node-text")
        .iter()
        .map(|row| text_of(row))
        .collect();
    assert!(!rows[0].contains("ago"), "{}", rows[0]);
    let words = format!("{} (34 days ago)", clock::date_and_time(taken));
    assert!(rows[1].contains(&words), "{words} in {}", rows[1]);
}

#[wasm_bindgen_test]
async fn a_checkpoint_that_is_not_usable_says_so_and_cannot_be_restored_but_deleted() {
    let lost = Checkpoint {
        usable: false,
        ..checkpoint("A1", "", "Lost")
    };
    let whole = checkpoint("B2", "A1", "Whole");
    let page = page(&Service::with(machine(vec![lost, whole]))).await;
    assert_eq!(page.text(".node-unusable"), "Not usable");
    let drawing = page
        .one(".node-unusable")
        .query_selector("svg[aria-hidden=true]");
    assert!(drawing.unwrap().is_some());
    let restore = page.one("button[aria-label='Restore Lost']");
    assert_eq!(attribute(&restore, "aria-disabled"), "true");
    assert_eq!(
        attribute(&restore, "title"),
        "VMM marks this checkpoint as not usable."
    );
    press(&page, "Restore Lost").await;
    assert!(has_focus(&restore), "it can still be reached, and says why");
    assert!(!page.has("dialog"));
    press(&page, "Delete Lost").await;
    assert_eq!(page.text("dialog h2"), "Delete “Lost” on web-01?");
    page.button("Keep checkpoint").click();
    settle().await;
    press(&page, "Restore Whole").await;
    assert!(page.has("dialog"));
}

#[wasm_bindgen_test]
async fn renaming_is_offered_only_where_the_service_can_and_asks_about_its_own_row() {
    let service = Service::with(machine(branched()));
    let unable = page(&service).await;
    assert!(!unable.has("button[aria-label='Rename Side branch']"));
    drop(unable);
    service.capabilities.set(Some(Capabilities {
        edits_checkpoints: true,
        ..CAPABILITIES
    }));
    let page = page(&service).await;
    press(&page, "Rename Side branch").await;
    assert_eq!(page.text("dialog h2"), "Rename “Side branch” on web-01");
    page.type_into("#checkpoint-name", "Main branch");
    page.button("Save").click();
    settle().await;
    let sent = Action::Edit {
        id: checkpoint_id("C3"),
        title: "Side branch".into(),
        name: Some("Main branch".into()),
        description: None,
    };
    assert_eq!(service.acts(), [(machine_id("web-01"), sent)]);
}

#[wasm_bindgen_test]
async fn each_right_blocks_its_own_button_of_every_row() {
    let service = Service::with(machine(branched()));
    service.rights.borrow_mut().restore = Right::Missing("Restore".into());
    let page = page(&service).await;
    for (name, disabled) in [
        ("Restore Base", "true"),
        ("Restore Side branch", "true"),
        ("Delete Base", "false"),
    ] {
        let button = page.one(&format!("button[aria-label='{name}']"));
        assert_eq!(attribute(&button, "aria-disabled"), disabled, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_missing_right_to_create_is_told_in_the_dialog_that_restores() {
    let service = Service::with(machine(branched()));
    service.rights.borrow_mut().create = Right::Missing("Checkpoint".into());
    let page = page(&service).await;
    press(&page, "Restore Base").await;
    let text = page.text("dialog");
    assert!(
        text.contains("Your account lacks the right Checkpoint."),
        "{text}"
    );
    assert!(!page.has("#keep-present-state"));
}
