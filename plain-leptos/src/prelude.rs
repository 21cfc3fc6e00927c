//! Leptos' prelude without its typed attributes, and with plain ones: what the console names, and what the macros and the
//! methods on signals need. A name that is missing here is to be added, not imported from elsewhere.

pub use crate::attribute::PlainAttributes;
pub use crate::event::PlainOn;
pub use original::prelude::{
    AnyView, Callable, Callback, Children, ClassAttribute, CustomAttribute, Effect, ElementChild,
    For, Get, GetUntracked, GetValue, IntoAny, IntoAttributeValue, IntoMaybeErased,
    IntoReactiveValue, IntoRender, IntoView, LocalStorage, Memo, NodeRef, NodeRefAttribute, Owner,
    PropAttribute, ReadSignal, RwSignal, Set, SetValue, Signal, StoredValue, StyleAttribute, Track,
    UpdateValue, View, WithValue, Write, component, document, event_target, event_target_checked,
    event_target_value, expect_context, on_cleanup, provide_context, request_animation_frame,
    set_interval_with_handle, set_timeout, signal, untrack, view, window_event_listener,
};
