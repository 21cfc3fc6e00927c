//! Leptos, but for what `view!` builds: here all HTML elements are one kind of element, and all their attributes one kind of
//! attribute, which carry their names.
//!
//! Leptos has a type for each element and each attribute, and makes code for each of them and each kind of value. They are
//! worth their size where the types are checked; the console's views are tested in a browser. The macros write `::leptos::…`,
//! so the console knows this crate by that name.

pub use original::*;

pub mod attribute;
pub mod event;
pub mod prelude;

/// What `view!` builds of.
pub mod tachys {
    pub use original::tachys::*;

    /// HTML.
    pub mod html {
        pub use original::tachys::html::*;

        /// The elements that the console and its tests use.
        pub mod element {
            use original::tachys::html::element::custom;
            pub use original::tachys::html::element::{
                Custom, ElementChild, ElementExt, HtmlElement,
            };

            macro_rules! elements {
                ($($name:ident)*) => {
                    $(
                        #[doc = concat!("The element `", stringify!($name), "`.")]
                        pub fn $name() -> HtmlElement<Custom<&'static str>, (), ()> {
                            custom(stringify!($name))
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
}
