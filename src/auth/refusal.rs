//! A sign-in the service refused: its error answer, with the numbers support asks for.

/// The error answer of the authorize endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The OAuth error, on which the console decides: `login_required`, `access_denied`, …
    pub error: String,
    /// The service's own text. Shown, never decided upon.
    pub description: Option<String>,
    /// The AADSTS number in the description. Microsoft may change these, so they only choose a sentence of help.
    pub aadsts: Option<u32>,
    /// What to quote to support.
    pub correlation_id: Option<String>,
    /// What to quote to support, besides.
    pub trace_id: Option<String>,
    /// When it happened, by the service's clock, as the service wrote it.
    pub timestamp: Option<String>,
    /// A finer error (`suberror`, on older paths `error_subcode`).
    pub suberror: Option<String>,
    /// JSON to send along with the next request (Conditional Access).
    pub claims: Option<String>,
    /// The state of the request, if it came back.
    pub state: Option<String>,
}

impl Refusal {
    /// Fills what the answer did not carry as parameters from the description, where v1 writes it:
    /// `AADSTS50058: … Trace ID: … Correlation ID: … Timestamp: 2026-01-31 08:00:00Z`.
    pub(super) fn complete(mut self) -> Self {
        let description = self.description.as_deref().unwrap_or_default();
        self.aadsts = self.aadsts.or_else(|| number_after(description, "AADSTS"));
        self.correlation_id = self
            .correlation_id
            .or_else(|| words_after(description, "Correlation ID: ", 1));
        self.trace_id = self
            .trace_id
            .or_else(|| words_after(description, "Trace ID: ", 1));
        self.timestamp = self
            .timestamp
            .or_else(|| words_after(description, "Timestamp: ", 2));
        self
    }
}

fn number_after(text: &str, mark: &str) -> Option<u32> {
    let (_, rest) = text.split_once(mark)?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

fn words_after(text: &str, mark: &str, count: usize) -> Option<String> {
    let (_, rest) = text.split_once(mark)?;
    let line = rest.split(['\r', '\n']).next()?;
    let words: Vec<&str> = line.split_whitespace().take(count).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::Refusal;

    fn complete(description: &str) -> Refusal {
        Refusal {
            description: Some(description.to_owned()),
            ..Refusal::default()
        }
        .complete()
    }

    #[test]
    fn the_numbers_are_found_in_the_description_on_lines_of_their_own() {
        let refusal = complete(
            "AADSTS50058: No user is signed in.\r\nTrace ID: 0a1b\r\nCorrelation ID: 2c3d\r\nTimestamp: 2026-01-31 08:00:00Z",
        );
        assert_eq!(refusal.aadsts, Some(50058));
        assert_eq!(refusal.trace_id.as_deref(), Some("0a1b"));
        assert_eq!(refusal.correlation_id.as_deref(), Some("2c3d"));
        assert_eq!(refusal.timestamp.as_deref(), Some("2026-01-31 08:00:00Z"));
    }

    #[test]
    fn and_on_one_line() {
        let refusal = complete(
            "AADSTS700016: x Trace ID: 0a1b Correlation ID: 2c3d Timestamp: 2026-01-31 08:00:00Z",
        );
        assert_eq!(refusal.aadsts, Some(700_016));
        assert_eq!(refusal.trace_id.as_deref(), Some("0a1b"));
        assert_eq!(refusal.correlation_id.as_deref(), Some("2c3d"));
    }

    #[test]
    fn what_is_not_there_is_not_invented() {
        for text in [
            "",
            "AADSTS",
            "AADSTSx",
            "AADSTS99999999999: too long",
            "Trace ID: ",
            "Trace ID: \r\nx",
        ] {
            let refusal = complete(text);
            assert_eq!(
                (refusal.aadsts, refusal.trace_id, refusal.correlation_id),
                (None, None, None),
                "{text}"
            );
        }
    }

    #[test]
    fn a_parameter_goes_before_the_description() {
        let refusal = Refusal {
            description: Some("Correlation ID: b".into()),
            correlation_id: Some("a".into()),
            ..Refusal::default()
        };
        assert_eq!(refusal.complete().correlation_id.as_deref(), Some("a"));
    }
}
