//! A search cut into its terms, each with the place where it stands.

use std::ops::Range;

/// One term as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Where it stands in the search, in bytes.
    pub range: Range<usize>,
    /// Whether a `-` stands before it.
    pub negated: bool,
    /// What stands before the colon.
    pub field: Option<String>,
    /// What is looked for, one or the other of them, without quotation marks. Empty ones are still being typed.
    pub values: Vec<Value>,
}

/// One of the values of a term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// Where it stands in the search, with its quotation marks.
    pub range: Range<usize>,
    /// What it is.
    pub text: String,
}

/// Cuts a search at its blanks, but for those between quotation marks. Between these, commas and colons are letters too.
pub fn cut(text: &str) -> Vec<Written> {
    let mut terms = Vec::new();
    let mut term: Option<Reading> = None;
    let mut quoted = false;
    for (place, letter) in text.char_indices() {
        if letter.is_whitespace() && !quoted {
            terms.extend(term.take().map(|term| term.end(place)));
            continue;
        }
        let own = term.get_or_insert_with(|| Reading::begin(place));
        match letter {
            '"' => {
                quoted = !quoted;
                own.was_quoted = true;
            }
            '-' if place == own.term.range.start && !own.was_quoted => {
                own.term.negated = true;
                own.value.range.start = place + 1;
            }
            ',' if !quoted => own.next_value(place),
            ':' if !quoted && own.can_be_field() => {
                own.term.field = Some(std::mem::take(&mut own.value.text));
                own.value.range.start = place + 1;
            }
            letter => own.value.text.push(letter),
        }
    }
    terms.extend(term.map(|term| term.end(text.len())));
    terms
}

/// A term that is being read.
struct Reading {
    term: Written,
    value: Value,
    was_quoted: bool,
}

impl Reading {
    fn begin(place: usize) -> Self {
        let range = place..place;
        Self {
            term: Written {
                range: range.clone(),
                ..Written::default()
            },
            value: Value {
                range,
                text: String::new(),
            },
            was_quoted: false,
        }
    }

    /// Whether what was read of it so far, before a colon, names a field. In `22:10` it does not.
    fn can_be_field(&self) -> bool {
        let name = &self.value.text;
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_name && self.term.field.is_none() && self.term.values.is_empty() && !self.was_quoted
    }

    fn next_value(&mut self, end: usize) {
        self.value.range.end = end;
        let value = std::mem::take(&mut self.value);
        self.value.range.start = end + 1;
        self.term.values.push(value);
    }

    fn end(mut self, end: usize) -> Written {
        self.next_value(end);
        self.term.range.end = end;
        self.term
    }
}

/// A value as it must be written to be read as itself.
pub fn quoted(value: &str) -> String {
    let plain = |letter: char| !letter.is_whitespace() && letter != ',' && letter != '"';
    let bare: String = value.chars().filter(|letter| *letter != '"').collect();
    if bare.chars().all(plain) && !bare.is_empty() {
        bare
    } else {
        ["\"", &bare, "\""].concat()
    }
}
