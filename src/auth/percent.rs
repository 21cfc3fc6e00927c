//! Percent-encoding of query and fragment values, both ways.

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Appends a value to a query; every byte outside RFC 3986's unreserved set becomes `%XX`.
pub fn encode_into(query: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            query.push(char::from(byte));
        } else {
            query.push('%');
            query.extend(
                [byte >> 4, byte & 15]
                    .iter()
                    .filter_map(|&half| HEX.get(usize::from(half)))
                    .map(|&digit| char::from(digit)),
            );
        }
    }
}

/// Appends `&name=value` (without the `&` right after a `?` or at the start) to a query.
pub fn pair_into(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() && !query.ends_with('?') {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    encode_into(query, value);
}

/// A name or value of a form-encoded fragment, as a browser's `URLSearchParams` would read it: `+` is a space (Entra
/// writes its descriptions so), a `%` without two digits stands for itself, and bad UTF-8 becomes U+FFFD.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match (first, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, tail @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    rest = tail;
                    high << 4 | low
                }
                _ => first,
            },
            _ => first,
        });
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{decode, encode_into, pair_into};
    use proptest::prelude::*;

    fn encode(value: &str) -> String {
        let mut text = String::new();
        encode_into(&mut text, value);
        text
    }

    #[test]
    fn only_the_unreserved_letters_stay() {
        assert_eq!(encode("aZ09-._~"), "aZ09-._~");
        assert_eq!(
            encode("https://a/?b=c&d #é"),
            "https%3A%2F%2Fa%2F%3Fb%3Dc%26d%20%23%C3%A9"
        );
    }

    #[test]
    fn the_first_pair_needs_no_ampersand() {
        let mut query = String::from("https://a/b?");
        pair_into(&mut query, "x", "1 2");
        pair_into(&mut query, "y", "");
        assert_eq!(query, "https://a/b?x=1%202&y=");
    }

    #[test]
    fn a_description_of_entra_reads_as_a_sentence() {
        assert_eq!(
            decode("AADSTS50058%3a+No+user+is+signed+in.%0d%0a"),
            "AADSTS50058: No user is signed in.\r\n"
        );
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%C3%A9%ff"), "é\u{fffd}");
    }

    proptest! {
        #[test]
        fn a_value_comes_back(value in any::<String>()) {
            prop_assert_eq!(decode(&encode(&value)), value);
        }

        #[test]
        fn the_url_crate_reads_what_is_written(name in "[a-z_]{1,8}", value in any::<String>()) {
            let mut query = String::new();
            pair_into(&mut query, &name, &value);
            let read: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            prop_assert_eq!(read, vec![(name, value)]);
        }

        #[test]
        fn decoding_agrees_with_the_url_crate(text in "([%+a-f0-9]|[^&=]){0,24}") {
            let read: String = url::form_urlencoded::parse(format!("={text}").as_bytes()).map(|(_, value)| value.into_owned()).collect();
            prop_assert_eq!(decode(&text), read);
        }
    }
}
