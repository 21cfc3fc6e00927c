//! Words and signs of filters, orders, selections and keys.

use super::fault::Fault;
use super::literal::{Input, Literal, is_name, literal};
use winnow::Parser as _;
use winnow::combinator::alt;
use winnow::stream::{Location as _, Stream as _};
use winnow::token::{one_of, take_while};

/// A word or a sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, an operator or a function; what it is depends on where it stands.
    Name(String),
    /// A value.
    Literal(Literal),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
    /// `=`
    Equals,
    /// `/`
    Slash,
    /// `*`
    Star,
}

/// Tokens that are taken one after the other.
#[derive(Debug)]
pub(super) struct Tokens {
    /// Each with its position in characters: who reads a message counts those.
    found: Vec<(usize, Token)>,
    end: usize,
    next: usize,
}

impl Tokens {
    /// Cuts a text into tokens; blanks may stand between any two.
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let mut input = Input::new(text);
        let mut found = Vec::new();
        let mut position = 0;
        let mut counted = 0;
        loop {
            blanks(&mut input);
            let start = input.current_token_start();
            position += text.get(counted..start).map_or(0, |t| t.chars().count());
            counted = start;
            if input.eof_offset() == 0 {
                break;
            }
            match token(&mut input) {
                Ok(token) => found.push((position, token)),
                Err(_) => return Err(Fault::syntax_error(position)),
            }
        }
        Ok(Self {
            found,
            end: position,
            next: 0,
        })
    }

    /// The token that comes, left where it is.
    pub(super) fn peek(&self) -> Option<&Token> {
        self.found.get(self.next).map(|(_, token)| token)
    }

    /// Takes a token.
    pub(super) fn take(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.next += usize::from(token.is_some());
        token
    }

    /// Takes a token if it is this one.
    pub(super) fn take_if(&mut self, wanted: &Token) -> bool {
        let is = self.peek() == Some(wanted);
        self.next += usize::from(is);
        is
    }

    /// Takes this token, or refuses.
    pub(super) fn expect(&mut self, wanted: &Token) -> Result<(), Fault> {
        if self.take_if(wanted) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    /// Takes a name, or refuses.
    pub(super) fn name(&mut self) -> Result<String, Fault> {
        match self.peek() {
            Some(Token::Name(name)) => {
                let name = name.clone();
                self.next += 1;
                Ok(name)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Refuses what is left over.
    pub(super) fn end(&self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected()),
        }
    }

    /// Where the next token stands, in characters from 0.
    pub(super) fn position(&self) -> usize {
        self.found
            .get(self.next)
            .map_or(self.end, |(position, _)| *position)
    }

    /// The refusal of the next token.
    pub(super) fn unexpected(&self) -> Fault {
        Fault::syntax_error(self.position())
    }
}

fn blanks(input: &mut Input<'_>) {
    // Taking none of them is fine too, so that this cannot fail.
    let _: winnow::Result<&str> = take_while(0.., [' ', '\t', '\n', '\r']).parse_next(input);
}

fn token(input: &mut Input<'_>) -> winnow::Result<Token> {
    alt((
        literal.map(Token::Literal),
        (
            one_of(|c: char| c.is_alphabetic() || c == '_'),
            take_while(0.., is_name),
        )
            .take()
            .map(|name: &str| Token::Name(name.to_owned())),
        '('.value(Token::Open),
        ')'.value(Token::Close),
        ','.value(Token::Comma),
        '='.value(Token::Equals),
        '/'.value(Token::Slash),
        '*'.value(Token::Star),
    ))
    .parse_next(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_does_not_belong_is_named_by_its_position() {
        let fault = Tokens::read("Name eq ü §").unwrap_err();
        assert_eq!(fault.message, "Syntax error at position 10.");
    }

    #[test]
    fn words_that_begin_like_literals_are_names() {
        let mut tokens = Tokens::read("nullable truth guide INFO").unwrap();
        for name in ["nullable", "truth", "guide", "INFO"] {
            assert_eq!(tokens.take(), Some(Token::Name(name.into())));
        }
        assert_eq!(tokens.take(), None);
    }
}
