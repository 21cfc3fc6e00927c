//! How reading the fleet stands.

use crate::backend::Part;
use crate::model::failure::Failure;

/// Where reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has been read yet.
    #[default]
    New,
    /// Machines are being listed; those that were listed are read.
    Listing,
    /// All are listed; some are still being read.
    Reading,
    /// All that could be read is read.
    Done,
    /// Somebody stopped it before that.
    Stopped,
}

/// How reading the fleet stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Where reading is. A refresh in the background does not change it.
    pub phase: Phase,
    /// Whether a listing has ever come to an end.
    pub listed_once: bool,
    /// How many machines the service has announced; zero when it does not tell.
    pub expected: usize,
    /// The parts of the fleet.
    pub parts: Vec<Part>,
    /// The parts that could not be read, and why. What was known of their machines stays, and is old.
    pub failed_parts: Vec<(Part, Failure)>,
    /// Those of them that are being read once more.
    pub again: Vec<Part>,
    /// Why not even the parts could be listed.
    pub failure: Option<Failure>,
    /// When all was read for the last time (milliseconds of Unix time), if refreshing in the background has failed since.
    pub not_since: Option<u64>,
}

impl Progress {
    /// Whether anything is being read that somebody waits for.
    pub fn is_reading(&self) -> bool {
        matches!(self.phase, Phase::Listing | Phase::Reading)
    }

    /// Of how many machines in all, when so many have been named; `None` when there may be more.
    pub fn all_of(&self, named: usize) -> Option<usize> {
        match self.phase {
            Phase::Listing | Phase::Stopped if self.expected < named => None,
            Phase::Listing | Phase::Stopped => Some(self.expected).filter(|all| *all > 0),
            _ => Some(named),
        }
    }

    /// Whether what is known of the machines of a part is old: reading it anew has failed.
    pub fn is_old(&self, part: &str) -> bool {
        self.failed_parts
            .iter()
            .any(|(failed, _)| failed.id.eq_ignore_ascii_case(part))
    }

    pub(super) fn part_failed(&mut self, part: Part, failure: Failure) {
        self.part_read(&part);
        self.failed_parts.push((part, failure));
    }

    pub(super) fn part_read(&mut self, part: &Part) {
        self.failed_parts.retain(|(failed, _)| failed != part);
        self.again.retain(|other| other != part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_there_are_is_said_only_where_it_is_known() {
        let progress = |phase, expected| Progress {
            phase,
            expected,
            ..Progress::default()
        };
        assert_eq!(progress(Phase::Listing, 0).all_of(50), None);
        assert_eq!(progress(Phase::Listing, 300).all_of(50), Some(300));
        assert_eq!(
            progress(Phase::Listing, 300).all_of(310),
            None,
            "more have come than were announced"
        );
        assert_eq!(progress(Phase::Reading, 300).all_of(310), Some(310));
        assert_eq!(progress(Phase::Stopped, 300).all_of(50), Some(300));
    }
}
