//! Error documents as they are met: the service's own ErrorResponse (common-types v5), and the other forms that gateways,
//! sign-in and older services answer with. Whatever has neither a code nor a sentence is no error document.

use crate::http::json;
use serde_json::Value;

use super::shortened;
use crate::http::field;
use crate::model::failure::ErrorDetail;

/// Deeper levels are left out: no service writes them, and a hostile body must not fill the page.
const DEEPEST: usize = 32;
/// More errors than these are left out.
const MOST: usize = 200;
/// How many bytes of one sentence are kept.
const SENTENCE: usize = 8_000;
/// How many bytes of one piece of additional information are kept.
const INFORMATION: usize = 4_000;

/// The error in a body, if it holds one.
pub fn read(body: &str) -> Option<ErrorDetail> {
    detail(&field::body(body)?)
}

/// The error in a JSON value, if it holds one.
pub fn detail(value: &Value) -> Option<ErrorDetail> {
    let mut left = MOST;
    at_depth(value, 0, &mut left)
}

fn at_depth(value: &Value, depth: usize, left: &mut usize) -> Option<ErrorDetail> {
    if depth > DEEPEST || *left == 0 {
        return None;
    }
    if let Some(sentence) = value.as_str() {
        return (!sentence.trim().is_empty()).then(|| {
            *left -= 1;
            ErrorDetail {
                message: kept(sentence),
                ..ErrorDetail::default()
            }
        });
    }
    // `{"error": {…}}`, and OData's envelope. An error that is a word is sign-in's `error` with its description.
    for envelope in ["error", "Error", "odata.error"] {
        if let Some(inner) = value.get(envelope).filter(|inner| inner.is_object()) {
            return at_depth(inner, depth + 1, left);
        }
    }
    let mut found = ErrorDetail {
        code: first_text(value, &["code", "Code", "error"]),
        message: sentence_of(value),
        target: first_text(value, &["target", "Target"]),
        ..ErrorDetail::default()
    };
    *left -= 1;
    for causes in ["details", "Details"] {
        match value.get(causes) {
            Some(Value::Array(causes)) => found.details.extend(
                causes
                    .iter()
                    .filter_map(|cause| at_depth(cause, depth + 1, left)),
            ),
            Some(cause) => found.details.extend(at_depth(cause, depth + 1, left)),
            None => {}
        }
    }
    // OData's chain of inner errors: each is the cause of the one around it.
    for inner in ["innererror", "innerError"] {
        if let Some(cause) = value.get(inner).filter(|cause| cause.is_object()) {
            found.details.extend(at_depth(cause, depth + 1, left));
        }
    }
    found.additional = additional(value, left);
    let says_something = !found.code.is_empty()
        || !found.message.is_empty()
        || !found.details.is_empty()
        || !found.additional.is_empty();
    says_something.then_some(found)
}

/// The sentence of an error. OData wraps it once more, as `{"lang": …, "value": …}`.
fn sentence_of(value: &Value) -> String {
    let plain = [
        "message",
        "Message",
        "error_description",
        "ExceptionMessage",
        "detail",
        "title",
    ];
    for name in plain {
        match value.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => return kept(text),
            Some(wrapped @ Value::Object(_)) if !field::text(wrapped, "value").is_empty() => {
                return kept(field::text(wrapped, "value"));
            }
            _ => {}
        }
    }
    String::new()
}

fn first_text(value: &Value, names: &[&str]) -> String {
    let mut found = names.iter().map(|name| match value.get(*name) {
        // Some gateways write the HTTP status as the code, a number.
        Some(Value::Number(number)) => json::number(number),
        _ => shortened(field::text(value, name), SENTENCE),
    });
    found.find(|text| !text.is_empty()).unwrap_or_default()
}

fn additional(value: &Value, left: &mut usize) -> Vec<(String, String)> {
    let mut read = Vec::new();
    for entry in field::list(value, "additionalInfo") {
        if *left == 0 {
            break;
        }
        *left -= 1;
        let info = entry.get("info").unwrap_or(entry);
        let readable = json::readable(info);
        read.push((
            shortened(field::text(entry, "type"), SENTENCE),
            shortened(&readable, INFORMATION),
        ));
    }
    read
}

