//! The few drawings of the console. They only repeat what a word beside them says.

use leptos::prelude::*;

/// A drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The product's mark: a branch with two nodes.
    Mark,
    /// A round arrow.
    Refresh,
    /// Two sheets.
    Copy,
    /// A waste basket.
    Delete,
    /// An arrow that turns back.
    Restore,
    /// A pencil.
    Rename,
    /// A plus.
    Add,
    /// A triangle with an exclamation mark.
    Warning,
    /// A circle with a cross.
    Error,
    /// A circle with an i.
    Info,
    /// An arrow to where the text begins.
    Back,
    /// A cross.
    Close,
    /// Three dots.
    More,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Mark => {
                "M6 3v4.6M6 12.4V17M8.4 10c3.6 0 5.6-1.2 5.6-4.1M6 7.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8M14 2.1a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8"
            }
            Self::Refresh => "M15.5 8A6 6 0 1 0 16 11M16 4v4h-4",
            Self::Copy => "M7 3h9v11H7zM4 6v11h9",
            Self::Delete => "M4 6h12M8 6V4h4v2M6 6l1 11h6l1-11",
            Self::Restore => "M4 4v4h4M4.5 8A6 6 0 1 1 4 11.5",
            Self::Rename => "M4 16l1-4 8-8 3 3-8 8zM11.5 5.5l3 3",
            Self::Add => "M10 4v12M4 10h12",
            Self::Warning => "M10 3 18 17H2zM10 8v4M10 14.2v.3",
            Self::Error => {
                "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M7.3 7.3l5.4 5.4M12.7 7.3l-5.4 5.4"
            }
            Self::Info => "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M10 9v5M10 6.2v.3",
            Self::Back => "M12 4 6 10l6 6",
            Self::Close => "M5 5l10 10M15 5 5 15",
            Self::More => "M4.5 10h.01M10 10h.01M15.5 10h.01",
        }
    }

    /// Draws it, hidden from assistive technology.
    pub fn draw(self) -> AnyView {
        let class = if self == Self::Back {
            "icon mirrors"
        } else {
            "icon"
        };
        view! {
            <svg class=class width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                <path d=self.path()></path>
            </svg>
        }.into_any()
    }
}
