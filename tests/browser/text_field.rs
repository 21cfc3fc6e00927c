//! The field to type a text into.

use leptos::prelude::*;
use scvmm_console::signal::{RwSignal, Signal};
use scvmm_console::ui::text_field::{Lines, TextField};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Page, attribute, pointed_to, settle, show};

struct Field {
    page: Page,
    value: RwSignal<String>,
    readonly: RwSignal<bool>,
}

async fn field(lines: Lines) -> Field {
    let value = RwSignal::new("as it was".to_owned());
    let readonly = RwSignal::new(false);
    let page = show(move || {
        view! {
            <TextField
                id="purpose"
                label="Purpose"
                hint="Optional: a change number."
                value=value
                lines=lines
                readonly=readonly.into()
            />
        }
        .into_any()
    })
    .await;
    Field {
        page,
        value,
        readonly,
    }
}

#[wasm_bindgen_test]
async fn a_field_of_one_line_and_one_of_several_are_what_their_names_say() {
    assert!(field(Lines::One).await.page.has("input[type=text]#purpose"));
    assert!(field(Lines::Several).await.page.has("textarea#purpose"));
}

#[wasm_bindgen_test]
async fn a_field_is_named_by_its_label_and_described_by_its_hint() {
    for lines in [Lines::One, Lines::Several] {
        let field = field(lines).await;
        let label = field.page.one("label");
        assert_eq!(attribute(&label, "for"), "purpose");
        assert_eq!(field.page.text("label"), "Purpose");
        assert_eq!(
            pointed_to(&field.page.one("#purpose"), "aria-describedby"),
            "Optional: a change number."
        );
    }
}

#[wasm_bindgen_test]
async fn what_is_typed_is_the_value_and_the_value_is_what_stands_in_the_field() {
    for lines in [Lines::One, Lines::Several] {
        let field = field(lines).await;
        assert_eq!(field.page.value("#purpose"), "as it was");
        field
            .page
            .type_into("#purpose", "before <b>update</b> & \"more\"");
        assert_eq!(
            field.value.get_untracked(),
            "before <b>update</b> & \"more\""
        );
        field.value.set("from elsewhere".to_owned());
        settle().await;
        assert_eq!(field.page.value("#purpose"), "from elsewhere");
    }
}

#[wasm_bindgen_test]
async fn a_field_that_cannot_be_changed_for_a_while_keeps_what_was_typed() {
    for lines in [Lines::One, Lines::Several] {
        let field = field(lines).await;
        field.page.type_into("#purpose", "typed");
        field.readonly.set(true);
        settle().await;
        assert!(field.page.has("#purpose[readonly]"));
        assert_eq!(field.page.value("#purpose"), "typed");
        field.readonly.set(false);
        settle().await;
        assert!(!field.page.has("#purpose[readonly]"));
        assert_eq!(field.page.value("#purpose"), "typed");
    }
}

#[wasm_bindgen_test]
async fn what_is_wrong_with_a_field_takes_the_place_of_its_hint() {
    let wrong = RwSignal::new(false);
    let page = show(move || {
        let hint = move || if wrong.get() { "It is empty." } else { "" };
        view! {
            <TextField
                id="purpose"
                label="Purpose"
                hint=Signal::derive(hint)
                invalid=Signal::from(wrong)
                value=RwSignal::new(String::new())
                lines=Lines::One
                readonly=Signal::default()
            />
        }
        .into_any()
    })
    .await;
    let field = page.one("#purpose");
    assert!(!field.has_attribute("aria-invalid"));
    wrong.set(true);
    settle().await;
    assert_eq!(attribute(&field, "aria-invalid"), "true");
    assert_eq!(pointed_to(&field, "aria-describedby"), "It is empty.");
}
