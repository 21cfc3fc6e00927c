//! The grammar of the Accept header (RFC 9110).

use crate::odata::fault::Fault;
use winnow::Parser as _;
use winnow::combinator::{alt, delimited, eof, opt, preceded, repeat, separated, terminated};
use winnow::token::{any, none_of, take_while};

/// One of the things asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Range {
    /// Type and subtype, in lower case.
    pub(super) media_type: String,
    /// How much it is wanted, in thousandths.
    pub(super) quality: u16,
    parameters: Vec<(String, String)>,
}

impl Range {
    /// A parameter's value, in lower case.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Reads a header's value; what is empty asks for nothing.
pub(super) fn ranges(value: &str) -> Result<Vec<Range>, Fault> {
    terminated(separated(0.., opt(range), comma), (blanks, eof))
        .parse_next(&mut &*value)
        .map(|ranges: Vec<Option<Range>>| ranges.into_iter().flatten().collect())
        .map_err(|_| {
            Fault::new(
                415,
                "Unsupported media type requested. The emulator reads no media types in this, and does not answer in AtomPub.",
            )
        })
}

fn blanks<'i>(input: &mut &'i str) -> winnow::Result<&'i str> {
    take_while(0.., [' ', '\t']).parse_next(input)
}

fn comma(input: &mut &str) -> winnow::Result<()> {
    (blanks, ',').void().parse_next(input)
}

fn token(input: &mut &str) -> winnow::Result<String> {
    take_while(1.., |c: char| {
        c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
    })
    .map(str::to_ascii_lowercase)
    .parse_next(input)
}

fn range(input: &mut &str) -> winnow::Result<Range> {
    let (kind, _, subtype) = preceded(blanks, (token, '/', token)).parse_next(input)?;
    let parameters: Vec<(String, String)> = repeat(0.., parameter).parse_next(input)?;
    let quality = parameters
        .iter()
        .find(|(name, _)| name == "q")
        .and_then(|(_, value)| value.parse::<f32>().ok())
        .map_or(1000, |quality| {
            // Clamped before, so that nothing is lost that counts.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let thousandths = (quality.clamp(0.0, 1.0) * 1000.0) as u16;
            thousandths
        });
    Ok(Range {
        media_type: format!("{kind}/{subtype}"),
        quality,
        parameters,
    })
}

fn parameter(input: &mut &str) -> winnow::Result<(String, String)> {
    let text = delimited(
        '"',
        repeat(0.., alt((none_of(['"', '\\']), preceded('\\', any)))),
        '"',
    )
    .map(|text: String| text.to_ascii_lowercase());
    let (_, _, _, name, _, value) =
        (blanks, ';', blanks, token, '=', alt((token, text))).parse_next(input)?;
    Ok((name, value))
}
