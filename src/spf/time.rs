//! `Edm.DateTime` as the service writes it: `2013-08-19T15:02:36.8185926-07:00`, with up to seven decimals, and with an
//! offset, which the protocol's own definition does not allow.

use crate::http::date::{days_since_1970, seconds_of_day, whole_number};

/// Milliseconds of Unix time. Without an offset the time is taken for UTC. `None` for whatever is no time, or lies before
/// 1970.
pub fn unix_ms(text: &str) -> Option<u64> {
    let (date, time) = text.trim().split_once('T')?;
    let mut date = date.split('-').map(whole_number);
    let (year @ 1970..=9999, month @ 1..=12, day, None) =
        (date.next()??, date.next()??, date.next()??, date.next())
    else {
        return None;
    };
    // The offset begins behind the time of day: at `Z`, `+` or `-`.
    let end = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (time, offset) = time.split_at_checked(end)?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    whole_number(fraction)?;
    let ms = whole_number([fraction, "00"].concat().get(..3)?)?;
    let local = days_since_1970(year, month, day)? * 86_400 + seconds_of_day(time)?;
    let utc = match offset.split_at_checked(1) {
        None | Some(("Z" | "z", "")) => local,
        Some((sign, offset)) => {
            let seconds = seconds_of_day(&[offset, ":0"].concat())?;
            match sign {
                "+" => local.checked_sub(seconds)?,
                "-" => local + seconds,
                _ => return None,
            }
        }
    };
    Some(utc * 1_000 + ms)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_offsets_and_decimals_of_the_recordings_are_understood() {
        assert_eq!(unix_ms("2013-08-19T22:02:36Z"), Some(1_376_949_756_000));
        assert_eq!(
            unix_ms("2013-08-19T15:02:36.591591-07:00"),
            Some(1_376_949_756_591)
        );
        assert_eq!(
            unix_ms("2013-08-19T15:02:36.8185926-07:00"),
            Some(1_376_949_756_818)
        );
        assert_eq!(
            unix_ms("2014-08-28T14:19:48.88+05:30"),
            unix_ms("2014-08-28T08:49:48.880")
        );
        assert_eq!(unix_ms("1970-01-01T00:00:00"), Some(0));
        assert_eq!(unix_ms("2024-02-29T00:00:00"), Some(1_709_164_800_000));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "T",
            "2013-08-19",
            "2013-13-01T00:00:00",
            "2013-08-19T25:00:00",
            "1969-12-31T23:59:59",
            "2013-08-19T15:02:36.x",
            "2013-08-19T15:02",
            "0001-01-01T00:00:00",
            "2013-08-19T15:02:36+x",
        ] {
            assert_eq!(unix_ms(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_is_read_as_another_library_writes_it(seconds in 0_i64..4_000_000_000) {
            let moment = time::OffsetDateTime::from_unix_timestamp(seconds).unwrap();
            let text = moment.format(&time::format_description::well_known::Rfc3339).unwrap();
            prop_assert_eq!(unix_ms(&text), Some(seconds as u64 * 1_000));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = unix_ms(&text);
        }
    }
}
