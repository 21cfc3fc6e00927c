//! Moments: with an offset, `Z` or neither, and up to seven decimals.

use time::{Date, Month, OffsetDateTime};
use winnow::Parser as _;
use winnow::combinator::{alt, eof, opt, preceded, terminated};
use winnow::token::{one_of, take_while};

/// A moment, in nanoseconds since 1970 in UTC.
///
/// Assumption: what has no offset is taken as UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(i128);

const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;
/// The Julian day of 1970-01-01.
const EPOCH: i128 = 2_440_588;

impl Instant {
    /// Reads `2013-08-19T15:02:36.591591-07:00` and its relatives.
    pub fn parse(text: &str) -> Option<Self> {
        terminated(moment, eof)
            .parse_next(&mut &*text)
            .ok()
            .flatten()
            .map(|(instant, _)| instant)
    }

    /// The same, where an offset or `Z` must stand.
    pub fn parse_with_offset(text: &str) -> Option<Self> {
        terminated(moment, eof)
            .parse_next(&mut &*text)
            .ok()
            .flatten()
            .and_then(|(instant, has_offset)| has_offset.then_some(instant))
    }

    /// From milliseconds since 1970, as JSON verbose counts.
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self(i128::from(milliseconds) * 1_000_000)
    }

    /// Milliseconds since 1970, rounded down.
    pub fn milliseconds(self) -> i128 {
        self.0.div_euclid(1_000_000)
    }

    /// In UTC and without an offset: `2013-08-19T22:02:36.5915910`. Nothing outside the years that can be written.
    pub fn utc_text(self) -> Option<String> {
        let moment = OffsetDateTime::from_unix_timestamp_nanos(self.0).ok()?;
        let year = moment.year();
        if !(1..=9999).contains(&year) {
            return None;
        }
        Some(format!(
            "{year:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:07}",
            u8::from(moment.month()),
            moment.day(),
            moment.hour(),
            moment.minute(),
            moment.second(),
            moment.nanosecond() / 100
        ))
    }
}

/// A number of exactly so many digits.
fn digits(count: usize) -> impl FnMut(&mut &str) -> winnow::Result<u32> {
    move |input| {
        take_while(count, |c: char| c.is_ascii_digit())
            .try_map(str::parse)
            .parse_next(input)
    }
}

/// The moment and whether it has an offset; nothing for a day or an hour that there is not.
fn moment(input: &mut &str) -> winnow::Result<Option<(Instant, bool)>> {
    let (year, _, month, _, day) = (digits(4), '-', digits(2), '-', digits(2)).parse_next(input)?;
    let (_, hour, _, minute) = ('T', digits(2), ':', digits(2)).parse_next(input)?;
    let second = opt(preceded(':', digits(2)))
        .parse_next(input)?
        .unwrap_or(0);
    let decimals: Option<&str> = opt(preceded(
        '.',
        take_while(1..=7, |c: char| c.is_ascii_digit()),
    ))
    .parse_next(input)?;
    let offset = opt(alt((
        'Z'.value(0),
        (one_of(['+', '-']), digits(2), ':', digits(2)).map(|(sign, hours, _, minutes)| {
            let seconds = i128::from(hours) * 3600 + i128::from(minutes) * 60;
            if sign == '-' { -seconds } else { seconds }
        }),
    )))
    .parse_next(input)?;
    let date = i32::try_from(year)
        .ok()
        .zip(
            u8::try_from(month)
                .ok()
                .and_then(|m| Month::try_from(m).ok()),
        )
        .zip(u8::try_from(day).ok())
        .and_then(|((year, month), day)| Date::from_calendar_date(year, month, day).ok());
    let Some(date) = date else { return Ok(None) };
    if year == 0 || hour > 23 || minute > 59 || second > 59 {
        return Ok(None);
    }
    let fraction = decimals.map_or(0, |text| {
        format!("{text:0<9}").parse::<i128>().unwrap_or_default()
    });
    let days = i128::from(date.to_julian_day()) - EPOCH;
    let seconds = i128::from(hour) * 3600 + i128::from(minute) * 60 + i128::from(second);
    let utc = days * DAY + (seconds - offset.unwrap_or(0)) * SECOND + fraction;
    Ok(Some((Instant(utc), offset.is_some())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_recorded_spelling_of_a_moment_is_read() {
        let same = [
            "2013-08-19T15:02:36.591591-07:00",
            "2013-08-19T15:02:36.5915910-07:00",
            "2013-08-19T22:02:36.591591Z",
            "2013-08-19T22:02:36.591591",
        ]
        .map(|text| Instant::parse(text).unwrap());
        assert!(same.iter().all(|instant| *instant == same[0]));
        assert!(Instant::parse("2014-08-28T14:19:48.883-07:00").is_some());
        assert!(Instant::parse("2014-08-28T14:19") < Instant::parse("2014-08-28T14:19:01"));
    }

    #[test]
    fn what_is_no_moment_is_not_read() {
        for text in [
            "",
            "2013-02-30T00:00:00",
            "2013-08-19",
            "2013-08-19T24:00:00",
            "2013-08-19T15:02:36.12345678",
            "2013-08-19T15:02:36.",
            "2013-08-19 15:02:36",
            "2013-08-19T15:02:36-07:00x",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
        assert_eq!(Instant::parse_with_offset("2013-08-19T15:02:36"), None);
    }

    #[test]
    fn a_moment_survives_being_written() {
        let instant = Instant::parse("2013-08-19T15:02:36.5915916-07:00").unwrap();
        let text = instant.utc_text().unwrap();
        assert_eq!(text, "2013-08-19T22:02:36.5915916");
        assert_eq!(Instant::parse(&text), Some(instant));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9T:.Z+-]{0,40}|\\PC{0,40}") {
            let _ = Instant::parse(&text).map(Instant::utc_text);
        }
    }
}
