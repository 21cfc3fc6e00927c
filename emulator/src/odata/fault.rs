//! What an OData service says when it refuses: a status, a code and a sentence.

use super::format::Format;
use super::write::Written;
use std::fmt::Write as _;

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The HTTP status.
    pub status: u16,
    /// The service's own code; WCF Data Services leaves it empty.
    pub code: String,
    /// The sentence for people.
    pub message: String,
}

impl Fault {
    /// A refusal with an empty code.
    pub fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            code: String::new(),
            message: message.into(),
        }
    }

    /// The same refusal with a code.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    /// 400 with a sentence.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    /// 400: a resource path that cannot be read.
    pub fn query_syntax() -> Self {
        Self::bad_request("Bad Request - Error in query syntax.")
    }

    /// 400: an expression that cannot be read from a position (in characters, from 0) on.
    pub fn syntax_error(position: usize) -> Self {
        Self::bad_request(format!("Syntax error at position {position}."))
    }

    /// 404: nothing of this name, or with this key.
    pub fn resource_not_found(segment: &str) -> Self {
        Self::new(
            404,
            format!("Resource not found for the segment '{segment}'."),
        )
    }

    /// 405: the resource does not take this verb.
    pub fn method_not_allowed(method: &str) -> Self {
        Self::new(
            405,
            format!("The requested resource does not support the method '{method}'."),
        )
    }

    /// 412: the entity is not what the condition says.
    pub fn precondition_failed() -> Self {
        Self::new(
            412,
            "The etag value in the request header does not match with the current etag value of the object.",
        )
    }

    /// 415: a format that is not spoken here.
    pub fn unsupported_media_type(message: impl Into<String>) -> Self {
        Self::new(415, message)
    }

    /// 501: a part of the protocol that this service leaves out.
    pub fn not_implemented(message: impl Into<String>) -> Self {
        Self::new(501, message)
    }

    /// The refusal as a document: in a JSON format, or as XML for who asked for neither.
    pub fn written(&self, format: Option<Format>) -> Written {
        let text = |value: &str| serde_json::Value::from(value).to_string();
        match format {
            Some(format) => {
                let name = match format {
                    Format::Verbose => "error",
                    Format::Minimal | Format::None | Format::Full => "odata.error",
                };
                Written {
                    body: format!(
                        r#"{{"{name}":{{"code":{},"message":{{"lang":"en-US","value":{}}}}}}}"#,
                        text(&self.code),
                        text(&self.message)
                    ),
                    content_type: format.content_type(),
                    version: match format {
                        Format::Verbose => "1.0;",
                        Format::Minimal | Format::None | Format::Full => "3.0;",
                    },
                }
            }
            None => Written {
                body: format!(
                    r#"<?xml version="1.0" encoding="utf-8"?><m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><m:code>{}</m:code><m:message xml:lang="en-US">{}</m:message></m:error>"#,
                    xml_text(&self.code),
                    xml_text(&self.message)
                ),
                content_type: "application/xml;charset=utf-8",
                version: "1.0;",
            },
        }
    }
}

/// Text between tags: markup becomes references, and what XML 1.0 forbids a question mark.
fn xml_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(character),
            '\r' => out.push_str("&#xD;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('?'),
            '\u{7f}'..='\u{9f}' => {
                // Writing to a string does not fail.
                let _ = write!(out, "&#x{:X};", u32::from(character));
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_written_as_each_kind_of_client_reads_it() {
        let fault = Fault::resource_not_found("VMCheckPoints\"<");
        assert_eq!(
            fault.written(Some(Format::Minimal)).body,
            r#"{"odata.error":{"code":"","message":{"lang":"en-US","value":"Resource not found for the segment 'VMCheckPoints\"<'."}}}"#
        );
        assert_eq!(
            fault.written(Some(Format::Verbose)).body,
            r#"{"error":{"code":"","message":{"lang":"en-US","value":"Resource not found for the segment 'VMCheckPoints\"<'."}}}"#
        );
        let xml = fault.written(None).body;
        let read = roxmltree::Document::parse(&xml).unwrap();
        assert_eq!(read.root_element().tag_name().name(), "error");
        assert!(xml.contains("'VMCheckPoints\"&lt;'"));
    }

    #[test]
    fn control_characters_do_not_break_the_xml() {
        let xml = Fault::bad_request("a\u{1}b\u{fffe}\u{85}")
            .written(None)
            .body;
        assert!(roxmltree::Document::parse(&xml).is_ok(), "{xml}");
    }
}