fn kept(sentence: &str) -> String {
    shortened(sentence.trim(), SENTENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(detail: &ErrorDetail) -> Vec<&str> {
        let mut all = vec![detail.code.as_str()];
        all.extend(detail.details.iter().flat_map(codes));
        all
    }

    #[test]
    fn details_are_read_to_any_depth() {
        let body = r#"{"error":{"code":"A","message":"a","target":"vm","details":[
            {"code":"B","message":"b","details":[{"code":"C","message":"c"}]},{"code":"D","message":"d"}],
            "additionalInfo":[{"type":"PolicyViolation","info":{"policy":"p"}}]}}"#;
        let error = read(body).unwrap();
        assert_eq!(codes(&error), ["A", "B", "C", "D"]);
        assert_eq!((error.message.as_str(), error.target.as_str()), ("a", "vm"));
        assert_eq!(
            error.additional,
            [(
                "PolicyViolation".to_owned(),
                "{\n  \"policy\": \"p\"\n}".to_owned()
            )]
        );
    }

    #[test]
    fn every_known_form_gives_its_code_and_sentence() {
        for (body, code, message) in [
            (r#"{"code":"X","message":"bare"}"#, "X", "bare"),
            (r#"{"Code":"X","Message":"capital"}"#, "X", "capital"),
            (r#"{"Message":"alone"}"#, "", "alone"),
            (
                r#"{"error":"invalid_token","error_description":"expired"}"#,
                "invalid_token",
                "expired",
            ),
            (
                r#"{"odata.error":{"code":"X","message":{"lang":"en","value":"wrapped"}}}"#,
                "X",
                "wrapped",
            ),
            (
                r#"{"statusCode":404,"message":"Resource not found"}"#,
                "",
                "Resource not found",
            ),
            (r#"{"code":502,"message":"gateway"}"#, "502", "gateway"),
            (r#""a bare sentence""#, "", "a bare sentence"),
            (
                "\u{feff}{\"error\":{\"message\":\" marked \"}}",
                "",
                "marked",
            ),
        ] {
            let error = read(body).unwrap();
            assert_eq!(
                (error.code.as_str(), error.message.as_str()),
                (code, message)
            );
        }
    }

    #[test]
    fn a_chain_of_inner_errors_is_a_chain_of_causes() {
        let body = r#"{"error":{"code":"A","innererror":{"code":"B","innererror":{"code":"C","message":"deepest"}}}}"#;
        assert_eq!(codes(&read(body).unwrap()), ["A", "B", "C"]);
    }

    #[test]
    fn what_says_nothing_is_no_error_document() {
        for body in [
            "",
            "null",
            "{}",
            "[]",
            "5",
            "\"  \"",
            r#"{"error":null}"#,
            r#"{"error":{}}"#,
            r#"{"value":[]}"#,
            "<html>",
        ] {
            assert_eq!(read(body), None, "{body}");
        }
    }

    #[test]
    fn nulls_and_other_types_do_not_hide_the_rest() {
        let body = r#"{"error":{"code":null,"message":["?"],"details":[null,7,"a sentence",{"code":"B"}],"additionalInfo":[null]}}"#;
        let error = read(body).unwrap();
        assert_eq!(error.details.len(), 2);
        assert_eq!(error.details[0].message, "a sentence");
        assert_eq!(error.additional, [(String::new(), "null".to_owned())]);
    }

    #[test]
    fn a_body_of_a_thousand_errors_or_levels_is_cut() {
        let wide = format!(
            r#"{{"error":{{"code":"A","details":[{}{{"code":"B"}}]}}}}"#,
            r#"{"code":"B"},"#.repeat(1_000)
        );
        assert_eq!(codes(&read(&wide).unwrap()).len(), MOST);
        // Below the 128 levels at which the reader of JSON itself gives up.
        let deep = format!(
            "{}{{}}{}",
            r#"{"code":"A","innererror":"#.repeat(100),
            "}".repeat(100)
        );
        assert_eq!(codes(&read(&deep).unwrap()).len(), DEEPEST + 1);
        let deeper = format!(
            "{}{{}}{}",
            r#"{"error":"#.repeat(10_000),
            "}".repeat(10_000)
        );
        assert_eq!(read(&deeper), None);
    }
}
