//! A text that many machines share: the name of a subscription, of a cloud. Cheap to clone, and small.

use std::ops::Deref;
use std::sync::Arc;

/// A text that may be shared.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SharedText(Arc<str>);

impl SharedText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as what is shared of it.
    pub fn shared(&self) -> &Arc<str> {
        &self.0
    }

    /// Gives up its own copy for another one, if that is the same text.
    pub fn share(&mut self, other: &Arc<str>) {
        if self.0 == *other {
            self.0 = Arc::clone(other);
        }
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl PartialEq<str> for SharedText {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for SharedText {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl std::fmt::Display for SharedText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self)
    }
}

impl std::fmt::Debug for SharedText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_shared_and_others_are_not() {
        let known: Arc<str> = "Production".into();
        let mut text = SharedText::from("Production".to_owned());
        text.share(&known);
        assert!(Arc::ptr_eq(text.shared(), &known));
        let mut other = SharedText::from("production");
        other.share(&known);
        assert_eq!(other, "production");
    }
}
