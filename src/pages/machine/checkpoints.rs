//! The tree of a machine's checkpoints, with "You are here".

use leptos::prelude::*;

use super::blocked;
use crate::dialogs::OpenDialog;
use crate::model::action::Action;
use crate::model::checkpoint::Checkpoint;
use crate::model::checkpoint_tree::{Join, Node, TreeRow, lay_out};
use crate::model::resource_id::ResourceId;
use crate::model::rights::Rights;
use crate::model::virtual_machine::SharedInstance;
use crate::state::console::Console;
use crate::state::fleet_rows::Row;
use crate::ui::copy_button::CopyButton;
use crate::ui::icon::Icon;
use crate::ui::live::{Part, live};

/// Width of a lane and height of a row of the drawing, in pixels; `style/pages.css` gives rows at least the same height.
const LANE: usize = 24;
const HEIGHT: usize = 52;
/// Below the end of the highest row: what sticks out of a drawing is cut off.
const ENDLESS: usize = 9999;
/// Lanes that are drawn; deeper branches share the last.
const MOST_LANES: usize = 6;

/// The tree, its empty state, or grey bars while the machine is read for the first time.
pub fn checkpoints(
    console: Console,
    machine: StoredValue<ResourceId>,
    row: Memo<Option<Row>>,
    instance: Memo<Option<SharedInstance>>,
    rights: RwSignal<Rights>,
    dialog: RwSignal<OpenDialog>,
) -> AnyView {
    live(move || {
        let Some(known) = instance.get() else {
            let failed = row.with(|row| {
                row.as_ref()
                    .is_some_and(|row| row.instance.failure().is_some())
            });
            let words = if failed { "Not read." } else { "Reading…" };
            return view! { <p class="muted" role="status">{words}</p> }.part();
        };
        if known.checkpoints.is_empty() {
            return view! {
                <div class="empty small-empty">
                    <h3>"No checkpoints"</h3>
                    <p>"A checkpoint keeps the machine as it is now, so that it can be brought back. Take one before you change something."</p>
                </div>
            }.part();
        }
        let rows = lay_out(&known.checkpoints, known.current.as_ref());
        let lanes = rows
            .iter()
            .map(|row| row.lane)
            .max()
            .unwrap_or_default()
            .min(MOST_LANES - 1)
            + 1;
        let items: Vec<_> = rows
            .iter()
            .map(|row| match row.node {
                Node::Here => here(row, lanes),
                Node::Checkpoint { index, current } => match known.checkpoints.get(index) {
                    Some(checkpoint) => {
                        let parent = known
                            .checkpoints
                            .iter()
                            .find(|other| Some(&other.id) == checkpoint.parent.as_ref());
                        let after = parent.map(|parent| parent.title().to_owned());
                        let delete = delete_button(
                            console,
                            machine,
                            instance,
                            rights,
                            dialog,
                            checkpoint.clone(),
                        );
                        node(row, lanes, checkpoint, current, after, delete)
                    }
                    None => ().into_any(),
                },
            })
            .collect();
        view! { <ol class="tree" aria-labelledby="checkpoints-heading">{items}</ol> }.part()
    })
}

fn node(
    row: &TreeRow,
    lanes: usize,
    checkpoint: &Checkpoint,
    current: bool,
    after: Option<String>,
    delete: AnyView,
) -> AnyView {
    let id = checkpoint.id.as_str().to_owned();
    let description = checkpoint.description.trim().to_owned();
    let place = match (after, current) {
        (Some(after), true) => {
            format!("Taken after {after}. The machine's present state is based on it.")
        }
        (Some(after), false) => format!("Taken after {after}."),
        (None, true) => "The first. The machine's present state is based on it.".to_owned(),
        (None, false) => "The first of its branch.".to_owned(),
    };
    let title = checkpoint.title().to_owned();
    let copy = ["Copy the id of ", &title].concat();
    view! {
        <li class="node" class:on-path=row.on_path style:padding-left=beside(lanes)>
            {lane(row, lanes)}
            <div class="node-text">
                <span class="node-name">{title}</span>
                <span class="visually-hidden">". " {place}</span>
                <span class="node-description muted small">{description}</span>
            </div>
            <div class="node-actions">
                <CopyButton text=Callback::new(move |()| id.clone()) label=copy compact=true />
                {delete}
            </div>
        </li>
    }
    .part()
}

