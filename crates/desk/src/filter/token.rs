//! The words of a filter's text.

use super::problem::Found;
use super::span::Span;

/// One word or sign, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins with a letter: a keyword, a field, a code, an address.
    Word(String),
    /// Begins with a digit: a number, a duration, a date, an identity.
    Figure(String),
    /// Text in quotes, without them.
    Text(String),
    /// `(`, `)`, `,`, `=`, `!=`, `<`, `<=`, `>`, `>=`, `+`, `-`
    Sign(&'static str),
    /// Behind the last one.
    End,
}

/// The signs, each before those it begins with.
const SIGNS: [(&str, &str); 13] = [
    ("!=", "!="),
    ("<>", "!="),
    ("<=", "<="),
    (">=", ">="),
    ("==", "="),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("(", "("),
    (")", ")"),
    (",", ","),
    ("+", "+"),
    ("-", "-"),
];

/// Splits a text into its words; the last one is always [`Kind::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Found> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length) = one(rest, first, at)?;
        out.push(Token { kind, span: Span { start: at, end: at + length } });
        at += length;
    }
    let end = text.len();
    out.push(Token { kind: Kind::End, span: Span { start: end, end } });
    Ok(out)
}

/// The word or sign a text begins with, and its length in bytes.
fn one(rest: &str, first: char, at: usize) -> Result<(Kind, usize), Found> {
    if first == '"' || first == '\'' {
        return quoted(rest, first, at);
    }
    if first.is_ascii_digit() {
        let length = length_of(rest, is_in_figure);
        return Ok((Kind::Figure(part(rest, length)), length));
    }
    if first.is_alphabetic() || first == '_' {
        let length = length_of(rest, is_in_word);
        return Ok((Kind::Word(part(rest, length)), length));
    }
    match SIGNS.iter().find(|(written, _)| rest.starts_with(written)) {
        Some((written, sign)) => Ok((Kind::Sign(sign), written.len())),
        None => {
            let span = Span { start: at, end: at + first.len_utf8() };
            Err(Found::new(span, "filter_character").with("found", shown(first)))
        }
    }
}

/// Whether a character goes on with a word that stands before it; `after` is the one behind it.
fn is_in_word(before: &str, next: char, after: Option<char>) -> bool {
    next.is_alphanumeric()
        || matches!(next, '_' | '.' | '@')
        // A hyphen within a name; before a digit it means *earlier*, unless this is an address.
        || (next == '-' && (after.is_some_and(char::is_alphabetic) || before.contains('@')))
}

/// Whether a character goes on with a number, a date or an identity that stands before it.
fn is_in_figure(before: &str, next: char, _: Option<char>) -> bool {
    next.is_alphanumeric()
        || matches!(next, '_' | '.' | ':' | '-')
        || (next == '+' && before.contains('T'))
}

fn length_of(rest: &str, goes_on: fn(&str, char, Option<char>) -> bool) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut length = 0;
    while let Some((at, next)) = chars.next() {
        let after = chars.peek().map(|(_, after)| *after);
        if at > 0 && !goes_on(rest.get(..at).unwrap_or_default(), next, after) {
            break;
        }
        length = at + next.len_utf8();
    }
    length
}

fn part(rest: &str, length: usize) -> String {
    rest.get(..length).unwrap_or_default().to_owned()
}

/// Text up to the quote it began with.
fn quoted(rest: &str, quote: char, at: usize) -> Result<(Kind, usize), Found> {
    let mut said = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((place, next)) = chars.next() {
        let here = |length: usize| Span { start: at + place, end: at + place + length };
        match next {
            _ if next == quote => return Ok((Kind::Text(said), place + next.len_utf8())),
            '\\' => match chars.next().map(|(_, escaped)| escaped) {
                Some(escaped @ ('"' | '\'' | '\\')) => said.push(escaped),
                Some('n') => said.push('\n'),
                Some('t') => said.push('\t'),
                Some(other) => return Err(Found::new(here(1 + other.len_utf8()), "filter_escape")),
                None => return Err(Found::new(here(1), "filter_escape")),
            },
            '\n' | '\t' => said.push(next),
            _ if next.is_control() => {
                return Err(Found::new(here(next.len_utf8()), "filter_character")
                    .with("found", shown(next)));
            }
            _ => said.push(next),
        }
    }
    Err(Found::new(Span { start: at, end: at + rest.len() }, "filter_quote"))
}

/// A character as it can be shown.
fn shown(c: char) -> String {
    if c.is_control() { format!("U+{:04X}", u32::from(c)) } else { c.to_string() }
}

/// Text in quotes, so that it reads back as it is.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
