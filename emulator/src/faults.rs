//! Faults ordered beforehand: a status, a body, a delay, a cut connection or hidden headers, on chosen requests.

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A fault and the requests it befalls. Several may be ordered; each request is befallen by the first that fits.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fault {
    /// The method; any but OPTIONS, if absent. A preflight is befallen only when OPTIONS is named.
    pub method: Option<String>,
    /// A regular expression that fits a part of path and query, letter case aside; any request, if empty.
    pub path: String,
    /// How many requests it befalls.
    pub times: u32,
    /// How many fitting requests it lets pass first.
    pub skip: u32,
    /// The status to answer with.
    pub status: Option<u16>,
    /// The body to answer with: a text goes out as it is, anything else as JSON.
    pub body: Option<Value>,
    /// Headers to add or, with a value of null, to take away.
    pub headers: HashMap<String, Option<String>>,
    /// Milliseconds until the answer or the cut.
    pub delay_ms: u64,
    /// Ends the connection: `true` without an answer, `"body"` in the middle of it.
    #[serde(deserialize_with = "read_cut")]
    pub cut: Cut,
    /// Whether pages may not read this answer's headers.
    pub hide_headers: bool,
    /// Whether pages may not read this answer at all, as with an error of a gateway that knows nothing of CORS.
    pub no_cors: bool,
    /// Whether the request takes effect although it is answered with the fault's status or cut: a gateway's 504 and a
    /// lost network may hide that an action was accepted.
    pub took_effect: bool,
}

impl Default for Fault {
    fn default() -> Self {
        Self {
            method: None,
            path: String::new(),
            times: 1,
            skip: 0,
            status: None,
            body: None,
            headers: HashMap::new(),
            delay_ms: 0,
            cut: Cut::No,
            hide_headers: false,
            no_cors: false,
            took_effect: false,
        }
    }
}

/// Where a connection is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cut {
    /// Nowhere.
    #[default]
    No,
    /// Before the answer.
    BeforeAnswer,
    /// In the middle of the answer's body.
    InBody,
}

fn read_cut<'de, D: Deserializer<'de>>(from: D) -> Result<Cut, D::Error> {
    match Value::deserialize(from)? {
        Value::Bool(false) | Value::Null => Ok(Cut::No),
        Value::Bool(true) => Ok(Cut::BeforeAnswer),
        Value::String(word) if word == "body" => Ok(Cut::InBody),
        other => Err(serde::de::Error::custom(format!(
            "cut is true, false or \"body\", not {other}"
        ))),
    }
}

impl Fault {
    /// A fault that answers the next request to a path with a status.
    pub fn status(path: &str, status: u16) -> Self {
        Self {
            path: path.into(),
            status: Some(status),
            ..Self::default()
        }
    }

    /// How long until the answer or the cut.
    pub fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms)
    }

    /// Whether it puts its own answer, or none, in place of the real one.
    pub fn replaces(&self) -> bool {
        self.status.is_some() || self.body.is_some() || self.cut == Cut::BeforeAnswer
    }

    /// Changes the real answer, or an empty one where there was none, into the faulty one.
    pub fn spoil(&self, response: &mut Response<Vec<u8>>) {
        if self.status.is_some() || self.body.is_some() {
            let status = self
                .status
                .and_then(|status| StatusCode::from_u16(status).ok());
            *response.status_mut() = status.unwrap_or(StatusCode::OK);
            let (kind, body) = match &self.body {
                Some(Value::String(text)) => {
                    ("text/plain; charset=utf-8", text.clone().into_bytes())
                }
                Some(other) => (
                    "application/json; charset=utf-8",
                    other.to_string().into_bytes(),
                ),
                None => ("text/plain; charset=utf-8", Vec::new()),
            };
            *response.body_mut() = body;
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            let length = HeaderValue::from(response.body().len());
            response
                .headers_mut()
                .insert(header::CONTENT_LENGTH, length);
        }
        let headers = response.headers_mut();
        for (name, value) in &self.headers {
            set(headers, name, value.as_deref());
        }
        if self.hide_headers {
            headers.remove(header::ACCESS_CONTROL_EXPOSE_HEADERS);
        }
        if self.no_cors {
            headers.remove(header::ACCESS_CONTROL_EXPOSE_HEADERS);
            headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        }
    }
}

