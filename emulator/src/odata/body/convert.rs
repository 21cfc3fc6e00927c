//! Primitive values that clients send, in the one spelling that the rest relies on.

use crate::odata::instant::Instant;
use crate::odata::literal::guid;
use crate::odata::model::Edm;
use serde_json::Value;
use winnow::Parser as _;
use winnow::ascii::dec_int;
use winnow::combinator::{delimited, eof, opt, terminated};
use winnow::token::{one_of, take_while};

/// A value of a type, if it is one. Text is read as any type, as WCF Data Services reads it; nothing but text becomes text.
pub(super) fn primitive(edm: Edm, value: &Value) -> Option<Value> {
    match edm {
        Edm::String => value.as_str().map(Value::from),
        Edm::Boolean => value
            .as_bool()
            .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
            .map(Value::from),
        Edm::Guid => value
            .as_str()
            .and_then(guid)
            .map(|guid| Value::from(guid.to_string())),
        Edm::DateTime | Edm::DateTimeOffset => date(value.as_str()?),
        Edm::Int64 => integer(edm, value).map(|number| Value::from(number.to_string())),
        Edm::Byte | Edm::SByte | Edm::Int16 | Edm::Int32 => integer(edm, value).map(Value::from),
        Edm::Decimal => fraction(value).map(|number| Value::from(number.to_string())),
        Edm::Single | Edm::Double => fraction(value).map(Value::from),
    }
}

fn integer(edm: Edm, value: &Value) -> Option<i64> {
    let number = value
        .as_i64()
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()))?;
    let (least, most) = edm.integer_range()?;
    (least..=most).contains(&number).then_some(number)
}

fn fraction(value: &Value) -> Option<f64> {
    value
        .as_f64()
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
        .filter(|number| number.is_finite())
}

/// ISO 8601 stays as it is, offset and decimals too; `/Date(1376949756591)/` becomes ISO 8601 in UTC.
fn date(text: &str) -> Option<Value> {
    if Instant::parse(text).is_some() {
        return Some(Value::from(text));
    }
    let mut milliseconds = terminated(
        delimited(
            "/Date(",
            terminated(dec_int::<_, i64, winnow::error::ContextError>, opt(offset)),
            ")/",
        ),
        eof,
    );
    let instant = milliseconds.parse_next(&mut &*text).ok()?;
    let utc = Instant::from_milliseconds(instant).utc_text()?;
    Some(Value::from(format!("{utc}Z")))
}

/// Minutes behind the milliseconds: where the clock stood, which changes nothing about the moment.
fn offset<'i>(input: &mut &'i str) -> winnow::Result<&'i str> {
    (
        one_of(['+', '-']),
        take_while(1..=4, |c: char| c.is_ascii_digit()),
    )
        .take()
        .parse_next(input)
}
