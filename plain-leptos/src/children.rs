//! What stands between the tags of a component.

use crate::view::{AnyView, IntoAny};

/// The children of a component, drawn when it calls them.
pub type Children = Box<dyn FnOnce() -> AnyView + Send>;

/// What `view!` makes of the children.
pub trait ToChildren<F> {
    /// The children that a closure draws.
    fn to_children(draw: F) -> Self;
}

impl<F, V> ToChildren<F> for Children
where
    F: FnOnce() -> V + Send + 'static,
    V: IntoAny,
{
    fn to_children(draw: F) -> Self {
        Box::new(move || draw().into_any())
    }
}
