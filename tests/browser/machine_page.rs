//! The page of one machine: what it shows and what it blocks.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::model::failure::{Failure, FailureKind};
use scvmm_console::model::rights::{Right, Rights};
use scvmm_console::model::virtual_machine::{CheckpointType, Instance};
use scvmm_console::pages::machine::MachinePage;
use scvmm_console::state::console::Console;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{checkpoint, machine, machine_id, part};
use crate::one_machine::{branched, page, reason};
use crate::service::{Service, show_console};
use crate::stage::{Page, attribute, pointed_to, settle, text_of};

const CREATE_RIGHT: &str = "Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action";
const DELETE_RIGHT: &str = "Microsoft.ScVmm/virtualMachineInstances/deleteCheckpoint/action";

async fn page_of(machine: Instance) -> Page {
    page(&Service::with(machine)).await
}

#[wasm_bindgen_test]
async fn the_tree_has_a_row_for_each_checkpoint_and_one_for_the_present_state() {
    let page = page_of(machine(branched())).await;
    let names: Vec<_> = page
        .all(".tree > li .node-name, .tree > li .here")
        .iter()
        .map(|row| text_of(row))
        .collect();
    assert_eq!(
        names,
        ["Base", "Side branch", "After setup", "You are here"]
    );
    assert_eq!(page.all(".tree > li").len(), 4);
    assert_eq!(page.text("h1"), "web-01");
    assert!(page.text(".page-head").contains("Running"));
}

#[wasm_bindgen_test]
async fn a_row_tells_in_words_what_the_lines_draw() {
    let page = page_of(machine(branched())).await;
    let rows: Vec<_> = page
        .all(".node-text")
        .iter()
        .map(|row| text_of(row))
        .collect();
    assert_eq!(rows[0], "Base. The first of its branch.");
    assert_eq!(rows[1], "Side branch. Taken after Base.");
    assert_eq!(
        rows[2],
        "After setup CHG-1 <i>. Taken after Base. The machine's present state is based on it.",
        "text, not markup"
    );
    assert_eq!(
        pointed_to(&page.one(".tree"), "aria-labelledby"),
        "Checkpoints"
    );
    for drawing in ["svg.lane", "svg.icon"] {
        let hidden = page
            .place()
            .query_selector(&format!("{drawing}:not([aria-hidden=true])"));
        assert!(hidden.unwrap().is_none(), "{drawing}");
    }
}

#[wasm_bindgen_test]
async fn a_machine_without_checkpoints_says_what_one_is_good_for() {
    let page = page_of(machine(Vec::new())).await;
    assert!(!page.has(".tree"));
    assert!(page.text(".empty").contains("No checkpoints"));
    assert_eq!(
        attribute(&page.one("#create-checkpoint"), "aria-disabled"),
        "false"
    );
    assert_eq!(reason(&page), "");
}

#[wasm_bindgen_test]
async fn with_checkpoints_disabled_creating_is_blocked_with_the_reason() {
    let page = page_of(Instance {
        checkpoint_type: CheckpointType::Disabled,
        ..machine(Vec::new())
    })
    .await;
    let button = page.one("#create-checkpoint");
    assert_eq!(attribute(&button, "aria-disabled"), "true");
    assert!(reason(&page).contains("disabled on this machine"));
    button.click();
    settle().await;
    assert!(!page.has("dialog"));
}

#[wasm_bindgen_test]
async fn a_missing_right_blocks_its_own_button_and_is_named() {
    let service = Service::with(machine(vec![checkpoint("A1", "", "Base")]));
    service.rights.replace(Rights {
        create: Right::Missing(CREATE_RIGHT.into()),
        delete: Right::Missing(DELETE_RIGHT.into()),
        restore: Right::Allowed,
        edit: Right::Unknown,
    });
    let page = page(&service).await;
    assert!(reason(&page).contains(CREATE_RIGHT), "{}", reason(&page));
    let delete = page.one("button[aria-label='Delete Base']");
    assert_eq!(attribute(&delete, "aria-disabled"), "true");
    assert!(attribute(&delete, "title").contains(DELETE_RIGHT));
    delete.click();
    page.one("#create-checkpoint").click();
    settle().await;
    assert!(!page.has("dialog"));
}

