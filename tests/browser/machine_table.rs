//! The table of machines.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{listed, machine_id};
use crate::machine_list::List;
use crate::machine_list::{ROWS, list, name_of, service};
use crate::stage::{attribute, settle, text_of};

#[wasm_bindgen_test]
async fn of_thousands_of_machines_only_those_on_the_screen_are_in_the_document() {
    let list = list(&service(2_000)).await;
    assert!((10..80).contains(&list.rows()), "{} rows", list.rows());
    assert_eq!(
        attribute(&list.page.one("[role=grid]"), "aria-rowcount"),
        "2001"
    );
    assert_eq!(
        list.page.text(".page-head [role=status]"),
        "2,000 in 1 subscription"
    );
    assert_eq!(attribute(&list.page.all(ROWS)[0], "aria-rowindex"), "2");
    assert_eq!(list.first_name(), "vm-0");
}

#[wasm_bindgen_test]
async fn scrolling_brings_the_rows_of_that_place_and_takes_away_the_others() {
    let list = list(&service(2_000)).await;
    let scroller = list.page.one(".machine-grid");
    scroller.set_scroll_top(36 * 1_000);
    list.page
        .until("the rows are there", |page| {
            page.has("[aria-rowindex='1005']")
        })
        .await;
    assert!(!list.page.has("[aria-rowindex='2']"));
    assert!(list.rows() < 80, "{} rows", list.rows());
    let row = list.page.one("[aria-rowindex='1005']");
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
            page.has("[aria-rowindex='2001']")
        })
        .await;
}

#[wasm_bindgen_test]
async fn a_window_that_grows_is_filled() {
    let list = list(&service(2_000)).await;
    let before = list.rows();
    let screen = list.page.one(".screen");
    screen.style().set_property("height", "1200px").unwrap();
    list.page
        .until("600 pixels more are filled", |_| {
            (16..=17).contains(&(list.rows() - before))
        })
        .await;
}

