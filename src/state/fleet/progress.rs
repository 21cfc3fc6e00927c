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
    /// Those before the present listing, until it has told all.
    pub before: Vec<Part>,
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

    /// Whether a part refuses.
    pub fn is_refused(&self, part: &Part) -> bool {
        let mut failed = self.failed_parts.iter();
        failed.any(|(failed, failure)| is_same(failed, part) && failure.is_refusal())
    }

    /// Whether all is read that may be read.
    pub fn is_whole(&self) -> bool {
        let mut failed = self.failed_parts.iter();
        self.failure.is_none()
            && self.again.is_empty()
            && failed.all(|(_, failure)| failure.is_refusal())
    }

    /// The parts of the fleet, with those that failed because the service tells of them no more.
    pub(super) fn all_parts(&self) -> Vec<Part> {
        let mut all = self.parts.clone();
        let failed = self.failed_parts.iter().map(|(part, _)| part);
        all.extend(failed.filter(|part| !is_in(&self.parts, part)).cloned());
        all
    }

    /// The service tells these parts, perhaps not all of them.
    pub(super) fn parts_told(&mut self, parts: Vec<Part>) {
        let before = std::mem::replace(&mut self.parts, parts);
        self.before.extend(before);
    }

    /// The service has told all parts, or has failed before that. Gives those that it told before and does not any more.
    pub(super) fn parts_ended(&mut self, all: bool) -> Vec<Part> {
        let mut gone = std::mem::take(&mut self.before);
        gone.retain(|part| !is_in(&self.parts, part));
        if !all {
            self.parts.append(&mut gone);
        }
        gone
    }

    pub(super) fn part_failed(&mut self, part: Part, failure: Failure) {
        self.forget_failed(&part);
        self.failed_parts.push((part, failure));
    }

    pub(super) fn part_read(&mut self, part: &Part) {
        self.forget_failed(part);
        // One that the service does not list answers all the same: it is missed when it goes again.
        if !is_in(&self.parts, part) {
            self.parts.push(part.clone());
        }
    }

    fn forget_failed(&mut self, part: &Part) {
        self.failed_parts
            .retain(|(failed, _)| !is_same(failed, part));
        self.again_ended(part);
    }

    pub(super) fn again_ended(&mut self, part: &Part) {
        self.again.retain(|other| !is_same(other, part));
    }
}

/// Whether two parts are one: it may have another name now, and ids come in several cases.
fn is_same(one: &Part, other: &Part) -> bool {
    one.id.eq_ignore_ascii_case(&other.id)
}

fn is_in(parts: &[Part], part: &Part) -> bool {
    parts.iter().any(|other| is_same(other, part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::failure::FailureKind;

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

    fn part(id: &str, name: &str) -> Part {
        Part {
            id: id.into(),
            name: name.into(),
        }
    }

    #[test]
    fn a_part_that_has_another_name_now_is_still_the_one_that_failed() {
        let mut progress = Progress::default();
        let gone = Failure::new(FailureKind::ServiceFault, "gone");
        progress.part_failed(part("a-1", "Old"), gone);
        assert!(!progress.is_whole());
        progress.part_read(&part("A-1", "New"));
        assert!(progress.is_whole() && progress.failed_parts.is_empty());
    }

    #[test]
    fn a_part_that_the_service_tells_no_more_is_gone() {
        let mut progress = Progress::default();
        progress.parts_told(vec![part("a", "A"), part("b", "B")]);
        assert_eq!(progress.parts_ended(true), []);
        progress.parts_told(vec![part("A", "A")]);
        // A listing that is begun anew before the end of the one before it.
        progress.parts_told(vec![part("A", "A")]);
        assert_eq!(progress.parts_ended(true), [part("b", "B")]);
        let refusal = Failure::new(FailureKind::NotFound, "gone");
        progress.part_failed(part("b", "B"), refusal);
        assert!(progress.is_refused(&part("B", "")));
        assert!(progress.is_whole(), "all is read that may be read");
        assert_eq!(progress.all_parts(), [part("A", "A"), part("b", "B")]);
        progress.part_read(&part("b", "B"));
        assert_eq!(progress.parts.len(), 2, "it answers, so it is one of them");
    }

    #[test]
    fn parts_that_a_broken_list_has_not_come_to_are_not_gone() {
        let mut progress = Progress::default();
        progress.parts_told(vec![part("a", "A"), part("b", "B")]);
        progress.parts_ended(true);
        progress.parts_told(vec![part("a", "A")]);
        assert_eq!(progress.parts_ended(false), []);
        assert_eq!(progress.parts, [part("a", "A"), part("b", "B")]);
    }
}
