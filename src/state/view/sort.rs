//! What the list is sorted by.

use super::Column;

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// From the largest to the smallest.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self {
            column: Column::Name,
            descending: false,
        }
    }
}

impl Sort {
    /// The sorts after a click on a heading. Another column becomes the only one, ascending; the main one is turned round.
    /// With `further` the others stay: a column that is not among them comes last, one that is, is turned round in its place.
    #[must_use]
    pub fn clicked(sorts: &[Self], column: Column, further: bool) -> Vec<Self> {
        let mut sorts = match sorts {
            [] => vec![Self::default()],
            sorts => sorts.to_vec(),
        };
        let place = sorts.iter().position(|sort| sort.column == column);
        if !further {
            let descending = place == Some(0) && sorts.first().is_some_and(|main| !main.descending);
            return vec![Self { column, descending }];
        }
        match place.and_then(|place| sorts.get_mut(place)) {
            Some(sort) => sort.descending = !sort.descending,
            None => sorts.push(Self {
                column,
                descending: false,
            }),
        }
        sorts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Name, State, Subscription};

    const fn up(column: Column) -> Sort {
        Sort {
            column,
            descending: false,
        }
    }

    const fn down(column: Column) -> Sort {
        Sort {
            column,
            descending: true,
        }
    }

    #[test]
    fn a_second_click_turns_the_sort_round_and_another_column_starts_ascending() {
        assert_eq!(Sort::clicked(&[], Name, false), [down(Name)]);
        let once = Sort::clicked(&[], State, false);
        assert_eq!(once, [up(State)]);
        assert_eq!(Sort::clicked(&once, State, false), [down(State)]);
        assert_eq!(Sort::clicked(&[down(State)], Name, false), [up(Name)]);
    }

    #[test]
    fn a_further_column_comes_behind_the_others_and_is_turned_round_in_its_place() {
        let two = Sort::clicked(&[down(State)], Subscription, true);
        assert_eq!(two, [down(State), up(Subscription)]);
        let turned = Sort::clicked(&two, State, true);
        assert_eq!(turned, [up(State), up(Subscription)]);
        assert_eq!(Sort::clicked(&two, Subscription, false), [up(Subscription)]);
        // Nobody has chosen the name: it is there all the same.
        assert_eq!(Sort::clicked(&[], State, true), [up(Name), up(State)]);
    }
}
