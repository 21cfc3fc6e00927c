//! What stands above the list: filter chips, groups, columns, and how reading stands.

use std::rc::Rc;

use scvmm_console::model::failure::{Failure, FailureKind};
use scvmm_console::state::view::Column;
use scvmm_console::state::view::columns::Wish;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::datacenter::{checkpoint, listed, machine, part};
use crate::machine_list::{List, list, list_before_rows, service};
use crate::service::Service;
use crate::stage::{attribute, call, document, settle, text_of};

/// Opens the menu with these words on its button, and gives it.
async fn open_menu(list: &List, words: &str) -> HtmlElement {
    let mut menus = list.page.all("details.menu");
    menus.retain(|menu| text_of(&menu.query_selector("summary").unwrap().unwrap()) == words);
    let menu = menus.remove(0);
    let summary = menu.query_selector("summary").unwrap().unwrap();
    summary.dyn_into::<HtmlElement>().unwrap().click();
    let opened = menu.clone();
    list.page
        .until("the menu shows what it offers", move |_| {
            opened.query_selector(".choice").unwrap().is_some()
        })
        .await;
    menu
}

/// The words of what a menu offers.
fn offers(menu: &HtmlElement) -> Vec<String> {
    let labels = menu.query_selector_all(".choice").unwrap();
    (0..labels.length())
        .map(|place| text_of(&labels.get(place).unwrap().dyn_into().unwrap()))
        .collect()
}

async fn choose(menu: &HtmlElement, words: &str) {
    let labels = menu.query_selector_all(".choice").unwrap();
    let label = (0..labels.length())
        .map(|place| {
            labels
                .get(place)
                .unwrap()
                .dyn_into::<HtmlElement>()
                .unwrap()
        })
        .find(|label| text_of(label).starts_with(words));
    label.unwrap().click();
    settle().await;
}

fn search(list: &List) -> String {
    list.console
        .list
        .view()
        .with_untracked(|view| view.search.clone())
}

/// Three machines in one subscription, two in another.
fn two_subscriptions() -> Rc<Service> {
    let service = service(3);
    let mut others = ["db-1", "db-2"].map(listed).to_vec();
    for machine in &mut others {
        machine.subscription = "Branch Offices".into();
    }
    service
        .parts
        .borrow_mut()
        .push((part("Branch Offices"), Ok(others)));
    service
}

#[wasm_bindgen_test]
async fn a_chip_offers_the_values_that_there_are_and_writes_the_chosen_ones_into_the_search() {
    let list = list(&two_subscriptions()).await;
    let menu = open_menu(&list, "Subscription").await;
    assert_eq!(offers(&menu), ["Branch Offices2", "Production3"]);
    choose(&menu, "Branch Offices2").await;
    assert_eq!(search(&list), "subscription:\"Branch Offices\"");
    assert_eq!(list.rows(), 2);
    let chip = list.page.one(".chip.on");
    assert_eq!(
        text_of(&chip.query_selector("summary").unwrap().unwrap()),
        "Subscription: Branch Offices"
    );
    choose(&menu, "Production3").await;
    assert_eq!(list.rows(), 5);
    choose(&menu, "Branch Offices2").await;
    assert_eq!(list.rows(), 3);
    list.page
        .one("[aria-label='Remove the filter Subscription']")
        .click();
    settle().await;
    assert_eq!(search(&list), "");
    assert!(!list.page.has(".chip.on"));
}

#[wasm_bindgen_test]
async fn a_chip_shows_what_was_typed() {
    let list = list(&service(3)).await;
    list.search("vm checkpoints:>3").await;
    assert_eq!(
        list.page.text(".chip.on summary"),
        "Checkpoints: more than 3"
    );
    let menu = open_menu(&list, "Checkpoints: more than 3").await;
    assert_eq!(offers(&menu), ["None", "Any", "More than 3"]);
    assert!(menu.query_selector("input[checked]").unwrap().is_some());
    choose(&menu, "Any").await;
    assert_eq!(search(&list), "vm checkpoints:>0");
    list.search("state:\"no such\"").await;
    assert_eq!(list.page.text(".chip.on summary"), "State: no value");
}

