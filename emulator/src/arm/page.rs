//! Long lists page by page: `nextLink` with an opaque `$skipToken`.

use super::{Call, error::ArmError};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::StatusCode;

/// One page of a list.
#[derive(Debug)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// The absolute address of the next page.
    pub next: Option<String>,
}

/// The page a request asks for.
pub fn cut<T>(call: &Call<'_>, all: impl Iterator<Item = T>) -> Result<Page<T>, ArmError> {
    let start = match call.query.get("$skipToken") {
        Some(token) => read(token).ok_or_else(|| {
            ArmError::new(
                StatusCode::BAD_REQUEST,
                "InvalidSkipToken",
                "The provided skip token is invalid.",
            )
        })?,
        None => 0,
    };
    let size = call.arm.page_size;
    let mut rest = all.skip(start);
    let items: Vec<T> = rest.by_ref().take(size).collect();
    let next = rest.next().map(|_| {
        let path = call.request.uri().path().trim_start_matches('/');
        let token = write(start + size);
        let origin = call.arm.settings.origin();
        format!(
            "{origin}/{path}?api-version={}&$skipToken={token}",
            call.api_version
        )
    });
    Ok(Page { items, next })
}

fn write(start: usize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{{\"from\":{start}}}"))
}

fn read(token: &str) -> Option<usize> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    text.strip_prefix("{\"from\":")?
        .strip_suffix('}')?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_back_to_where_it_was_made() {
        assert_eq!(read(&write(150)), Some(150));
        assert_eq!(read("made up"), None);
        assert_eq!(read(""), None);
    }
}
