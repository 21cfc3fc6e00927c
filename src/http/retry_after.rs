//! How long a service asks to wait: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), and the two headers in
//! milliseconds that Azure's own clients also obey.

use super::transport::Response;

const SECOND: u64 = 1_000;

/// Milliseconds to wait, if the answer says. `now_ms` is Unix time; it counts only for an answer that hides its `Date`.
pub fn wait_ms(answer: &Response, now_ms: u64) -> Option<u64> {
    let milliseconds = ["retry-after-ms", "x-ms-retry-after-ms"]
        .into_iter()
        .find_map(|name| answer.header(name).and_then(whole_number));
    milliseconds.or_else(|| {
        let text = answer.header("retry-after")?;
        // The service's own clock is the better one to subtract from: the one of this computer may be wrong.
        let base_ms = answer.header("date").and_then(unix_ms).unwrap_or(now_ms);
        parse(text, base_ms)
    })
}

/// Reads the value of `Retry-After`: seconds, or a date that is compared with `base_ms`. A date in the past is no wait.
pub fn parse(text: &str, base_ms: u64) -> Option<u64> {
    match whole_number(text) {
        Some(seconds) => Some(seconds.saturating_mul(SECOND)),
        None => unix_ms(text).map(|date_ms| date_ms.saturating_sub(base_ms)),
    }
}

/// Milliseconds of Unix time of an HTTP date in any of its three forms.
fn unix_ms(text: &str) -> Option<u64> {
    let mut words = text
        .split([' ', ',', '-'])
        .filter(|word| !word.is_empty())
        .skip(1);
    let (first, second, third, fourth) =
        (words.next()?, words.next()?, words.next()?, words.next()?);
    // `Sun, 06 Nov 1994 08:49:37 GMT` and `Sunday, 06-Nov-94 08:49:37 GMT`, else `Sun Nov  6 08:49:37 1994`.
    let (day, month, year, time) = match whole_number(first) {
        Some(day) => (day, month_number(second)?, full_year(third)?, fourth),
        None => (
            whole_number(second)?,
            month_number(first)?,
            full_year(fourth)?,
            third,
        ),
    };
    let days = days_since_1970(year, month, day)?;
    Some((days * 86_400 + seconds_of_day(time)?) * SECOND)
}

fn month_number(name: &str) -> Option<u64> {
    let names = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    (1..)
        .zip(names)
        .find(|(_, known)| name.eq_ignore_ascii_case(known))
        .map(|(number, _)| number)
}

/// The year; two digits stand for 1970 to 2069, for no `Retry-After` was written before the web.
fn full_year(text: &str) -> Option<u64> {
    let year = whole_number(text)?;
    match (text.len(), year) {
        (2, 70..) => Some(1900 + year),
        (2, _) => Some(2000 + year),
        (4, 1970..) => Some(year),
        _ => None,
    }
}

fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
    if !(1..=31).contains(&day) {
        return None;
    }
    // Counted from the first of March, so that the leap day is the last of its year.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    // 719,468 days lie between the first of March of the year 0 and 1970.
    (year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1).checked_sub(719_468)
}

fn seconds_of_day(text: &str) -> Option<u64> {
    let mut parts = text.split(':').map(whole_number);
    match (parts.next()??, parts.next()??, parts.next()??, parts.next()) {
        // A leap second is written as 60.
        (hours @ 0..24, minutes @ 0..60, seconds @ 0..=60, None) => {
            Some(hours * 3_600 + minutes * 60 + seconds)
        }
        _ => None,
    }
}

/// Digits alone; `parse` by itself would also take a sign.
fn whole_number(text: &str) -> Option<u64> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 6 November 1994, 08:49:37 GMT: the example date of RFC 9110.
    const EXAMPLE: u64 = 784_111_777_000;

    fn answer(headers: &[(&str, &str)]) -> Response {
        Response {
            status: 429,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: String::new(),
        }
    }

    #[test]
    fn the_three_forms_of_a_date_are_one_instant() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(unix_ms(text), Some(EXAMPLE), "{text}");
        }
    }

    #[test]
    fn leap_days_and_ends_of_years_are_counted() {
        assert_eq!(unix_ms("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(
            unix_ms("Thu, 29 Feb 2024 00:00:00 GMT"),
            Some(1_709_164_800_000)
        );
        assert_eq!(
            unix_ms("Tue, 31 Dec 2024 23:59:60 GMT"),
            Some(1_735_689_600_000)
        );
        assert_eq!(
            unix_ms("Fri, 01 Mar 2100 00:00:00 GMT"),
            Some(4_107_542_400_000)
        );
    }

    #[test]
    fn seconds_are_seconds() {
        assert_eq!(parse(" 17 ", 0), Some(17_000));
        assert_eq!(parse("0", 0), Some(0));
        assert_eq!(parse("18446744073709551615", 0), Some(u64::MAX));
    }

    #[test]
    fn a_date_counts_from_the_answers_own_date() {
        let late = answer(&[
            ("Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT"),
            ("Date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ]);
        assert_eq!(wait_ms(&late, 0), Some(30_000));
        let hidden = answer(&[("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")]);
        assert_eq!(wait_ms(&hidden, EXAMPLE), Some(30_000));
        assert_eq!(
            wait_ms(&hidden, EXAMPLE + 60_000),
            Some(0),
            "a date in the past is no wait"
        );
    }

    #[test]
    fn milliseconds_are_more_exact_and_so_come_first() {
        let both = answer(&[("Retry-After", "2"), ("x-ms-retry-after-ms", "1500")]);
        assert_eq!(wait_ms(&both, 0), Some(1_500));
        let garbage = answer(&[("Retry-After", "2"), ("retry-after-ms", "soon")]);
        assert_eq!(wait_ms(&garbage, 0), Some(2_000));
    }

    #[test]
    fn garbage_is_no_wait_at_all() {
        for text in [
            "",
            "soon",
            "-1",
            "+5",
            "1.5",
            "99999999999999999999",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1969 08:49:37 GMT",
            "Sun, 06 Nov 1994",
        ] {
            assert_eq!(parse(text, 0), None, "{text}");
        }
        assert_eq!(wait_ms(&answer(&[]), 0), None);
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            parse(&text, 0);
        }

        #[test]
        fn nothing_that_looks_like_a_date_panics(day in 0u64.., year in 0u64.., time in "[0-9:]{0,12}") {
            parse(&format!("Sun, {day} Nov {year} {time} GMT"), 0);
            parse(&format!("Sun Nov {day} {time} {year}"), 0);
        }
    }
}
