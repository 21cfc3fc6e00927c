//! The native modal dialog.

use leptos::prelude::*;
use scvmm_console::signal::RwSignal;
use scvmm_console::ui::dialog::Dialog;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlFormElement};

use crate::stage::{Page, call, has_focus, pointed_to, settle, show};

/// A page with a button that opens a dialog, and what is heard of the dialog.
struct Asked {
    page: Page,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    closings: RwSignal<u32>,
    submissions: RwSignal<u32>,
}

async fn opened_by_the_button() -> Asked {
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let (closings, submissions) = (RwSignal::new(0), RwSignal::new(0));
    let close = Callback::new(move |()| closings.update(|count| *count += 1));
    let submit = Callback::new(move |()| submissions.update(|count| *count += 1));
    let dialog = move || {
        view! {
            <Dialog title="Keep this state?".to_owned() busy=busy.into() on_close=close on_submit=submit>
                <input id="before" />
                <input id="field" autofocus=true />
                <footer>
                    <button type="submit">"Keep"</button>
                </footer>
            </Dialog>
        }
    };
    let page = show(move || {
        view! {
            <button type="button" id="opener" on:click=move |_| open.set(true)>
                "Open"
            </button>
            <button type="button" id="other">"Another"</button>
            {move || open.get().then(dialog)}
        }
        .into_any()
    })
    .await;
    let opener = page.one("#opener");
    opener.focus().unwrap();
    opener.click();
    settle().await;
    Asked {
        page,
        open,
        busy,
        closings,
        submissions,
    }
}

impl Asked {
    fn dialog(&self) -> HtmlDialogElement {
        self.page.one("dialog").dyn_into().unwrap()
    }

    /// What the browser does at Escape.
    fn request_close(&self) {
        call(&self.dialog(), "requestClose");
    }

    fn submit(&self) {
        let form: HtmlFormElement = self.page.one("form").dyn_into().unwrap();
        form.request_submit().unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_dialog_opens_modal_and_is_named_by_its_title() {
    let asked = opened_by_the_button().await;
    assert!(asked.dialog().matches(":modal").unwrap());
    assert_eq!(
        pointed_to(&asked.dialog(), "aria-labelledby"),
        "Keep this state?"
    );
}

#[wasm_bindgen_test]
async fn the_focus_goes_to_the_field_that_asks_for_it() {
    let asked = opened_by_the_button().await;
    assert!(has_focus(&asked.page.one("#field")));
}

#[wasm_bindgen_test]
async fn escape_asks_once_to_close_and_leaves_the_closing_to_the_caller() {
    let asked = opened_by_the_button().await;
    asked.request_close();
    settle().await;
    assert_eq!(asked.closings.get_untracked(), 1);
    assert!(asked.dialog().open());
}

#[wasm_bindgen_test]
async fn a_dialog_that_the_browser_closed_by_itself_tells_its_caller() {
    let asked = opened_by_the_button().await;
    asked.dialog().close();
    asked
        .page
        .until("it is told", |_| asked.closings.get_untracked() == 1)
        .await;
}

#[wasm_bindgen_test]
async fn while_it_is_busy_escape_does_not_close_it() {
    let asked = opened_by_the_button().await;
    asked.busy.set(true);
    asked.request_close();
    settle().await;
    assert_eq!(asked.closings.get_untracked(), 0);
    assert!(asked.dialog().matches(":modal").unwrap());
}

#[wasm_bindgen_test]
async fn while_it_is_busy_it_opens_again_when_the_browser_closes_it_anyway() {
    let asked = opened_by_the_button().await;
    asked.busy.set(true);
    asked.dialog().close();
    assert!(!asked.dialog().open());
    asked
        .page
        .until("it is open again", |page| page.has("dialog:modal"))
        .await;
    assert_eq!(asked.closings.get_untracked(), 0);
}

#[wasm_bindgen_test]
async fn once_taken_away_the_focus_returns_to_where_it_was() {
    let asked = opened_by_the_button().await;
    asked.open.set(false);
    settle().await;
    assert!(!asked.page.has("dialog"));
    assert!(has_focus(&asked.page.one("#opener")));
}

#[wasm_bindgen_test]
async fn submitting_tells_the_caller_and_stays_on_the_page() {
    let asked = opened_by_the_button().await;
    asked.submit();
    settle().await;
    assert_eq!(asked.submissions.get_untracked(), 1);
    assert!(asked.dialog().open());
}

#[wasm_bindgen_test]
async fn while_it_is_busy_it_is_not_submitted_again() {
    let asked = opened_by_the_button().await;
    asked.busy.set(true);
    asked.submit();
    asked.page.button("Keep").click();
    settle().await;
    assert_eq!(asked.submissions.get_untracked(), 0);
}
