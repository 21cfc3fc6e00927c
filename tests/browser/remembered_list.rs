//! What the list keeps in this browser, from one visit to the next and from one tab to the other.

use leptos::prelude::*;
use scvmm_console::browser::storage;
use scvmm_console::state::list::List;
use scvmm_console::state::view::Column;
use scvmm_console::state::view::columns::Columns;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Event;

use crate::service::{Service, show_console};
use crate::stage::{Page, settle};

/// A visit: the list of a console that has just been started.
async fn visit() -> (List, Page) {
    let list = StoredValue::new_local(None);
    let page = show_console(&Service::default().into(), move |console| {
        console.list.remember();
        console.list.keep();
        list.set_value(Some(console.list));
        ().into_any()
    })
    .await;
    settle().await;
    (list.get_value().unwrap(), page)
}

fn names(list: List) -> Vec<String> {
    list.saved().with_untracked(|saved| {
        let all = saved.all().iter();
        all.map(|saved| saved.name.clone()).collect()
    })
}

#[wasm_bindgen_test]
async fn columns_and_views_are_there_at_the_next_visit_and_in_the_next_tab() {
    storage::keep("scvmm.columns", "");
    storage::keep("scvmm.views", "");
    let (first, page) = visit().await;
    first.columns().update(|columns| {
        columns.show(Column::OperatingSystem, false);
        columns.set_width(Column::Name, Some(300));
    });
    first.set_search("state:running".to_owned());
    assert!(first.save("Running"));
    settle().await;
    let columns = first.columns().get_untracked();
    drop(page);

    let (next, _page) = visit().await;
    assert_eq!(next.columns().get_untracked(), columns);
    assert!(columns.print().starts_with("name:300,"));
    assert_eq!(names(next), ["Running"]);
    let search = next.view().with_untracked(|view| view.search.clone());
    assert_eq!(search, "", "only what was saved is kept");

    // Another tab saves a view.
    let kept = storage::recall("scvmm.views").unwrap();
    storage::keep(
        "scvmm.views",
        &[&kept, "&Busy=%23%2Fmachines%3Fq%3Dbusy"].concat(),
    );
    let told = Event::new("storage").unwrap();
    web_sys::window().unwrap().dispatch_event(&told).unwrap();
    settle().await;
    assert_eq!(names(next), ["Running", "Busy"]);
    assert!(next.save("Here"));
    settle().await;
    assert!(storage::recall("scvmm.views").unwrap().contains("Busy"));
    let usual = Columns::usual(Column::ALL.to_vec()).print();
    storage::keep("scvmm.columns", &usual);
    storage::keep("scvmm.views", "");
}
