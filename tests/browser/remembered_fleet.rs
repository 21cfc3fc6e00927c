//! The last known fleet: kept for one account, shown at its next visit, removed by signing out.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use scvmm_console::browser::database::{self, Pieces};
use scvmm_console::browser::timer::{now_ms, sleep};
use scvmm_console::state::fleet::Fleet;
use scvmm_console::state::remembered_fleet::{disown, forget, is_kept, remember};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{checkpoint, listed, machine, part};
use crate::service::{Service, show_console};
use crate::stage::Page;

const ADMIN: &str = "https://management.azure.com|contoso|admin";
const READER: &str = "https://management.azure.com|contoso|reader";

/// A service with these machines in one subscription.
fn service(names: &[&str]) -> Rc<Service> {
    let service = Service::with(machine(vec![checkpoint("c1", "", "Before")]));
    let machines = names.iter().map(|name| listed(name)).collect();
    service
        .parts
        .replace(vec![(part("Production"), Ok(machines))]);
    service
}

/// Somebody's visit. One that does not read anything sees only what is remembered.
async fn visit(service: &Rc<Service>, owner: &'static str, reads: bool) -> (Page, Fleet) {
    let fleet = Rc::new(Cell::new(None));
    let kept = Rc::clone(&fleet);
    let page = show_console(service, move |console| {
        if reads {
            console.fleet.refresh();
        }
        spawn_local_scoped_with_cancellation(remember(console.fleet, owner.to_owned()));
        kept.set(Some(console.fleet));
        ().into_any()
    })
    .await;
    (page, fleet.get().unwrap())
}

/// A visit that lists the machines and stays until they are kept.
async fn lasting_visit(names: &[&str]) {
    let (page, _) = visit(&service(names), ADMIN, true).await;
    for _ in 0..200 {
        if kept().await {
            return drop(page);
        }
        sleep(20).await;
    }
    panic!("nothing was kept");
}

/// Whether machines are kept.
async fn kept() -> bool {
    is_kept() && database::get("machines").await.is_some()
}

/// As in a browser that was never here.
async fn nothing_is_kept() {
    disown();
    database::clear().await;
}

fn shown(fleet: Fleet) -> Vec<(String, bool)> {
    fleet.rows().with_untracked(|rows| {
        let rows = rows.all().iter();
        rows.map(|row| (row.name().to_owned(), row.is_past()))
            .collect()
    })
}

/// Long enough for what is remembered to be shown, and for what is new to be kept.
async fn a_while() {
    sleep(600).await;
}

#[wasm_bindgen_test]
async fn the_next_visit_of_the_same_account_sees_the_fleet_and_from_when_it_is() {
    nothing_is_kept().await;
    let before = now_ms();
    lasting_visit(&["web-01", "web-02"]).await;
    let (page, fleet) = visit(&service(&[]), ADMIN, false).await;
    page.until("the machines", |_| !shown(fleet).is_empty())
        .await;
    let both = ["web-01", "web-02"].map(|name| (name.to_owned(), true));
    assert_eq!(shown(fleet), both);
    fleet.rows().with_untracked(|rows| {
        assert!(rows.as_of_ms().unwrap() >= before);
        let known = rows.all()[0].instance.known().unwrap();
        assert_eq!(known.checkpoints[0].name, "Before");
    });
    let id = listed("web-01").id;
    assert!(
        fleet.known(&id).is_none(),
        "nothing is done on the ground of it"
    );
    a_while().await;
    assert_eq!(
        shown(fleet),
        both,
        "a visit that reads nothing keeps nothing"
    );
    nothing_is_kept().await;
}

#[wasm_bindgen_test]
async fn another_account_sees_nothing_and_what_was_kept_is_removed() {
    nothing_is_kept().await;
    lasting_visit(&["web-01"]).await;
    let (page, fleet) = visit(&service(&[]), READER, false).await;
    a_while().await;
    assert_eq!(shown(fleet), []);
    assert!(!kept().await);
    drop(page);
    let (_page, fleet) = visit(&service(&[]), ADMIN, false).await;
    a_while().await;
    assert_eq!(shown(fleet), [], "it came back");
    nothing_is_kept().await;
}

#[wasm_bindgen_test]
async fn a_tab_that_is_still_open_does_not_put_back_what_signing_out_removed() {
    nothing_is_kept().await;
    let service = service(&["web-01"]);
    let (_page, fleet) = visit(&service, ADMIN, true).await;
    a_while().await;
    assert!(kept().await);
    let (other, own) = visit(&service, ADMIN, false).await;
    forget(own).await;
    drop(other);
    assert!(!kept().await);
    fleet.refresh();
    // More than the minute between two writings, as time passes here.
    sleep(4_000).await;
    assert!(!kept().await);
    assert!(database::get("head").await.is_none());
}

#[wasm_bindgen_test]
async fn what_is_damaged_is_not_shown_and_is_replaced() {
    nothing_is_kept().await;
    lasting_visit(&["web-01"]).await;
    let damaged = Pieces::new();
    damaged.push(b"no fleet");
    assert!(database::put("machines", &damaged, None).await);
    let (page, fleet) = visit(&service(&[]), ADMIN, false).await;
    a_while().await;
    assert_eq!(shown(fleet), []);
    drop(page);
    let (page, _) = visit(&service(&["web-03"]), ADMIN, true).await;
    a_while().await;
    drop(page);
    let (_page, fleet) = visit(&service(&[]), ADMIN, false).await;
    a_while().await;
    assert_eq!(shown(fleet), [("web-03".to_owned(), true)]);
    nothing_is_kept().await;
}

#[wasm_bindgen_test]
async fn what_was_disowned_is_removed_by_the_next_visit_and_not_shown() {
    nothing_is_kept().await;
    lasting_visit(&["web-01"]).await;
    disown();
    assert!(database::get("machines").await.is_some());
    let (_page, fleet) = visit(&service(&[]), ADMIN, false).await;
    a_while().await;
    assert_eq!(shown(fleet), []);
    assert!(database::get("machines").await.is_none());
    nothing_is_kept().await;
}
