//! The texts of the columns, each kept once however many machines have it, beside its folded form. A row holds numbers instead,
//! so a search looks at each text once and not at each row's, and a sort compares numbers.

use std::collections::HashMap;
use std::sync::Arc;

use super::Version;
use crate::model::fold::fold_text;
use crate::model::shared_text::SharedText;

/// The number of a text in `Words`.
pub type WordNumber = u32;

/// What nothing is known of has the empty text.
pub const NOTHING: WordNumber = 0;

/// One text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// As it is shown.
    pub text: Arc<str>,
    /// With all its letters small; the same allocation where it was so already.
    pub folded: Arc<str>,
}

/// All texts that any column has had. They are only ever added: they are few.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    all: Vec<Word>,
    version: Version,
    numbers: HashMap<Arc<str>, WordNumber>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            all: vec![Word::default()],
            version: Version::default(),
            numbers: HashMap::new(),
        }
    }
}

impl Words {
    /// All of them, by their numbers.
    pub fn all(&self) -> &[Word] {
        &self.all
    }

    /// Another one whenever there are more.
    pub fn version(&self) -> Version {
        self.version
    }

    /// One of them; nothing for a number that none has.
    pub fn get(&self, number: WordNumber) -> &str {
        let word = self.all.get(number as usize);
        word.map_or("", |word| &word.text)
    }

    /// Has a text give up its own copy for the one that is kept here.
    pub fn share(&mut self, text: &mut SharedText) {
        let number = self.number(text);
        if let Some(word) = self.shared(number) {
            text.share(word);
        }
    }

    /// The allocation of one of them.
    pub fn shared(&self, number: WordNumber) -> Option<&Arc<str>> {
        self.all.get(number as usize).map(|word| &word.text)
    }

    /// The number of a text, which is a new one for a text that was not there yet.
    pub fn number(&mut self, text: &str) -> WordNumber {
        if text.is_empty() {
            return NOTHING;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = WordNumber::try_from(self.all.len()).unwrap_or(NOTHING);
        let shown: Arc<str> = text.into();
        let folded = fold_text(text);
        let folded = if *folded == *text {
            Arc::clone(&shown)
        } else {
            folded.into()
        };
        self.version = Version::next();
        self.numbers.insert(Arc::clone(&shown), number);
        self.all.push(Word {
            text: shown,
            folded,
        });
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_and_folded_once() {
        let mut words = Words::default();
        let first = words.number("Production");
        assert_eq!(words.number("Production"), first);
        assert_ne!(words.number("production"), first);
        assert_eq!(words.all().len(), 3);
        assert_eq!(words.get(first), "Production");
        let small = &words.all()[2];
        assert!(Arc::ptr_eq(&small.text, &small.folded));
    }

    #[test]
    fn nothing_is_the_empty_text() {
        let mut words = Words::default();
        assert_eq!(words.number(""), NOTHING);
        assert_eq!((words.get(NOTHING), words.get(9)), ("", ""));
    }
}
