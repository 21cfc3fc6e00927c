//! A clipboard that can be read, or that the browser keeps closed: a test has no person who could allow either.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use crate::substitute::Substitute;

/// The clipboard of a test.
pub struct Clipboard {
    copied: Rc<RefCell<Vec<String>>>,
    _write: Closure<dyn FnMut(String) -> Promise>,
    _substitute: Substitute,
}

impl Clipboard {
    /// One that takes every text.
    pub fn open() -> Self {
        Self::that(|| Promise::resolve(&JsValue::UNDEFINED))
    }

    /// One that takes none.
    pub fn closed() -> Self {
        Self::that(|| Promise::reject(&"NotAllowedError".into()))
    }

    fn that(answers: fn() -> Promise) -> Self {
        let copied = Rc::new(RefCell::new(Vec::new()));
        let taken = Rc::clone(&copied);
        let write = Closure::<dyn FnMut(String) -> Promise>::new(move |text| {
            taken.borrow_mut().push(text);
            answers()
        });
        let clipboard = web_sys::window().unwrap().navigator().clipboard();
        Self {
            copied,
            _substitute: Substitute::put(&clipboard, "writeText", write.as_ref()),
            _write: write,
        }
    }

    /// Every text that was offered to it.
    pub fn texts(&self) -> Vec<String> {
        self.copied.borrow().clone()
    }
}
