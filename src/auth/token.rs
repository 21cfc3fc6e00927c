//! The secrets of a sign-in. They can be neither printed nor copied nor serialized; whoever needs the text says so.

/// A bearer token for Azure Resource Manager. Lives in memory only, and travels to the configured endpoint only.
pub struct AccessToken(String);

impl AccessToken {
    /// Takes a token out of the text it came in.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for the `Authorization` header and for the SHA-256 that `at_hash` is compared with. Opaque: nothing may
    /// be decided from what it seems to contain.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The id token as it came, before it is read. Of no use to any service, but it names a person.
pub struct RawIdToken(String);

impl RawIdToken {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}
