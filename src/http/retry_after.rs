//! How long a service asks to wait: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), and the two headers in
//! milliseconds that Azure's own clients also obey; after them the end of Resource Graph's quota.

use super::date::{unix_ms, whole_number};
use super::transport::Response;

const SECOND: u64 = 1_000;

/// When the quota of Resource Graph is full again, in hours, minutes and seconds. Its refusals have no `Retry-After`.
pub const QUOTA: &str = "x-ms-user-quota-resets-after";

/// Milliseconds to wait, if the answer says. `now_ms` is Unix time; it counts only for an answer that hides its `Date`.
pub fn wait_ms(answer: &Response, now_ms: u64) -> Option<u64> {
    let milliseconds = ["retry-after-ms", "x-ms-retry-after-ms"]
        .into_iter()
        .find_map(|name| answer.header(name).and_then(whole_number));
    milliseconds.or_else(|| {
        let Some(text) = answer.header("retry-after") else {
            return answer.header(QUOTA).and_then(hours_ms);
        };
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

/// Milliseconds of `hh:mm:ss`.
pub fn hours_ms(text: &str) -> Option<u64> {
    let mut seconds: u64 = 0;
    for part in text.trim().split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(whole_number(part)?)?;
    }
    seconds.checked_mul(SECOND)
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
    fn the_end_of_a_quota_counts_where_nothing_else_is_said() {
        let quota = answer(&[("x-ms-user-quota-resets-after", "01:02:05")]);
        assert_eq!(wait_ms(&quota, 0), Some(3_725_000));
        let both = answer(&[
            ("x-ms-user-quota-resets-after", "00:00:05"),
            ("Retry-After", "2"),
        ]);
        assert_eq!(wait_ms(&both, 0), Some(2_000));
        for odd in ["", "soon", "00:00:-1", "1:1:1:1:18446744073709551615", ":"] {
            assert_eq!(hours_ms(odd), None, "{odd}");
        }
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
