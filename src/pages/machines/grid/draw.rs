//! Draws the rows of the list that are on the screen, whenever anything changes that they show.

use crate::signal::{RwSignal, effect};
use leptos::prelude::*;

use super::super::line::Line;
use super::super::row::Shown;
use super::follow::Drawn;
use super::{Active, BODY, GRID, Grid, ROW};
use crate::browser::timer::now_ms;
use crate::parts;
use crate::state::view::items::Items;
use crate::ui::rows::{self, Row};

/// Rows kept above and below the screen, so that a quick scroll shows no gap.
const MARGIN: usize = 6;

impl Grid {
    /// Draws now, and again with each change. One effect for all rows: what it costs is the comparison of texts, and the
    /// changes of those that are others than before.
    pub(super) fn draw(self) {
        // Passes only while an operation is under way: until then nobody asks for it.
        let now = RwSignal::new(now_ms());
        let list = self.console.list;
        let mut drawn: Option<Drawn> = None;
        let mut frame = Frame::default();
        effect(move || {
            let (Some(scroller), Some(body)) = (rows::find(GRID), rows::find(BODY)) else {
                return;
            };
            self.scrolled.track();
            let height = self.room.get().0;
            let items = list.items().get();
            let layout = self.layout.get();
            let view = list.view().get();
            let grouped = view.group.is_some();
            self.console.fleet.rows().with(|rows| {
                let top = self.stay(drawn.as_ref(), &view, &items, rows, height);
                let first = (top / ROW).saturating_sub(MARGIN).min(items.len());
                // The headings take a row of the screen.
                let end = (top + height.saturating_sub(ROW)) / ROW + 1 + MARGIN;
                let end = end.min(items.len());
                let active = self.active_place.get();
                let open = list.open().get();
                let operation = parts::there().map(|pages| pages.list.operation);
                let (made, apart) = self.console.operations.list().with(|operations| {
                    if operations
                        .iter()
                        .any(|operation| !operation.state.has_ended())
                    {
                        let time = now.get();
                        if frame.time_ms != time {
                            frame.time_ms = time;
                            parts::act(move |pages| (pages.list.tick)(now));
                        }
                    }
                    list.selection().with(|selection| {
                        let changed = self.console.fleet.changed().get();
                        let shown = Shown {
                            changed: &changed,
                            items: &items,
                            rows,
                            layout: &layout,
                            operations,
                            operation,
                            selection,
                            open: open.as_ref(),
                            active,
                            grouped,
                            now_ms: now.get_untracked(),
                        };
                        let made: Vec<Row> =
                            (first..end).filter_map(|place| shown.row(place)).collect();
                        let apart = active.filter(|place| !(first..end).contains(place));
                        (made, apart.and_then(|place| shown.row(place)))
                    })
                });
                let size = (items.len() * ROW, first * ROW);
                if frame.size != Some(size) {
                    frame.size = Some(size);
                    let style = body.style();
                    // The names of these properties are known to every browser.
                    let _ = style.set_property("height", &pixels(size.0));
                    let _ = style.set_property("padding-top", &pixels(size.1));
                }
                let counts = (items.len(), layout.all, grouped);
                if frame.counts != Some(counts) {
                    frame.counts = Some(counts);
                    // The headings are a row as well.
                    let lines = (counts.0 + 1).to_string();
                    rows::set(&scroller, "aria-rowcount", Some(&lines));
                    rows::set(&scroller, "aria-colcount", Some(&counts.1.to_string()));
                    let role = if grouped { "treegrid" } else { "grid" };
                    rows::set(&scroller, "role", Some(role));
                }
                let tracks = layout.tracks();
                if frame.tracks != tracks {
                    let _ = scroller.style().set_property("--tracks", &tracks);
                    frame.tracks = tracks;
                }
                // Only now: a list that was shorter could not be scrolled so far.
                self.scroll_to(top);
                let heading = match self.active.get() {
                    Active::Heading(number) => Some(rows::heading_id(number)),
                    _ => None,
                };
                let row = self.hands.try_update_value(|hands| {
                    let pool = &mut hands.rows;
                    pool.show(&body, &layout.cells(), made, apart, ROW);
                    active.and_then(|place| pool.id(place).map(str::to_owned))
                });
                if frame.heading != heading {
                    rows::mark(frame.heading.as_deref(), heading.as_deref());
                    frame.heading = heading.clone();
                }
                let described = heading.or(row.flatten());
                if frame.described != described {
                    rows::set(&scroller, "aria-activedescendant", described.as_deref());
                    frame.described = described;
                }
                let lines: Vec<Line> = (first..end)
                    .filter_map(|place| Line::at(&items, rows, place))
                    .collect();
                if drawn.as_ref().is_none_or(|drawn| lines != drawn.lines) {
                    let machines = lines.iter().filter_map(Line::machine).cloned();
                    self.console.fleet.show(machines.collect());
                }
                drawn = Some(Drawn {
                    view,
                    items: Items::clone(&items),
                    top,
                    first,
                    lines,
                    active,
                });
            });
        });
    }
}

/// What the elements around the rows were told last.
#[derive(Default)]
struct Frame {
    /// How many lines and columns there are, and whether they stand in groups.
    counts: Option<(usize, usize, bool)>,
    size: Option<(usize, usize)>,
    tracks: String,
    /// The active heading.
    heading: Option<String>,
    described: Option<String>,
    /// The time for which the next was asked for.
    time_ms: u64,
}

fn pixels(length: usize) -> String {
    [&length.to_string(), "px"].concat()
}
