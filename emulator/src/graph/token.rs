//! Words and signs of a query.

mod lexer;

use super::fault::Fault;
use lexer::{Input, blanks, token};
use winnow::stream::{Location as _, Stream as _};

/// A word or a sign.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A name, an operator such as `in~` or `!has`, or a function.
    Name(String),
    /// Text between quotes.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with a fraction.
    Real(f64),
    /// Anything else: `|`, `==`, `(`.
    Sign(&'static str),
}

/// Tokens that are taken one after the other.
#[derive(Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    /// Each with where it begins and ends.
    found: Vec<(Token, usize, usize)>,
    next: usize,
}

impl<'a> Tokens<'a> {
    /// Cuts a query into tokens.
    pub fn read(text: &'a str) -> Result<Self, Fault> {
        let mut input = Input::new(text);
        let mut found = Vec::new();
        loop {
            blanks(&mut input);
            let start = input.current_token_start();
            if input.eof_offset() == 0 {
                break;
            }
            match token(&mut input) {
                Ok(token) => found.push((token, start, input.current_token_start())),
                Err(_) => {
                    let rest = text.get(start..).unwrap_or_default();
                    let end = start + rest.chars().next().map_or(0, char::len_utf8);
                    return Err(syntax(text, start, end, None));
                }
            }
        }
        Ok(Self {
            text,
            found,
            next: 0,
        })
    }

    /// The token that comes, left where it is.
    pub fn peek(&self) -> Option<&Token> {
        self.found.get(self.next).map(|(token, ..)| token)
    }

    /// Takes a token.
    pub fn take(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.next += usize::from(token.is_some());
        token
    }

    /// Takes a sign if it is this one.
    pub fn sign(&mut self, wanted: &str) -> bool {
        let is = matches!(self.peek(), Some(Token::Sign(sign)) if *sign == wanted);
        self.next += usize::from(is);
        is
    }

    /// Takes this sign, or refuses.
    pub fn expect(&mut self, wanted: &'static str) -> Result<(), Fault> {
        if self.sign(wanted) {
            Ok(())
        } else {
            Err(self.fault(Some(wanted)))
        }
    }

    /// Takes a word if it is this one.
    pub fn word(&mut self, wanted: &str) -> bool {
        let is = matches!(self.peek(), Some(Token::Name(name)) if name == wanted);
        self.next += usize::from(is);
        is
    }

    /// Takes this word, or refuses.
    pub fn expect_word(&mut self, wanted: &'static str) -> Result<(), Fault> {
        if self.word(wanted) {
            Ok(())
        } else {
            Err(self.fault(Some(wanted)))
        }
    }

    /// Takes a name, or refuses.
    pub fn name(&mut self) -> Result<String, Fault> {
        match self.peek() {
            Some(Token::Name(name)) => {
                let name = name.clone();
                self.next += 1;
                Ok(name)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Whether the token after the next one is this sign.
    pub fn is_followed_by(&self, wanted: &str) -> bool {
        matches!(self.found.get(self.next + 1), Some((Token::Sign(sign), ..)) if *sign == wanted)
    }

    /// The refusal of the next token.
    pub fn unexpected(&self) -> Fault {
        self.fault(None)
    }

    fn fault(&self, expected: Option<&'static str>) -> Fault {
        let end = self.text.len();
        let (start, end) = self
            .found
            .get(self.next)
            .map_or((end, end), |(_, start, end)| (*start, *end));
        syntax(self.text, start, end, expected)
    }
}

fn syntax(text: &str, start: usize, end: usize, expected: Option<&'static str>) -> Fault {
    let before = text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let token = match text.get(start..end) {
        Some("") | None => "<EOF>".to_owned(),
        Some(token) => token.chars().take(100).collect(),
    };
    Fault::Syntax {
        line: 1 + before.matches('\n').count(),
        position: before.get(line_start..).unwrap_or_default().chars().count(),
        token,
        expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_cut_into_words_whatever_stands_between_them() {
        let text = "Resources // all\n| where a.b['c d'] !in~ (@'x''\\y', \"z\\n\") and n>=-1.5 | project-away q";
        let mut tokens = Tokens::read(text).unwrap();
        let mut all = Vec::new();
        while let Some(token) = tokens.take() {
            all.push(match token {
                Token::Name(name) => name,
                Token::Text(text) => format!("<{text}>"),
                Token::Whole(n) => n.to_string(),
                Token::Real(n) => n.to_string(),
                Token::Sign(sign) => sign.into(),
            });
        }
        let expected = "Resources | where a . b [ <c d> ] !in~ ( <x'\\y> , <z\n> ) and n >= -1.5 | project-away q";
        assert_eq!(all.join(" "), expected);
    }

    #[test]
    fn a_sign_that_does_not_belong_is_named_by_line_and_position() {
        let fault = Tokens::read("resources\n| wh€re ü ;").unwrap_err();
        let Fault::Syntax {
            line,
            position,
            token,
            ..
        } = fault
        else {
            panic!("{fault:?}");
        };
        assert_eq!((line, position, token.as_str()), (2, 4, "€"));
    }
}
