//! The types of properties: primitive, complex, and collections of either.

use std::fmt;

/// A primitive type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edm {
    /// `true` or `false`.
    Boolean,
    /// Unsigned, 8 bits.
    Byte,
    /// Signed, 8 bits.
    SByte,
    /// Signed, 16 bits.
    Int16,
    /// Signed, 32 bits.
    Int32,
    /// Signed, 64 bits; a string on the wire.
    Int64,
    /// 32-bit floating point.
    Single,
    /// 64-bit floating point.
    Double,
    /// A decimal number; a string on the wire.
    Decimal,
    /// Text.
    String,
    /// A GUID.
    Guid,
    /// A moment. The service writes an offset with it, against the letter of the standard.
    DateTime,
    /// A moment with its offset.
    DateTimeOffset,
}

impl Edm {
    const ALL: [(Self, &'static str); 13] = [
        (Self::Boolean, "Edm.Boolean"),
        (Self::Byte, "Edm.Byte"),
        (Self::SByte, "Edm.SByte"),
        (Self::Int16, "Edm.Int16"),
        (Self::Int32, "Edm.Int32"),
        (Self::Int64, "Edm.Int64"),
        (Self::Single, "Edm.Single"),
        (Self::Double, "Edm.Double"),
        (Self::Decimal, "Edm.Decimal"),
        (Self::String, "Edm.String"),
        (Self::Guid, "Edm.Guid"),
        (Self::DateTime, "Edm.DateTime"),
        (Self::DateTimeOffset, "Edm.DateTimeOffset"),
    ];

    /// The name as in `$metadata`.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(edm, _)| *edm == self)
            .map_or("", |(_, name)| name)
    }

    /// The type of a name as in `$metadata`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(edm, _)| *edm)
    }

    /// Whether numbers compare with it.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::Byte
                | Self::SByte
                | Self::Int16
                | Self::Int32
                | Self::Int64
                | Self::Single
                | Self::Double
                | Self::Decimal
        )
    }

    /// The smallest and the largest value of an integer type.
    pub fn integer_range(self) -> Option<(i64, i64)> {
        match self {
            Self::Byte => Some((0, 255)),
            Self::SByte => Some((-128, 127)),
            Self::Int16 => Some((i64::from(i16::MIN), i64::from(i16::MAX))),
            Self::Int32 => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
            Self::Int64 => Some((i64::MIN, i64::MAX)),
            _ => None,
        }
    }
}

/// The type of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One primitive value.
    Primitive(Edm),
    /// A value of a complex type, by its name with namespace.
    Complex(String),
    /// Many values.
    Collection(Box<Kind>),
}

impl Kind {
    /// Reads a type's name; whoever calls knows which complex types there are.
    pub fn named(name: &str) -> Option<Self> {
        if let Some(inner) = name
            .strip_prefix("Collection(")
            .and_then(|rest| rest.strip_suffix(')'))
        {
            // A collection of collections is not a type of version 3.
            return match Self::named(inner)? {
                Self::Collection(_) => None,
                one => Some(Self::Collection(Box::new(one))),
            };
        }
        if name.starts_with("Edm.") {
            return Edm::named(name).map(Self::Primitive);
        }
        (!name.is_empty()).then(|| Self::Complex(name.to_owned()))
    }

    /// The name without the collection around it, if it names a complex type.
    pub fn complex_name(&self) -> Option<&str> {
        match self {
            Self::Primitive(_) => None,
            Self::Complex(name) => Some(name),
            Self::Collection(inner) => inner.complex_name(),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Primitive(edm) => f.write_str(edm.name()),
            Self::Complex(name) => f.write_str(name),
            Self::Collection(inner) => write!(f, "Collection({inner})"),
        }
    }
}
