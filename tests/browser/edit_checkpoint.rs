//! The dialog that renames and describes a checkpoint.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::backend::NotAccepted;
use scvmm_console::dialogs::edit_checkpoint::EditCheckpoint;
use scvmm_console::model::action::Action;
use scvmm_console::model::checkpoint::Checkpoint;
use scvmm_console::signal::RwSignal;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{busy, checkpoint, checkpoint_id, machine, machine_id, target};
use crate::service::{Service, show_console};
use crate::stage::{Page, attribute, has_focus, pointed_to, settle, tell};

const NAME: &str = "#checkpoint-name";
const DESCRIPTION: &str = "#checkpoint-description";

struct Open {
    page: Page,
    service: Rc<Service>,
    closings: RwSignal<u32>,
}

async fn open() -> Open {
    let checkpoint = Checkpoint {
        description: "CHG-1".into(),
        ..checkpoint("A1", "", "Before update")
    };
    let service = Service::with(machine(vec![checkpoint.clone()]));
    let closings = RwSignal::new(0);
    let close = Callback::new(move |()| closings.update(|count| *count += 1));
    let page = show_console(&service, move |_| {
        view! { <EditCheckpoint machine=target("web-01") checkpoint=checkpoint on_close=close /> }
            .into_any()
    })
    .await;
    Open {
        page,
        service,
        closings,
    }
}

impl Open {
    async fn press(&self, words: &str) {
        self.page.button(words).click();
        settle().await;
    }
}

fn edit(name: Option<&str>, description: Option<&str>) -> Action {
    Action::Edit {
        id: checkpoint_id("A1"),
        title: "Before update".into(),
        name: name.map(str::to_owned),
        description: description.map(str::to_owned),
    }
}

#[wasm_bindgen_test]
async fn both_fields_hold_what_is_and_the_name_has_the_focus() {
    let open = open().await;
    let title = pointed_to(&open.page.one("dialog:modal"), "aria-labelledby");
    assert_eq!(title, "Rename “Before update” on web-01");
    assert_eq!(open.page.value(NAME), "Before update");
    assert_eq!(open.page.value(DESCRIPTION), "CHG-1");
    assert!(has_focus(&open.page.one(NAME)));
}

#[wasm_bindgen_test]
async fn what_was_typed_is_sent_without_the_blanks_around_and_the_dialog_closes_when_accepted() {
    let open = open().await;
    open.page.type_into(NAME, "  Before <update> 2 ");
    open.page.type_into(DESCRIPTION, "two\nlines ");
    open.page.button("Save").click();
    open.press("Save").await;
    let sent = edit(Some("Before <update> 2"), Some("two\nlines"));
    assert_eq!(open.service.acts(), [(machine_id("web-01"), sent)]);
    assert_eq!(open.closings.get_untracked(), 0);
    open.service.accept();
    open.page
        .until("it closes", |_| open.closings.get_untracked() == 1)
        .await;
}

#[wasm_bindgen_test]
async fn while_nothing_has_changed_saving_is_blocked_with_the_reason() {
    let open = open().await;
    open.page.type_into(NAME, "Before update ");
    settle().await;
    let save = open.page.button("Save");
    assert_eq!(attribute(&save, "aria-disabled"), "true");
    assert_eq!(
        pointed_to(&save, "aria-describedby"),
        "Nothing has been changed yet."
    );
    open.press("Save").await;
    assert!(open.service.acts().is_empty());
    open.page.type_into(DESCRIPTION, "");
    settle().await;
    assert_eq!(attribute(&save, "aria-disabled"), "false");
    assert_eq!(pointed_to(&save, "aria-describedby"), "");
    open.press("Save").await;
    assert_eq!(
        open.service.acts(),
        [(machine_id("web-01"), edit(None, Some("")))]
    );
}

#[wasm_bindgen_test]
async fn an_empty_name_is_refused_beside_its_field_before_anything_is_sent() {
    let open = open().await;
    open.page.type_into(NAME, "  ");
    settle().await;
    let field = open.page.one(NAME);
    assert!(
        !field.has_attribute("aria-invalid"),
        "nobody is corrected while typing"
    );
    tell(&open.page.one("form"), "submit");
    settle().await;
    assert!(open.service.acts().is_empty());
    assert_eq!(attribute(&field, "aria-invalid"), "true");
    assert_eq!(
        pointed_to(&field, "aria-describedby"),
        "A checkpoint needs a name."
    );
    assert!(has_focus(&field));
    open.page.type_into(NAME, "After");
    settle().await;
    assert!(!field.has_attribute("aria-invalid"));
    assert_eq!(pointed_to(&field, "aria-describedby"), "");
}

#[wasm_bindgen_test]
async fn a_refusal_stands_inside_the_dialog_and_everything_typed_is_kept() {
    let open = open().await;
    open.page.type_into(NAME, "After");
    open.press("Save").await;
    open.service.answer(Err(NotAccepted::Refused(busy())));
    open.page
        .until("the failure shows", |page| page.has("dialog .failure"))
        .await;
    assert_eq!(
        open.page.text(".failure-lead"),
        "The checkpoint was not changed."
    );
    assert_eq!(open.page.value(NAME), "After");
    assert_eq!(open.closings.get_untracked(), 0);
}