#[wasm_bindgen_test]
async fn a_button_that_is_blocked_still_says_what_it_is_for() {
    let service = Service::with(machine(vec![checkpoint("A1", "", "Base")]));
    service.rights.borrow_mut().delete = Right::Missing(DELETE_RIGHT.into());
    let page = page(&service).await;
    let button = page.one("button[aria-label='Delete Base']");
    assert_eq!(attribute(&button, "aria-label"), "Delete Base");
    assert!(attribute(&button, "title").contains(DELETE_RIGHT));
}

#[wasm_bindgen_test]
async fn a_machine_that_cannot_be_read_says_why_and_keeps_what_was_known() {
    let service = Service::with(machine(branched()));
    let page = page(&service).await;
    let failure = Failure::new(FailureKind::NetworkLost, "The network was lost.");
    service.machine.replace(Some(Err(failure)));
    page.one("#refresh").click();
    page.until("the failure shows", |page| page.has(".failure"))
        .await;
    assert_eq!(
        page.text(".failure-lead"),
        "This machine could not be read."
    );
    assert_eq!(page.text(".failure-message"), "The network was lost.");
    assert_eq!(page.all(".tree > li").len(), 4);
}

#[wasm_bindgen_test]
async fn a_machine_that_is_gone_says_so_though_the_list_does_not_name_it() {
    let service = Rc::new(Service::default());
    service.parts.replace(vec![(part("P"), Ok(Vec::new()))]);
    let page = show_console(&service, |console| {
        console.fleet.refresh();
        view! { <MachinePage id=machine_id("web-01") /> }.into_any()
    })
    .await;
    assert!(
        reason(&page).contains("not been read yet"),
        "{}",
        reason(&page)
    );
    let failure = Failure::new(FailureKind::NotFound, "There is no such machine.");
    drop(page);
    service.machine.replace(Some(Err(failure)));
    let page = show_console(&service, |console| {
        console.fleet.refresh();
        view! { <MachinePage id=machine_id("web-01") /> }.into_any()
    })
    .await;
    page.until("the failure shows", |page| page.has(".failure"))
        .await;
    assert_eq!(
        page.text(".failure-lead"),
        "This machine could not be read."
    );
    assert_eq!(page.text("[role=status]"), "Not read.");
}

#[wasm_bindgen_test]
async fn a_right_that_was_granted_is_seen_when_the_machine_is_read_again() {
    let service = Service::with(machine(Vec::new()));
    service.rights.borrow_mut().create = Right::Missing(CREATE_RIGHT.into());
    let page = page(&service).await;
    assert!(reason(&page).contains(CREATE_RIGHT));
    service.rights.borrow_mut().create = Right::Allowed;
    page.one("#refresh").click();
    page.until("creating is open", |page| reason(page).is_empty())
        .await;
}

#[wasm_bindgen_test]
async fn each_copy_button_says_whose_id_it_copies() {
    let page = page_of(machine(branched())).await;
    page.button("Copy the id of Base");
    page.button("Copy the id of After setup");
}

#[wasm_bindgen_test]
async fn leaving_the_page_while_the_machine_is_read_harms_nobody() {
    let service = Rc::new(Service::default());
    let here = RwSignal::new(true);
    let page = show_console(&service, move |_: Console| {
        view! { {move || here.get().then(|| view! { <MachinePage id=machine_id("web-01") /> })} }
            .into_any()
    })
    .await;
    assert!(page.text("#checkpoints-heading + .muted").is_empty());
    assert_eq!(page.text("[role=status]"), "Reading…");
    here.set(false);
    settle().await;
    assert!(!page.has("h1"));
    assert_eq!(service.readings.get(), 1);
}
