//! The origin of a URL: scheme, host and port. The question it answers is whether a bearer token may travel to an
//! address, so it reads more strictly than a browser does: what a browser would repair, this refuses. For what it
//! accepts, two equal origins here are equal origins in the browser (checked against the `url` crate below).

/// Scheme, host and port of an `http` or `https` URL, lower-cased, with the default port filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: Scheme,
    host: String,
    port: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

/// Why a text has no origin that can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlFault {
    /// A space, a control character or a backslash: browsers drop or turn these, and so move the host.
    Characters,
    /// Not `http://` or `https://`.
    Scheme,
    /// `name@` or `name:password@` before the host.
    UserInfo,
    /// No host, or one that is not plain ASCII letters, digits, dots, hyphens, underscores or a bracketed IPv6 address.
    Host,
    /// Not a number from 1 to 65535.
    Port,
    /// A path, a query or a fragment where an origin alone was wanted.
    NotBare,
}

impl Origin {
    /// The origin of an absolute URL; path, query and fragment are left aside.
    pub fn parse(url: &str) -> Result<Self, UrlFault> {
        split(url).map(|(origin, _)| origin)
    }

    /// The origin of an absolute URL, if it has one that can be trusted.
    pub fn of(url: &str) -> Option<Self> {
        Self::parse(url).ok()
    }

    /// An origin alone, as an endpoint is configured: nothing after the host and port but one slash.
    pub fn bare(text: &str) -> Result<Self, UrlFault> {
        match split(text)? {
            (origin, "" | "/") => Ok(origin),
            _ => Err(UrlFault::NotBare),
        }
    }

    /// Whether the URL lies on this origin. False for whatever cannot be read without doubt.
    pub fn covers(&self, url: &str) -> bool {
        Self::of(url).is_some_and(|other| other == *self)
    }

    /// Whether the scheme is `https`.
    pub fn is_secure(&self) -> bool {
        self.scheme == Scheme::Https
    }

    /// Whether the host is this computer: `localhost`, a name below it, `127.0.0.0/8` or `[::1]`.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.as_str();
        host == "localhost"
            || host.ends_with(".localhost")
            || host == "[::1]"
            || is_ipv4_loopback(host)
    }

    /// As text, without a trailing slash and without the default port.
    pub fn text(&self) -> String {
        let (scheme, default) = self.scheme.name_and_port();
        if self.port == default {
            [scheme, "://", &self.host].concat()
        } else {
            [scheme, "://", &self.host, ":", &self.port.to_string()].concat()
        }
    }
}

impl Scheme {
    fn name_and_port(self) -> (&'static str, u16) {
        match self {
            Self::Http => ("http", 80),
            Self::Https => ("https", 443),
        }
    }
}

/// The origin, and what follows it (empty, or from the first `/`, `?` or `#` on).
fn split(url: &str) -> Result<(Origin, &str), UrlFault> {
    if url.chars().any(|c| c == ' ' || c == '\\' || c.is_control()) {
        return Err(UrlFault::Characters);
    }
    let (scheme, rest) = url.split_once("://").ok_or(UrlFault::Scheme)?;
    let scheme = [Scheme::Http, Scheme::Https]
        .into_iter()
        .find(|known| scheme.eq_ignore_ascii_case(known.name_and_port().0))
        .ok_or(UrlFault::Scheme)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, after) = rest.split_at_checked(end).ok_or(UrlFault::Host)?;
    if authority.contains('@') {
        return Err(UrlFault::UserInfo);
    }
    let (host, port) = host_and_port(authority)?;
    let port = match port {
        None => scheme.name_and_port().1,
        Some(text) => read_port(text)?,
    };
    Ok((
        Origin {
            scheme,
            host: host.to_ascii_lowercase(),
            port,
        },
        after,
    ))
}

fn host_and_port(authority: &str) -> Result<(&str, Option<&str>), UrlFault> {
    let (host, port) = if authority.starts_with('[') {
        let end = authority.find(']').ok_or(UrlFault::Host)?;
        let (host, after) = authority.split_at_checked(end + 1).ok_or(UrlFault::Host)?;
        let port = match after {
            "" => None,
            _ => Some(after.strip_prefix(':').ok_or(UrlFault::Host)?),
        };
        (host, port)
    } else {
        match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        }
    };
    if is_host(host) {
        Ok((host, port))
    } else {
        Err(UrlFault::Host)
    }
}

fn is_host(host: &str) -> bool {
    match host
        .strip_prefix('[')
        .and_then(|inner| inner.strip_suffix(']'))
    {
        Some(inner) => {
            !inner.is_empty()
                && inner
                    .bytes()
                    .all(|b| b.is_ascii_hexdigit() || b == b':' || b == b'.')
        }
        None => {
            host.bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
                && host.bytes().any(|b| b.is_ascii_alphanumeric())
        }
    }
}

fn read_port(text: &str) -> Result<u16, UrlFault> {
    // `parse` alone would also take a sign.
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(UrlFault::Port);
    }
    match text.parse() {
        Ok(0) | Err(_) => Err(UrlFault::Port),
        Ok(port) => Ok(port),
    }
}

fn is_ipv4_loopback(host: &str) -> bool {
    let mut parts = host.split('.');
    parts.next() == Some("127")
        && parts.clone().count() == 3
        && parts.all(|part| part.parse::<u8>().is_ok())
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
