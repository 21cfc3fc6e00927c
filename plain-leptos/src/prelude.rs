//! Leptos' prelude without its typed attributes, and with plain ones.

pub use crate::attribute::PlainAttributes;
pub use original::prelude::{
    AddAnyAttr, AnyView, ArcRwSignal, Callable, Callback, Children, ClassAttribute, CollectView,
    Component, CustomAttribute, DefinedAt, DirectiveAttribute, Effect, ElementChild, ElementExt,
    For, Fragment, Get, GetUntracked, GetValue, InnerHtmlAttribute, IntoAny, IntoAttributeValue,
    IntoMaybeErased, IntoReactiveValue, IntoRender, IntoView, IsDisposed, LocalStorage, Memo,
    NodeRef, NodeRefAttribute, Notify, OnAttribute, OnTargetAttribute, Owner, PropAttribute, Props,
    Read, ReadSignal, ReadUntracked, ReadValue, RwSignal, Set, SetValue, Signal, Storage,
    StoredValue, StyleAttribute, SyncStorage, Track, Update, UpdateValue, View, With,
    WithUntracked, WithValue, Write, WriteValue, component, document, event_target,
    event_target_checked, event_target_value, expect_context, mount_to, on_cleanup,
    provide_context, request_animation_frame, set_interval_with_handle, set_timeout, signal,
    untrack, use_context, view, window, window_event_listener,
};