/// Names and values that no header can have are left out.
fn set(headers: &mut HeaderMap, name: &str, value: Option<&str>) {
    let Ok(name) = HeaderName::try_from(name) else {
        return;
    };
    match value.map(HeaderValue::from_str) {
        Some(Ok(value)) => {
            headers.insert(name, value);
        }
        Some(Err(_)) => {}
        None => {
            headers.remove(name);
        }
    }
}

/// The ordered faults.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Pending>>);

#[derive(Debug)]
struct Pending {
    fault: Fault,
    pattern: Regex,
}

impl Faults {
    /// Orders a fault. A path that is no regular expression is sought as it stands.
    pub fn add(&self, fault: Fault) {
        if fault.times == 0 {
            return;
        }
        let build = |text: &str| {
            RegexBuilder::new(text)
                .case_insensitive(true)
                .size_limit(1 << 20)
                .build()
        };
        let Ok(pattern) = build(&fault.path).or_else(|_| build(&regex::escape(&fault.path))) else {
            return;
        };
        self.pending().push(Pending { fault, pattern });
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.pending().clear();
    }

    /// How many faults still wait for requests.
    pub fn count(&self) -> usize {
        self.pending().len()
    }

    /// Whether some connection is still to be cut.
    pub fn will_cut(&self) -> bool {
        self.pending()
            .iter()
            .any(|pending| pending.fault.cut != Cut::No)
    }

    /// The fault that befalls a request, counted as used.
    pub fn take(&self, request: &Request<Vec<u8>>) -> Option<Fault> {
        let address = request
            .uri()
            .path_and_query()
            .map_or("/", |address| address.as_str());
        let mut all = self.pending();
        let at = all.iter_mut().position(|pending| {
            let method_fits = match &pending.fault.method {
                Some(method) => method.eq_ignore_ascii_case(request.method().as_str()),
                None => request.method() != Method::OPTIONS,
            };
            if !method_fits || !pending.pattern.is_match(address) {
                return false;
            }
            match pending.fault.skip.checked_sub(1) {
                Some(rest) => {
                    pending.fault.skip = rest;
                    false
                }
                None => true,
            }
        })?;
        let pending = all.get_mut(at)?;
        let fault = pending.fault.clone();
        pending.fault.times = pending.fault.times.saturating_sub(1);
        if pending.fault.times == 0 {
            all.remove(at);
        }
        Some(fault)
    }

    fn pending(&self) -> MutexGuard<'_, Vec<Pending>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, address: &str) -> Request<Vec<u8>> {
        Request::builder()
            .method(method)
            .uri(address)
            .body(Vec::new())
            .unwrap()
    }

    #[test]
    fn a_fault_befalls_as_many_requests_as_ordered_after_those_it_lets_pass() {
        let faults = Faults::default();
        faults.add(Fault {
            skip: 1,
            times: 2,
            ..Fault::status("/Machines", 500)
        });
        let hit = || faults.take(&request("GET", "/a/machines?x=1")).is_some();
        assert_eq!([hit(), hit(), hit(), hit()], [false, true, true, false]);
    }

    #[test]
    fn a_preflight_is_spared_unless_named() {
        let faults = Faults::default();
        faults.add(Fault::status("", 500));
        assert!(faults.take(&request("OPTIONS", "/a")).is_none());
        faults.add(Fault {
            method: Some("options".into()),
            ..Fault::status("", 403)
        });
        assert_eq!(
            faults.take(&request("OPTIONS", "/a")).unwrap().status,
            Some(403)
        );
    }

    #[test]
    fn a_path_that_is_no_regular_expression_is_sought_as_it_stands() {
        let faults = Faults::default();
        faults.add(Fault::status("$skipToken=(", 500));
        assert!(faults.take(&request("GET", "/m?$skiptoken=(")).is_some());
    }

    #[test]
    fn an_order_with_a_word_that_means_nothing_is_refused() {
        assert!(serde_json::from_str::<Fault>(r#"{"statuz":500}"#).is_err());
        assert!(serde_json::from_str::<Fault>(r#"{"cut":"head"}"#).is_err());
        assert_eq!(
            serde_json::from_str::<Fault>(r#"{"cut":"body"}"#)
                .unwrap()
                .cut,
            Cut::InBody
        );
    }
}
