//! Whether somebody can see the page.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::VisibilityState;

use crate::http::transport::Local;
use crate::state::attention::Attention;

/// The browser's word on whether the page is seen.
pub struct PageAttention {
    changes: Rc<RefCell<Changes>>,
}

#[derive(Default)]
struct Changes {
    count: u64,
    looks: u64,
    waiting: Vec<Waker>,
}

impl PageAttention {
    /// Listens for as long as the page lives.
    pub fn new() -> Self {
        let changes = Rc::new(RefCell::new(Changes::default()));
        let heard = Rc::clone(&changes);
        let closure = Closure::<dyn Fn()>::new(move || wake(&heard));
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            let listener = closure.as_ref().unchecked_ref();
            let _ = document.add_event_listener_with_callback("visibilitychange", listener);
        }
        closure.forget();
        Self { changes }
    }

    /// Something happened that is worth a look at once.
    pub fn look_again(&self) {
        self.changes.borrow_mut().looks += 1;
        wake(&self.changes);
    }
}

fn wake(changes: &RefCell<Changes>) {
    let waiting = {
        let mut changes = changes.borrow_mut();
        changes.count += 1;
        std::mem::take(&mut changes.waiting)
    };
    waiting.into_iter().for_each(Waker::wake);
}

impl Default for PageAttention {
    fn default() -> Self {
        Self::new()
    }
}

impl Attention for PageAttention {
    fn is_hidden(&self) -> bool {
        let document = web_sys::window().and_then(|window| window.document());
        document.is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
    }

    fn looks(&self) -> u64 {
        self.changes.borrow().looks
    }

    fn changed(&self) -> Local<'_, ()> {
        let seen = self.changes.borrow().count;
        Box::pin(poll_fn(move |context| {
            let mut changes = self.changes.borrow_mut();
            if changes.count != seen {
                return Poll::Ready(());
            }
            // Whoever gave up a wait and waits again is woken once.
            let own = context.waker();
            if !changes.waiting.iter().any(|other| other.will_wake(own)) {
                changes.waiting.push(own.clone());
            }
            Poll::Pending
        }))
    }
}
