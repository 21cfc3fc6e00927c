//! Literals as addresses and filters write them.

use super::instant::Instant;
use super::model::Edm;
use std::fmt;
use uuid::Uuid;
use winnow::Parser as _;
use winnow::ascii::Caseless;
use winnow::combinator::{alt, delimited, not, opt, preceded, repeat, terminated};
use winnow::stream::LocatingSlice;
use winnow::token::{none_of, one_of, take_while};

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
    /// `1.5`, `1.5d`, `1.5f`, `1.5M`: any number with a fraction. Fractions are compared as 64-bit floating point.
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

impl Literal {
    /// Its type; `null` has none.
    pub fn edm(&self) -> Option<Edm> {
        match self {
            Self::Null => None,
            Self::Boolean(_) => Some(Edm::Boolean),
            Self::Int32(_) => Some(Edm::Int32),
            Self::Int64(_) => Some(Edm::Int64),
            Self::Double(_) => Some(Edm::Double),
            Self::String(_) => Some(Edm::String),
            Self::Guid(_) => Some(Edm::Guid),
            Self::DateTime(_) => Some(Edm::DateTime),
            Self::DateTimeOffset(_) => Some(Edm::DateTimeOffset),
        }
    }

    /// Whether it can be the value of a key's property of this type.
    pub(super) fn fits(&self, edm: Edm) -> bool {
        match self.edm() {
            None => false,
            Some(own) if own == edm => true,
            Some(own) => own.is_number() && edm.is_number(),
        }
    }
}

/// As it is written in an address, before percent-encoding.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Int32(value) => write!(f, "{value}"),
            Self::Int64(value) => write!(f, "{value}L"),
            Self::Double(value) if value.is_nan() => f.write_str("NaN"),
            Self::Double(value) if value.is_infinite() => {
                f.write_str(if *value > 0.0 { "INF" } else { "-INF" })
            }
            Self::Double(value) => write!(f, "{value}d"),
            Self::String(value) => write!(f, "'{}'", value.replace('\'', "''")),
            Self::Guid(value) => write!(f, "guid'{value}'"),
            Self::DateTime(value) => {
                write!(f, "datetime'{}'", value.utc_text().unwrap_or_default())
            }
            Self::DateTimeOffset(value) => {
                write!(
                    f,
                    "datetimeoffset'{}Z'",
                    value.utc_text().unwrap_or_default()
                )
            }
        }
    }
}

/// Text that is being read, with positions.
pub(super) type Input<'a> = LocatingSlice<&'a str>;

/// Reads a literal. Words that run on (`trueish`, `5abc`) are none.
pub(super) fn literal(input: &mut Input<'_>) -> winnow::Result<Literal> {
    terminated(
        alt((
            quoted.map(Literal::String),
            prefixed("guid").verify_map(|text| guid(&text).map(Literal::Guid)),
            prefixed("datetimeoffset")
                .verify_map(|text| Instant::parse_with_offset(&text).map(Literal::DateTimeOffset)),
            prefixed("datetime").verify_map(|text| Instant::parse(&text).map(Literal::DateTime)),
            constant,
            number,
        )),
        not(one_of(is_name)),
    )
    .parse_next(input)
}

fn constant(input: &mut Input<'_>) -> winnow::Result<Literal> {
    alt((
        "true".value(Literal::Boolean(true)),
        "false".value(Literal::Boolean(false)),
        "null".value(Literal::Null),
        "NaN".value(Literal::Double(f64::NAN)),
        "INF".value(Literal::Double(f64::INFINITY)),
        "-INF".value(Literal::Double(f64::NEG_INFINITY)),
    ))
    .parse_next(input)
}

/// The characters that names are made of.
pub(super) fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// A GUID with hyphens or without, bare or in braces, in either letter case.
pub(super) fn guid(text: &str) -> Option<Uuid> {
    let bare = match text.strip_prefix('{') {
        Some(rest) => rest.strip_suffix('}')?,
        None => text,
    };
    // The length keeps out the other spellings that the parser knows.
    matches!(bare.len(), 32 | 36)
        .then(|| Uuid::try_parse(bare).ok())
        .flatten()
}

/// Text between quotes, where a doubled quote is one.
fn quoted(input: &mut Input<'_>) -> winnow::Result<String> {
    delimited(
        '\'',
        repeat(0.., alt((none_of('\''), "''".value('\'')))),
        '\'',
    )
    .parse_next(input)
}

