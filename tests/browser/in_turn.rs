//! A checkpoint of the present state, and then the restore: each sent once, and the second only after the first is sure.

use std::rc::Rc;

use leptos::prelude::*;
use scvmm_console::backend::NotAccepted;
use scvmm_console::model::action::Action;
use scvmm_console::model::checkpoint::Checkpoint;
use scvmm_console::model::failure::{Failure, FailureKind};
use scvmm_console::model::follow::Sight;
use scvmm_console::model::virtual_machine::Instance;
use scvmm_console::pages::machine::MachinePage;
use scvmm_console::state::console::Console;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{busy, checkpoint, checkpoint_id, machine, machine_id};
use crate::one_machine::{branched, reason};
use crate::service::{Service, show_console};
use crate::stage::{Page, settle, text_of};

struct Begun {
    page: Page,
    service: Rc<Service>,
    console: Console,
    /// Whether the machine's page is shown.
    here: RwSignal<bool>,
}

/// The restore of “Base” with a checkpoint first is sent; the service has not answered.
async fn begin() -> Begun {
    let service = Service::with(machine(branched()));
    let own = StoredValue::new_local(None);
    let here = RwSignal::new(true);
    let page = show_console(&service, move |console| {
        own.set_value(Some(console));
        view! {
            {move || here.get().then(|| view! { <MachinePage id=machine_id("web-01") /> })}
            <p id="heard">{move || console.notices.spoken().get()}</p>
        }
        .into_any()
    })
    .await;
    page.until("the machine is read", |page| page.has(".tree"))
        .await;
    page.one("button[aria-label='Restore Base']").click();
    settle().await;
    page.button("Restore").click();
    settle().await;
    Begun {
        page,
        service,
        console: own.get_value().unwrap(),
        here,
    }
}

impl Begun {
    /// What was sent, in short.
    fn sent(&self) -> Vec<&'static str> {
        let acts = self.service.acts();
        acts.iter().map(|(_, action)| action.words()).collect()
    }

    fn operations(&self) -> Vec<String> {
        let rows = self.page.all(".operation");
        rows.iter().map(|row| text_of(row)).collect()
    }

    /// The machine shows the checkpoint that was asked for.
    fn show_created(&self) -> Vec<Checkpoint> {
        let acts = self.service.acts();
        let Action::Create { name, .. } = &acts[0].1 else {
            panic!("{acts:?}");
        };
        let mut all = branched();
        all.push(checkpoint("D4", "B2", name));
        self.service.machine.replace(Some(Ok(machine(all.clone()))));
        all
    }

    async fn until_in_list(&self, words: &str) {
        self.page
            .until(words, |page| {
                let rows = page.all(".operation");
                rows.iter().any(|row| text_of(row).contains(words))
            })
            .await;
    }
}

#[wasm_bindgen_test]
async fn the_restore_waits_in_the_list_holds_the_machine_and_is_sent_when_the_checkpoint_shows() {
    let begun = begin().await;
    begun.service.accept();
    begun
        .page
        .until("the dialog closes", |page| !page.has("dialog"))
        .await;
    let operations = begun.operations();
    assert!(
        operations[0].starts_with("Creating checkpoint"),
        "{operations:?}"
    );
    assert!(
        operations[1]
            .starts_with("Restore checkpoint: waiting for the checkpoint of the present state"),
        "{operations:?}"
    );
    assert!(operations[1].contains("“Base”"), "{operations:?}");
    assert!(reason(&begun.page).contains("Create checkpoint is still under way"));
    assert_eq!(begun.sent(), ["Create checkpoint"]);

    // The service says that it is done, but the machine does not show it yet.
    begun
        .service
        .sights
        .borrow_mut()
        .push_back(Sight::Succeeded);
    begun
        .until_in_list("waiting for the machine to show it")
        .await;
    assert_eq!(begun.sent(), ["Create checkpoint"]);
    let all = begun.show_created();
    begun
        .page
        .until("the restore is sent", |_| begun.service.acts().len() == 2)
        .await;
    let restore = Action::Restore {
        id: checkpoint_id("A1"),
        title: "Base".into(),
    };
    assert_eq!(begun.service.acts()[1], (machine_id("web-01"), restore));
    settle().await;
    let operations = begun.operations();
    assert!(
        operations[0].starts_with("Restoring checkpoint"),
        "{operations:?}"
    );
    assert!(
        operations[1].starts_with("Checkpoint created"),
        "{operations:?}"
    );

    let restored = Instance {
        current: Some(checkpoint_id("A1")),
        ..machine(all)
    };
    begun.service.machine.replace(Some(Ok(restored)));
    begun
        .service
        .sights
        .borrow_mut()
        .push_back(Sight::Succeeded);
    begun.service.accept();
    begun
        .page
        .until("its end is spoken", |page| {
            page.text("#heard") == "Checkpoint restored on web-01."
        })
        .await;
    assert_eq!(begun.sent(), ["Create checkpoint", "Restore checkpoint"]);
    assert_eq!(reason(&begun.page), "");
}

