//! Recorded exchanges of Service Provider Foundation as files: a request or an answer in plain text each.

use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// A request or an answer.
pub struct Message {
    /// The request line or the status line.
    pub first: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as it is printed, which is not as it was sent.
    pub body: String,
}

fn folder() -> PathBuf {
    PathBuf::from(
        std::env::var_os("SCVMM_CONTRACT_SPF")
            .expect("SCVMM_CONTRACT_SPF must name the folder with what is recorded of Service Provider Foundation"),
    )
}

/// A file, as text.
pub fn text(name: &str) -> String {
    let path = folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A file, as JSON.
pub fn json(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The names of the recorded exchanges.
pub fn names() -> BTreeSet<String> {
    let entries = fs::read_dir(folder().join("samples")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter_map(|name| name.strip_suffix(".request.http").map(str::to_owned))
        .collect()
}

pub fn request(name: &str) -> Message {
    Message::read(&text(&format!("samples/{name}.request.http")))
}

pub fn response(name: &str) -> Message {
    Message::read(&text(&format!("samples/{name}.response.http")))
}

impl Message {
    /// Some of the printed requests lack the empty line before the body, and one has headers twice.
    fn read(text: &str) -> Self {
        let mut lines = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .peekable();
        let first = lines.next().unwrap().trim().to_owned();
        let mut headers: Vec<(String, String)> = Vec::new();
        while let Some(line) = lines.next_if(|line| line.contains(':') && !line.starts_with('{')) {
            let (name, value) = line.split_once(':').unwrap();
            let header = (name.to_ascii_lowercase(), value.trim().to_owned());
            if !headers.contains(&header) {
                headers.push(header);
            }
        }
        let body = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
        Self {
            first,
            headers,
            body,
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The method and the address.
    pub fn asked(&self) -> (&str, &str) {
        let mut words = self.first.split(' ');
        (words.next().unwrap(), words.next().unwrap())
    }

    pub fn status(&self) -> u16 {
        self.first.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// The body without the blanks of its print, which is what was sent.
    pub fn compact(&self) -> String {
        let (mut quoted, mut escaped) = (false, false);
        let mut compact = String::new();
        for character in self.body.chars() {
            if quoted || !character.is_whitespace() {
                compact.push(character);
            }
            if character == '"' && !escaped {
                quoted = !quoted;
            }
            escaped = character == '\\' && !escaped;
        }
        compact
    }
}
