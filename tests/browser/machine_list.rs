//! The list of machines on a screen of known size, for the tests of the page and of its table.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::pages::machines::MachinesPage;
use scvmm_console::state::console::Console;
use wasm_bindgen::JsCast;

use crate::datacenter::{checkpoint, listed, machine, part};
use crate::service::{Service, show_console};
use crate::stage::{Page, painted, settle, text_of};

/// The rules that give rows their height and the list its own scroll bar.
const STYLE: [&str; 5] = [
    include_str!("../../style/base.css"),
    include_str!("../../style/ui.css"),
    include_str!("../../style/pages.css"),
    include_str!("../../style/list.css"),
    ".screen { display: flex; flex-direction: column; width: 1200px; height: 600px; }",
];
/// The rows of machines.
pub const ROWS: &str = ".grid-body > .row";

/// The list, and the console behind it.
pub struct List {
    /// The page.
    pub page: Page,
    /// The console.
    pub console: Console,
}

/// The list on a screen of the height of 600 pixels.
pub async fn list(service: &Rc<Service>) -> List {
    let list = list_before_rows(service).await;
    list.console.fleet.refresh();
    list.page
        .until("everything is read", |page| {
            !page.has(".reading, .skeleton")
        })
        .await;
    // The grid hears of its size in the next frame, and draws as many rows as that has room for.
    painted().await;
    list
}

/// The same before anything is read.
pub async fn list_before_rows(service: &Rc<Service>) -> List {
    let console = StoredValue::new_local(None);
    let page = show_console(service, move |own| {
        console.set_value(Some(own));
        view! {
            <style>{STYLE.concat()}</style>
            <div class="screen">
                <MachinesPage />
            </div>
        }
        .into_any()
    })
    .await;
    List {
        page,
        console: console.get_value().unwrap(),
    }
}

/// A service with so many machines.
pub fn service(machines: usize) -> Rc<Service> {
    let service = Service::with(machine(vec![checkpoint("A1", "", "Base")]));
    // Backwards, so that the order on screen is the list's own work.
    let names = (0..machines).rev().map(|n| listed(&format!("vm-{n}")));
    service
        .parts
        .replace(vec![(part("Production"), Ok(names.collect()))]);
    service
}

/// The name in a row.
pub fn name_of(row: &web_sys::Element) -> String {
    text_of(&row.query_selector("[role=rowheader]").unwrap().unwrap())
}

impl List {
    /// How many rows of machines are in the document.
    pub fn rows(&self) -> usize {
        self.page.all(ROWS).len()
    }

    /// The name in the first of them.
    pub fn first_name(&self) -> String {
        text_of(&self.page.all(&[ROWS, " > [role=rowheader]"].concat())[0])
    }

    /// Types into the search.
    pub async fn search(&self, text: &str) {
        self.console.list.set_search(text.to_owned());
        settle().await;
    }

    /// The heading of a column.
    pub fn heading(&self, words: &str) -> web_sys::Element {
        let mut found = self.page.all("[role=columnheader]");
        found.retain(|heading| text_of(heading).starts_with(words));
        found.remove(0).into()
    }

    /// Presses the heading of a column.
    pub async fn sort_by(&self, words: &str) {
        let heading = self.heading(words);
        let button = heading.query_selector("button").unwrap().unwrap();
        button.dyn_into::<web_sys::HtmlElement>().unwrap().click();
        settle().await;
    }
}
