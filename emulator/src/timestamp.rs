//! The ways Azure writes a moment.

use time::OffsetDateTime;

/// As in resource documents: `2025-03-10T08:00:45.8952384Z`, seven digits after the point.
pub fn document(moment: OffsetDateTime) -> String {
    let utc = moment.to_offset(time::UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:07}Z",
        utc.year(),
        u8::from(utc.month()),
        utc.day(),
        utc.hour(),
        utc.minute(),
        utc.second(),
        utc.nanosecond() / 100
    )
}

/// As in request ids: `20250310T080043Z`.
pub fn compact(moment: OffsetDateTime) -> String {
    let utc = moment.to_offset(time::UtcOffset::UTC);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        utc.year(),
        u8::from(utc.month()),
        utc.day(),
        utc.hour(),
        utc.minute(),
        utc.second()
    )
}

/// As in the Date header: `Mon, 10 Mar 2025 08:00:43 GMT` (RFC 9110).
pub fn http_date(moment: OffsetDateTime) -> String {
    let utc = moment.to_offset(time::UtcOffset::UTC);
    let weekday = utc.weekday().to_string();
    let month = utc.month().to_string();
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
        weekday.get(..3).unwrap_or_default(),
        utc.day(),
        month.get(..3).unwrap_or_default(),
        utc.year(),
        utc.hour(),
        utc.minute(),
        utc.second()
    )
}

/// As VMM writes it into the names it gives: `03/10/2025 08:02:24`.
pub fn vmm(moment: OffsetDateTime) -> String {
    let utc = moment.to_offset(time::UtcOffset::UTC);
    format!(
        "{:02}/{:02}/{:04} {:02}:{:02}:{:02}",
        u8::from(utc.month()),
        utc.day(),
        utc.year(),
        utc.hour(),
        utc.minute(),
        utc.second()
    )
}

/// Tenths of a microsecond since the year 1, the unit of the `t` parameter of a polling address: 18 digits.
pub fn ticks(moment: OffsetDateTime) -> u64 {
    const UNIX_EPOCH: i128 = 621_355_968_000_000_000;
    u64::try_from(moment.unix_timestamp_nanos() / 100 + UNIX_EPOCH).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn every_form_looks_as_recorded() {
        let moment = datetime!(2025-03-10 08:00:45.895_238_4 UTC);
        assert_eq!(document(moment), "2025-03-10T08:00:45.8952384Z");
        assert_eq!(compact(moment), "20250310T080045Z");
        assert_eq!(http_date(moment), "Mon, 10 Mar 2025 08:00:45 GMT");
        assert_eq!(ticks(moment).to_string().len(), 18);
    }
}
