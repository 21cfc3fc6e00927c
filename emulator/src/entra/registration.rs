//! What an administrator would have registered: the application, its addresses, and the one API it may call.

use crate::options::Options;

/// The path every redirect URI on loopback must end in.
const CALLBACK: &str = "/auth.html";
/// APIs that exist in every directory, but for which the application lists no permission.
const OTHER_APIS: [&str; 4] = [
    "https://graph.microsoft.com",
    "https://graph.windows.net",
    "https://vault.azure.net",
    "00000003-0000-0000-c000-000000000000",
];

/// The registrations of the directory.
#[derive(Clone, Debug)]
pub struct Registration {
    client_ids: Vec<String>,
    redirect_uris: Vec<String>,
    audiences: Vec<String>,
}

/// What a requested resource is to the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// Azure Resource Manager.
    Azure,
    /// Another API of the directory.
    NotPermitted,
    /// Nothing the directory knows.
    Unknown,
}

impl Registration {
    /// The registrations these options name.
    pub fn new(options: &Options) -> Self {
        Self {
            client_ids: options.client_ids.clone(),
            redirect_uris: options.redirect_uris.clone(),
            audiences: options.audiences.clone(),
        }
    }

    /// Whether an application has this id.
    pub fn knows(&self, client_id: &str) -> bool {
        self.client_ids
            .iter()
            .any(|known| known.eq_ignore_ascii_case(client_id))
    }

    /// Whether an answer may go to this address. The comparison is exact; on loopback the port is free.
    pub fn redirects_to(&self, uri: &str) -> bool {
        self.redirect_uris
            .iter()
            .any(|known| known == uri && is_plain(uri))
            || loopback_path(uri).is_some_and(|path| path.ends_with(CALLBACK))
    }

    /// The address used when a request names none.
    pub fn first_redirect(&self) -> Option<&str> {
        self.redirect_uris
            .iter()
            .map(String::as_str)
            .find(|uri| is_plain(uri))
    }

    /// Whether a sign-out may end at this address: a redirect URI, or the folder of one.
    ///
    /// Assumption: the register-the-app guide has both `https://host/auth.html` and `https://host/` registered; the
    /// emulator derives the second from the first.
    pub fn returns_to(&self, uri: &str) -> bool {
        let folder = |known: &String| {
            known
                .rsplit_once('/')
                .is_some_and(|(folder, _)| uri == format!("{folder}/"))
        };
        self.redirects_to(uri)
            || (is_plain(uri) && self.redirect_uris.iter().any(folder))
            || loopback_path(uri).is_some_and(|path| path.ends_with('/'))
    }

    /// What the resource is. `origin` is the emulator's own address, which stands for the Resource Manager too.
    ///
    /// Assumption: with and without a final slash mean the same resource; `aud` repeats what was asked.
    pub fn resource(&self, asked: &str, origin: &str) -> Resource {
        let same = |known: &str| {
            known
                .trim_end_matches('/')
                .eq_ignore_ascii_case(asked.trim_end_matches('/'))
        };
        if self.audiences.iter().any(|known| same(known)) || same(origin) {
            Resource::Azure
        } else if OTHER_APIS.iter().any(|known| same(known)) {
            Resource::NotPermitted
        } else {
            Resource::Unknown
        }
    }
}

/// `scheme://host[:port]` of a registered address.
pub fn origin_of(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    uri.get(..scheme.len() + 3 + authority.len())
}

/// The path of an `http(s)://localhost|127.0.0.1[:port]/…` address without query and fragment.
fn loopback_path(uri: &str) -> Option<&str> {
    if !is_plain(uri) || uri.contains(['?', '%']) {
        return None;
    }
    let rest = uri
        .strip_prefix("http://")
        .or_else(|| uri.strip_prefix("https://"))?;
    let (authority, _) = rest.split_once('/')?;
    let path = rest.get(authority.len()..)?;
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let climbs = path.split('/').any(|part| part == ".." || part == ".");
    (matches!(host, "localhost" | "127.0.0.1") && is_port && !climbs).then_some(path)
}

/// Addresses have at most 256 printable ASCII characters, no fragment, and nothing that needs quoting.
fn is_plain(uri: &str) -> bool {
    uri.len() <= 256
        && uri
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"#\"'<>\\;,".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registration() -> Registration {
        let redirect_uris = vec!["https://vmm.contoso.com/console/auth.html".into()];
        Registration::new(&Options {
            redirect_uris,
            ..Options::default()
        })
    }

    #[test]
    fn redirects_go_to_loopback_with_any_port_or_to_what_is_configured() {
        for uri in [
            "http://127.0.0.1:8080/auth.html",
            "http://localhost/auth.html",
            "https://localhost:65535/some/folder/auth.html",
            "https://vmm.contoso.com/console/auth.html",
        ] {
            assert!(registration().redirects_to(uri), "{uri}");
        }
    }

    #[test]
    fn redirects_go_nowhere_else() {
        for uri in [
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080/Auth.html",
            "http://127.0.0.1:8080/xauth.html",
            "http://127.0.0.1:8080/a/../auth.html",
            "http://127.0.0.1:65536/auth.html",
            "http://127.0.0.1:+80/auth.html",
            "http://127.0.0.1:8080/auth.html#",
            "http://127.0.0.1:8080/auth.html?x=/auth.html",
            "http://127.0.0.1@contoso.com/auth.html",
            "http://localhost.contoso.com/auth.html",
            "http://127.0.0.1:8080/\r\n/auth.html",
            "https://vmm.contoso.com/console/auth.html?x",
            "https://vmm.contoso.com/auth.html",
            "javascript:/auth.html",
            "//localhost/auth.html",
            "",
        ] {
            assert!(!registration().redirects_to(uri), "{uri}");
        }
    }

    #[test]
    fn a_sign_out_ends_in_the_folder_of_a_redirect_uri() {
        for uri in [
            "http://127.0.0.1:8080/",
            "http://localhost:9/a/",
            "https://vmm.contoso.com/console/",
        ] {
            assert!(registration().returns_to(uri), "{uri}");
        }
        for uri in [
            "https://vmm.contoso.com/",
            "https://contoso.com/",
            "http://127.0.0.1:8080",
            "http://127.0.0.1/x",
        ] {
            assert!(!registration().returns_to(uri), "{uri}");
        }
    }

    #[test]
    fn the_resource_manager_has_several_names() {
        let origin = "http://127.0.0.1:4080";
        for asked in [
            "https://management.azure.com/",
            "https://management.core.windows.net",
            "http://127.0.0.1:4080/",
        ] {
            assert_eq!(
                registration().resource(asked, origin),
                Resource::Azure,
                "{asked}"
            );
        }
        assert_eq!(
            registration().resource("https://graph.microsoft.com/", origin),
            Resource::NotPermitted
        );
        assert_eq!(
            registration().resource("https://contoso.com/", origin),
            Resource::Unknown
        );
    }

    #[test]
    fn the_origin_of_an_address_ends_before_its_path() {
        assert_eq!(
            origin_of("http://127.0.0.1:8080/a/auth.html"),
            Some("http://127.0.0.1:8080")
        );
        assert_eq!(origin_of("nonsense"), None);
    }
}