#[wasm_bindgen_test]
async fn a_failed_checkpoint_leaves_the_restore_unsent_and_both_are_spoken_of() {
    let begun = begin().await;
    let full = Failure::new(FailureKind::Other, "The volume is full.");
    begun
        .service
        .sights
        .borrow_mut()
        .push_back(Sight::Failed(full));
    begun.service.accept();
    begun.until_in_list("Restore checkpoint was not sent").await;
    begun.until_in_list("the machine was left as it is").await;
    begun.until_in_list("The volume is full.").await;
    begun
        .page
        .until("both are spoken of", |page| {
            page.text("#heard")
                == "Create checkpoint failed on web-01. The volume is full. Restore checkpoint was not sent on web-01."
        })
        .await;
    assert_eq!(begun.sent(), ["Create checkpoint"]);
    assert_eq!(reason(&begun.page), "", "the machine is free");
}

#[wasm_bindgen_test]
async fn a_checkpoint_that_the_machine_never_shows_is_not_enough() {
    let begun = begin().await;
    begun
        .service
        .sights
        .borrow_mut()
        .push_back(Sight::Succeeded);
    begun.service.accept();
    begun.until_in_list("Restore checkpoint was not sent").await;
    assert_eq!(begun.sent(), ["Create checkpoint"]);
}

#[wasm_bindgen_test]
async fn when_it_is_not_known_whether_the_checkpoint_was_taken_the_restore_is_not_sent() {
    let begun = begin().await;
    let lost = Failure::new(FailureKind::NetworkLost, "The network was lost.");
    begun.service.answer(Err(NotAccepted::Unknown(lost)));
    begun.until_in_list("Restore checkpoint was not sent").await;
    assert!(begun.page.text("dialog").contains("not known whether"));
    begun.show_created();
    begun.until_in_list("Checkpoint created").await;
    settle().await;
    assert_eq!(begun.sent(), ["Create checkpoint"]);
    assert!(
        !begun.page.has("dialog"),
        "the checkpoint is there: the dialog closes"
    );
}

#[wasm_bindgen_test]
async fn a_refused_checkpoint_leaves_nothing_in_the_list_but_the_words_in_the_dialog() {
    let begun = begin().await;
    begun.service.answer(Err(NotAccepted::Refused(busy())));
    begun
        .page
        .until("the refusal shows", |page| page.has("dialog .failure"))
        .await;
    assert_eq!(begun.operations(), [""; 0]);
    assert_eq!(begun.sent(), ["Create checkpoint"]);
}

#[wasm_bindgen_test]
async fn a_refused_restore_stands_in_the_list_with_its_reason() {
    let begun = begin().await;
    begun
        .service
        .sights
        .borrow_mut()
        .push_back(Sight::Succeeded);
    begun.show_created();
    begun.service.accept();
    begun
        .page
        .until("the restore is sent", |_| begun.service.acts().len() == 2)
        .await;
    begun.service.answer(Err(NotAccepted::Refused(busy())));
    begun.until_in_list("Restore checkpoint failed").await;
    let heard = begun.page.text("#heard");
    assert!(
        heard.starts_with("Restore checkpoint failed on web-01."),
        "{heard}"
    );
}

#[wasm_bindgen_test]
async fn leaving_the_page_does_not_stop_it_and_signing_out_does() {
    for leaves_for_good in [false, true] {
        let begun = begin().await;
        begun.service.accept();
        settle().await;
        begun.here.set(false);
        if leaves_for_good {
            begun.console.operations.clear();
        }
        begun
            .service
            .sights
            .borrow_mut()
            .push_back(Sight::Succeeded);
        begun.show_created();
        if leaves_for_good {
            // As long as the other took, and longer.
            scvmm_console::browser::timer::sleep(600).await;
            assert_eq!(begun.sent(), ["Create checkpoint"]);
        } else {
            begun
                .page
                .until("the restore is sent", |_| begun.service.acts().len() == 2)
                .await;
        }
    }
}
