//! Reading the service's JSON without trust: every field may be missing, null, of another type, or in text.

use serde_json::Value;

/// The text of a field, trimmed; empty for whatever is no text.
pub fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
}

/// A whole number, also when it stands in quotes.
pub fn number(object: &Value, name: &str) -> Option<u64> {
    let value = object.get(name)?;
    value
        .as_u64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// A yes. Microsoft.ScVmm writes its booleans as the texts "true" and "false".
pub fn is_true(object: &Value, name: &str) -> bool {
    match object.get(name) {
        Some(Value::Bool(yes)) => *yes,
        Some(Value::String(word)) => word.trim().eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// The elements of a list; none for whatever is no list.
pub fn list<'a>(object: &'a Value, name: &str) -> &'a [Value] {
    object
        .get(name)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// A body as JSON, if it is JSON. Some gateways put a byte order mark in front.
pub fn body(text: &str) -> Option<Value> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_missing_or_of_another_type_is_nothing() {
        let odd = json!({ "a": null, "b": 5, "c": {}, "d": "x" });
        for name in ["a", "b", "c", "z"] {
            assert_eq!(text(&odd, name), "");
            assert!(!is_true(&odd, name));
            assert!(list(&odd, name).is_empty());
        }
        assert_eq!(number(&odd, "d"), None);
        assert_eq!(text(&json!([1]), "a"), "");
    }

    #[test]
    fn numbers_and_booleans_are_read_from_text_too() {
        let quoted = json!({ "n": "4096", "yes": "True", "no": "false" });
        assert_eq!(number(&quoted, "n"), Some(4096));
        assert!(is_true(&quoted, "yes"));
        assert!(!is_true(&quoted, "no"));
    }

    #[test]
    fn a_byte_order_mark_does_not_make_a_body_unreadable() {
        assert_eq!(body("\u{feff}{}"), Some(json!({})));
        assert_eq!(body("<html>"), None);
        assert_eq!(body(""), None);
    }
}
