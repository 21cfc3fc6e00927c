//! Writing a JSON object member by member, in the order in which they come.

use serde_json::Value;

/// An object that is being written.
pub(super) struct Object<'t> {
    out: &'t mut String,
    empty: bool,
}

impl<'t> Object<'t> {
    /// Begins an object at the end of a text.
    pub(super) fn open(out: &'t mut String) -> Self {
        out.push('{');
        Self { out, empty: true }
    }

    /// Writes a name; the value is for the caller to append.
    pub(super) fn member(&mut self, name: &str) -> &mut String {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.out.push_str(&quoted(name));
        self.out.push(':');
        self.out
    }

    /// A member that is text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let value = quoted(value);
        self.member(name).push_str(&value);
    }

    /// A member that is JSON already.
    pub(super) fn raw(&mut self, name: &str, json: &str) {
        self.member(name).push_str(json);
    }

    /// Ends it.
    pub(super) fn close(self) {
        self.out.push('}');
    }
}

/// Text as JSON.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
