//! An element, as it is to be drawn.

use original::__reexports::send_wrapper::SendWrapper;
use original::ev::EventDescriptor;
use original::html;
use original::prelude::{NodeRef, Owner};
use original::tachys::html::node_ref::NodeRefContainer;
use original::wasm_bindgen::JsCast;
use original::web_sys;

use super::attribute::{Holder, PlainValue, Setting, TextValue, Toggled, Value};
use super::event::Heard;
use super::{AnyView, IntoAny, Kind, Text};

/// Tells somebody the element when it is made.
type Told = Box<dyn FnOnce(&web_sys::Element) + Send>;

/// An element with its attributes and what stands in it.
pub struct Element {
    pub(super) tag: &'static str,
    pub(super) is_drawing: bool,
    pub(super) settings: Vec<Setting>,
    pub(super) heard: SendWrapper<Vec<Heard>>,
    pub(super) told: Option<Told>,
    pub(super) children: Vec<AnyView>,
}

impl Element {
    /// An element of HTML.
    pub fn html(tag: &'static str) -> Self {
        Self {
            tag,
            is_drawing: false,
            settings: Vec::new(),
            heard: SendWrapper::new(Vec::new()),
            told: None,
            children: Vec::new(),
        }
    }

    /// An element of SVG.
    pub fn svg(tag: &'static str) -> Self {
        Self {
            is_drawing: true,
            ..Self::html(tag)
        }
    }

    /// Puts something at the end of what stands in it.
    pub fn child(self, child: impl IntoAny) -> Self {
        self.with(child.into_any())
    }

    fn with(mut self, child: AnyView) -> Self {
        match child.0 {
            Kind::Several(children) if self.children.is_empty() => self.children = children,
            kind => self.children.push(AnyView(kind)),
        }
        self
    }

    /// Gives it an attribute by name.
    pub fn attr(self, name: &'static str, value: impl PlainValue) -> Self {
        self.set(Setting::new(Holder::Attribute, name, value.plain()))
    }

    /// Gives it style classes: all of them, or one by name that it has or has not. All of them must not change where there is
    /// one by name: they are written anew then, without it.
    pub fn class(self, class: impl Toggled) -> Self {
        self.set(class.toggled())
    }

    /// Gives it a property of its style.
    pub fn style(self, (name, value): (&'static str, impl PlainValue)) -> Self {
        self.set(Setting::new(Holder::Style, name, value.plain()))
    }

    /// Gives it a property.
    pub fn prop(self, name: &'static str, value: impl TextValue) -> Self {
        self.set(Setting::new(Holder::Property, name, value.plain()))
    }

    /// Its `id`, if that stays.
    pub(super) fn own_id(&self) -> Option<&Text> {
        self.settings
            .iter()
            .find_map(|setting| match &setting.value {
                Value::Fixed(id) if setting.name == "id" => id.as_ref(),
                _ => None,
            })
    }

    pub(super) fn set(mut self, setting: Setting) -> Self {
        self.settings.push(setting);
        self
    }

    /// Calls `handler` for each `event` that happens to it or in it.
    pub fn on<E, F>(self, event: E, mut handler: F) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
        F: FnMut(E::EventType) + 'static,
    {
        self.hear(Heard {
            name: event.name(),
            owner: Owner::current().unwrap_or_default(),
            handler: Box::new(move |event| handler(event.unchecked_into())),
        })
    }

    fn hear(mut self, heard: Heard) -> Self {
        self.heard.push(heard);
        self
    }

    /// Lets others find the element in the page.
    pub fn node_ref(mut self, found: NodeRef<html::Custom<&'static str>>) -> Self {
        self.told = Some(Box::new(move |element| found.load(element)));
        self
    }
}
