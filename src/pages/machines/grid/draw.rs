//! Draws the rows of the list that are on the screen, whenever anything changes that they show.

use crate::signal::{Memo, effect};
use leptos::prelude::*;

use super::super::line::Line;
use super::super::row::Shown;
use super::follow::Drawn;
use super::{Active, Grid, ROW};
use crate::state::view::items::Items;
use crate::ui::elapsed::use_now;
use crate::ui::rows::Row;

/// Rows kept above and below the screen, so that a quick scroll shows no gap.
const MARGIN: usize = 6;

impl Grid {
    /// Draws now, and again with each change. One effect for all rows: what it costs is the comparison of texts, and the
    /// changes of those that are others than before.
    pub(super) fn draw(self) {
        let now = use_now();
        let list = self.console.list;
        let mut drawn: Option<Drawn> = None;
        let mut frame = Frame::default();
        let progress = self.console.fleet.progress();
        let failed = Memo::new(move || progress.with(|progress| progress.failed_parts.clone()));
        effect(move || {
            let (Some(scroller), Some(body)) = (self.scroller.get(), self.body.get()) else {
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
                let (made, apart) = self.console.operations.list().with(|operations| {
                    list.selection().with(|selection| {
                        let changed = self.console.fleet.changed().get();
                        let failed = failed.get();
                        let shown = Shown {
                            changed: &changed,
                            failed: &failed,
                            items: &items,
                            rows,
                            layout: &layout,
                            operations,
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
                if made.iter().any(Row::is_under_way) {
                    now.track();
                }
                let size = (items.len() * ROW, first * ROW);
                if frame.size != Some(size) {
                    frame.size = Some(size);
                    let style = body.style();
                    // The names of these properties are known to every browser.
                    let _ = style.set_property("height", &pixels(size.0));
                    let _ = style.set_property("padding-top", &pixels(size.1));
                }
                let tracks = layout.tracks();
                if frame.tracks != tracks {
                    let _ = scroller.style().set_property("--tracks", &tracks);
                    frame.tracks = tracks;
                }
                // Only now: a list that was shorter could not be scrolled so far.
                self.scroll_to(top);
                let described = self.rows.try_update_value(|pool| {
                    pool.show(&body, &layout.cells(), made, apart, ROW);
                    match self.active.get() {
                        Active::Heading(number) => Some(super::headings::id(number)),
                        _ => active.and_then(|place| pool.id(place).map(str::to_owned)),
                    }
                });
                let described = described.flatten();
                if frame.described != described {
                    let _ = match &described {
                        Some(id) => scroller.set_attribute("aria-activedescendant", id),
                        None => scroller.remove_attribute("aria-activedescendant"),
                    };
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
    size: Option<(usize, usize)>,
    tracks: String,
    described: Option<String>,
}

fn pixels(length: usize) -> String {
    [&length.to_string(), "px"].concat()
}
