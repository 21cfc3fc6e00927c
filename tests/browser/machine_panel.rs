//! The panel beside the list: the same machine as on its page, one level lower.

use leptos::prelude::*;
use scvmm_console::pages::machine::MachinePanel;
use scvmm_console::signal::RwSignal;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{machine, machine_id};
use crate::one_machine::branched;
use crate::service::{Service, show_console};
use crate::stage::{Page, attribute, pointed_to, settle, text_of};

async fn panel(closings: RwSignal<u32>) -> Page {
    let page = show_console(&Service::with(machine(branched())), move |_| {
        let close = Callback::new(move |()| closings.update(|count| *count += 1));
        view! { <MachinePanel id=machine_id("web-01") on_close=close /> }.into_any()
    })
    .await;
    page.until("the machine is read", |page| !page.has("[role=status]"))
        .await;
    page
}

#[wasm_bindgen_test]
async fn the_panel_is_named_after_the_machine_and_its_parts_are_one_level_lower() {
    let page = panel(RwSignal::new(0)).await;
    assert_eq!(pointed_to(&page.one(".panel"), "aria-labelledby"), "web-01");
    assert!(!page.has("h1"), "the list beside it has the page's heading");
    let headings: Vec<_> = page.all("h3").iter().map(|h| text_of(h)).collect();
    assert_eq!(headings, ["About", "Checkpoints", "Operations"]);
    assert!(page.text(".panel").contains("Running"));
    assert_eq!(page.all(".tree > li").len(), 4);
}

#[wasm_bindgen_test]
async fn the_panel_leads_to_the_page_of_its_machine() {
    let page = panel(RwSignal::new(0)).await;
    let link = page.one("a.button");
    assert_eq!(text_of(&link), "Open page");
    let address = attribute(&link, "href");
    assert!(
        address.starts_with("#/machines/") && address.ends_with("/web-01"),
        "{address}"
    );
}

#[wasm_bindgen_test]
async fn the_cross_and_the_way_back_both_close_the_panel() {
    let closings = RwSignal::new(0);
    let page = panel(closings).await;
    page.button("Close").click();
    page.button("Back to the list").click();
    assert_eq!(closings.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn checkpoints_are_taken_in_the_panel_as_on_the_page() {
    let page = panel(RwSignal::new(0)).await;
    page.one("#create-checkpoint").click();
    settle().await;
    assert_eq!(page.text("dialog h2"), "Create a checkpoint of web-01");
}
