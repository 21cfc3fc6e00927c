//! Parts of a view that follow signals.
//!
//! A closure that a view is given under its own type takes code of its own. Through these two functions they are all one kind.

use leptos::prelude::*;

/// A part that is drawn anew whenever a signal that it reads changes.
pub fn live(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    boxed(Box::new(draw))
}

fn boxed(draw: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || draw()).into_any()
}

/// A text that follows signals.
pub fn live_text(text: impl Fn() -> String + Send + 'static) -> AnyView {
    boxed_text(Box::new(text))
}

fn boxed_text(text: Box<dyn Fn() -> String + Send>) -> AnyView {
    (move || text()).into_any()
}

/// A part that may be missing.
pub fn maybe(part: Option<AnyView>) -> AnyView {
    part.unwrap_or_else(|| ().into_any())
}
