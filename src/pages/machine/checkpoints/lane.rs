//! The lines beside the tree of checkpoints, drawn row by row.

use leptos::prelude::*;

use crate::model::checkpoint_tree::{Join, Node, TreeRow};

/// Width of a lane and height of a row of the drawing, in pixels; `style/pages.css` gives rows at least the same height.
const LANE: usize = 24;
const HEIGHT: usize = 52;
/// Below the end of the highest row: what sticks out of a drawing is cut off.
const ENDLESS: usize = 9999;
/// Lanes that are drawn; deeper branches share the last.
const MOST_LANES: usize = 6;

/// How many lanes these rows need.
pub fn lanes(rows: &[TreeRow]) -> usize {
    let deepest = rows.iter().map(|row| row.lane).max();
    deepest.unwrap_or_default().min(MOST_LANES - 1) + 1
}

/// The room of the lines: they stand in the padding, as high as the row, however many lines its text takes. It is set as a
/// property: the policy forbids style attributes.
pub fn beside(lanes: usize) -> String {
    format!("{}px", lanes * LANE + 8)
}

/// The lines beside a row: the lanes that pass it, how it hangs on the line above, and its own node.
pub fn lane(row: &TreeRow, lanes: usize) -> AnyView {
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
    let above = above.map(|path| view! { <path class=dashed d=path></path> }.into_any());
    let mut lines: Vec<AnyView> = above.into_iter().collect();
    if row.continues {
        let path = format!("M{} {middle}V{ENDLESS}", x(own));
        lines.push(view! { <path class=class d=path></path> }.into_any());
    }
    // The lanes that pass come last: a branch must not cover the way to the present state.
    lines.extend((0..own).map(|lane| {
        let path = format!("M{} 0V{ENDLESS}", x(lane));
        view! { <path class=trunk(lane) d=path></path> }.into_any()
    }));
    let mark = match row.node {
        Node::Here => {
            let path = format!("M{} {}l6 6-6 6-6-6z", x(own), middle - 6);
            view! { <path class="mark path" d=path></path> }.into_any()
        }
        Node::Checkpoint { .. } => {
            let class = if row.on_path { "mark path" } else { "mark" };
            view! { <circle class=class cx=x(own).to_string() cy=middle.to_string() r="5.5"></circle> }.into_any()
        }
    };
    let width = lanes * LANE;
    view! {
        <svg class="lane" width=width.to_string() aria-hidden="true" focusable="false">
            {lines}
            {mark}
        </svg>
    }
    .into_any()
}
