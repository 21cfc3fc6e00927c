//! Machines that were read themselves a short time ago, or are being read: what an index tells of them is older.

use std::cell::RefCell;

use crate::model::resource_id::ResourceId;

/// How long the index may be behind, in milliseconds. Half a minute is usual; what an operation has just shown must not
/// be undone by a row that is older, so this is generous. Within it a machine that changes once more by somebody else's
/// hand shows that in its row only after these minutes; its own page always asks the machine.
const BEHIND_MS: u64 = 5 * 60_000;

/// When machines were read themselves.
#[derive(Default)]
pub struct OwnReadings(RefCell<Vec<(ResourceId, u64)>>);

impl OwnReadings {
    /// Notes that a machine is being read, or was read, at this moment. Gives when it was read before, if that counts still.
    pub fn note(&self, id: &ResourceId, now_ms: u64) -> Option<u64> {
        let before = self.forget(id);
        let mut all = self.0.borrow_mut();
        all.retain(|(_, at)| counts(*at, now_ms));
        all.push((id.clone(), now_ms));
        before.filter(|at| counts(*at, now_ms))
    }

    /// Forgets a reading that gave nothing; the one before it counts again.
    pub fn put_back(&self, id: &ResourceId, before: Option<u64>) {
        self.forget(id);
        let before = before.map(|at| (id.clone(), at));
        self.0.borrow_mut().extend(before);
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Whether the index is behind what is known of this machine.
    pub fn is_newer(&self, id: &ResourceId, now_ms: u64) -> bool {
        let all = self.0.borrow();
        all.iter()
            .any(|(other, at)| other == id && counts(*at, now_ms))
    }

    fn forget(&self, id: &ResourceId) -> Option<u64> {
        let mut all = self.0.borrow_mut();
        let place = all.iter().position(|(other, _)| other == id)?;
        Some(all.swap_remove(place).1)
    }
}

/// Whether a reading at this moment is newer than what the index tells. One in time to come is of a clock that was put back.
fn counts(at_ms: u64, now_ms: u64) -> bool {
    (at_ms..at_ms.saturating_add(BEHIND_MS)).contains(&now_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_newer_than_the_index_for_five_minutes_unless_it_gave_nothing() {
        let (own, id) = (OwnReadings::default(), ResourceId::new("/a"));
        assert!(!own.is_newer(&id, 0));
        assert_eq!(own.note(&id, 1_000), None);
        assert!(own.is_newer(&ResourceId::new("/A"), 300_999));
        assert!(!own.is_newer(&id, 301_000));
        let before = own.note(&id, 200_000);
        assert_eq!(before, Some(1_000));
        assert!(own.is_newer(&id, 400_000));
        own.put_back(&id, before);
        assert!(own.is_newer(&id, 300_999) && !own.is_newer(&id, 301_000));
        own.put_back(&id, None);
        assert!(!own.is_newer(&id, 200_000));
    }

    #[test]
    fn a_clock_that_is_put_back_does_not_make_a_reading_last() {
        let (own, id) = (OwnReadings::default(), ResourceId::new("/a"));
        own.note(&id, 7_200_000);
        assert!(!own.is_newer(&id, 3_600_000));
        assert_eq!(own.note(&id, 3_600_000), None);
        assert!(own.is_newer(&id, 3_600_001));
    }
}
