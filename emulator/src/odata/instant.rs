//! Moments: with an offset, `Z` or neither, and up to seven decimals.

/// A moment, in nanoseconds since 1970 in UTC.
///
/// Assumption: what has no offset is taken as UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i128);
