//! The page of the machine web-01, for the tests of the page and of what is done on it.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::model::checkpoint::Checkpoint;
use scvmm_console::pages::machine::MachinePage;

use crate::datacenter::{checkpoint, machine_id};
use crate::service::{Service, show_console};
use crate::stage::{Page, pointed_to};

/// A root, what was taken after it, and a side branch from the root. The machine is based on the second.
pub fn branched() -> Vec<Checkpoint> {
    let described = Checkpoint {
        description: "CHG-1 <i>".into(),
        ..checkpoint("B2", "A1", "After setup")
    };
    vec![
        checkpoint("A1", "00000000-0000-0000-0000-000000000001", "Base"),
        checkpoint("C3", "A1", "Side branch"),
        described,
    ]
}

/// The page, with the sentences for a screen reader below it.
pub async fn page(service: &Rc<Service>) -> Page {
    let page = show_console(service, |console| {
        view! {
            <MachinePage id=machine_id("web-01") />
            <p id="heard">{move || console.notices.spoken().get()}</p>
        }
        .into_any()
    })
    .await;
    page.until("the machine is read", |page| !page.has("[role=status]"))
        .await;
    page
}

/// Why creating is blocked, or empty.
pub fn reason(page: &Page) -> String {
    pointed_to(&page.one("#create-checkpoint"), "aria-describedby")
}
