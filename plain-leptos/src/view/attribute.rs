//! Attributes, and what is set like them: classes, properties. Their values are fixed, or follow signals.

use original::wasm_bindgen::{JsCast, JsValue};
use original::web_sys::js_sys::Reflect;
use original::web_sys::{Element as Node, HtmlElement};

use super::{Element, Text};

/// A value that can be written in `view!`.
pub trait PlainValue {
    /// The value.
    fn plain(self) -> Value;
}

/// A value; `None` where what has it is missing.
pub enum Value {
    /// One that stays.
    Fixed(Option<Text>),
    /// One that follows signals.
    Following(Box<dyn FnMut() -> Option<Text> + Send>),
}

/// A value that a property can have: a text. What is missing is an empty one, so `bool` is none.
pub trait TextValue: PlainValue {}

impl TextValue for &'static str {}
impl TextValue for String {}
impl TextValue for Option<&'static str> {}

impl<F, T> TextValue for F
where
    F: FnMut() -> T + Send + 'static,
    T: TextValue,
{
}

macro_rules! fixed {
    ($($of:ty: $value:ident => $plain:expr;)*) => {
        $(
            impl PlainValue for $of {
                fn plain(self) -> Value {
                    let $value = self;
                    Value::Fixed($plain)
                }
            }
        )*
    };
}

fixed! {
    &'static str: text => Some(Text::Borrowed(text));
    String: text => Some(Text::Owned(text));
    Option<&'static str>: text => text.map(Text::Borrowed);
    Option<String>: text => text.map(Text::Owned);
    bool: there => there.then_some(Text::Borrowed(""));
}

impl<F, T> PlainValue for F
where
    F: FnMut() -> T + Send + 'static,
    T: PlainValue,
{
    fn plain(mut self) -> Value {
        Value::Following(Box::new(move || match self().plain() {
            Value::Fixed(text) => text,
            Value::Following(mut text) => text(),
        }))
    }
}

/// What is set.
#[derive(Clone, Copy, PartialEq)]
pub enum Holder {
    Attribute,
    /// A class that is there or not.
    Class,
    Property,
    Style,
}

/// Something that is set, and its value.
pub struct Setting {
    pub holder: Holder,
    pub name: &'static str,
    pub value: Value,
}

impl Setting {
    /// Sets this.
    pub fn new(holder: Holder, name: &'static str, value: Value) -> Self {
        Self {
            holder,
            name,
            value,
        }
    }
}

/// What can be written behind `class` in `view!`.
pub trait Toggled {
    /// What it sets.
    fn toggled(self) -> Setting;
}

impl<V: PlainValue> Toggled for V {
    fn toggled(self) -> Setting {
        Setting::new(Holder::Attribute, "class", self.plain())
    }
}

impl<V: PlainValue> Toggled for (&'static str, V) {
    fn toggled(self) -> Setting {
        Setting::new(Holder::Class, self.0, self.1.plain())
    }
}

/// Sets it. The names are those of the console, and do not fail.
pub fn set(element: &Node, holder: Holder, name: &str, value: Option<&str>) {
    match holder {
        Holder::Attribute => {
            let _ = match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        }
        Holder::Class => {
            let _ = element
                .class_list()
                .toggle_with_force(name, value.is_some());
        }
        Holder::Property => {
            let value = value.unwrap_or_default();
            let _ = Reflect::set(element, &JsValue::from_str(name), &JsValue::from_str(value));
        }
        Holder::Style => {
            let element: &HtmlElement = element.unchecked_ref();
            let _ = element
                .style()
                .set_property(name, value.unwrap_or_default());
        }
    }
}

macro_rules! attributes {
    ($($method:ident $name:literal)*) => {
        /// The attributes that the console uses.
        impl Element {
            $(
                #[doc = concat!("The attribute `", $name, "`.")]
                #[inline(always)]
                #[allow(non_snake_case)]
                pub fn $method(self, value: impl PlainValue) -> Self {
                    self.attr($name, value)
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
    cx "cx"
    cy "cy"
    d "d"
    disabled "disabled"
    focusable "focusable"
    r#for "for"
    height "height"
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
    r "r"
    r#type "type"
    value "value"
    viewBox "viewBox"
    width "width"
}
