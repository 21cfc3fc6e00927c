//! Reading an object of `config.json` key by key, while what is wrong is gathered.

use serde_json::{Map, Value};

use super::problem::{ConfigProblem, Expected, Fault};

/// An object that is read.
pub(super) struct Reading<'a> {
    map: &'a Map<String, Value>,
    /// The key of the object, with a dot, or empty.
    within: &'static str,
    problems: Vec<ConfigProblem>,
}

impl<'a> Reading<'a> {
    /// Reads `map`, of which one thing may be known to be wrong.
    pub(super) fn of(
        map: &'a Map<String, Value>,
        within: &'static str,
        known: Option<ConfigProblem>,
    ) -> Self {
        Self {
            map,
            within,
            problems: known.into_iter().collect(),
        }
    }

    /// What stands at a key, whatever it is.
    pub(super) fn value(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key)
    }

    /// The text at a key. `None` when it is no text, which is noted.
    pub(super) fn text(&mut self, key: &str, expected: Expected) -> Option<&'a str> {
        let found = text(self.map, self.within, key, expected);
        found.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// What the text at a key means. `None` when it is no text or means nothing, which is noted.
    pub(super) fn meaning<T>(
        &mut self,
        key: &str,
        expected: Expected,
        meaning: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(key, expected)?;
        let meant = meaning(text);
        if meant.is_none() {
            self.wrong(key, Fault::Unknown(text.to_owned()), expected);
        }
        meant
    }

    /// Notes what is wrong at a key.
    pub(super) fn wrong(&mut self, key: &str, fault: Fault, expected: Expected) {
        let key = [self.within, key].concat();
        self.problems.push(ConfigProblem {
            key,
            fault,
            expected,
        });
    }

    /// Notes what is wrong in an object that this one holds.
    pub(super) fn more(&mut self, problems: Vec<ConfigProblem>) {
        self.problems.extend(problems);
    }

    /// A misspelt key would otherwise be a setting that silently does nothing.
    pub(super) fn only(&mut self, known: &'static [&'static str]) {
        for key in self.map.keys() {
            if !known.contains(&key.as_str()) {
                self.wrong(key, Fault::UnknownKey(known), Expected::Nothing);
            }
        }
    }

    /// What was read, or all that is wrong.
    pub(super) fn end<T>(
        mut self,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Result<T, Vec<ConfigProblem>> {
        match read(&mut self) {
            Some(read) if self.problems.is_empty() => Ok(read),
            _ => Err(self.problems),
        }
    }
}

/// The text at a key.
pub(super) fn text<'a>(
    map: &'a Map<String, Value>,
    within: &str,
    key: &str,
    expected: Expected,
) -> Result<&'a str, ConfigProblem> {
    let fault = match map.get(key) {
        None => Fault::Missing,
        Some(Value::String(text)) => return Ok(text),
        Some(other) => Fault::WrongType(other.clone()),
    };
    Err(ConfigProblem {
        key: [within, key].concat(),
        fault,
        expected,
    })
}
