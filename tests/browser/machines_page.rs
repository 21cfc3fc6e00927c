//! The list of machines: its rows, and what stands there when there are none.

use std::rc::Rc;

use scvmm_console::model::failure::{Failure, FailureKind};
use scvmm_console::route::Route;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{machine_id, part};
use crate::machine_list::{ROWS, list, service};
use crate::service::Service;
use crate::stage::{attribute, settle, text_of};

#[wasm_bindgen_test]
async fn a_search_that_finds_nothing_says_so_and_can_be_cleared() {
    let list = list(&service(3)).await;
    list.search(" no-such-machine ").await;
    assert_eq!(list.rows(), 0);
    assert!(
        list.page.text(".empty").contains("“no-such-machine”"),
        "{}",
        list.page.text(".empty")
    );
    list.page.button("Clear the search").click();
    settle().await;
    assert_eq!(
        list.console
            .list
            .view()
            .with_untracked(|view| view.search.clone()),
        ""
    );
    assert_eq!(list.rows(), 3);
}

#[wasm_bindgen_test]
async fn fields_narrow_the_list_and_one_that_is_none_is_named() {
    let list = list(&service(3)).await;
    list.search("state:running checkpoints:<=5").await;
    assert_eq!(list.rows(), 3);
    list.search("-state:running").await;
    assert_eq!(list.rows(), 0);
    list.search("colour:blue").await;
    let empty = list.page.text(".empty");
    assert!(empty.contains("There is no field “colour”"), "{empty}");
}

#[wasm_bindgen_test]
async fn a_row_tells_of_its_machine_and_leads_to_it() {
    let list = list(&service(1)).await;
    let cells: Vec<_> = list
        .page
        .all(&[ROWS, " > *"].concat())
        .iter()
        .map(|cell| text_of(cell))
        .collect();
    assert_eq!(
        cells,
        [
            "",
            "vm-0",
            "Running",
            "1",
            "Windows Server 2022 Datacenter",
            "vmm-01 / Production",
            "rg-web",
            "Production",
            "",
        ]
    );
    let link = list.page.one(".grid-body a");
    assert_eq!(
        Route::parse(&attribute(&link, "href")),
        Route::Machine(machine_id("vm-0"))
    );
}

#[wasm_bindgen_test]
async fn a_machine_that_cannot_be_read_keeps_its_row_and_says_so() {
    let service = service(1);
    let failure = Failure::new(FailureKind::ServiceFault, "The server is gone.");
    service.machine.replace(Some(Err(failure)));
    let list = list(&service).await;
    let state = list.page.one(".row .col-state");
    assert_eq!(text_of(&state), "Not read");
    assert_eq!(attribute(&state, "title"), "The server is gone.");
}

#[wasm_bindgen_test]
async fn a_subscription_that_refuses_does_not_hide_the_others() {
    let service = service(2);
    let refusal = Failure::new(FailureKind::Forbidden { action: None }, "No access <here>.");
    service
        .parts
        .borrow_mut()
        .push((part("Finance"), Err(refusal)));
    let list = list(&service).await;
    assert_eq!(list.rows(), 2);
    let bar = list.page.text(".bar.warning .bar-content > p");
    assert_eq!(
        bar,
        "A subscription could not be read: Finance. Your account has no role that lets it read machines there."
    );
    assert!(list.page.has(".bar details:not([open]) .failure"));
    let details = list.page.one(".bar .failure-message").text_content();
    assert_eq!(details.as_deref(), Some("No access <here>."));
}

#[wasm_bindgen_test]
async fn an_empty_list_says_why_it_is_empty_and_what_to_do() {
    let nothing = Rc::new(Service::default());
    let no_machines = service(0);
    let lost = Rc::new(Service::default());
    let failure = Failure::new(FailureKind::NetworkLost, "The network was lost.");
    lost.parts.replace(vec![(part("Finance"), Err(failure))]);
    let page = list(&lost).await.page;
    assert!(!page.has(".empty"), "the bar says why");
    page.button("Try again");
    drop(page);
    let no_rights = Rc::new(Service::default());
    let refusal = Failure::new(FailureKind::Forbidden { action: None }, "No access.");
    no_rights
        .parts
        .replace(vec![(part("Finance"), Err(refusal))]);
    for (service, heading) in [
        (nothing, "No subscription to show"),
        (no_machines, "No machines yet"),
        (no_rights, "You may not list machines here"),
    ] {
        let list = list(&service).await;
        assert_eq!(list.page.text(".empty h2"), heading);
        assert!(!list.page.has("[role=grid]"));
        list.page.button("Try again");
    }
}
