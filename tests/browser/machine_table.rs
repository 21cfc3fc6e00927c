//! The table of machines.

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Event;

use crate::datacenter::listed;
use crate::machine_list::List;
use crate::machine_list::{ROWS, list, service};
use crate::stage::{attribute, has_focus, settle, text_of};

#[wasm_bindgen_test]
async fn of_thousands_of_machines_only_those_on_the_screen_are_in_the_document() {
    let list = list(&service(2_000)).await;
    assert!((10..80).contains(&list.rows()), "{} rows", list.rows());
    assert_eq!(attribute(&list.page.one("table"), "aria-rowcount"), "2001");
    assert_eq!(
        list.page.text(".page-head [role=status]"),
        "2000 in 1 subscription"
    );
    assert_eq!(attribute(&list.page.all(ROWS)[0], "aria-rowindex"), "2");
    assert_eq!(list.first_name(), "vm-0");
}

#[wasm_bindgen_test]
async fn scrolling_brings_the_rows_of_that_place_and_takes_away_the_others() {
    let list = list(&service(2_000)).await;
    let scroller = list.page.one(".table-scroll");
    scroller.set_scroll_top(36 * 1_000);
    list.page
        .until("the rows are there", |page| {
            page.has("tr[aria-rowindex='1005']")
        })
        .await;
    assert!(!list.page.has("tbody tr[aria-rowindex='2']"));
    assert!(list.rows() < 80, "{} rows", list.rows());
    let row = list.page.one("tr[aria-rowindex='1005']");
    assert!(text_of(&row).starts_with("vm-1003"), "{}", text_of(&row));
    let (screen, row) = (
        scroller.get_bounding_client_rect(),
        row.get_bounding_client_rect(),
    );
    assert!(
        screen.top() <= row.top() && row.bottom() <= screen.bottom(),
        "row at {} of a screen from {} to {}",
        row.top(),
        screen.top(),
        screen.bottom()
    );
    scroller.set_scroll_top(scroller.scroll_height());
    list.page
        .until("the last is there", |page| {
            page.has("tr[aria-rowindex='2001']")
        })
        .await;
}

#[wasm_bindgen_test]
async fn a_window_that_grows_is_filled() {
    let list = list(&service(2_000)).await;
    let before = list.rows();
    let screen = list.page.one(".screen");
    screen.style().set_property("height", "1200px").unwrap();
    let resized = Event::new("resize").unwrap();
    web_sys::window().unwrap().dispatch_event(&resized).unwrap();
    settle().await;
    let more = list.rows() - before;
    assert!((16..=17).contains(&more), "{more} more in 600 pixels");
}

#[wasm_bindgen_test]
async fn a_search_from_far_down_shows_what_it_finds() {
    let list = list(&service(2_000)).await;
    list.page.one(".table-scroll").set_scroll_top(36 * 1_900);
    list.page
        .until("the list is far down", |page| {
            page.has("tr[aria-rowindex='1905']")
        })
        .await;
    list.search("vm-77").await;
    list.page
        .until("what is found shows", |page| page.all(ROWS).len() == 11)
        .await;
    assert_eq!(list.first_name(), "vm-77");
    assert_eq!(attribute(&list.page.one("table"), "aria-rowcount"), "12");
    assert_eq!(
        list.page.text(".page-head [role=status]"),
        "11 of 2000 in 1 subscription"
    );
}

#[wasm_bindgen_test]
async fn a_heading_sorts_and_the_same_heading_again_turns_the_order_round() {
    let list = list(&service(12)).await;
    let direction = |heading: &str| attribute(&list.heading(heading), "aria-sort");
    assert_eq!(direction("Name"), "ascending");
    assert_eq!(direction("State"), "none");
    list.sort_by("Name").await;
    assert_eq!(direction("Name"), "descending");
    assert_eq!(list.first_name(), "vm-11");
    list.sort_by("State").await;
    assert_eq!(direction("Name"), "none");
    assert_eq!(direction("State"), "ascending");
    list.sort_by("Name").await;
    assert_eq!(list.first_name(), "vm-0");
    let names: Vec<_> = list
        .page
        .all(&[ROWS, " > th"].concat())
        .iter()
        .map(|name| text_of(name))
        .collect();
    assert_eq!(names[2], "vm-2", "names are sorted as people count");
}

async fn read_again(list: &List) {
    list.console.fleet.refresh();
    settle().await;
    list.page
        .until("it is read again", |page| !page.has(".reading"))
        .await;
}

#[wasm_bindgen_test]
async fn reading_again_keeps_the_place() {
    let list = list(&service(200)).await;
    let scroller = list.page.one(".table-scroll");
    scroller.set_scroll_top(36 * 100);
    settle().await;
    read_again(&list).await;
    assert_eq!(scroller.scroll_top(), 36 * 100);
    assert_eq!(list.page.one(".table-scroll"), scroller);
}

#[wasm_bindgen_test]
async fn a_row_keeps_the_focus_when_others_come_above_it() {
    let service = service(3);
    let list = list(&service).await;
    let link = list.page.all("tbody a").remove(1);
    assert_eq!(text_of(&link), "vm-1");
    link.focus().unwrap();
    if let Some((_, Ok(machines))) = service.parts.borrow_mut().first_mut() {
        machines.push(listed("aa-1"));
    }
    read_again(&list).await;
    assert_eq!(list.first_name(), "aa-1");
    assert!(has_focus(&link));
    let row = link.closest("tr").unwrap().unwrap();
    assert_eq!(attribute(&row, "aria-rowindex"), "4");
}

#[wasm_bindgen_test]
async fn the_table_has_a_name_and_its_headings_are_buttons_that_name_their_columns() {
    let list = list(&service(1)).await;
    assert_eq!(list.page.text("table > caption"), "Machines");
    let headings: Vec<_> = list
        .page
        .all("thead th[scope=col] > button")
        .iter()
        .map(|heading| text_of(heading).replace([' ', '↑'], ""))
        .collect();
    assert_eq!(
        headings,
        [
            "Name",
            "State",
            "Checkpoints",
            "Checkpointtype",
            "Operatingsystem",
            "Liveson",
            "Resourcegroup",
            "Subscription",
            "Operation",
        ]
    );
    assert!(list.page.has("tbody tr > th[scope=row]"));
}
