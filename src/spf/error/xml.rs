//! The two XML errors that may come: OData's `m:error` and the `Error` of Windows Azure Pack's outer layer.
//!
//! Only the texts of two elements are wanted, so this reads no more of XML than elements, texts and the five entities. What
//! it does not understand is no error document, and is shown as it came.

use crate::exchange::shortened;
use crate::model::failure::ErrorDetail;

/// How many bytes of a sentence are kept.
const SENTENCE: usize = 8_000;

/// The error in a body, if it is one of the two documents.
pub fn read(body: &str) -> Option<ErrorDetail> {
    let body = body.trim_start_matches('\u{feff}').trim_start();
    let root = elements(body)
        .find(|(name, _)| !name.starts_with(['?', '!']))?
        .0;
    if !local(root).eq_ignore_ascii_case("error") {
        return None;
    }
    let text = |wanted: &str| {
        let mut all = elements(body);
        let (_, rest) = all.find(|(name, _)| local(name).eq_ignore_ascii_case(wanted))?;
        let text = rest.split('<').next()?;
        Some(shortened(&decoded(text.trim()), SENTENCE))
    };
    let error = ErrorDetail {
        code: text("code").unwrap_or_default(),
        message: text("message").unwrap_or_default(),
        ..ErrorDetail::default()
    };
    (!error.code.is_empty() || !error.message.is_empty()).then_some(error)
}

/// The name of each opening tag, and what stands behind the tag.
fn elements(xml: &str) -> impl Iterator<Item = (&str, &str)> {
    xml.split('<').skip(1).filter_map(move |piece| {
        let (tag, _) = piece.split_once('>')?;
        let name = tag.split([' ', '\t', '\r', '\n', '/']).next()?;
        // An empty element holds no text.
        let start = if tag.ends_with('/') {
            piece.len()
        } else {
            tag.len() + 1
        };
        let rest = piece.get(start..)?;
        (!name.is_empty()).then_some((name, rest))
    })
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn decoded(text: &str) -> String {
    // The ampersand last: what it makes must not be read again. Writers of .NET give line ends as numbers.
    text.replace("&#xD;", "")
        .replace("&#xA;", "\n")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn both(body: &str) -> Option<(String, String)> {
        read(body).map(|error| (error.code, error.message))
    }

    #[test]
    fn an_odata_error_is_read_whatever_its_prefix() {
        let body = r#"<?xml version="1.0" encoding="utf-8"?>
            <m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
              <m:code/><m:message xml:lang="en-US">No segment &lt;x&gt;&#xD;&#xA; &amp;amp; no more.</m:message>
            </m:error>"#;
        let expected = (String::new(), "No segment <x>\n &amp; no more.".to_owned());
        assert_eq!(both(body), Some(expected));
    }

    #[test]
    fn an_error_of_windows_azure_pack_is_read() {
        let body = "<Error xmlns=\"http://schemas.microsoft.com/windowsazure\"><Code>Forbidden</Code><Message>Not allowed.</Message><Severity>Error</Severity><State/></Error>";
        let expected = ("Forbidden".to_owned(), "Not allowed.".to_owned());
        assert_eq!(both(body), Some(expected));
    }

    #[test]
    fn other_documents_are_no_errors() {
        for body in [
            "",
            "<",
            "<html><body>Bad Gateway</body></html>",
            "<error/>",
            "error",
            "<a><message>x</message></a>",
        ] {
            assert_eq!(both(body), None, "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(body in "[<>/&;:a-z \\PC]{0,60}") {
            let _ = read(&body);
        }
    }
}