#[wasm_bindgen_test]
async fn a_search_from_far_down_shows_what_it_finds() {
    let list = list(&service(2_000)).await;
    list.page.one(".machine-grid").set_scroll_top(36 * 1_900);
    list.page
        .until("the list is far down", |page| {
            page.has("[aria-rowindex='1905']")
        })
        .await;
    list.search("vm-77").await;
    list.page
        .until("what is found shows", |page| page.all(ROWS).len() == 11)
        .await;
    assert_eq!(list.first_name(), "vm-77");
    assert_eq!(
        attribute(&list.page.one("[role=grid]"), "aria-rowcount"),
        "12"
    );
    assert_eq!(
        list.page.text(".page-head [role=status]"),
        "11 of 2,000 in 1 subscription"
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
        .all(&[ROWS, " > [role=rowheader]"].concat())
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
    let scroller = list.page.one(".machine-grid");
    scroller.set_scroll_top(36 * 100);
    settle().await;
    read_again(&list).await;
    assert_eq!(scroller.scroll_top(), 36 * 100);
    assert_eq!(list.page.one(".machine-grid"), scroller);
}

#[wasm_bindgen_test]
async fn the_rows_stand_in_the_document_in_the_order_of_the_list_wherever_it_is_scrolled() {
    let list = list(&service(300)).await;
    let scroller = list.page.one(".machine-grid");
    for top in [0, 40, 400, 9_000, 8_900, 8_950, 300, 0] {
        scroller.set_scroll_top(top);
        let expected = (top / 36 - 6).max(0) + 2;
        list.page
            .until("the rows are there", |page| {
                attribute(&page.all(ROWS)[0], "aria-rowindex") == expected.to_string()
            })
            .await;
        for (behind, row) in list.page.all(ROWS).iter().enumerate() {
            let index = expected + i32::try_from(behind).unwrap();
            assert_eq!(attribute(row, "aria-rowindex"), index.to_string());
            assert!(name_of(row).starts_with(&format!("vm-{}", index - 2)));
        }
    }
}

#[wasm_bindgen_test]
async fn scrolling_and_searching_build_no_element() {
    let list = list(&service(2_000)).await;
    let scroller = list.page.one(".machine-grid");
    // Away from both ends, where there are rows above and below the screen.
    scroller.set_scroll_top(36 * 20);
    settle().await;
    list.page
        .until("the rows are there", |page| {
            page.has("[aria-rowindex='16']") && !page.has("[aria-rowindex='15']")
        })
        .await;
    let before = list.page.all(ROWS);
    scroller.set_scroll_top(36 * 25);
    list.page
        .until("the rows are there", |page| {
            !page.has("[aria-rowindex='20']")
        })
        .await;
    let after = list.page.all(ROWS);
    assert_eq!(before[5], after[0], "a row that stays keeps its element");
    assert!(after.iter().all(|row| before.contains(row)));
    list.search("vm-1").await;
    assert_eq!(list.first_name(), "vm-1");
    assert!(list.page.all(ROWS).iter().all(|row| before.contains(row)));
}

#[wasm_bindgen_test]
async fn what_comes_above_does_not_move_the_row_under_the_persons_eyes() {
    let service = service(200);
    let list = list(&service).await;
    let scroller = list.page.one(".machine-grid");
    scroller.set_scroll_top(36 * 100);
    list.page
        .until("the rows are there", |page| {
            page.has("[aria-rowindex='102']")
        })
        .await;
    let top_of = |name: &str| {
        let rows = list.page.all(ROWS);
        let row = rows.iter().find(|row| name_of(row) == name);
        row.unwrap().get_bounding_client_rect().top()
    };
    let before = top_of("vm-103");
    if let Some((_, Ok(machines))) = service.parts.borrow_mut().first_mut() {
        machines.extend(["aa-1", "aa-2", "zz-1"].map(listed));
    }
    read_again(&list).await;
    assert_eq!(
        list.page.text(".page-head [role=status]"),
        "203 in 1 subscription"
    );
    list.page
        .until("the list is scrolled by as much", |_| {
            scroller.scroll_top() == 36 * 102
        })
        .await;
    assert!((top_of("vm-103") - before).abs() < 1.0);
    // What the person asks for is shown from its top.
    list.sort_by("Name").await;
    assert_eq!(list.first_name(), "zz-1");
    assert_eq!(scroller.scroll_top(), 0);
}

#[wasm_bindgen_test]
async fn the_grid_has_a_name_and_its_headings_name_their_columns() {
    let list = list(&service(1)).await;
    let grid = list.page.one("[role=grid]");
    assert_eq!(attribute(&grid, "aria-label"), "Machines");
    let headings: Vec<_> = list
        .page
        .all("[role=columnheader] > button")
        .iter()
        .map(|heading| text_of(heading).replace(" ↑", "").replace('↑', ""))
        .collect();
    assert_eq!(
        headings,
        [
            "Name",
            "State",
            "Checkpoints",
            "Operating system",
            "Lives on",
            "Resource group",
            "Subscription",
            "Operation",
        ]
    );
    // There is no room for one, and the numbers say so.
    assert_eq!(attribute(&grid, "aria-colcount"), "10");
    let numbers = list.page.all("[role=columnheader]");
    let numbers: Vec<_> = numbers
        .iter()
        .map(|cell| attribute(cell, "aria-colindex"))
        .collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "6", "7", "8", "9", "10"]);
}

#[wasm_bindgen_test]
async fn a_list_that_comes_back_shows_the_machine_that_is_open() {
    let list = list(&service(500)).await;
    list.console.list.open().set(Some(machine_id("vm-300")));
    list.console.fleet.clear();
    list.page
        .until("the list is gone", |page| !page.has("[role=grid]"))
        .await;
    list.console.fleet.refresh();
    list.page
        .until("the open machine is in the middle", |page| {
            page.all(".row.open").iter().any(|row| {
                let screen = page.one(".machine-grid").get_bounding_client_rect();
                let middle = row.get_bounding_client_rect().top() - screen.top();
                (100.0..500.0).contains(&middle)
            })
        })
        .await;
}
