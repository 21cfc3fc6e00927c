//! The headers of every answer, as recorded from IIS 8.5. None of them concerns other origins: a page cannot call this
//! service directly.

use crate::timestamp;
use http::{HeaderValue, Response, StatusCode, header};
use time::OffsetDateTime;
use uuid::Uuid;

/// Fills in what a handler did not set itself.
pub fn complete(
    mut response: Response<Vec<u8>>,
    request_id: Option<Uuid>,
    activity: Uuid,
    now: OffsetDateTime,
) -> Response<Vec<u8>> {
    for (name, value) in [
        ("cache-control", "no-cache"),
        ("server", "Microsoft-IIS/8.5"),
        ("x-content-type-options", "nosniff"),
        ("x-aspnet-version", "4.0.30319"),
        ("x-powered-by", "ASP.NET"),
    ] {
        set(&mut response, name, value);
    }
    // It tells of a sign-in that lasts, which a refused one does not.
    if response.status() != StatusCode::UNAUTHORIZED {
        set(&mut response, "persistent-auth", "true");
    }
    if let Some(id) = request_id {
        set(&mut response, "x-ms-request-id", &id.to_string());
    }
    set(&mut response, "request-id", &activity.to_string());
    set(&mut response, "date", &timestamp::http_date(now));
    if response.status() != StatusCode::NO_CONTENT {
        let length = HeaderValue::from(response.body().len());
        response
            .headers_mut()
            .insert(header::CONTENT_LENGTH, length);
    }
    response
}

/// Writes a header; a value that cannot be written is left out.
pub fn set(response: &mut Response<Vec<u8>>, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
