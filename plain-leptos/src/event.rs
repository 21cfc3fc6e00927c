//! Events of one kind, whose handlers are one kind of function.

use original::ev::EventDescriptor;
use original::prelude::AddAnyAttr;
use original::tachys::html::element::HtmlElement;
use original::tachys::html::event::{On, on};
use original::wasm_bindgen::JsCast;
use original::web_sys::Event;

/// An event that carries its name.
#[derive(Clone, Debug)]
pub struct PlainEvent(std::borrow::Cow<'static, str>);

impl EventDescriptor for PlainEvent {
    type EventType = Event;
    // Heard where it happens, not at the window: one way for all events is less code than two.
    const BUBBLES: bool = false;

    fn name(&self) -> std::borrow::Cow<'static, str> {
        self.0.clone()
    }

    fn event_delegation_key(&self) -> std::borrow::Cow<'static, str> {
        self.0.clone()
    }

    fn options(&self) -> Option<&original::web_sys::AddEventListenerOptions> {
        None
    }
}

type Handler = Box<dyn FnMut(Event)>;

#[inline(never)]
fn added<T: AddAnyAttr>(
    element: T,
    event: PlainEvent,
    handler: Handler,
) -> <T as AddAnyAttr>::Output<On<PlainEvent, Handler>> {
    element.add_any_attr(on(event, handler))
}

/// Hearing an event.
pub trait PlainOn: Sized + AddAnyAttr {
    /// Calls `handler` for each `event` on this element.
    fn on<E, F>(
        self,
        event: E,
        mut handler: F,
    ) -> <Self as AddAnyAttr>::Output<On<PlainEvent, Handler>>
    where
        E: EventDescriptor,
        E::EventType: JsCast,
        F: FnMut(E::EventType) + 'static,
    {
        let handler = Box::new(move |event: Event| handler(event.unchecked_into()));
        added(self, PlainEvent(event.name()), handler)
    }
}

impl<E, A, C> PlainOn for HtmlElement<E, A, C> where Self: AddAnyAttr {}
