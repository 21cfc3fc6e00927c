//! A GUID as Azure writes them, compared without regard to case.

/// A GUID in its usual form of 8-4-4-4-12 hexadecimal digits, lower-cased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guid(String);

impl Guid {
    /// Reads a GUID without braces.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lengths = [8, 4, 4, 4, 12].into_iter();
        let mut groups = text.split('-');
        let fits = lengths.all(|length| {
            groups.next().is_some_and(|group| {
                group.len() == length && group.bytes().all(|b| b.is_ascii_hexdigit())
            })
        });
        (fits && groups.next().is_none()).then(|| Self(text.to_ascii_lowercase()))
    }

    /// A version 4 GUID from random bytes, to mark a request by.
    pub fn from_random(random: [u8; 16]) -> Self {
        let value = (u128::from_be_bytes(random) & !(0xf000_c000 << 48)) | (0x4000_8000 << 48);
        let digits = format!("{value:032x}");
        let mut text = String::with_capacity(36);
        for (index, digit) in digits.chars().enumerate() {
            if matches!(index, 8 | 12 | 16 | 20) {
                text.push('-');
            }
            text.push(digit);
        }
        Self(text)
    }

    /// The lower-case text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::Guid;
    use proptest::prelude::*;

    #[test]
    fn case_is_no_difference_and_shape_is() {
        assert_eq!(
            Guid::parse("797F4846-ba00-4fd7-BA43-dac1f8f63013"),
            Guid::parse("797f4846-BA00-4FD7-ba43-DAC1F8F63013")
        );
        for text in [
            "",
            "797f4846ba004fd7ba43dac1f8f63013",
            "{797f4846-ba00-4fd7-ba43-dac1f8f63013}",
            "797f4846-ba00-4fd7-ba43-dac1f8f6301",
            "797f4846-ba00-4fd7-ba43-dac1f8f63013-",
            "797f4846-ba00-4fd7-ba43-dac1f8f6301g",
        ] {
            assert_eq!(Guid::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn random_bytes_make_a_version_4_guid(random: [u8; 16]) {
            let guid = Guid::from_random(random);
            prop_assert_eq!(Guid::parse(guid.as_str()), Some(guid.clone()));
            prop_assert_eq!(guid.as_str().as_bytes()[14], b'4');
            prop_assert!(b"89ab".contains(&guid.as_str().as_bytes()[19]));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = Guid::parse(&text);
        }
    }
}
