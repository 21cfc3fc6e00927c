//! A view: what is to be drawn, as a value.

mod attribute;
mod element;
mod event;
mod state;

use std::borrow::Cow;

pub use attribute::PlainValue;
pub use element::Element;
pub use state::State;

/// A text, or a piece of HTML.
type Text = Cow<'static, str>;

/// Anything that can be drawn.
pub struct AnyView(Kind);

enum Kind {
    /// A text; an empty one where nothing is.
    Text(Text),
    /// An element that never changes, as it is written; in a drawing or not.
    Written(&'static str, bool),
    Element(Box<Element>),
    Several(Vec<AnyView>),
    /// What follows signals.
    Following(Box<dyn FnMut() -> AnyView + Send>),
}

impl AnyView {
    /// The `id` of an element.
    fn id(&self) -> Option<Text> {
        match &self.0 {
            Kind::Element(element) => element.own_id().cloned(),
            _ => None,
        }
    }
}

/// What can be drawn.
pub trait IntoAny {
    /// The view.
    fn into_any(self) -> AnyView;
}

impl IntoAny for AnyView {
    fn into_any(self) -> AnyView {
        self
    }
}

impl IntoAny for () {
    fn into_any(self) -> AnyView {
        AnyView(Kind::Text(Text::Borrowed("")))
    }
}

impl IntoAny for &'static str {
    fn into_any(self) -> AnyView {
        AnyView(Kind::Text(Text::Borrowed(self)))
    }
}

impl IntoAny for String {
    fn into_any(self) -> AnyView {
        AnyView(Kind::Text(Text::Owned(self)))
    }
}

impl IntoAny for Element {
    fn into_any(self) -> AnyView {
        AnyView(Kind::Element(Box::new(self)))
    }
}

impl<V: IntoAny> IntoAny for Option<V> {
    fn into_any(self) -> AnyView {
        match self {
            Some(view) => view.into_any(),
            None => ().into_any(),
        }
    }
}

impl<V: IntoAny> IntoAny for Vec<V> {
    fn into_any(self) -> AnyView {
        AnyView(Kind::Several(
            self.into_iter().map(IntoAny::into_any).collect(),
        ))
    }
}

impl<F, V> IntoAny for F
where
    F: FnMut() -> V + Send + 'static,
    V: IntoAny,
{
    fn into_any(mut self) -> AnyView {
        AnyView(Kind::Following(Box::new(move || self().into_any())))
    }
}

macro_rules! several {
    ($($view:ident)*) => {
        impl<$($view: IntoAny),*> IntoAny for ($($view,)*) {
            fn into_any(self) -> AnyView {
                #[allow(non_snake_case)]
                let ($($view,)*) = self;
                AnyView(Kind::Several(vec![$($view.into_any()),*]))
            }
        }
    };
}

several!(A B);
several!(A B C);
several!(A B C D);
several!(A B C D E);
several!(A B C D E F);
several!(A B C D E F G);
several!(A B C D E F G H);
several!(A B C D E F G H I);
several!(A B C D E F G H I J);

/// What `view!` makes of several parts.
pub struct Several(Vec<AnyView>);

impl From<Vec<AnyView>> for Several {
    fn from(parts: Vec<AnyView>) -> Self {
        Self(parts)
    }
}

impl IntoAny for Several {
    fn into_any(self) -> AnyView {
        AnyView(Kind::Several(self.0))
    }
}

/// What `view!` makes of an element that never changes.
pub struct InertElement;

impl InertElement {
    /// The element that is written so.
    #[allow(clippy::new_ret_no_self)]
    pub fn new(html: &'static str) -> AnyView {
        AnyView(Kind::Written(html, false))
    }
}

/// The same in a drawing.
pub struct InertDrawing;

impl InertDrawing {
    /// The element that is written so.
    #[allow(clippy::new_ret_no_self)]
    pub fn new(svg: &'static str) -> AnyView {
        AnyView(Kind::Written(svg, true))
    }
}

/// What `view!` makes of its whole.
pub struct View<V>(V);

impl<V> View<V> {
    /// The whole.
    pub fn new(inner: V) -> Self {
        Self(inner)
    }

    /// The whole as well: the place in the source, which development builds add, is of no use here.
    pub fn with_view_marker(self, _: &'static str) -> Self {
        self
    }

    /// What it is made of.
    pub fn into_inner(self) -> V {
        self.0
    }
}

impl<V: IntoAny> IntoAny for View<V> {
    fn into_any(self) -> AnyView {
        self.0.into_any()
    }
}

/// What a component gives back.
pub trait IntoView: IntoAny {}

impl<V: IntoAny> IntoView for V {}

/// What `view!` does with what stands in braces.
pub trait IntoRender {
    /// The view.
    fn into_render(self) -> AnyView;
}

impl<V: IntoAny> IntoRender for V {
    fn into_render(self) -> AnyView {
        self.into_any()
    }
}

/// What `view!` does with each of several parts.
pub trait IntoMaybeErased {
    /// The view.
    fn into_maybe_erased(self) -> AnyView;
}

impl<V: IntoAny> IntoMaybeErased for V {
    fn into_maybe_erased(self) -> AnyView {
        self.into_any()
    }
}

/// What `view!` does with the value of an attribute: nothing.
pub trait IntoAttributeValue: Sized {
    /// The value.
    fn into_attribute_value(self) -> Self {
        self
    }
}

impl<V> IntoAttributeValue for V {}
