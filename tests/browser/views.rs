//! How views are drawn, and told anew what they show.

use leptos::prelude::*;
use scvmm_console::signal::RwSignal;
use scvmm_console::ui::live::{live, live_text, maybe};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{attribute, has_focus, settle, show, tell};

#[wasm_bindgen_test]
async fn an_element_that_is_alike_is_kept_and_told_what_is_different() {
    let state = RwSignal::new(1_usize);
    let heard = RwSignal::new(Vec::new());
    let page = show(move || {
        live(move || {
            let now = state.get();
            let title = (now > 1).then(|| now.to_string());
            view! {
                <button class="one" title=title on:click=move |_| heard.update(|heard| heard.push(now))>
                    <span>"Press "</span>
                    {now.to_string()}
                </button>
            }
            .into_any()
        })
    })
    .await;
    let button = page.one("button");
    assert!(!button.has_attribute("title"));
    for now in 2..4 {
        state.set(now);
        settle().await;
        assert_eq!(page.one("button"), button);
        assert_eq!(attribute(&button, "title"), now.to_string());
        assert_eq!(page.text("button"), format!("Press {now}"));
        heard.set(Vec::new());
        button.click();
        assert_eq!(heard.get_untracked(), [now], "by nobody who was before");
    }
    state.set(1);
    settle().await;
    assert!(!button.has_attribute("title"));
}

#[wasm_bindgen_test]
async fn an_element_of_another_kind_takes_the_place_of_the_one_before() {
    let shown = RwSignal::new(false);
    let page = show(move || {
        let part = live(move || match shown.get() {
            false => view! { <p class="bars" role="status">"Loading"</p> }.into_any(),
            true => view! { <p class="rows">"Rows"</p> }.into_any(),
        });
        view! { <div><span class="before"></span> {part} <span class="after"></span></div> }
            .into_any()
    })
    .await;
    let bars = page.one("p");
    shown.set(true);
    settle().await;
    assert_ne!(page.one("p"), bars);
    assert!(!page.one("p").has_attribute("role"));
    let order: Vec<_> = page.all("span, p").iter().map(|e| e.class_name()).collect();
    assert_eq!(order, ["before", "rows", "after"]);
}

#[wasm_bindgen_test]
async fn parts_come_and_go_in_their_place_and_those_that_stay_keep_their_elements() {
    let items = RwSignal::new(vec!["a", "b"]);
    let inner = RwSignal::new("inner".to_owned());
    let page = show(move || {
        let items = live(move || {
            let items = items.get().into_iter();
            let item = |item: &'static str| {
                let text = live_text(move || [item, &inner.get()].join(" "));
                view! { <li>{text}</li> }.into_any()
            };
            items.map(item).collect::<Vec<_>>().into_any()
        });
        view! { <ul>{items} <li>"the end"</li></ul> }.into_any()
    })
    .await;
    let texts = || {
        page.all("li")
            .iter()
            .map(|li| li.text_content().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(), ["a inner", "b inner", "the end"]);
    let first = page.all("li").remove(0);
    for (now, expected) in [
        (
            vec!["a", "c", "d"],
            vec!["a inner", "c inner", "d inner", "the end"],
        ),
        (vec![], vec!["the end"]),
        (vec!["e"], vec!["e inner", "the end"]),
    ] {
        let keeps = now.len() == 3;
        items.set(now);
        settle().await;
        assert_eq!(texts(), expected);
        assert!(!keeps || page.all("li").remove(0) == first);
    }
    inner.set("changed".to_owned());
    settle().await;
    assert_eq!(texts(), ["e changed", "the end"]);
}

