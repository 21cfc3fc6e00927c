//! Names and values of a query, before what they mean.

use crate::odata::fault::Fault;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The system options that there are in version 3.
const KNOWN: [&str; 9] = [
    "$expand",
    "$filter",
    "$format",
    "$inlinecount",
    "$orderby",
    "$select",
    "$skip",
    "$skiptoken",
    "$top",
];

/// What must not stand bare in a value of a query.
const VALUE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Decoded names and values, in the order given.
#[derive(Clone, Debug, Default)]
pub(super) struct Options(Vec<(String, String)>);

impl Options {
    /// Reads the text after the question mark: blanks are `+` or `%20`.
    pub(super) fn read(raw: &str) -> Result<Self, Fault> {
        let mut all: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
            let name = name.trim();
            if name.starts_with('$') {
                if !KNOWN.contains(&name) {
                    return Err(Fault::bad_request(format!(
                        "The query parameter '{name}' begins with a system-reserved '$' character but is not recognized."
                    )));
                }
                if all.iter().any(|(known, _)| known == name) {
                    return Err(Fault::bad_request(format!(
                        "Query parameter '{name}' is specified, but it should be specified exactly once."
                    )));
                }
            }
            all.push((name.to_owned(), value.into_owned()));
        }
        Ok(Self(all))
    }

    /// The value of a system option.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.trim())
    }

    /// The first value of another parameter; letter case does not count in its name.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| !known.starts_with('$') && known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The value of `$top` or `$skip`.
    pub(super) fn number(&self, name: &str) -> Result<Option<usize>, Fault> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        // The standard counts in 32 bits; a sign other than minus is not written there.
        text.parse::<u32>()
            .ok()
            .filter(|number| *number <= i32::MAX.unsigned_abs() && !text.starts_with('+'))
            .and_then(|number| usize::try_from(number).ok())
            .map(Some)
            .ok_or_else(|| {
                Fault::bad_request(format!("Incorrect format for {name} argument '{text}'."))
            })
    }

    /// Whether `$inlinecount` asks for the count.
    pub(super) fn inline_count(&self) -> Result<bool, Fault> {
        match self.get("$inlinecount") {
            None | Some("none") => Ok(false),
            Some("allpages") => Ok(true),
            Some(_) => Err(Fault::bad_request(
                "Unknown $inlinecount option, only \"allpages\" and \"none\" are supported.",
            )),
        }
    }

    /// The query of the page after a place: everything that was asked for, but from that place on.
    pub(super) fn following(&self, place: &str, top: Option<usize>) -> String {
        let kept = self
            .0
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "$skip" | "$skiptoken" | "$top"))
            .map(|(name, value)| (name.as_str(), value.clone()))
            .chain(top.map(|top| ("$top", top.to_string())))
            .chain([("$skiptoken", place.to_owned())]);
        let mut query = String::new();
        for (name, value) in kept {
            if !query.is_empty() {
                query.push('&');
            }
            query.extend(utf8_percent_encode(name, VALUE));
            query.push('=');
            query.extend(utf8_percent_encode(&value, VALUE));
        }
        query
    }
}
