//! Writing JSON. Reading it is serde_json's; its writer would bring 10 kB of tables for numbers with a point, which the
//! console never sends and hardly ever shows.

use serde_json::{Number, Value};

/// A text as JSON writes it, in quotation marks.
pub fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            control if u32::from(control) < 0x20 => {
                json.push_str("\\u00");
                json.push(if u32::from(control) < 0x10 { '0' } else { '1' });
                json.extend(char::from_digit(u32::from(control) % 16, 16));
            }
            other => json.push(other),
        }
    }
    json.push('"');
    json
}

/// An object with the fields whose values are not `None`, in their order. The values are JSON already.
pub fn object(fields: &[(&str, Option<String>)]) -> String {
    let mut json = String::from("{");
    for (name, value) in fields {
        if let Some(value) = value {
            if json.len() > 1 {
                json.push(',');
            }
            json.push_str(&quoted(name));
            json.push(':');
            json.push_str(value);
        }
    }
    json.push('}');
    json
}

/// A number as JSON writes it. One with a point is written to six places.
pub fn number(number: &Number) -> String {
    if let Some(whole) = number.as_u64() {
        return whole.to_string();
    }
    if let Some(whole) = number.as_i64() {
        return whole.to_string();
    }
    let value = number.as_f64().unwrap_or_default();
    let (mut size, mut exponent) = (value.abs(), 0_i32);
    while size >= 1e12 {
        size /= 10.0;
        exponent += 1;
    }
    while size != 0.0 && size < 1e-3 {
        size *= 10.0;
        exponent -= 1;
    }
    let millionths = (size * 1e6) as u64;
    let mut text = if value < 0.0 {
        String::from("-")
    } else {
        String::new()
    };
    text.push_str(&(millionths / 1_000_000).to_string());
    let places = (1_000_000 + millionths % 1_000_000).to_string();
    let places = places.get(1..).unwrap_or_default().trim_end_matches('0');
    if !places.is_empty() {
        text.push('.');
        text.push_str(places);
    }
    if exponent != 0 {
        text.push('e');
        text.push_str(&exponent.to_string());
    }
    text
}

/// Any JSON, indented for reading.
pub fn readable(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    text
}

fn write(text: &mut String, value: &Value, depth: usize) {
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(yes) => text.push_str(if *yes { "true" } else { "false" }),
        Value::Number(amount) => text.push_str(&number(amount)),
        Value::String(words) => text.push_str(&quoted(words)),
        Value::Array(list) if list.is_empty() => text.push_str("[]"),
        Value::Object(map) if map.is_empty() => text.push_str("{}"),
        // The parser refuses what is nested more than 128 deep.
        Value::Array(list) => {
            for (place, entry) in list.iter().enumerate() {
                text.push(if place == 0 { '[' } else { ',' });
                line(text, depth + 1);
                write(text, entry, depth + 1);
            }
            line(text, depth);
            text.push(']');
        }
        Value::Object(map) => {
            for (place, (name, entry)) in map.iter().enumerate() {
                text.push(if place == 0 { '{' } else { ',' });
                line(text, depth + 1);
                text.push_str(&quoted(name));
                text.push_str(": ");
                write(text, entry, depth + 1);
            }
            line(text, depth);
            text.push('}');
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn readable_json_is_what_the_library_would_write() {
        let value = json!({ "policies": [{ "name": "no \"checkpoints\"", "count": -3 }, null, true, [], {}], "n": 1.5 });
        assert_eq!(
            readable(&value),
            serde_json::to_string_pretty(&value).unwrap()
        );
    }

    #[test]
    fn numbers_of_any_size_are_readable() {
        let text = |value: Value| readable(&value);
        assert_eq!(text(json!(u64::MAX)), "18446744073709551615");
        assert_eq!(text(json!(-0.25)), "-0.25");
        assert_eq!(text(json!(2.5e20)), "250000000000e9");
        assert_eq!(text(json!(1e-9)), "0.001e-6");
    }

    #[test]
    fn fields_without_a_value_are_left_out() {
        assert_eq!(
            object(&[
                ("a", None),
                ("b", Some("1".into())),
                ("c", Some(quoted("x")))
            ]),
            r#"{"b":1,"c":"x"}"#
        );
        assert_eq!(object(&[]), "{}");
    }

    proptest! {
        #[test]
        fn a_quoted_text_is_the_librarys(text in any::<String>()) {
            prop_assert_eq!(quoted(&text), serde_json::to_string(&text).unwrap());
        }

        #[test]
        fn no_number_hangs(bits in any::<u64>()) {
            if let Some(amount) = Number::from_f64(f64::from_bits(bits)) {
                prop_assert!(!number(&amount).is_empty());
            }
        }
    }
}