fn prefixed<'a>(prefix: &'static str) -> impl FnMut(&mut Input<'a>) -> winnow::Result<String> {
    move |input| preceded(Caseless(prefix), quoted).parse_next(input)
}

fn number(input: &mut Input<'_>) -> winnow::Result<Literal> {
    let figures = |c: char| c.is_ascii_digit();
    let (text, suffix) = (
        (
            opt('-'),
            take_while(1.., figures),
            opt(('.', take_while(1.., figures))),
            opt((
                one_of(['e', 'E']),
                opt(one_of(['+', '-'])),
                take_while(1.., figures),
            )),
        )
            .take(),
        opt(one_of(['L', 'l', 'M', 'm', 'D', 'd', 'F', 'f'])),
    )
        .verify_map(|(text, suffix): (&str, Option<char>)| {
            Some((text.to_owned(), suffix.map(|c| c.to_ascii_lowercase())))
        })
        .parse_next(input)?;
    let whole = text.parse::<i64>().ok();
    match (whole, suffix) {
        (Some(whole), None) => {
            Some(i32::try_from(whole).map_or(Literal::Int64(whole), Literal::Int32))
        }
        (Some(whole), Some('l')) => Some(Literal::Int64(whole)),
        (None, Some('l')) => None,
        // Digits without a point that no integer holds are no number of a type.
        (None, None) if text.bytes().all(|b| b == b'-' || b.is_ascii_digit()) => None,
        _ => text
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
            .map(Literal::Double),
    }
    .ok_or_else(winnow::error::ContextError::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use winnow::combinator::eof;

    fn read(text: &str) -> Option<Literal> {
        terminated(literal, eof)
            .parse_next(&mut Input::new(text))
            .ok()
    }

    #[test]
    fn every_literal_of_the_standard_is_read() {
        let id = Uuid::try_parse("3499b02c-8dc9-4c0d-aa83-097a1340cbda").unwrap();
        for text in [
            "guid'3499b02c-8dc9-4c0d-aa83-097a1340cbda'",
            "Guid'3499B02C-8DC9-4C0D-AA83-097A1340CBDA'",
            "guid'{3499b02c-8dc9-4c0d-aa83-097a1340cbda}'",
            "GUID'3499b02c8dc94c0daa83097a1340cbda'",
        ] {
            assert_eq!(read(text), Some(Literal::Guid(id)), "{text}");
        }
        assert_eq!(read("'it''s'"), Some(Literal::String("it's".into())));
        assert_eq!(read("''"), Some(Literal::String(String::new())));
        assert_eq!(read("-7"), Some(Literal::Int32(-7)));
        assert_eq!(read("7L"), Some(Literal::Int64(7)));
        assert_eq!(read("3000000000"), Some(Literal::Int64(3_000_000_000)));
        assert_eq!(read("1.5e2"), Some(Literal::Double(150.0)));
        assert_eq!(read("1.5M"), Some(Literal::Double(1.5)));
        assert_eq!(read("2d"), Some(Literal::Double(2.0)));
        assert_eq!(read("null"), Some(Literal::Null));
        assert!(matches!(
            read("datetime'2013-08-19T22:02:36'"),
            Some(Literal::DateTime(_))
        ));
        assert!(matches!(
            read("datetimeoffset'2013-08-19T22:02:36Z'"),
            Some(Literal::DateTimeOffset(_))
        ));
    }

    #[test]
    fn what_is_no_literal_is_not_read() {
        for text in [
            "'open",
            "5abc",
            "trueish",
            "1.5L",
            "99999999999999999999",
            "guid'urn:uuid:3499b02c-8dc9-4c0d-aa83-097a1340cbda'",
            "guid'{3499b02c-8dc9-4c0d-aa83-097a1340cbda'",
            "datetimeoffset'2013-08-19T22:02:36'",
            "TRUE",
            "guid",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_literal_reads_back_as_it_was_written() {
        for text in [
            "guid'3499b02c-8dc9-4c0d-aa83-097a1340cbda'",
            "'it''s'",
            "-7",
            "7L",
            "1.5d",
            "true",
            "null",
            "INF",
            "-INF",
            "datetime'2013-08-19T22:02:36.5915910'",
        ] {
            assert_eq!(read(text).unwrap().to_string(), text);
        }
    }
}
