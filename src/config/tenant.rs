//! Whose people may sign in: the first segment of the sign-in address.

use super::guid::Guid;

/// The tenant of the sign-in address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tenant {
    /// Any organization; each person lands in the home tenant. The registration must be multi-tenant.
    Common,
    /// One directory by its id. Only here can the tenant of an answer be checked.
    Id(Guid),
    /// One directory by a verified domain name.
    Domain(String),
}

impl Tenant {
    /// Reads the configured text.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "common" {
            return Some(Self::Common);
        }
        Guid::parse(text)
            .map(Self::Id)
            .or_else(|| is_domain(text).then(|| Self::Domain(text.to_ascii_lowercase())))
    }

    /// The segment of the address.
    pub fn segment(&self) -> &str {
        match self {
            Self::Common => "common",
            Self::Id(id) => id.as_str(),
            Self::Domain(name) => name,
        }
    }
}

/// A name with a dot in it, of letters, digits and hyphens: it becomes part of a path and must not leave its segment.
fn is_domain(text: &str) -> bool {
    text.len() <= 253
        && text.contains('.')
        && text.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::Tenant;

    #[test]
    fn the_three_kinds_are_told_apart() {
        assert_eq!(Tenant::parse("common"), Some(Tenant::Common));
        assert!(matches!(
            Tenant::parse("ABCDEF01-2222-3333-4444-555555555555"),
            Some(Tenant::Id(_))
        ));
        assert_eq!(
            Tenant::parse("Contoso.OnMicrosoft.com").unwrap().segment(),
            "contoso.onmicrosoft.com"
        );
    }

    #[test]
    fn what_could_leave_its_path_segment_is_no_tenant() {
        for text in [
            "", "..", ".", "contoso", "a/b.com", "a.com/..", "a.com?x", "a b.com", "-a.com",
            "a..com", "ä.com",
        ] {
            assert_eq!(Tenant::parse(text), None, "{text}");
        }
    }
}
