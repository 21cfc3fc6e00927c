//! Where a person was when the sign-in began, to be brought back there.

/// A hash route of the console, such as `#/machines`. Never a URL: a sign-in must not be a way to somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTo(String);

/// Beyond this (in bytes) no route of the console goes: one with 200 selected machines, each in a resource group of its own with
/// the longest names that Azure allows (90 and 54 letters), has some 52,000.
const LONGEST: usize = 131_072;

impl ReturnTo {
    /// A hash route; `None` for anything that does not begin with `#/`, holds a control character or is over-long.
    pub fn parse(route: &str) -> Option<Self> {
        let fits = route.starts_with("#/")
            && route.len() <= LONGEST
            && !route.chars().any(char::is_control);
        fits.then(|| Self(route.to_owned()))
    }

    /// The first page.
    pub fn start() -> Self {
        Self("#/".to_owned())
    }

    /// The route, beginning with `#/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::ReturnTo;

    #[test]
    fn only_a_hash_route_is_a_place_to_return_to() {
        assert_eq!(
            ReturnTo::parse("#/machines?q=web").unwrap().as_str(),
            "#/machines?q=web"
        );
        for text in [
            "",
            "#",
            "/",
            "https://contoso.com/",
            "//contoso.com",
            "javascript:alert(1)",
            "#machines",
            "#/a\nb",
        ] {
            assert_eq!(ReturnTo::parse(text), None, "{text:?}");
        }
        let of_length = |length: usize| ReturnTo::parse(&format!("#/{}", "x".repeat(length - 2)));
        assert!(of_length(131_072).is_some());
        assert_eq!(of_length(131_073), None);
    }
}
