//! Which JSON an answer is written in.

mod accept;

use super::fault::Fault;

/// A format of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `odata=minimalmetadata`, what plain `application/json` means to a client of version 3.
    Minimal,
    /// `odata=nometadata`.
    None,
    /// `odata=fullmetadata`.
    Full,
    /// `odata=verbose`, the JSON of versions 1 and 2.
    Verbose,
}

/// What a request says of the protocol's versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// `DataServiceVersion`, of the request's own body; major and minor.
    pub request: Option<(u8, u8)>,
    /// `MaxDataServiceVersion`, the highest that the client reads.
    pub max: Option<(u8, u8)>,
}

impl Versions {
    /// Reads the two headers' values, for example `3.0;NetFx`.
    ///
    /// # Errors
    /// 400 for a value that is no version, or for a request of a version that is not spoken.
    pub fn parse(request: Option<&str>, max: Option<&str>) -> Result<Self, Fault> {
        let versions = Self {
            request: version("DataServiceVersion", request)?,
            max: version("MaxDataServiceVersion", max)?,
        };
        match versions.request {
            Some((major, minor)) if !matches!((major, minor), (1..=3, 0)) => {
                Err(Fault::bad_request(format!(
                    "Request version '{major}.{minor}' is not supported for the request payload. The only supported versions are '1.0', '2.0' and '3.0'."
                )))
            }
            _ => Ok(versions),
        }
    }

    /// Whether the client reads version 3, and with it JSON light. One that does not say so is taken to read everything.
    fn reads_light(self) -> bool {
        self.max.is_none_or(|(major, _)| major >= 3)
    }
}

/// Behind the number stands, after a semicolon, who sends it.
fn version(header: &str, value: Option<&str>) -> Result<Option<(u8, u8)>, Fault> {
    let Some(value) = value else {
        return Ok(None);
    };
    let number = value.split(';').next().unwrap_or_default().trim();
    number
        .split_once('.')
        .and_then(|(major, minor)| {
            let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
            (figures(major) && figures(minor))
                .then(|| Some((major.parse().ok()?, minor.parse().ok()?)))
                .flatten()
        })
        .map(Some)
        .ok_or_else(|| {
            Fault::bad_request(format!(
                "The header '{header}' has the value '{value}', which is not a version."
            ))
        })
}