fn here(row: &TreeRow, lanes: usize) -> AnyView {
    view! {
        <li class="node here-node on-path" style:padding-left=beside(lanes)>
            {lane(row, lanes)}
            <span class="here">"You are here"</span>
        </li>
    }
    .part()
}

fn delete_button(
    console: Console,
    machine: StoredValue<ResourceId>,
    instance: Memo<Option<SharedInstance>>,
    rights: RwSignal<Rights>,
    dialog: RwSignal<OpenDialog>,
    checkpoint: Checkpoint,
) -> AnyView {
    let action = Action::Delete {
        id: checkpoint.id.clone(),
        title: String::new(),
    };
    let label = ["Delete ", checkpoint.title()].concat();
    let reason = Memo::new(move |_| {
        instance.with(|instance| {
            blocked(
                console,
                machine.get_value(),
                instance.as_ref(),
                &rights.read(),
                &action,
            )
        })
    });
    // The name stays when the button is blocked; the reason is then its description.
    let words = label.clone();
    let title = move || reason.get().unwrap_or_else(|| words.clone());
    view! {
        <button
            type="button"
            class="quiet delete"
            title=title
            aria-label=label
            aria-disabled=move || reason.with(Option::is_some).to_string()
            on:click=move |_| {
                if reason.with_untracked(Option::is_none) {
                    dialog.set(OpenDialog::Delete(checkpoint.clone()));
                }
            }
        >
            {Icon::Delete.draw()}
            <span class="button-words">"Delete…"</span>
        </button>
    }
    .part()
}

/// The room of the lines: they stand in the padding, as high as the row, however many lines its text takes. It is set as a
/// property: the policy forbids style attributes.
fn beside(lanes: usize) -> String {
    format!("{}px", lanes * LANE + 8)
}

/// The lines beside a row: the lanes that pass it, how it hangs on the line above, and its own node.
fn lane(row: &TreeRow, lanes: usize) -> AnyView {
    let own = row.lane.min(lanes - 1);
    let middle = HEIGHT / 2;
    let x = |lane: usize| lane * LANE + LANE / 2;
    let trunk = |lane: usize| {
        if lane == 0 && row.trunk_on_path {
            "line path"
        } else {
            "line"
        }
    };
    let class = if row.on_path { "line path" } else { "line" };
    let above = match row.joins {
        Join::Root => None,
        Join::Straight => Some(format!("M{} 0V{middle}", x(own))),
        Join::Fork => {
            let from = x(own.saturating_sub(1));
            Some(format!(
                "M{from} 0C{from} {middle} {from} {middle} {} {middle}",
                x(own)
            ))
        }
    };
    let dashed = if row.node == Node::Here {
        "line path dashed"
    } else {
        class
    };
    let above = above.map(|path| view! { <path class=dashed d=path></path> }.part());
    let mut lines: Vec<AnyView> = above.into_iter().collect();
    if row.continues {
        let path = format!("M{} {middle}V{ENDLESS}", x(own));
        lines.push(view! { <path class=class d=path></path> }.part());
    }
    // The lanes that pass come last: a branch must not cover the way to the present state.
    lines.extend((0..own).map(|lane| {
        let path = format!("M{} 0V{ENDLESS}", x(lane));
        view! { <path class=trunk(lane) d=path></path> }.part()
    }));
    let mark = match row.node {
        Node::Here => {
            let path = format!("M{} {}l6 6-6 6-6-6z", x(own), middle - 6);
            view! { <path class="mark path" d=path></path> }.part()
        }
        Node::Checkpoint { .. } => {
            let class = if row.on_path { "mark path" } else { "mark" };
            view! { <circle class=class cx=x(own).to_string() cy=middle.to_string() r="5.5"></circle> }.part()
        }
    };
    let width = lanes * LANE;
    view! {
        <svg class="lane" width=width.to_string() aria-hidden="true" focusable="false">
            {lines}
            {mark}
        </svg>
    }
    .part()
}
