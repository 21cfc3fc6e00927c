//! Numbers and texts as bytes, with a sum in front by which damage is seen.
//!
//! A text is written as what it shares with the text at the same place of the line before, and what comes then: ids of machines
//! are long and begin alike.

use crate::model::shared_text::SharedText;

/// Bytes of the sum.
const SUM: usize = 4;

/// Writes lines of numbers and texts.
#[derive(Default)]
pub struct Writer<'a> {
    bytes: Vec<u8>,
    before: Vec<&'a str>,
    place: usize,
}

impl<'a> Writer<'a> {
    /// A new line begins.
    pub fn line(&mut self) {
        self.place = 0;
    }

    /// Writes a number, seven bits to a byte.
    pub fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Writes a number that may be missing.
    pub fn optional(&mut self, number: Option<u64>) {
        self.number(number.is_some().into());
        if let Some(number) = number {
            self.number(number);
        }
    }

    /// Writes a text.
    pub fn text(&mut self, text: &'a str) {
        if self.place == self.before.len() {
            self.before.push("");
        }
        let before = self.before.get_mut(self.place);
        let before = before.map_or("", |before| std::mem::replace(before, text));
        self.place += 1;
        let alike = text.bytes().zip(before.bytes());
        let mut shared = alike.take_while(|(one, other)| one == other).count();
        while !text.is_char_boundary(shared) {
            shared -= 1;
        }
        let rest = text.get(shared..).unwrap_or_default();
        self.number(shared as u64);
        self.number(rest.len() as u64);
        self.bytes.extend_from_slice(rest.as_bytes());
    }

    /// Everything that was written, with its sum.
    pub fn sealed(self) -> Vec<u8> {
        let mut sealed = sum(&self.bytes).to_le_bytes().to_vec();
        sealed.extend_from_slice(&self.bytes);
        sealed
    }
}

/// Reads what a [`Writer`] wrote. From the first thing on that is not as it was written, everything is zero and empty, and the
/// end has come: whoever has read looks at [`is_whole`](Self::is_whole) once.
pub struct Reader<'a> {
    bytes: &'a [u8],
    before: Vec<SharedText>,
    place: usize,
    /// Where a text is put together.
    whole: String,
    is_damaged: bool,
}

impl<'a> Reader<'a> {
    /// Opens what was sealed.
    pub fn open(sealed: &'a [u8]) -> Self {
        let opened = sealed.split_at_checked(SUM);
        let bytes = opened.filter(|(own, bytes)| **own == sum(bytes).to_le_bytes());
        Self {
            bytes: bytes.map(|(_, bytes)| bytes).unwrap_or_default(),
            before: Vec::new(),
            place: 0,
            whole: String::new(),
            is_damaged: bytes.is_none(),
        }
    }

    /// A new line begins.
    pub fn line(&mut self) {
        self.place = 0;
    }

    /// Whether there is no more.
    pub fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether all that was read so far was as it was written.
    pub fn is_whole(&self) -> bool {
        !self.is_damaged
    }

    fn damaged(&mut self) {
        self.bytes = &[];
        self.is_damaged = true;
    }

    /// Reads a number.
    pub fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let Some((byte, rest)) = self.bytes.split_first() else {
                break;
            };
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if *byte <= 0x7f {
                return number;
            }
        }
        self.damaged();
        0
    }

    /// Reads a number that may be missing.
    pub fn optional(&mut self) -> Option<u64> {
        (self.number() != 0).then(|| self.number())
    }

    /// Reads a text. One that is the same as that above it is shared with it.
    pub fn text(&mut self) -> SharedText {
        let text = self.next_text();
        text.unwrap_or_else(|| {
            self.damaged();
            SharedText::default()
        })
    }

    fn next_text(&mut self) -> Option<SharedText> {
        let (shared, length) = (self.number() as usize, self.number() as usize);
        let (rest, bytes) = self.bytes.split_at_checked(length)?;
        self.bytes = bytes;
        if self.place == self.before.len() {
            self.before.push(SharedText::default());
        }
        let text = self.before.get_mut(self.place)?;
        self.place += 1;
        if length > 0 || shared != text.len() {
            self.whole.clear();
            self.whole.push_str(text.get(..shared)?);
            self.whole.push_str(std::str::from_utf8(rest).ok()?);
            *text = self.whole.as_str().into();
        }
        Some(text.clone())
    }
}

/// The sum of what was sealed.
pub fn sum_of(sealed: &[u8]) -> u32 {
    let own = sealed.first_chunk::<SUM>();
    own.map_or(0, |own| u32::from_le_bytes(*own))
}

/// FNV-1a: no guard against people, who could do worse in a browser that is theirs.
fn sum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| {
        (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{Reader, Writer};
    use crate::model::shared_text::SharedText;
    use proptest::prelude::*;

    #[test]
    fn a_text_that_begins_like_the_one_above_it_takes_only_what_is_new() {
        let mut writer = Writer::default();
        for text in ["/machines/sql-01", "/machines/sql-02", "/machines/sql-02"] {
            writer.line();
            writer.text(text);
        }
        let whole = 4 + (2 + 16) + (2 + 1) + 2;
        assert_eq!(writer.sealed().len(), whole);
    }

    #[test]
    fn a_letter_is_never_cut() {
        let texts = ["ä", "ö", "ü", "日本", "日木"];
        let mut writer = Writer::default();
        for text in texts {
            writer.line();
            writer.text(text);
        }
        let sealed = writer.sealed();
        let mut reader = Reader::open(&sealed);
        for text in texts {
            reader.line();
            assert_eq!(reader.text(), *text);
        }
        assert!(reader.is_at_end());
    }

    proptest! {
        #[test]
        fn numbers_and_texts_are_read_as_they_were_written(
            lines in prop::collection::vec((any::<String>(), any::<Option<u64>>(), "[ab]{0,6}"), 0..20)
        ) {
            let mut writer = Writer::default();
            for (text, number, other) in &lines {
                writer.line();
                writer.text(text);
                writer.optional(*number);
                writer.text(other);
            }
            let sealed = writer.sealed();
            let mut reader = Reader::open(&sealed);
            for (text, number, other) in lines {
                reader.line();
                prop_assert_eq!(reader.text(), SharedText::from(text));
                prop_assert_eq!(reader.optional(), number);
                prop_assert_eq!(reader.text(), SharedText::from(other));
            }
            prop_assert!(reader.is_at_end());
            prop_assert!(reader.is_whole());
            prop_assert_eq!(reader.number(), 0);
            prop_assert!(!reader.is_whole());
        }

        #[test]
        fn whatever_the_bytes_nothing_panics(bytes in any::<Vec<u8>>()) {
            let writer = Writer {
                bytes,
                ..Writer::default()
            };
            let sealed = writer.sealed();
            let mut reader = Reader::open(&sealed);
            while !reader.is_at_end() {
                reader.line();
                let _ = (reader.text(), reader.optional());
            }
        }
    }
}
