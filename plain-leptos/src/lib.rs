//! Leptos' signals, components and `view!`, with views of one kind.
//!
//! Leptos has a type for each element, each attribute and each closure in a view, and makes code for each of them. They are
//! worth their size where the types are checked or the server draws; the console's views are tested in a browser. Here a view
//! is a value (`view::AnyView`), and one function builds it. What `view!` writes, `::leptos::…`, is here under the names that
//! it has there, so the console knows this crate by that name.

pub use original::*;

pub mod children;
pub mod mount;
pub mod prelude;
pub mod view;

/// What `view!` writes around a closure that stands as a child or as a value.
pub fn __as_shared_reactive_fn<T, F: FnMut() -> T>(follows: F) -> F {
    follows
}

/// What `view!` builds of.
pub mod tachys {
    pub use original::tachys::*;

    /// HTML.
    pub mod html {
        pub use crate::view::InertElement;
        pub use original::tachys::html::event;

        /// The elements that the console and its tests use.
        pub mod element {
            use crate::view::Element;

            macro_rules! elements {
                ($($name:ident)*) => {
                    $(
                        #[doc = concat!("The element `", stringify!($name), "`.")]
                        pub fn $name() -> Element {
                            Element::html(stringify!($name))
                        }
                    )*
                };
            }

            elements! {
                a button caption code dd details dialog div dl dt footer form h1 h2 h3 header input kbd label li
                main mark nav ol p pre progress section span strong style summary table tbody td textarea th thead tr ul
            }
        }
    }

    /// Drawings.
    pub mod svg {
        use crate::view::Element;
        pub use crate::view::InertDrawing as InertElement;

        macro_rules! elements {
            ($($name:ident)*) => {
                $(
                    #[doc = concat!("The element `", stringify!($name), "` of a drawing.")]
                    pub fn $name() -> Element {
                        Element::svg(stringify!($name))
                    }
                )*
            };
        }

        elements! { circle path svg }
    }

    /// Views of several parts.
    pub mod view {
        pub use original::tachys::view::*;

        /// Lists.
        pub mod iterators {
            pub use crate::view::Several as StaticVec;
        }
    }
}
