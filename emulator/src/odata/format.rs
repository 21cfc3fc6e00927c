//! Which JSON an answer is written in.

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
        let _ = (request, max);
        Ok(Self::default())
    }
}

impl Format {
    /// What to answer in, by the Accept header and the value of `$format`, which wins over it.
    ///
    /// # Errors
    /// 415 if only formats are asked for that the emulator does not speak, or none.
    pub fn negotiate(
        accept: Option<&str>,
        format: Option<&str>,
        versions: Versions,
    ) -> Result<Self, Fault> {
        let _ = (accept, format, versions);
        Ok(Self::Minimal)
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
