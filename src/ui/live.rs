//! Parts of a view that follow signals.
//!
//! Leptos makes code anew for each closure that a view is given under a name. Through these two functions they are all
//! one kind of closure, which makes the program a tenth smaller.

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

/// A finished `view!` as a part of another.
pub trait Part {
    /// The part. Leptos' own `into_any` would make the code of each element twice: bare, and in the wrapper that `view!`
    /// puts around the outermost.
    fn part(self) -> AnyView;
}

impl<T> Part for View<T>
where
    T: IntoAny,
{
    fn part(self) -> AnyView {
        self.into_inner().into_any()
    }
}

/// A part that may be missing.
pub fn maybe(part: Option<AnyView>) -> AnyView {
    part.unwrap_or_else(|| ().into_any())
}
