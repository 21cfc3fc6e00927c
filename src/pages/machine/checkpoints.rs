//! The tree of a machine's checkpoints, with "You are here".

mod actions;
mod lane;

use leptos::html;
use leptos::prelude::*;

use self::actions::actions;
use self::lane::{beside, lane, lanes};
use super::Shared;
use crate::model::checkpoint::Checkpoint;
use crate::model::checkpoint_tree::{Node, TreeRow, lay_out};
use crate::signal::effect;
use crate::ui::elapsed::moment_words;
use crate::ui::icon::Icon;
use crate::ui::live::{live, maybe};
use crate::ui::tree;

/// The keys that press a button of the current checkpoint, with the button's class.
const KEYS: [(&str, &str); 2] = [("F2", ".edit"), ("Delete", ".delete")];

/// The tree, its empty state, or grey bars while the machine is read for the first time.
pub fn checkpoints(shared: Shared) -> AnyView {
    live(move || {
        let Some(known) = shared.instance.get() else {
            let failed = shared.row.with(|row| {
                row.as_ref()
                    .is_some_and(|row| row.instance.failure().is_some())
            });
            if failed {
                return view! { <p class="muted" role="status">"Not read."</p> }.into_any();
            }
            return view! {
                <div class="skeleton skeleton-tree" role="status">
                    <span class="visually-hidden">"Reading…"</span>
                </div>
            }
            .into_any();
        };
        if known.checkpoints.is_empty() {
            return view! {
                <div class="empty small-empty">
                    <h3>"No checkpoints"</h3>
                    <p>"A checkpoint keeps the machine as it is now, so that it can be brought back. Take one before you change something."</p>
                </div>
            }.into_any();
        }
        let rows = lay_out(&known.checkpoints, known.current.as_ref());
        let lanes = lanes(&rows);
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
                        node(row, lanes, checkpoint, current, after, shared)
                    }
                    None => ().into_any(),
                },
            })
            .collect();
        let element = NodeRef::<html::Custom<&'static str>>::new();
        effect(move || {
            if let Some(element) = element.get() {
                tree::begin(&element);
            }
        });
        view! {
            <ol
                class="tree"
                role="tree"
                aria-labelledby="checkpoints-heading"
                node_ref=element
                on:focusin=tree::on_focus
                on:keydown=move |event| tree::on_key(event, &KEYS)
            >
                {items}
            </ol>
        }
        .into_any()
    })
}

fn node(
    row: &TreeRow,
    lanes: usize,
    checkpoint: &Checkpoint,
    current: bool,
    after: Option<String>,
    shared: Shared,
) -> AnyView {
    // The blanks keep words apart for whoever hears the lines as one.
    let apart = |text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            [" ", text].concat()
        }
    };
    let description = apart(checkpoint.description.trim());
    let place = match (after, current) {
        (Some(after), true) => {
            format!("Taken after {after}. The machine's present state is based on it.")
        }
        (Some(after), false) => format!("Taken after {after}."),
        (None, true) => "The first. The machine's present state is based on it.".to_owned(),
        (None, false) => "The first of its branch.".to_owned(),
    };
    let title = checkpoint.title().to_owned();
    let unusable = (!checkpoint.usable).then(|| {
        view! {
            <span class="node-unusable small">
                {Icon::Warning.draw()} " Not usable"
            </span>
        }
        .into_any()
    });
    let taken = checkpoint.taken_ms.map(|taken| apart(&moment_words(taken)));
    // The buttons are no part of its name.
    let label = ["node-", checkpoint.id.as_str()].concat();
    let label_id = label.clone();
    view! {
        <li
            class="node"
            class:on-path=row.on_path
            style:padding-inline-start=beside(lanes)
            role="treeitem"
            aria-level=row.level.to_string()
            aria-labelledby=label
            tabindex=if current { "0" } else { "-1" }
        >
            {lane(row, lanes)}
            <div class="node-text" id=label_id>
                <span class="node-name">{title}</span>
                {maybe(unusable)}
                <span class="muted small">{taken}</span>
                <span class="node-description muted small">{description}</span>
                <span class="visually-hidden">". " {place}</span>
            </div>
            {actions(shared, checkpoint)}
        </li>
    }
    .into_any()
}

fn here(row: &TreeRow, lanes: usize) -> AnyView {
    view! {
        <li
            class="node here-node on-path"
            style:padding-inline-start=beside(lanes)
            role="treeitem"
            aria-level=row.level.to_string()
            tabindex="-1"
        >
            {lane(row, lanes)}
            <span class="here">"You are here"</span>
        </li>
    }
    .into_any()
}
