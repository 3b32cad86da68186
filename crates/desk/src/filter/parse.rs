//! Reads a filter's text.
//!
//! ```text
//! filter    = [ either ]
//! either    = both { "or" both }
//! both      = one { "and" one }
//! one       = "not" one | "(" either ")" | TEXT | condition
//! condition = PATH test
//! ```

use super::ast::{Expr, Path};
use super::limits::{CONDITIONS, DEPTH, TEXT};
use super::problem::{Found, Problem};
use super::span::Span;
use super::token::{Kind, Token, tokens};

/// Reads a filter's text.
///
/// # Errors
/// The first thing that cannot be read, with its place.
pub fn parse(text: &str) -> Result<Expr, Problem> {
    read(text).map_err(|found| found.in_text(text))
}

fn read(text: &str) -> Result<Expr, Found> {
    if text.chars().nth(TEXT).is_some() {
        let span = Span { start: 0, end: text.len() };
        return Err(Found::new(span, "filter_too_long").with("most", TEXT));
    }
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, conditions: 0 };
    if parser.peek().kind == Kind::End {
        return Ok(Expr::Everything);
    }
    let expr = parser.either()?;
    let rest = parser.take();
    match rest.kind {
        Kind::End => Ok(expr),
        _ => Err(Found::new(rest.span, "filter_end_expected").with("found", rest.shown())),
    }
}

/// Walks over the words of a text.
pub(super) struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    conditions: usize,
}

impl Token {
    /// The token as a message names it; empty at the end.
    pub(super) fn shown(&self) -> String {
        match &self.kind {
            Kind::Word(word) | Kind::Figure(word) | Kind::Text(word) => {
                word.chars().take(40).collect()
            }
            Kind::Sign(sign) => (*sign).to_owned(),
            Kind::End => String::new(),
        }
    }

    /// Whether it is this keyword, however it is written.
    pub(super) fn is(&self, keyword: &str) -> bool {
        matches!(&self.kind, Kind::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    pub(super) fn is_sign(&self, sign: &str) -> bool {
        matches!(&self.kind, Kind::Sign(own) if *own == sign)
    }
}

impl Parser {
    pub(super) fn peek(&self) -> Token {
        self.after(0)
    }

    /// The token so many places after the next one.
    pub(super) fn after(&self, places: usize) -> Token {
        let last = || self.tokens.last().cloned();
        let token = self.tokens.get(self.next.saturating_add(places)).cloned().or_else(last);
        token.unwrap_or(Token { kind: Kind::End, span: Span::default() })
    }

    pub(super) fn take(&mut self) -> Token {
        let token = self.peek();
        self.next = self.next.saturating_add(1);
        token
    }

    /// The token taken last.
    pub(super) fn last_taken(&self) -> Token {
        let last = self.next.checked_sub(1).and_then(|place| self.tokens.get(place)).cloned();
        last.unwrap_or_else(|| self.peek())
    }

    /// Takes the next token if it is this keyword.
    pub(super) fn took(&mut self, keyword: &str) -> bool {
        let is = self.peek().is(keyword);
        self.next = self.next.saturating_add(usize::from(is));
        is
    }

    /// Takes the next token if it is this sign.
    pub(super) fn took_sign(&mut self, sign: &str) -> bool {
        let is = self.peek().is_sign(sign);
        self.next = self.next.saturating_add(usize::from(is));
        is
    }

    /// The next token must be this sign.
    pub(super) fn expect_sign(&mut self, sign: &'static str) -> Result<Token, Found> {
        let token = self.take();
        if token.is_sign(sign) {
            return Ok(token);
        }
        let found = Found::new(token.span, "filter_sign_expected").with("expected", sign);
        Err(found.with("found", token.shown()))
    }

    /// Reads something one level deeper.
    pub(super) fn deeper<T>(
        &mut self,
        at: Span,
        read: fn(&mut Parser) -> Result<T, Found>,
    ) -> Result<T, Found> {
        self.depth += 1;
        if self.depth >= DEPTH {
            return Err(Found::new(at, "filter_too_deep").with("most", DEPTH));
        }
        let outcome = read(self);
        self.depth -= 1;
        outcome
    }

    pub(super) fn either(&mut self) -> Result<Expr, Found> {
        let mut parts = vec![self.both()?];
        while self.took("or") {
            parts.push(self.both()?);
        }
        Ok(Expr::any(parts))
    }

    fn both(&mut self) -> Result<Expr, Found> {
        let mut parts = vec![self.one()?];
        while self.took("and") {
            parts.push(self.one()?);
        }
        Ok(Expr::all(parts))
    }

    fn one(&mut self) -> Result<Expr, Found> {
        let token = self.peek();
        if self.took("not") {
            return self.deeper(token.span, Parser::one).map(Expr::negated);
        }
        if self.took_sign("(") {
            let inner = self.deeper(token.span, Parser::either)?;
            self.expect_sign(")")?;
            return Ok(inner);
        }
        self.conditions += 1;
        if self.conditions > CONDITIONS {
            return Err(
                Found::new(token.span, "filter_too_many_conditions").with("most", CONDITIONS)
            );
        }
        if let Kind::Text(said) = token.kind {
            self.take();
            return Ok(Expr::Words(super::ast::Text { said, span: token.span }));
        }
        let path = self.path()?;
        self.test(path)
    }

    /// The way to a value.
    pub(super) fn path(&mut self) -> Result<Path, Found> {
        let token = self.take();
        let steps = match &token.kind {
            Kind::Word(word) => steps(word),
            _ => None,
        };
        match steps {
            Some(steps) => Ok(Path { steps, span: token.span }),
            None => {
                Err(Found::new(token.span, "filter_field_expected").with("found", token.shown()))
            }
        }
    }
}

/// Longest way; longer ones lead nowhere.
const STEPS: usize = 6;

/// The names between the dots of a word; nothing when one of them is missing.
pub(super) fn steps(word: &str) -> Option<Vec<String>> {
    let steps: Vec<String> = word.split('.').take(STEPS + 1).map(ToOwned::to_owned).collect();
    (steps.len() <= STEPS && steps.iter().all(|step| !step.is_empty())).then_some(steps)
}
