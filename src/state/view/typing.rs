//! Finding a machine by typing the first letters of its name.

use super::items::Items;
use crate::model::fold::fold_text;
use crate::state::fleet_rows::FleetRows;

/// The line of the next machine whose name begins with what is typed: from this line on, and from the top again after the
/// end. For the first letter `from` is the line behind the present one, for each further letter the present one itself.
pub fn find_by_typing(items: &Items, rows: &FleetRows, from: usize, typed: &str) -> Option<usize> {
    let typed = fold_text(typed);
    let begins = |line: &usize| {
        let row = items.machine(*line).and_then(|place| rows.all().get(place));
        row.is_some_and(|row| row.folded_name().starts_with(&*typed))
    };
    let count = items.len();
    let round = (0..count).map(|step| (from + step) % count);
    round.into_iter().find(begins).filter(|_| !typed.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::view::order::by_name;
    use crate::state::view::tests::{fleet, machine};

    #[test]
    fn typing_finds_the_next_name_and_goes_round() {
        let rows = fleet(["app-1", "Web-1", "web-2", "sql"].map(machine).to_vec());
        let items = Items::plain(&by_name(&rows, &[]));
        let find = |from, typed| find_by_typing(&items, &rows, from, typed);
        assert_eq!(find(0, "w"), Some(2));
        assert_eq!(find(3, "W"), Some(3));
        assert_eq!(find(4, "w"), Some(2));
        assert_eq!(find(2, "web-2"), Some(3));
        assert_eq!(find(0, "x"), None);
        assert_eq!(find(0, ""), None);
        assert_eq!(find_by_typing(&Items::default(), &rows, 7, "w"), None);
    }
}
