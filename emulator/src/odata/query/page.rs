//! Which rows a query leaves, and where the next page begins.

use super::Query;
use crate::odata::Entity;

/// The rows that a query leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Filtered, ordered, and cut.
    pub rows: Vec<Entity>,
    /// How many the filter left, if `$inlinecount` asked.
    pub count: Option<u64>,
    /// If the service cut: the query of the next page, with everything that was asked for.
    pub next: Option<String>,
}

/// Filters, orders and cuts.
pub(super) fn cut(query: &Query, rows: Vec<Entity>, page_size: Option<usize>) -> Page {
    let mut placed: Vec<_> = rows
        .into_iter()
        .filter(|row| query.keeps(row))
        .map(|row| (query.order.of(&row), row))
        .collect();
    let count = query
        .inline_count
        .then(|| u64::try_from(placed.len()).ok())
        .flatten();
    placed.sort_by(|(left, _), (right, _)| query.order.compare(left, right));
    if let Some(after) = &query.after {
        placed.retain(|(place, _)| query.order.compare(place, after).is_gt());
    }
    let skipped = query.skip.unwrap_or(0).min(placed.len());
    placed.drain(..skipped);
    let wanted = query.top.unwrap_or(usize::MAX);
    // A page of nothing would never end.
    let most = page_size.map_or(usize::MAX, |size| size.max(1));
    let more = placed.len() > most && wanted > most;
    placed.truncate(wanted.min(most));
    let next = placed.last().filter(|_| more).map(|(place, _)| {
        let rest = query.top.map(|top| top.saturating_sub(most));
        query.options.following(&query.order.token(place), rest)
    });
    Page {
        rows: placed.into_iter().map(|(_, row)| row).collect(),
        count,
        next,
    }
}
