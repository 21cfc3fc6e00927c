//! The shapes of the sign-in service's answers: page, redirect, document, and the admin routes' errors.

use super::registration::origin_of;
use http::{
    HeaderName, HeaderValue, Response, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
        LOCATION, PRAGMA, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
    },
};
use serde_json::{Value, json};

/// An answer without a body.
pub fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    set(&mut response, CACHE_CONTROL, "no-store, no-cache");
    set(&mut response, PRAGMA, "no-cache");
    set(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}

/// A redirect.
pub fn redirect(status: StatusCode, location: &str) -> Response<Vec<u8>> {
    let mut response = empty(status);
    set(&mut response, REFERRER_POLICY, "no-referrer");
    set(&mut response, LOCATION, location);
    response
}

/// A page for a person. No frame may show it: a silent sign-in in a frame that would need a page never comes back.
///
/// `leaves_for` is the address a form of the page may end at: browsers hold redirects after a form to `form-action`.
pub fn page(status: StatusCode, html: String, leaves_for: Option<&str>) -> Response<Vec<u8>> {
    let mut response = empty(status);
    let target = leaves_for.and_then(origin_of).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; \
         form-action 'self' {target}"
    );
    set(&mut response, CONTENT_TYPE, "text/html; charset=utf-8");
    set(&mut response, CONTENT_SECURITY_POLICY, policy.trim_end());
    set(&mut response, X_FRAME_OPTIONS, "DENY");
    set(&mut response, REFERRER_POLICY, "no-referrer");
    // The service sends this for applications registered after January 2027; who copes with it copes without it.
    set(
        &mut response,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    *response.body_mut() = html.into_bytes();
    response
}

/// The style sheet of the pages.
pub fn stylesheet(css: &str) -> Response<Vec<u8>> {
    let mut response = empty(StatusCode::OK);
    set(&mut response, CONTENT_TYPE, "text/css; charset=utf-8");
    *response.body_mut() = css.into();
    response
}

/// A public document, readable from every origin.
pub fn document(json: &Value) -> Response<Vec<u8>> {
    let mut response = self::json(StatusCode::OK, json);
    set(&mut response, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(&mut response, CACHE_CONTROL, "max-age=86400, private");
    response.headers_mut().remove(PRAGMA);
    response
}

/// A JSON answer.
pub fn json(status: StatusCode, json: &Value) -> Response<Vec<u8>> {
    let mut response = empty(status);
    set(
        &mut response,
        CONTENT_TYPE,
        "application/json; charset=utf-8",
    );
    *response.body_mut() = json.to_string().into_bytes();
    response
}

/// An error of an admin route, in the form of Azure Resource Manager's.
pub fn admin_error(status: StatusCode, code: &str, message: &str) -> Response<Vec<u8>> {
    json(
        status,
        &json!({ "error": { "code": code, "message": message } }),
    )
}

/// Sets a header; a value no header can carry is left out.
pub fn set(response: &mut Response<Vec<u8>>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}
