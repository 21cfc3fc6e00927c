//! The headers every answer of Resource Manager carries.

use super::{cors, guid_header, set};
use crate::{guid, timestamp};
use http::{Request, Response};
use time::OffsetDateTime;

/// The region in x-ms-routing-request-id.
const REGION: &str = "WESTEUROPE";

/// Fills in what a handler did not set itself. `serial` is a number never used before.
pub fn complete(
    mut response: Response<Vec<u8>>,
    request: &Request<Vec<u8>>,
    serial: u64,
    now: OffsetDateTime,
    expose: bool,
) -> Response<Vec<u8>> {
    let serial = serial.to_string();
    // A client may bring the correlation id itself (resource provider contract, "common API details").
    let correlation = guid_header(request, "x-ms-correlation-request-id")
        .map(|id| id.to_string())
        .or_else(|| {
            let said = response.headers().get("x-ms-correlation-request-id")?;
            said.to_str().ok().map(str::to_owned)
        })
        .unwrap_or_else(|| guid::derived(&["correlation", &serial]).to_string());
    if request
        .headers()
        .get("x-ms-return-client-request-id")
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"))
        && let Some(id) = request
            .headers()
            .get("x-ms-client-request-id")
            .and_then(|value| value.to_str().ok())
    {
        set(&mut response, "x-ms-client-request-id", id);
    }
    if !response.headers().contains_key("x-ms-request-id") {
        set(
            &mut response,
            "x-ms-request-id",
            &guid::derived(&["request", &serial]).to_string(),
        );
    }
    set(&mut response, "x-ms-correlation-request-id", &correlation);
    let routing = format!("{REGION}:{}:{correlation}", timestamp::compact(now));
    set(&mut response, "x-ms-routing-request-id", &routing);
    for (name, value) in [
        ("cache-control", "no-cache"),
        ("pragma", "no-cache"),
        ("expires", "-1"),
        (
            "strict-transport-security",
            "max-age=31536000; includeSubDomains",
        ),
        ("x-content-type-options", "nosniff"),
    ] {
        set(&mut response, name, value);
    }
    set(&mut response, "date", &timestamp::http_date(now));
    let length = response.body().len().to_string();
    set(&mut response, "content-length", &length);
    cors::open(response.headers_mut(), expose);
    response
}

/// What is left of the quota; as recorded, where it never seemed to shrink.
pub fn quota(response: &mut Response<Vec<u8>>, kind: Quota) {
    let values: &[(&'static str, &str)] = match kind {
        Quota::Reads => &[
            ("x-ms-ratelimit-remaining-subscription-reads", "1099"),
            (
                "x-ms-ratelimit-remaining-subscription-global-reads",
                "16499",
            ),
        ],
        Quota::Writes => &[
            ("x-ms-ratelimit-remaining-subscription-writes", "799"),
            (
                "x-ms-ratelimit-remaining-subscription-global-writes",
                "11999",
            ),
        ],
        Quota::TenantReads => &[("x-ms-ratelimit-remaining-tenant-reads", "2199")],
    };
    for (name, value) in values {
        set(response, name, value);
    }
}

/// Which quota a request counts against.
#[derive(Clone, Copy, Debug)]
pub enum Quota {
    /// Reads in a subscription.
    Reads,
    /// Writes in a subscription.
    Writes,
    /// Reads outside subscriptions; polls of operations are such.
    TenantReads,
}
