//! Attributes that carry their name, with values of two kinds: fixed, and following signals.

use std::sync::{Arc, Mutex};

use original::prelude::AddAnyAttr;
use original::tachys::html::attribute::AttributeValue;
use original::tachys::html::attribute::custom::{CustomAttr, custom_attribute};
use original::tachys::html::element::HtmlElement;
use original::tachys::reactive_graph::SharedReactiveFunction;

/// A value that can be written in `view!`, as one of the two kinds.
pub trait PlainValue {
    /// `Option<String>`, or a function that gives one.
    type Kind: AttributeValue;

    /// The value; `None` where the attribute is missing.
    fn plain(self) -> Self::Kind;
}

macro_rules! fixed {
    ($($of:ty: $value:ident => $plain:expr;)*) => {
        $(
            impl PlainValue for $of {
                type Kind = Option<String>;

                fn plain(self) -> Option<String> {
                    let $value = self;
                    $plain
                }
            }
        )*
    };
}

fixed! {
    &'static str: text => Some(text.to_owned());
    String: text => Some(text);
    Option<&'static str>: text => text.map(str::to_owned);
    Option<String>: text => text;
    bool: there => there.then(String::new);
}

impl<T: PlainValue<Kind = Option<String>> + 'static> PlainValue for SharedReactiveFunction<T> {
    type Kind = SharedReactiveFunction<Option<String>>;

    fn plain(self) -> Self::Kind {
        Arc::new(Mutex::new(move || {
            // The page has one thread: nobody else can hold it, or have panicked with it.
            self.lock().ok().and_then(|mut value| value().plain())
        }))
    }
}

impl<F, T> PlainValue for F
where
    F: FnMut() -> T + Send + 'static,
    T: PlainValue<Kind = Option<String>>,
{
    type Kind = SharedReactiveFunction<Option<String>>;

    fn plain(mut self) -> Self::Kind {
        Arc::new(Mutex::new(move || self().plain()))
    }
}

/// Not in line: an attribute is then a call, wherever it stands.
#[inline(never)]
fn added<T: AddAnyAttr, V: PlainValue>(
    element: T,
    name: &'static str,
    value: V,
) -> <T as AddAnyAttr>::Output<CustomAttr<&'static str, V::Kind>> {
    element.add_any_attr(custom_attribute(name, value.plain()))
}

macro_rules! attributes {
    ($($method:ident $name:literal)*) => {
        /// The attributes that the console uses.
        pub trait PlainAttributes: Sized + AddAnyAttr {
            $(
                #[doc = concat!("The attribute `", $name, "`.")]
                #[inline(always)]
                fn $method<V: PlainValue>(
                    self,
                    value: V,
                ) -> <Self as AddAnyAttr>::Output<CustomAttr<&'static str, V::Kind>> {
                    added(self, $name, value)
                }
            )*
        }
    };
}

attributes! {
    aria_activedescendant "aria-activedescendant"
    aria_autocomplete "aria-autocomplete"
    aria_checked "aria-checked"
    aria_colcount "aria-colcount"
    aria_colindex "aria-colindex"
    aria_controls "aria-controls"
    aria_current "aria-current"
    aria_describedby "aria-describedby"
    aria_disabled "aria-disabled"
    aria_expanded "aria-expanded"
    aria_hidden "aria-hidden"
    aria_invalid "aria-invalid"
    aria_keyshortcuts "aria-keyshortcuts"
    aria_label "aria-label"
    aria_labelledby "aria-labelledby"
    aria_level "aria-level"
    aria_live "aria-live"
    aria_multiselectable "aria-multiselectable"
    aria_rowcount "aria-rowcount"
    aria_rowindex "aria-rowindex"
    aria_selected "aria-selected"
    aria_sort "aria-sort"
    autocomplete "autocomplete"
    autofocus "autofocus"
    checked "checked"
    disabled "disabled"
    r#for "for"
    hidden "hidden"
    href "href"
    id "id"
    max "max"
    name "name"
    novalidate "novalidate"
    placeholder "placeholder"
    readonly "readonly"
    role "role"
    rows "rows"
    scope "scope"
    spellcheck "spellcheck"
    tabindex "tabindex"
    title "title"
    r#type "type"
    value "value"
}

impl<E, A, C> PlainAttributes for HtmlElement<E, A, C> where Self: AddAnyAttr {}
