//! The table of machines. Only the rows on the screen are in the document, however many machines there are.

use crate::signal::{Memo, RwSignal, Signal, effect};
use leptos::html;
use leptos::prelude::*;

use super::super::operation_cell::operation_cell;
use crate::model::loaded::Loaded;
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{CheckpointType, Instance, PowerState};
use crate::route::Route;
use crate::state::console::{Console, use_console};
use crate::state::fleet_rows::Row;
use crate::state::view::{Column, View};
use crate::ui::live::{Part, live, live_text, maybe};
use crate::ui::status::{Tone, status};

/// The height of a row in pixels; `style/pages.css` gives rows the same.
const ROW: usize = 36;
/// Rows kept above and below the screen, so that a quick scroll shows no gap.
const MARGIN: usize = 6;

/// The table.
#[component]
pub fn MachineTable(
    /// The machines to show, in order.
    shown: Signal<Vec<ResourceId>>,
) -> impl IntoView {
    let console = use_console();
    let scroller = NodeRef::<html::Custom<&'static str>>::new();
    let place = RwSignal::new((0_usize, 900_usize));
    let measure = move || {
        if let Some(element) = scroller.get_untracked() {
            let top = usize::try_from(element.scroll_top()).unwrap_or_default();
            let height = usize::try_from(element.client_height()).unwrap_or_default();
            place.set((top, height.max(ROW)));
        }
    };
    effect(move || {
        if scroller.get().is_some() {
            measure();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());

    let window = Memo::new(move || {
        let (top, height) = place.get();
        let count = shown.with(Vec::len);
        let first = (top / ROW).saturating_sub(MARGIN).min(count);
        let last = ((top + height) / ROW + 1 + MARGIN).min(count);
        (first, last)
    });
    let rows = Memo::new(move || {
        let (first, last) = window.get();
        let slice = shown.with(|ids| ids.get(first..last).map(<[_]>::to_vec));
        slice.unwrap_or_default()
    });
    effect(move || console.fleet.show(rows.get()));
    // A row is its machine's, wherever it stands: it keeps the focus when others come above it.
    let index = move |id: &ResourceId| {
        let place = rows.with(|rows| rows.iter().position(|row| row == id));
        // The heading is the first, and rows are counted from one.
        window.get().0 + place.unwrap_or_default() + 2
    };

    let above = move || format!("{}px", window.get().0 * ROW);
    let below = move || format!("{}px", (shown.with(Vec::len) - window.get().1) * ROW);
    let columns = Column::of(&console.capabilities);
    let headings: Vec<_> = columns
        .iter()
        .copied()
        .map(|column| heading(console, column))
        .collect();
    view! {
        <div class="table-scroll" node_ref=scroller on:scroll=move |_| measure()>
            <table class="machine-table" aria-rowcount=move || (shown.with(Vec::len) + 1).to_string()>
                <caption class="visually-hidden">"Machines"</caption>
                <thead>
                    <tr aria-rowindex="1">{headings}</tr>
                </thead>
                <tbody aria-hidden="true" class="spacer">
                    <tr>
                        <td style:height=above></td>
                    </tr>
                </tbody>
                <tbody>
                    <For each=move || rows.get() key=Clone::clone children=move |id| machine_row(console, index, id) />
                </tbody>
                <tbody aria-hidden="true" class="spacer">
                    <tr>
                        <td style:height=below></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }.part()
}

fn heading(console: Console, column: Column) -> AnyView {
    let sorted = move || {
        let sort = console.list.view().with(View::main_sort);
        (sort.column == column).then_some(sort.descending)
    };
    let aria = move || match sorted() {
        None => "none",
        Some(false) => "ascending",
        Some(true) => "descending",
    };
    let arrow = live_text(move || match sorted() {
        None => String::new(),
        Some(false) => "↑".to_owned(),
        Some(true) => "↓".to_owned(),
    });
    view! {
        <th scope="col" class=column.class() aria-sort=aria>
            <button type="button" class="heading" on:click=move |_| console.list.sort_by(column, false)>
                {column.heading()}
                <span class="arrow" aria-hidden="true">
                    {arrow}
                </span>
            </button>
        </th>
    }.part()
}

fn machine_row(
    console: Console,
    index: impl Fn(&ResourceId) -> usize + Send + 'static,
    id: ResourceId,
) -> AnyView {
    let key = id.clone();
    let row = Memo::new(move || console.fleet.rows().with(|rows| rows.get(&key).cloned()));
    let key = id.clone();
    let operation = Memo::new(move || {
        console.operations.list().with(|list| {
            list.iter()
                .find(|operation| operation.machine == key)
                .cloned()
        })
    });
    let href = Route::Machine(id.clone()).hash();
    let text = move |column: Column| {
        move || {
            row.with(|row| {
                row.as_ref()
                    .map(|row| crate::state::view::text(row, column, &|_| None))
                    .unwrap_or_default()
            })
        }
    };
    let plain = move |column: Column| {
        view! {
            <td class=column.class() title=text(column)>
                {live_text(text(column))}
            </td>
        }
        .part()
    };
    let own = [
        Column::Name,
        Column::State,
        Column::Checkpoints,
        Column::Operation,
    ];
    let mut rest = Column::of(&console.capabilities);
    rest.retain(|column| !own.contains(column));
    let rest: Vec<_> = rest.into_iter().map(plain).collect();
    view! {
        <tr aria-rowindex=move || index(&id).to_string()>
            <th scope="row" class=Column::Name.class() title=text(Column::Name)>
                <a href=href>{live_text(text(Column::Name))}</a>
            </th>
            <td class=Column::State.class()>{live(move || maybe(row.with(|row| row.as_ref().map(state_cell))))}</td>
            <td class=Column::Checkpoints.class()>{live(move || maybe(row.with(|row| row.as_ref().and_then(checkpoints_cell))))}</td>
            {rest}
            <td class=Column::Operation.class()>
                {live(move || maybe(operation.with(|operation| operation.as_ref().map(operation_cell))))}
            </td>
        </tr>
    }.part()
}

fn state_cell(row: &Row) -> AnyView {
    match (&row.instance, row.instance.known()) {
        (_, Some(instance)) => power(instance),
        (Loaded::Failed(failure, None), _) => {
            let reason = failure.headline().to_owned();
            let read_out = reason.clone();
            view! {
                <span title=reason>
                    {status(Tone::Warning, "Not read".to_owned())}
                    <span class="visually-hidden">": " {read_out}</span>
                </span>
            }
            .part()
        }
        _ => view! { <span class="skeleton-text" aria-hidden="true"></span> }.part(),
    }
}

/// The power state of a machine.
pub fn power(instance: &Instance) -> AnyView {
    let tone = match instance.power {
        PowerState::Running => Tone::Good,
        PowerState::Paused | PowerState::Saved => Tone::Warning,
        PowerState::Stopped | PowerState::Other(_) => Tone::Neutral,
    };
    status(tone, instance.power.word().to_owned())
}

fn checkpoints_cell(row: &Row) -> Option<AnyView> {
    let instance = row.instance.known()?;
    let count = instance.checkpoints.len();
    Some(match (count, &instance.checkpoint_type) {
        (0, CheckpointType::Disabled) => view! { <span class="muted">"Disabled"</span> }.part(),
        (0, _) => view! { <span class="muted">"0"</span> }.part(),
        _ => count.to_string().into_any(),
    })
}
