//! Puts something else in the place of a part of the browser, for as long as a test needs it.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// A property of an object that stands in for the browser's own; dropped, the browser's own is back.
pub struct Substitute {
    object: Object,
    name: &'static str,
}

impl Substitute {
    /// Puts `value` in the place of the property `name` of `object`, which the browser keeps in the object's prototype
    /// or in the object itself.
    pub fn put(object: &Object, name: &'static str, value: &JsValue) -> Self {
        let description = Object::new();
        for (key, value) in [
            ("value", value),
            ("configurable", &JsValue::TRUE),
            ("writable", &JsValue::TRUE),
        ] {
            Reflect::set(&description, &key.into(), value).unwrap();
        }
        assert!(Reflect::define_property(object, &name.into(), &description).unwrap());
        Self {
            object: object.clone(),
            name,
        }
    }
}

impl Drop for Substitute {
    fn drop(&mut self) {
        Reflect::delete_property(&self.object, &self.name.into()).unwrap();
    }
}
