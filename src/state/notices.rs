//! What a screen reader hears without looking for it: the ends of operations.

use crate::signal::{RwSignal, Signal};

/// The page's one live region.
#[derive(Clone, Copy)]
pub struct Notices {
    spoken: RwSignal<String>,
}

impl Notices {
    /// Nothing said yet.
    pub fn new() -> Self {
        Self {
            spoken: RwSignal::new(String::new()),
        }
    }

    /// Says a sentence. The same sentence twice in a row is heard twice.
    pub fn say(self, sentence: &str) {
        let again = self.spoken.with_untracked(|spoken| spoken == sentence);
        // A live region speaks when its text changes; the no-break space is a change that is not heard.
        self.spoken.set(if again {
            [sentence, "\u{a0}"].concat()
        } else {
            sentence.to_owned()
        });
    }

    /// What was said last.
    pub fn spoken(self) -> Signal<String> {
        self.spoken.into()
    }
}

impl Default for Notices {
    fn default() -> Self {
        Self::new()
    }
}
