//! The dialog that brings a machine back to a checkpoint.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use scvmm_console::backend::NotAccepted;
use scvmm_console::browser::clock;
use scvmm_console::browser::timer::now_ms;
use scvmm_console::dialogs::restore_checkpoint::RestoreCheckpoint;
use scvmm_console::model::action::Action;
use scvmm_console::model::checkpoint::Checkpoint;
use scvmm_console::model::virtual_machine::{CheckpointType, Instance, PowerState};
use scvmm_console::signal::RwSignal;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::datacenter::{busy, checkpoint, checkpoint_id, machine, machine_id, target};
use crate::service::{Service, show_console};
use crate::stage::{Page, attribute, call, has_focus, pointed_to, settle};

const KEEP: &str = "#keep-present-state";

struct Open {
    page: Page,
    service: Rc<Service>,
    closings: RwSignal<u32>,
}

fn two() -> Vec<Checkpoint> {
    vec![
        checkpoint("A1", "", "Before update"),
        checkpoint("B2", "A1", "After update"),
    ]
}

/// The dialog for the first checkpoint of a machine.
async fn open_on(instance: Instance, create_blocked: Option<&str>) -> Open {
    let service = Service::with(instance.clone());
    let create_blocked = create_blocked.map(str::to_owned);
    let closings = RwSignal::new(0);
    let close = Callback::new(move |()| closings.update(|count| *count += 1));
    let checkpoint = instance.checkpoints[0].clone();
    let page = show_console(&service, move |_| {
        view! {
            <RestoreCheckpoint
                machine=target("web-01")
                instance=Arc::new(instance)
                checkpoint=checkpoint
                create_blocked=create_blocked
                on_close=close
            />
        }
        .into_any()
    })
    .await;
    Open {
        page,
        service,
        closings,
    }
}

async fn open() -> Open {
    open_on(machine(two()), None).await
}

impl Open {
    fn text(&self) -> String {
        self.page.text("dialog")
    }

    async fn press(&self, words: &str) {
        self.page.button(words).click();
        settle().await;
    }

    fn acts(&self) -> Vec<Action> {
        let acts = self.service.acts();
        acts.into_iter().map(|(_, action)| action).collect()
    }
}

fn restore() -> Action {
    Action::Restore {
        id: checkpoint_id("A1"),
        title: "Before update".into(),
    }
}

#[wasm_bindgen_test]
async fn the_question_names_both_and_says_what_is_lost_and_what_stays() {
    let open = open().await;
    let title = pointed_to(&open.page.one("dialog:modal"), "aria-labelledby");
    assert_eq!(title, "Restore “Before update” on web-01?");
    let text = open.text();
    for part in [
        "What changed on this machine since it was taken is lost: configuration, data, disks.",
        "All checkpoints stay, later ones too.",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[wasm_bindgen_test]
async fn since_when_is_said_where_the_service_tells() {
    let mut all = two();
    let taken = now_ms() - 34 * 24 * 60 * 60 * 1_000;
    all[0].taken_ms = Some(taken);
    let text = open_on(machine(all), None).await.text();
    let since = format!(
        "since {} (34 days ago) is lost",
        clock::date_and_time(taken)
    );
    assert!(text.contains(&since), "{since} in {text}");
}

#[wasm_bindgen_test]
async fn the_only_checkpoint_is_said_to_stay() {
    let text = open_on(machine(two()[..1].to_vec()), None).await.text();
    assert!(text.contains("The checkpoint stays."), "{text}");
}

#[wasm_bindgen_test]
async fn what_the_machine_itself_does_is_said_only_where_it_is_known() {
    for (power, kind, cut_off, left_off) in [
        (PowerState::Running, CheckpointType::Production, true, true),
        (
            PowerState::Stopped,
            CheckpointType::ProductionOnly,
            false,
            true,
        ),
        (PowerState::Running, CheckpointType::Standard, true, false),
        (PowerState::Stopped, CheckpointType::default(), false, false),
    ] {
        let instance = Instance {
            power,
            checkpoint_type: kind,
            ..machine(two())
        };
        let text = open_on(instance, None).await.text();
        assert_eq!(
            text.contains("whoever works on it is cut off"),
            cut_off,
            "{text}"
        );
        assert_eq!(text.contains("leaves the machine off"), left_off, "{text}");
    }
}

#[wasm_bindgen_test]
async fn the_safe_button_has_the_focus_and_sends_nothing() {
    let open = open().await;
    assert!(has_focus(&open.page.button("Keep the present state")));
    open.press("Keep the present state").await;
    assert_eq!(open.closings.get_untracked(), 1);
    assert!(open.acts().is_empty());
}

#[wasm_bindgen_test]
async fn by_itself_a_checkpoint_of_the_present_state_is_asked_for_and_nothing_else_yet() {
    let before = clock::stamp(now_ms());
    let open = open().await;
    let name = open.page.text(".choice");
    assert!(
        name.starts_with("Create a checkpoint of the present state first"),
        "{name}"
    );
    open.press("Restore").await;
    let names = [before, clock::stamp(now_ms())].map(|stamp| ["Before restore, ", &stamp].concat());
    let acts = open.acts();
    assert_eq!(acts.len(), 1);
    match &acts[0] {
        Action::Create { name, description } => {
            assert!(names.contains(name), "{name}");
            assert_eq!(description, "Taken before restoring “Before update”");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        open.closings.get_untracked(),
        0,
        "not before it is accepted"
    );
    open.service.accept();
    open.page
        .until("it closes", |_| open.closings.get_untracked() == 1)
        .await;
    assert_eq!(open.acts().len(), 1, "the checkpoint is not there yet");
}

#[wasm_bindgen_test]
async fn without_it_the_restore_goes_out_at_once_and_once() {
    let open = open().await;
    open.page.one(KEEP).click();
    open.page.button("Restore").click();
    open.press("Restore").await;
    open.press("Restoring…").await;
    call(&open.page.one("dialog"), "requestClose");
    settle().await;
    assert_eq!(open.service.acts(), [(machine_id("web-01"), restore())]);
    assert_eq!(open.closings.get_untracked(), 0);
    assert_eq!(
        attribute(&open.page.button("Restoring…"), "aria-disabled"),
        "true"
    );
    open.service.accept();
    open.page
        .until("it closes", |_| open.closings.get_untracked() == 1)
        .await;
}

#[wasm_bindgen_test]
async fn where_none_can_be_taken_the_reason_stands_in_its_place() {
    let open = open_on(
        machine(two()),
        Some("Checkpoints are disabled on this machine."),
    )
    .await;
    assert!(!open.page.has(KEEP));
    let text = open.text();
    assert!(text.contains("This cannot be undone"), "{text}");
    assert!(
        text.contains("Checkpoints are disabled on this machine."),
        "{text}"
    );
    open.press("Restore").await;
    assert_eq!(open.acts(), [restore()]);
}

#[wasm_bindgen_test]
async fn a_refusal_says_which_of_the_two_was_refused_and_the_dialog_stays() {
    for (keep, lead) in [
        (
            true,
            "No checkpoint of the present state was created, so the machine was not restored.",
        ),
        (false, "The machine was not restored."),
    ] {
        let open = open().await;
        if !keep {
            open.page.one(KEEP).click();
        }
        open.press("Restore").await;
        open.service.answer(Err(NotAccepted::Refused(busy())));
        open.page
            .until("the failure shows", |page| page.has("dialog .failure"))
            .await;
        assert_eq!(open.page.text(".failure-lead"), lead);
        assert_eq!(open.closings.get_untracked(), 0);
        assert_eq!(open.acts().len(), 1);
    }
}
