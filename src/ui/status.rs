//! A state: a dot for the eye and a word for everybody.

use leptos::prelude::*;

/// What a state means, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Well.
    Good,
    /// Worth a look.
    Warning,
    /// Harm.
    Bad,
    /// Work under way.
    Busy,
    /// Neither.
    Neutral,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Good => "dot good",
            Self::Warning => "dot warning",
            Self::Bad => "dot bad",
            Self::Busy => "dot busy",
            Self::Neutral => "dot",
        }
    }
}

/// A dot and a word.
pub fn status(tone: Tone, word: String) -> AnyView {
    view! {
        <span class="status">
            <span class=tone.class() aria-hidden="true"></span>
            <span class="status-word">{word}</span>
        </span>
    }
    .into_any()
}
