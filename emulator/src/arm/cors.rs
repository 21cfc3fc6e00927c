//! What lets pages of other origins call Resource Manager.
//!
//! Assumption: the exact headers of the real service are not documented. Pages of any origin do call it, with the
//! Authorization header and without cookies, and read Location and Azure-AsyncOperation; this is the least that allows
//! that.

use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};

const EXPOSED: &str = "Location, Azure-AsyncOperation, Retry-After, ETag, Date, WWW-Authenticate, x-ms-request-id, \
    x-ms-correlation-request-id, x-ms-client-request-id, x-ms-routing-request-id, x-ms-failure-cause, \
    x-ms-ratelimit-remaining-subscription-reads, x-ms-ratelimit-remaining-subscription-writes, \
    x-ms-ratelimit-remaining-subscription-global-reads, x-ms-ratelimit-remaining-subscription-global-writes, \
    x-ms-ratelimit-remaining-tenant-reads, x-ms-user-quota-remaining, x-ms-user-quota-resets-after";

/// Answers the question a browser asks before a request.
pub fn preflight(request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::OK;
    let asked = request
        .headers()
        .get(header::ACCESS_CONTROL_REQUEST_HEADERS)
        .cloned();
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    let methods = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
    let default = HeaderValue::from_static("authorization, content-type");
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        asked.unwrap_or(default),
    );
    headers.insert(
        header::ACCESS_CONTROL_MAX_AGE,
        HeaderValue::from_static("3600"),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    response
}

/// Lets any page read an answer, with its headers or without them.
pub fn open(headers: &mut HeaderMap, expose: bool) {
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    if expose {
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(EXPOSED),
        );
    }
}