impl Format {
    /// What to answer in, by the Accept header and the value of `$format`, which wins over it. What is plain text or XML
    /// anyway (`/$count`, `/$value`, `$metadata`) needs no asking.
    ///
    /// Assumption: where the service would answer in AtomPub, because nothing or nothing else was asked for, the emulator
    /// refuses and says why, since it does not speak it.
    ///
    /// # Errors
    /// 415 if only formats are asked for that the emulator does not speak, or none; 400 for a header that cannot be read.
    pub fn negotiate(
        accept: Option<&str>,
        format: Option<&str>,
        versions: Versions,
    ) -> Result<Self, Fault> {
        let asked = match (format, accept) {
            (Some("json"), _) => "application/json",
            (Some(format), _) => format,
            (None, Some(accept)) => accept,
            (None, None) => "",
        };
        accept::ranges(asked)?
            .into_iter()
            .filter_map(|range| Some((range.quality, Self::of(&range, versions)?)))
            // Of equals the first: the later must be better to replace it.
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, format)| format)
            .ok_or_else(|| {
                Fault::unsupported_media_type(
                    "Unsupported media type requested. This emulator answers in JSON only, not in AtomPub: ask for application/json.",
                )
            })
    }

    fn of(range: &accept::Range, versions: Versions) -> Option<Self> {
        if range.media_type != "application/json" || range.quality == 0 {
            return None;
        }
        let light = versions.reads_light();
        match range.parameter("odata") {
            None if light => Some(Self::Minimal),
            None | Some("verbose") => Some(Self::Verbose),
            Some("minimalmetadata") if light => Some(Self::Minimal),
            Some("nometadata") if light => Some(Self::None),
            Some("fullmetadata") if light => Some(Self::Full),
            Some(_) => None,
        }
    }

    /// The Content-Type, to the letter as recorded.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Minimal => "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
            Self::None => "application/json;odata=nometadata;streaming=true;charset=utf-8",
            Self::Full => "application/json;odata=fullmetadata;streaming=true;charset=utf-8",
            Self::Verbose => "application/json;odata=verbose;charset=utf-8",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chosen(accept: &str) -> Option<Format> {
        Format::negotiate(Some(accept), None, Versions::default()).ok()
    }

    #[test]
    fn every_spelling_of_published_clients_is_understood() {
        for (accept, format) in [
            ("application/json;odata=minimalmetadata", Format::Minimal),
            ("application/json", Format::Minimal),
            ("Application/JSON; OData=NoMetadata", Format::None),
            (
                "application/json;odata=\"fullmetadata\";charset=utf-8",
                Format::Full,
            ),
            (
                "application/atomsvc+xml;q=0.8, application/json;odata=verbose;q=0.5, */*;q=0.1",
                Format::Verbose,
            ),
            (
                "application/json;q=0.4,application/json;odata=verbose;q=0.9",
                Format::Verbose,
            ),
            (
                "application/json;odata=nometadata,application/json",
                Format::None,
            ),
            (
                "application/json;odata=verbose;q=0,application/json;q=0.001",
                Format::Minimal,
            ),
        ] {
            assert_eq!(chosen(accept), Some(format), "{accept}");
        }
    }

    #[test]
    fn atom_alone_is_refused_with_a_reason() {
        for accept in [
            "application/atom+xml,application/xml",
            "*/*",
            "",
            "application/json;odata=light",
            "application/json;q=0",
        ] {
            let fault = Format::negotiate(Some(accept), None, Versions::default()).unwrap_err();
            assert_eq!(fault.status, 415, "{accept}");
            assert!(fault.message.contains("AtomPub"));
        }
        assert!(Format::negotiate(None, None, Versions::default()).is_err());
    }

    #[test]
    fn a_client_of_version_two_gets_verbose() {
        let versions = Versions::parse(Some("1.0"), Some("2.0;NetFx")).unwrap();
        let negotiated = |accept| Format::negotiate(Some(accept), None, versions);
        assert_eq!(negotiated("application/json"), Ok(Format::Verbose));
        assert!(negotiated("application/json;odata=minimalmetadata").is_err());
        let three = Versions::parse(Some("3.0;NetFx"), Some("3.0;NetFx")).unwrap();
        assert_eq!(three.request, Some((3, 0)));
        assert_eq!(
            Format::negotiate(Some("application/json"), None, three),
            Ok(Format::Minimal)
        );
    }

    #[test]
    fn the_option_wins_over_the_header() {
        let with = |format| Format::negotiate(Some("*/*"), Some(format), Versions::default());
        assert_eq!(with("json"), Ok(Format::Minimal));
        assert_eq!(with("application/json;odata=verbose"), Ok(Format::Verbose));
        assert!(with("atom").is_err());
    }

    #[test]
    fn what_is_no_version_or_a_later_one_is_refused() {
        for text in ["", "three", "3", "+3.0", "4.0;", "0.0", "300.0"] {
            assert_eq!(
                Versions::parse(Some(text), None).unwrap_err().status,
                400,
                "{text}"
            );
        }
        assert!(Versions::parse(None, Some("4.0")).is_ok());
    }

    proptest! {
        #[test]
        fn no_header_panics(accept in "[a-z/*;,=\"q0-9. \\\\]{0,60}|\\PC{0,60}", format in "\\PC{0,20}") {
            let _ = Format::negotiate(Some(&accept), None, Versions::default());
            let _ = Format::negotiate(Some(&accept), Some(&format), Versions::default());
            let _ = Versions::parse(Some(&accept), Some(&format));
        }
    }
}
