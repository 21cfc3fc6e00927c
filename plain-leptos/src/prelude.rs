//! Leptos' prelude with plain views: what the console names, and what the macros and the methods on signals need. A name that
//! is missing here is to be added, not imported from elsewhere.

pub use crate::children::Children;
pub use crate::view::{
    AnyView, IntoAny, IntoAttributeValue, IntoMaybeErased, IntoRender, IntoView, View,
};
pub use original::prelude::{
    Callable, Callback, Effect, Get, GetUntracked, GetValue, IntoReactiveValue, LocalStorage, Memo,
    NodeRef, Owner, ReadSignal, RwSignal, Set, SetValue, Signal, StoredValue, Track, UpdateValue,
    WithValue, Write, component, document, event_target, event_target_checked, event_target_value,
    expect_context, on_cleanup, provide_context, request_animation_frame, set_interval_with_handle,
    set_timeout, signal, untrack, view, window_event_listener,
};