#[wasm_bindgen_test]
async fn an_element_with_an_id_stays_the_same_wherever_it_goes_among_its_siblings() {
    let items = RwSignal::new(vec!["b", "c"]);
    let page = show(move || {
        let items = live(move || {
            let item = |item: &'static str| {
                view! {
                    <li id=["item-", item].concat()>
                        <input aria-label=item />
                    </li>
                }
                .into_any()
            };
            items
                .get()
                .into_iter()
                .map(item)
                .collect::<Vec<_>>()
                .into_any()
        });
        view! { <ul>{items} <li>"the end"</li></ul> }.into_any()
    })
    .await;
    for (item, typed) in [("b", "of b"), ("c", "of c")] {
        page.type_into(&format!("#item-{item} input"), typed);
    }
    let order = || {
        let items = page.all("li").into_iter().map(|item| item.id());
        items.collect::<Vec<_>>().join(" ")
    };
    let c = page.one("#item-c input");
    c.focus().unwrap();
    for (now, expected) in [
        // One that is new in front, one that goes, and others in another order.
        (vec!["a", "b", "c"], "item-a item-b item-c "),
        (vec!["b", "c"], "item-b item-c "),
        (vec!["c"], "item-c "),
        (vec!["d", "e", "c"], "item-d item-e item-c "),
        (vec!["e", "c", "f"], "item-e item-c item-f "),
    ] {
        items.set(now);
        settle().await;
        assert_eq!(order(), expected);
        assert_eq!(page.value("#item-c input"), "of c");
        assert!(has_focus(&c), "{expected}");
    }
    items.set(vec!["f", "c", "e", "b"]);
    settle().await;
    assert_eq!(order(), "item-f item-c item-e item-b ");
    assert_eq!(page.value("#item-c input"), "of c");
    assert_eq!(page.value("#item-b input"), "", "it had gone");
    items.set(vec![]);
    settle().await;
    assert_eq!(order(), "");
}

#[wasm_bindgen_test]
async fn a_part_that_is_gone_follows_nothing_and_what_is_missing_takes_no_room() {
    let shown = RwSignal::new(true);
    let text = RwSignal::new("first".to_owned());
    let drawn = RwSignal::new(0_usize);
    let page = show(move || {
        let part = live(move || {
            maybe(shown.get().then(|| {
                let words = live_text(move || {
                    drawn.try_update_unheard(|drawn| *drawn += 1);
                    text.get()
                });
                view! { <p>{words}</p> }.into_any()
            }))
        });
        view! { <div>{part}</div> }.into_any()
    })
    .await;
    assert_eq!(page.text("p"), "first");
    shown.set(false);
    settle().await;
    assert_eq!(page.one("div").inner_html(), "");
    let before = drawn.get_untracked();
    text.set("second".to_owned());
    settle().await;
    assert_eq!(drawn.get_untracked(), before);
    shown.set(true);
    settle().await;
    assert_eq!(page.text("p"), "second");
}

#[wasm_bindgen_test]
async fn attributes_classes_and_properties_follow_signals() {
    let on = RwSignal::new(false);
    let value = RwSignal::new("x".to_owned());
    let page = show(move || {
        view! {
            <input
                class="field"
                class:on=move || on.get()
                aria-invalid=move || on.get().then_some("true")
                disabled=move || on.get()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
        .into_any()
    })
    .await;
    let input = page.one("input");
    assert_eq!(
        (input.class_name().as_str(), page.value("input").as_str()),
        ("field", "x")
    );
    assert!(!input.has_attribute("aria-invalid") && !input.has_attribute("disabled"));
    on.set(true);
    value.set("y".to_owned());
    settle().await;
    assert_eq!(
        (input.class_name().as_str(), page.value("input").as_str()),
        ("field on", "y")
    );
    assert_eq!(attribute(&input, "aria-invalid"), "true");
    assert!(input.has_attribute("disabled"));
    on.set(false);
    settle().await;
    assert_eq!(input.class_name(), "field");
    page.type_into("input", "typed");
    tell(&input, "input");
    assert_eq!(value.get_untracked(), "typed");
}

#[wasm_bindgen_test]
async fn what_never_changes_is_drawn_as_it_is_written_in_tables_and_drawings_too() {
    let page = show(|| {
        view! {
            <table>
                <tbody>
                    <tr><td>"cell"</td></tr>
                </tbody>
            </table>
            <svg class="drawing" viewBox="0 0 20 20"><path d="M0 0h9"></path></svg>
        }
        .into_any()
    })
    .await;
    assert_eq!(page.text("table > tbody > tr > td"), "cell");
    let path = page
        .place()
        .query_selector("svg.drawing > path")
        .unwrap()
        .unwrap();
    assert_eq!(
        path.namespace_uri().as_deref(),
        Some("http://www.w3.org/2000/svg")
    );
}
