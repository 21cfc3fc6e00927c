//! How the service writes a moment: in the server's time zone, with its offset and up to seven decimals without the
//! zeros at their end (recorded: `2013-08-19T15:02:36.591591-07:00`, `2014-08-28T14:19:48.883-07:00`).

use crate::options::SpfOptions;
use std::fmt::Write as _;
use time::OffsetDateTime;

/// A moment as the service writes it.
pub fn written(moment: OffsetDateTime, options: &SpfOptions) -> String {
    let local = moment.to_offset(options.utc_offset);
    let mut text = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        local.year(),
        u8::from(local.month()),
        local.day(),
        local.hour(),
        local.minute(),
        local.second()
    );
    let decimals = format!("{:07}", local.nanosecond() / 100);
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    if !options.bare_times {
        let (hours, minutes, _) = options.utc_offset.as_hms();
        let sign = if options.utc_offset.is_negative() {
            '-'
        } else {
            '+'
        };
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "{sign}{:02}:{:02}",
            hours.unsigned_abs(),
            minutes.unsigned_abs()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{datetime, offset};

    #[test]
    fn moments_look_as_recorded() {
        let mut options = SpfOptions::default();
        let long = datetime!(2013-08-19 22:02:36.818_592_6 UTC);
        assert_eq!(written(long, &options), "2013-08-19T15:02:36.8185926-07:00");
        let short = datetime!(2014-08-28 21:19:48.883 UTC);
        assert_eq!(written(short, &options), "2014-08-28T14:19:48.883-07:00");
        options.utc_offset = offset!(+5:30);
        assert_eq!(
            written(datetime!(2026-03-10 20:00 UTC), &options),
            "2026-03-11T01:30:00+05:30"
        );
        options.bare_times = true;
        assert_eq!(written(short, &options), "2014-08-29T02:49:48.883");
    }
}
