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
    /// Notes that a machine is being read, or was read, at this moment.
    pub fn note(&self, id: &ResourceId, now_ms: u64) {
        let mut all = self.0.borrow_mut();
        all.retain(|(other, at)| other != id && now_ms < at.saturating_add(BEHIND_MS));
        all.push((id.clone(), now_ms));
    }

    /// Forgets a reading that has failed.
    pub fn forget(&self, id: &ResourceId) {
        self.0.borrow_mut().retain(|(other, _)| other != id);
    }

    /// Whether the index is behind what is known of this machine.
    pub fn is_newer(&self, id: &ResourceId, now_ms: u64) -> bool {
        let all = self.0.borrow();
        all.iter()
            .any(|(other, at)| other == id && now_ms < at.saturating_add(BEHIND_MS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_newer_than_the_index_for_five_minutes_unless_it_failed() {
        let (own, id) = (OwnReadings::default(), ResourceId::new("/a"));
        assert!(!own.is_newer(&id, 0));
        own.note(&id, 1_000);
        assert!(own.is_newer(&ResourceId::new("/A"), 300_999));
        assert!(!own.is_newer(&id, 301_000));
        own.note(&id, 200_000);
        assert!(own.is_newer(&id, 400_000));
        own.forget(&id);
        assert!(!own.is_newer(&id, 400_000));
    }
}
