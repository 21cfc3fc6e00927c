//! The rows of an answer, one after the other.
//!
//! A page of a thousand machines is a megabyte of text, and five of values; memory that the program once had it never
//! gives back. So the text is cut into its rows, and each is read and forgotten before the next.

use std::ops::Range;

/// The answer without the elements of its list `data`, and where each of those stands. Of a text that is no JSON it may
/// give any parts: whoever reads them finds out.
pub fn split(body: &str) -> (String, Vec<Range<usize>>) {
    let mut rows = Vec::new();
    let mut cuts = Cuts::default();
    for (at, byte) in body.bytes().enumerate() {
        if let Some(row) = cuts.next(body, at, byte)
            && !body.get(row.clone()).unwrap_or_default().trim().is_empty()
        {
            rows.push(row);
        }
    }
    let (from, to) = cuts.list;
    let rest = [body.get(..from), body.get(to..)];
    (rest.map(Option::unwrap_or_default).concat(), rows)
}

/// Where the walk through the text is.
#[derive(Default)]
struct Cuts {
    depth: usize,
    text: Text,
    /// Where the last text of the outermost object began, and where it ended.
    name: (usize, usize),
    /// Where the elements of the list stand, once it was found.
    list: (usize, usize),
    /// Where the present element began, within the list.
    row: Option<usize>,
}

#[derive(Default, PartialEq)]
enum Text {
    #[default]
    Outside,
    Inside,
    AfterBackslash,
}

impl Cuts {
    /// The next byte; gives the row that ends with it.
    fn next(&mut self, body: &str, at: usize, byte: u8) -> Option<Range<usize>> {
        match (&self.text, byte) {
            (Text::AfterBackslash, _) => self.text = Text::Inside,
            (Text::Inside, b'\\') => self.text = Text::AfterBackslash,
            (Text::Inside, b'"') => {
                self.text = Text::Outside;
                self.name.1 = at;
            }
            (Text::Inside, _) => {}
            (Text::Outside, b'"') => {
                self.text = Text::Inside;
                if self.depth == 1 {
                    self.name = (at + 1, at + 1);
                }
            }
            (Text::Outside, b'[') if self.depth == 1 && self.row.is_none() && self.list.0 == 0 => {
                self.depth += 1;
                if body.get(self.name.0..self.name.1) == Some("data") {
                    self.list = (at + 1, at + 1);
                    self.row = Some(at + 1);
                }
            }
            (Text::Outside, b'[' | b'{') => self.depth += 1,
            (Text::Outside, b']' | b'}') => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 1 {
                    let from = self.row.take()?;
                    self.list.1 = at;
                    return Some(from..at);
                }
            }
            (Text::Outside, b',') if self.depth == 2 => {
                let from = self.row?;
                self.row = Some(at + 1);
                return Some(from..at);
            }
            _ => {}
        }
        None
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn read(body: &str) -> (Value, Vec<Value>) {
        let (rest, rows) = split(body);
        let rows = rows
            .into_iter()
            .map(|row| serde_json::from_str(&body[row]).unwrap());
        (serde_json::from_str(&rest).unwrap(), rows.collect())
    }

    #[test]
    fn the_rows_and_the_rest_are_those_of_the_answer_however_it_is_written() {
        let rows = [
            json!({ "id": "a]},[{\"\\", "list": [1, [2, {}]], "data": [3] }),
            json!(null),
            json!([1, 2]),
            json!("x,y"),
        ];
        for (before, after) in [
            (json!({ "count": 4 }), json!({ "$skipToken": "data" })),
            (
                json!({ "facets": [], "inner": { "data": [1] } }),
                json!({ "z": [{ "data": [2] }, 3] }),
            ),
        ] {
            let join = |readable: bool, rows: &[Value]| {
                let text = |value: &Value| {
                    if readable {
                        serde_json::to_string_pretty(value)
                    } else {
                        serde_json::to_string(value)
                    }
                    .unwrap()
                };
                let inner = |value: &Value| {
                    let text = text(value);
                    let inner = text
                        .strip_prefix('{')
                        .and_then(|text| text.strip_suffix('}'));
                    inner.unwrap().to_owned()
                };
                format!(
                    "{{{},\n \"data\" : {},{}}}",
                    inner(&before),
                    text(&json!(rows)),
                    inner(&after)
                )
            };
            for readable in [true, false] {
                let (rest, found) = read(&join(readable, &rows));
                assert_eq!(found, rows);
                assert_eq!(
                    rest,
                    serde_json::from_str::<Value>(&join(readable, &[])).unwrap()
                );
            }
        }
    }

    #[test]
    fn an_answer_without_rows_has_none() {
        for body in [
            r#"{"data":[]}"#,
            r#"{"data":[ ]}"#,
            r#"{"data":{}}"#,
            "{}",
            r#"{"other":[1]}"#,
        ] {
            let (rest, rows) = read(body);
            assert_eq!(rows, [] as [Value; 0], "{body}");
            assert_eq!(rest, serde_json::from_str::<Value>(body).unwrap(), "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[\\[\\]{},:\"\\\\ data1é]{0,60}") {
            split(&text);
            split(&format!("{{\"data\":{text}"));
        }
    }
}
