//! The parameters of a query or of a posted form.

/// Name and value pairs in the order they came.
#[derive(Debug, Default)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads `application/x-www-form-urlencoded` text. Every text is readable: what is not UTF-8 is replaced.
    pub fn read(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The first value of that name. An empty value counts as none, as the service treats it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// Whether that name was sent at all, with a value or without.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// A name that was sent more than once: RFC 6749, 3.1 forbids that.
    pub fn repeated(&self) -> Option<&str> {
        let names = || self.0.iter().map(|(name, _)| name.as_str());
        names()
            .enumerate()
            .find(|(index, name)| names().skip(index + 1).any(|later| later == *name))
            .map(|(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plus_and_percent_both_stand_for_a_space() {
        let read = Parameters::read(b"a=id_token+token&b=id_token%20token&c=");
        assert_eq!(read.get("a"), Some("id_token token"));
        assert_eq!(read.get("b"), Some("id_token token"));
        assert_eq!(read.get("c"), None);
        assert!(read.has("c") && !read.has("d"));
    }

    #[test]
    fn a_repeated_name_is_noticed() {
        assert_eq!(Parameters::read(b"a=1&b=2&a=3").repeated(), Some("a"));
        assert_eq!(Parameters::read(b"a=1&b=2").repeated(), None);
    }
}
