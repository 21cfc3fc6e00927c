//! Why a query is refused, in the form in which the service says it.
//!
//! Three forms were seen in public reports: ParserFailure with line, position and token, InvalidQueryLanguage for an
//! operator the service does not have, and DisallowedLogicalTableName. Assumption: the others, for names and types.

use serde_json::{Value, json};

/// Why a query is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A word that does not belong where it stands.
    Syntax {
        /// Its line, from 1.
        line: usize,
        /// Its position in the line, in characters from 0.
        position: usize,
        /// The word, or `<EOF>`.
        token: String,
        /// What alone could have stood there, if it was one thing.
        expected: Option<&'static str>,
    },
    /// An operator or function of the language that is not offered here.
    Unsupported(String),
    /// No such table.
    Table(String),
    /// No such column.
    Column(String),
    /// A value of a type that does not go with what is done to it.
    Type(String),
    /// More than the service computes for one query.
    TooComplex,
}

impl Fault {
    /// The details of the error document, below the one that calls the query invalid.
    pub fn details(&self) -> Value {
        match self {
            Self::Syntax {
                line,
                position,
                token,
                expected,
            } => {
                let mut detail = json!({
                    "code": "ParserFailure",
                    "message": "ParserFailure",
                    "line": line,
                    "token": token,
                });
                if let Some(fields) = detail.as_object_mut() {
                    // As reported: a position of 0 is left out.
                    if *position > 0 {
                        fields.insert("characterPositionInLine".into(), json!(position));
                    }
                    if let Some(expected) = expected {
                        fields.insert("expectedToken".into(), json!(expected));
                    }
                }
                detail
            }
            Self::Unsupported(token) => json!({
                "code": "InvalidQueryLanguage",
                "message": "InvalidQueryLanguage",
                "line": -1,
                "characterPositionInLine": -1,
                "token": token,
            }),
            Self::Table(name) => detail(
                "DisallowedLogicalTableName",
                &format!("Logical table {name} is invalid, unsupported or disallowed."),
            ),
            Self::Column(name) => detail(
                "FailedToResolveColumn",
                &format!("Failed to resolve scalar expression named '{name}'"),
            ),
            Self::Type(message) => detail("SemanticError", message),
            Self::TooComplex => detail(
                "QueryTooComplex",
                "The query needs more than the service computes for one request.",
            ),
        }
    }
}

fn detail(code: &str, message: &str) -> Value {
    json!({ "code": code, "message": message })
}
