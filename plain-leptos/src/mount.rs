//! Puts a view into the page.

use any_spawner::Executor;
use original::prelude::Owner;
use original::web_sys::HtmlElement;

use crate::view::{IntoAny, State};

/// A view that stands in the page, until this is dropped.
pub struct Mounted {
    state: State,
    _owner: Owner,
}

impl Mounted {
    /// Leaves it there for as long as the page stands.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.state.unmount();
    }
}

/// Draws a view at the end of an element.
pub fn mount_to<V: IntoAny>(parent: HtmlElement, draw: impl FnOnce() -> V) -> Mounted {
    // Fails only when there is one already.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let state = owner.with(|| State::of(draw().into_any()));
    state.mount(&parent, None);
    Mounted {
        state,
        _owner: owner,
    }
}
