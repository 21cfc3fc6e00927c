//! Cutting one token off.

use super::Token;
use winnow::Parser as _;
use winnow::combinator::{alt, delimited, opt, preceded, repeat};
use winnow::stream::LocatingSlice;
use winnow::token::{any, none_of, one_of, take_till, take_while};

/// Text that is being cut, with positions.
pub(super) type Input<'a> = LocatingSlice<&'a str>;

/// Blanks and comments, which may stand between any two tokens.
pub(super) fn blanks(input: &mut Input<'_>) {
    let blank = take_while(1.., char::is_whitespace).void();
    let comment = ("//", take_till(0.., '\n')).void();
    // Taking none of them is fine too, so that this cannot fail.
    let _: winnow::Result<()> = repeat(0.., alt((blank, comment))).parse_next(input);
}

/// The token that begins here.
pub(super) fn token(input: &mut Input<'_>) -> winnow::Result<Token> {
    alt((
        quoted.map(Token::Text),
        number,
        name.map(|name: &str| Token::Name(name.to_owned())),
        sign.map(Token::Sign),
    ))
    .parse_next(input)
}

fn sign(input: &mut Input<'_>) -> winnow::Result<&'static str> {
    alt((
        alt((
            "==".value("=="),
            "=~".value("=~"),
            "!=".value("!="),
            "!~".value("!~"),
            "<=".value("<="),
            ">=".value(">="),
            "<".value("<"),
            ">".value(">"),
        )),
        alt((
            "=".value("="),
            "|".value("|"),
            "(".value("("),
            ")".value(")"),
            "[".value("["),
            "]".value("]"),
            ",".value(","),
            ".".value("."),
        )),
        // These stand in no query that is read; they are told apart so that the operator before them is named first.
        alt((
            "*".value("*"),
            ";".value(";"),
            "+".value("+"),
            "-".value("-"),
            "/".value("/"),
            "%".value("%"),
            ":".value(":"),
            "{".value("{"),
            "}".value("}"),
        )),
    ))
    .parse_next(input)
}

/// A name. Some operators begin with `!` or end with `~`, and some have a hyphen (`project-away`).
fn name<'a>(input: &mut Input<'a>) -> winnow::Result<&'a str> {
    let first = |c: char| c.is_alphabetic() || matches!(c, '_' | '$');
    let more = |c: char| c.is_alphanumeric() || c == '_';
    (
        opt('!'),
        one_of(first),
        take_while(0.., more),
        repeat::<_, _, (), _, _>(
            0..,
            ('-', one_of(char::is_alphabetic), take_while(0.., more)),
        ),
        opt('~'),
    )
        .take()
        .parse_next(input)
}

/// Text between either kind of quotes with backslashes, or verbatim after `@` with doubled quotes.
fn quoted(input: &mut Input<'_>) -> winnow::Result<String> {
    alt((
        delimited('\'', repeat(0.., escaped('\'')), '\''),
        delimited('"', repeat(0.., escaped('"')), '"'),
        preceded(
            '@',
            alt((
                delimited('\'', repeat(0.., verbatim('\'', "''")), '\''),
                delimited('"', repeat(0.., verbatim('"', "\"\"")), '"'),
            )),
        ),
    ))
    .parse_next(input)
}

fn escaped<'a>(quote: char) -> impl FnMut(&mut Input<'a>) -> winnow::Result<char> {
    move |input| {
        alt((
            none_of([quote, '\\', '\n', '\r']),
            preceded(
                '\\',
                any.map(|c| match c {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    other => other,
                }),
            ),
        ))
        .parse_next(input)
    }
}

fn verbatim<'a>(
    quote: char,
    doubled: &'static str,
) -> impl FnMut(&mut Input<'a>) -> winnow::Result<char> {
    move |input| alt((none_of(quote), doubled.value(quote))).parse_next(input)
}

fn number(input: &mut Input<'_>) -> winnow::Result<Token> {
    let figures = |c: char| c.is_ascii_digit();
    (
        opt('-'),
        take_while(1.., figures),
        opt(('.', take_while(1.., figures))),
    )
        .take()
        .verify_map(|text: &str| match text.parse() {
            Ok(whole) => Some(Token::Whole(whole)),
            Err(_) => text
                .parse()
                .ok()
                .filter(|real: &f64| real.is_finite())
                .map(Token::Real),
        })
        .parse_next(input)
}
