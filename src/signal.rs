//! Leptos' signals, made so that the program holds the code of one kind of them only.
//!
//! Leptos makes code anew for each type that a signal, a memo or an effect carries: some forty types cost 45 kB. Here the value
//! is carried as `dyn Any` and is given back under its own type. What is used is written as with Leptos' own, and where a
//! debug build warns of a use, it names the place of whoever uses it.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{
    self as leptos_signals, Get as _, GetUntracked as _, Set as _, Track as _, Write as _,
};

/// A value of any type. What a memo has computed can be compared with what it computed before.
#[derive(Clone)]
struct Held {
    value: Arc<dyn Any + Send + Sync>,
    equals: fn(&dyn Any, &dyn Any) -> bool,
}

impl Held {
    /// What a signal carries. Nobody compares it, so no code is made for that: whoever sets a signal is always heard.
    fn new<T: Send + Sync + 'static>(value: T) -> Self {
        Self {
            value: Arc::new(value),
            equals: |_, _| false,
        }
    }

    /// What a memo has computed.
    fn computed<T: PartialEq + Send + Sync + 'static>(value: T) -> Self {
        Self {
            value: Arc::new(value),
            equals: |one, other| match (one.downcast_ref::<T>(), other.downcast_ref::<T>()) {
                (Some(one), Some(other)) => one == other,
                _ => false,
            },
        }
    }

    fn of<T: 'static>(&self) -> &T {
        match self.value.downcast_ref() {
            Some(value) => value,
            // Each signal is made with the type that it gives back.
            None => unreachable!(),
        }
    }
}

impl Held {
    /// Changes the value in place. Nobody else holds it but while it is being read.
    fn change<T: Value, R>(&mut self, change: impl FnOnce(&mut T) -> R) -> R {
        if let Some(value) = Arc::get_mut(&mut self.value).and_then(|any| any.downcast_mut()) {
            return change(value);
        }
        let mut value = self.of::<T>().clone();
        let result = change(&mut value);
        *self = Self::new(value);
        result
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.value, &other.value) || (self.equals)(&*self.value, &*other.value)
    }
}

/// What a signal can carry.
pub trait Value: Clone + PartialEq + Send + Sync + 'static {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Value for T {}

macro_rules! reads {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        /// Whether they are the same one.
        impl<T> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<T: Value> $name<T> {
            /// The value; whoever reads it in an effect or a view hears of its changes.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn get(self) -> T {
                self.0.get().of::<T>().clone()
            }

            /// The value as it is now.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn get_untracked(self) -> T {
                self.0.get_untracked().of::<T>().clone()
            }

            /// Reads the value in place; whoever does so in an effect or a view hears of its changes.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
                read(self.0.get().of())
            }

            /// Reads the value in place as it is now.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
                read(self.0.get_untracked().of())
            }

            /// The same, unless the signal has been taken away with its page.
            pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
                self.0.try_get_untracked().map(|held| read(held.of()))
            }

            /// Hears of changes without reading.
            #[cfg_attr(debug_assertions, track_caller)]
            pub fn track(self) {
                self.0.track();
            }
        }
    };
}

/// A value that can be read and set.
pub struct RwSignal<T>(leptos_signals::RwSignal<Held>, PhantomData<fn() -> T>);

/// A value that follows from others, and is computed again when they change.
pub struct Memo<T>(leptos_signals::Memo<Held>, PhantomData<fn() -> T>);

/// A value that can be read.
pub struct Signal<T>(leptos_signals::Signal<Held>, PhantomData<fn() -> T>);

reads!(RwSignal);
reads!(Memo);
reads!(Signal);

impl<T: Value> RwSignal<T> {
    /// A signal with this value.
    pub fn new(value: T) -> Self {
        Self(leptos_signals::RwSignal::new(Held::new(value)), PhantomData)
    }

    /// Sets the value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn set(self, value: T) {
        self.0.set(Held::new(value));
    }

    /// Sets the value; gives it back if the signal has been taken away with its page.
    pub fn try_set(self, value: T) -> Option<T> {
        let back = self.0.try_set(Held::new(value))?;
        Some(back.of::<T>().clone())
    }

    /// Changes the value in place.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes the value in place, unless the signal has been taken away with its page.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        Some(self.0.try_write()?.change(change))
    }

    /// The same for a change of which nobody who reads the value needs to hear.
    pub fn try_update_unheard<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        Some(self.0.try_write_untracked()?.change(change))
    }
}

impl<T: Value + Default> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Value> Memo<T> {
    /// A value that `compute` gives, now and whenever a signal changes that it read.
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self(
            memo(Box::new(move || Held::computed(compute()))),
            PhantomData,
        )
    }
}

fn memo(compute: Box<dyn Fn() -> Held + Send + Sync>) -> leptos_signals::Memo<Held> {
    leptos_signals::Memo::new(move |_| compute())
}

impl<T: Value> Signal<T> {
    /// A value that `compute` gives each time it is read.
    pub fn derive(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self(derived(Box::new(move || Held::new(compute()))), PhantomData)
    }
}

fn derived(compute: Box<dyn Fn() -> Held + Send + Sync>) -> leptos_signals::Signal<Held> {
    leptos_signals::Signal::derive(compute)
}

impl<T: Value + Default> Default for Signal<T> {
    fn default() -> Self {
        RwSignal::default().into()
    }
}

impl From<&'static str> for Signal<&'static str> {
    fn from(constant: &'static str) -> Self {
        RwSignal::new(constant).into()
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self(signal.0.into(), PhantomData)
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self(memo.0.into(), PhantomData)
    }
}

/// Runs now and whenever a signal changes that was read.
pub fn effect(run: impl FnMut() + 'static) {
    run_effect(Box::new(run));
}

fn run_effect(run: Box<dyn FnMut()>) {
    leptos_signals::Effect::new(run);
}
