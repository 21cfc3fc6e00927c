//! Literals as addresses and filters write them.

use super::instant::Instant;
use uuid::Uuid;

/// A value in an address.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean(bool),
    /// `42`.
    Int32(i32),
    /// `42L`, or digits too many for 32 bits.
    Int64(i64),
    /// `1.5`, `1.5d`, `1.5f`, `1.5M`.
    Double(f64),
    /// `'it''s'`.
    String(String),
    /// `guid'…'`.
    Guid(Uuid),
    /// `datetime'…'`.
    DateTime(Instant),
    /// `datetimeoffset'…'`.
    DateTimeOffset(Instant),
}
