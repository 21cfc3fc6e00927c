//! Dates as HTTP writes them (RFC 9110, 5.6.7), and what reading other dates has in common with it.

/// Milliseconds of Unix time of an HTTP date in any of its three forms.
pub fn unix_ms(text: &str) -> Option<u64> {
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
    Some((days * 86_400 + seconds_of_day(time)?) * 1_000)
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

/// Days from 1970-01-01 to a day of the Gregorian calendar, from 1970 on; the month must be one of the twelve.
pub fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
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

/// The seconds of a time of day such as `08:49:37`.
pub fn seconds_of_day(text: &str) -> Option<u64> {
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
pub fn whole_number(text: &str) -> Option<u64> {
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
}