#[wasm_bindgen_test]
async fn machines_are_gathered_by_what_they_have_in_common() {
    let list = list(&two_subscriptions()).await;
    let menu = open_menu(&list, "Group by").await;
    assert_eq!(
        offers(&menu),
        ["Nothing", "Subscription", "Server", "Resource group"]
    );
    choose(&menu, "Subscription").await;
    assert_eq!(
        text_of(&menu.query_selector("summary").unwrap().unwrap()),
        "By subscription"
    );
    assert_eq!(list.rows(), 7);
    let groups = list.page.all(".row.group");
    let groups: Vec<_> = groups.iter().map(|group| text_of(group)).collect();
    assert_eq!(groups, ["Branch Offices (2)", "Production (3)"]);
    list.page.all(".row.group").remove(0).click();
    settle().await;
    assert_eq!(list.rows(), 5);
    choose(&menu, "Nothing").await;
    assert_eq!(list.rows(), 5);
    assert!(list.page.has("[role=grid]"));
}

#[wasm_bindgen_test]
async fn columns_are_hidden_and_come_back() {
    let list = list(&service(3)).await;
    let menu = open_menu(&list, "Columns").await;
    assert_eq!(offers(&menu).len(), 9);
    assert!(
        menu.query_selector("input:disabled").unwrap().is_some(),
        "the name stays"
    );
    let type_row = || text_of(&menu.query_selector("#choice-col-type").unwrap().unwrap());
    assert!(!list.page.has(".row .col-type"));
    assert!(type_row().contains("no room"), "{}", type_row());
    choose(&menu, "Checkpoint type").await;
    assert!(list.page.has(".row .col-type"), "somebody asked for it");
    assert!(!type_row().contains("no room"));
    choose(&menu, "Operating system").await;
    assert!(!list.page.has(".col-os"));
    let width = || list.page.one(".head .col-type").offset_width();
    let before = width();
    for (label, by) in [("wider", 32), ("narrower", -32)] {
        let button = format!("[aria-label='Make Checkpoint type {label}']");
        let before = width();
        list.page.one(&button).click();
        settle().await;
        assert_eq!(width() - before, by, "{label}");
    }
    assert_eq!(width(), before);
    list.page.button("Reset columns").click();
    settle().await;
    assert!(list.page.has(".row .col-os"));
    assert!(list.console.list.columns().with_untracked(|columns| {
        columns
            .all()
            .iter()
            .all(|placed| placed.wish == Wish::Usual)
    }));
}

#[wasm_bindgen_test]
async fn a_menu_that_is_open_when_the_first_rows_come_stays_open() {
    let list = list_before_rows(&service(3)).await;
    let menu = open_menu(&list, "Columns").await;
    list.console.fleet.refresh();
    list.page
        .until("the rows", |page| page.has(".grid-body > .row"))
        .await;
    assert_eq!(offers(&menu).len(), 9);
    assert!(menu.is_connected() && menu.has_attribute("open"));
}

#[wasm_bindgen_test]
async fn what_is_open_in_the_bar_of_one_part_stays_so_when_another_is_read() {
    let failure = || Failure::new(FailureKind::ServiceFault, "It is down.");
    let refused = |name| (part(name), Err(failure()));
    let machines = (part("Production"), Ok(vec![listed("vm-1")]));
    let service = Service::with(machine(vec![checkpoint("A1", "", "Base")]));
    service
        .parts
        .replace(vec![machines, refused("First"), refused("Second")]);
    let list = list(&service).await;
    let bars = || list.page.all(".bar.warning");
    let second = bars()
        .into_iter()
        .find(|bar| text_of(bar).contains("Second"))
        .unwrap();
    let details = second.query_selector("details").unwrap().unwrap();
    call(&second.query_selector("summary").unwrap().unwrap(), "click");
    settle().await;
    assert!(details.has_attribute("open"));
    service.parts.borrow_mut()[1].1 = Ok(vec![listed("vm-2")]);
    let again = list.page.all(".bar.warning button");
    again
        .iter()
        .find(|button| text_of(button) == "Try again")
        .unwrap()
        .click();
    list.page
        .until("one bar is left", |_| bars().len() == 1)
        .await;
    assert_eq!(bars()[0], second);
    assert!(details.is_connected() && details.has_attribute("open"));
}

