//! Something that is read from a service: not yet, known, or known from before.

use super::failure::Failure;

/// A thing that takes time to read. What was known stays while it is read again or when that fails.
#[derive(Clone, Debug, PartialEq)]
pub enum Loaded<T> {
    /// Nobody has asked yet.
    Waiting,
    /// It is being read; `Some` is what was known before.
    Reading(Option<T>),
    /// It was read.
    Known(T),
    /// Reading it failed; `Some` is what was known before.
    Failed(Failure, Option<T>),
}

impl<T> Loaded<T> {
    /// What is known, however old.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(thing) | Self::Reading(Some(thing)) | Self::Failed(_, Some(thing)) => {
                Some(thing)
            }
            Self::Waiting | Self::Reading(None) | Self::Failed(_, None) => None,
        }
    }

    /// What is known, however old, to be changed in place.
    pub fn known_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Known(thing) | Self::Reading(Some(thing)) | Self::Failed(_, Some(thing)) => {
                Some(thing)
            }
            Self::Waiting | Self::Reading(None) | Self::Failed(_, None) => None,
        }
    }

    /// Why the last reading failed.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure, _) => Some(failure),
            _ => None,
        }
    }

    /// Whether it is being read now.
    pub fn is_reading(&self) -> bool {
        matches!(self, Self::Reading(_))
    }
}

impl<T: Clone> Loaded<T> {
    /// The same, being read again.
    pub fn reading(&self) -> Self {
        Self::Reading(self.known().cloned())
    }

    /// The same, with what was known before where nothing is.
    pub fn or(self, before: Self) -> Self {
        match (self, before.known()) {
            (Self::Waiting, _) => before,
            (Self::Reading(None), Some(known)) => Self::Reading(Some(known.clone())),
            (Self::Failed(failure, None), known) => Self::Failed(failure, known.cloned()),
            (own, _) => own,
        }
    }

    /// The outcome of a reading, with what was known before kept beside a failure.
    pub fn after(&self, outcome: Result<T, Failure>) -> Self {
        match outcome {
            Ok(thing) => Self::Known(thing),
            Err(failure) => Self::Failed(failure, self.known().cloned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::failure::{Failure, FailureKind};

    #[test]
    fn what_was_known_stays_while_it_is_read_again_and_when_that_fails() {
        let known = Loaded::Known(7);
        assert_eq!(known.reading().known(), Some(&7));
        let failed = known
            .reading()
            .after(Err(Failure::new(FailureKind::NetworkLost, "gone")));
        assert_eq!(failed.known(), Some(&7));
        assert!(failed.failure().is_some());
        assert_eq!(failed.after(Ok(8)), Loaded::Known(8));
    }

    #[test]
    fn what_was_known_before_stands_only_where_nothing_is_known() {
        let before = Loaded::Known(7);
        assert_eq!(Loaded::Waiting.or(before.clone()), before);
        assert_eq!(Loaded::Reading(None).or(before.clone()), before.reading());
        assert_eq!(Loaded::Known(8).or(before.clone()), Loaded::Known(8));
        let gone = Failure::new(FailureKind::NetworkLost, "gone");
        let failed = Loaded::Failed(gone.clone(), None).or(before);
        assert_eq!(failed, Loaded::Failed(gone, Some(7)));
    }
}