#[wasm_bindgen_test]
async fn columns_are_moved_and_the_focus_goes_with_them() {
    let list = list(&service(3)).await;
    let menu = open_menu(&list, "Columns").await;
    let labels = |disabled: &str| {
        let selector = [".choice-row button", disabled].concat();
        let buttons = list.page.all(&selector);
        buttons
            .iter()
            .map(|button| attribute(button, "aria-label"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        labels(":disabled"),
        [
            "Move Name up",
            "Move Name down",
            "Move State up",
            "Move Operation down"
        ],
        "the name stays in front"
    );
    let press = async |label: &str| {
        let button = format!("[aria-label='{label}']");
        list.page.one(&button).click();
        settle().await;
    };
    let focused = async |label: &str| {
        let is_there = || {
            let focused = document().active_element();
            focused.is_some_and(|button| attribute(&button, "aria-label") == label)
        };
        list.page.until(label, |_| is_there()).await;
    };
    choose(&menu, "State").await;
    press("Move Checkpoints up").await;
    assert_eq!(offers(&menu)[..3], ["Name", "Checkpoints", "State"]);
    // It stands in front now, and can only go back.
    focused("Move Checkpoints down").await;
    assert_eq!(
        list.page.all(".heading > button")[..2]
            .iter()
            .map(|heading| text_of(heading))
            .collect::<Vec<_>>()
            .join(" "),
        "Name↑ Checkpoints"
    );
    let boxes = list.page.all(".choice-row input");
    let checked: Vec<bool> = boxes
        .iter()
        .map(|own| own.clone().unchecked_into::<HtmlInputElement>().checked())
        .collect();
    assert_eq!(
        checked[..3],
        [true, true, false],
        "a box goes with its column"
    );
    choose(&menu, "State").await;
    press("Move Name down").await;
    press("Move Checkpoints down").await;
    press("Move Checkpoints down").await;
    press("Move Checkpoints up").await;
    focused("Move Checkpoints up").await;
    press("Move Checkpoints down").await;
    focused("Move Checkpoints down").await;
    assert_eq!(offers(&menu)[..2], ["Name", "State"]);
    assert_eq!(offers(&menu)[3], "Checkpoints");
    assert_eq!(
        list.console.notices.spoken().get_untracked(),
        "Checkpoints: column 4 of 9."
    );
    list.page.button("Reset columns").click();
    settle().await;
    assert_eq!(offers(&menu)[..3], ["Name", "State", "Checkpoints"]);
}

#[wasm_bindgen_test]
async fn the_edge_of_a_heading_is_drawn_and_a_double_click_fits_the_text() {
    let list = list(&service(3)).await;
    let edge = list
        .heading("Lives on")
        .query_selector(".edge")
        .unwrap()
        .unwrap();
    let point = |name: &str, x: i32| {
        let init = web_sys::PointerEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_client_x(x);
        let event = web_sys::PointerEvent::new_with_event_init_dict(name, &init).unwrap();
        edge.dispatch_event(&event).unwrap();
    };
    let width = || list.heading("Lives on").get_bounding_client_rect().width();
    let before = width();
    point("pointermove", 900);
    settle().await;
    assert!((width() - before).abs() < 0.5, "nothing is held");
    point("pointerdown", 500);
    point("pointermove", 540);
    settle().await;
    assert!(
        (width() - before - 40.0).abs() < 0.5,
        "{} from {before}",
        width()
    );
    point("pointermove", 0);
    settle().await;
    assert!(
        (width() - 64.0).abs() < 0.5,
        "no column vanishes: {}",
        width()
    );
    point("lostpointercapture", 0);
    point("pointermove", 900);
    settle().await;
    assert!((width() - 64.0).abs() < 0.5);
    point("dblclick", 0);
    list.page
        .until("the text fits", |_| {
            let cell = list.page.all(".row .col-place").remove(0);
            width() > 100.0 && cell.scroll_width() <= cell.client_width()
        })
        .await;
    let kept = list.console.list.columns().with_untracked(|columns| {
        let mut all = columns.all().iter();
        all.find(|placed| placed.column == Column::Place)
            .unwrap()
            .width
    });
    assert!(kept.is_some());
}

#[wasm_bindgen_test]
async fn a_part_that_failed_is_read_once_more_when_it_is_asked_for() {
    let service = service(2);
    let failure = Failure::new(FailureKind::ServiceFault, "The server is gone.");
    service
        .parts
        .borrow_mut()
        .push((part("Finance"), Err(failure)));
    let list = list(&service).await;
    let bar = list.page.text(".bar.warning .bar-content > p");
    assert_eq!(
        bar,
        "A subscription could not be read: Finance. The server is gone."
    );
    if let Some((_, outcome)) = service.parts.borrow_mut().last_mut() {
        *outcome = Ok(vec![listed("ledger-1")]);
    }
    list.page.button("Try again").click();
    list.page
        .until("it is read", |page| !page.has(".bar.warning"))
        .await;
    list.page
        .until("its machine is in the list", |_| list.rows() == 3)
        .await;
}

#[wasm_bindgen_test]
async fn a_word_that_is_not_understood_is_pointed_at() {
    let list = list(&service(3)).await;
    list.search("vm colour:blue state:running").await;
    assert_eq!(list.page.text(".nothing mark"), "colour:blue");
    assert_eq!(
        list.page.text(".nothing .faulty"),
        "vm colour:blue state:running"
    );
    assert_eq!(
        attribute(&list.page.one("[role=grid]"), "aria-rowcount"),
        "1"
    );
}

#[wasm_bindgen_test]
async fn many_parts_that_fail_for_one_reason_share_a_bar() {
    let service = service(2);
    let gone = || Failure::new(FailureKind::ServiceFault, "The server is gone.");
    let parts = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"];
    let failed = parts.map(|name| (part(name), Err(gone())));
    let other = Failure::new(FailureKind::NotFound, "It is not there.");
    service.parts.borrow_mut().extend(failed);
    service.parts.borrow_mut().push((part("Omega"), Err(other)));
    let list = list(&service).await;
    let bars = list.page.all(".bar.warning .bar-content > p");
    let bars: Vec<_> = bars.iter().map(|bar| text_of(bar)).collect();
    assert_eq!(
        bars,
        [
            "5 subscriptions could not be read: Alpha, Beta, Gamma and 2 more. The server is gone.",
            "A subscription could not be read: Omega. It is not there."
        ]
    );
    let details = list.page.one(".bar details > p").text_content().unwrap();
    assert!(details.contains("Delta, Epsilon"), "{details}");
    for (_, machines) in service.parts.borrow_mut().iter_mut() {
        if machines.is_err() {
            *machines = Ok(Vec::new());
        }
    }
    list.page.button("Read all again").click();
    list.page
        .until("no bar is left", |page| !page.has(".bar.warning"))
        .await;
}

#[wasm_bindgen_test]
async fn a_list_that_breaks_off_keeps_its_rows_says_so_and_is_read_again() {
    let service = service(3);
    let list = list(&service).await;
    let lost = Failure::new(FailureKind::NetworkLost, "The network was lost.");
    service.breaks_off.replace(Some(lost));
    service.parts.borrow_mut()[0]
        .1
        .as_mut()
        .unwrap()
        .truncate(1);
    list.console.fleet.refresh();
    list.page
        .until("it says so", |page| page.has(".failure"))
        .await;
    let past = || list.page.all(".row.past").len();
    list.page
        .until("what was not named is told apart", |_| past() == 2)
        .await;
    assert_eq!(list.rows(), 3);
    service.breaks_off.take();
    list.page.button("Try again").click();
    list.page
        .until("it is read", |page| !page.has(".failure"))
        .await;
    list.page.until("two are gone", |_| list.rows() == 1).await;
    assert_eq!(past(), 0);
}
