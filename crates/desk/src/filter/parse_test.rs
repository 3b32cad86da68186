//! Reads what is asked of a value: the part of a condition after its path.

use super::ast::{Compare, Expr, Offset, Operand, Path, Said, Test, Text, TextTest, Unit};
use super::limits::VALUES;
use super::parse::Parser;
use super::problem::Found;
use super::token::{Kind, Token};

/// The words and signs a test can begin with, for messages.
pub(super) const OPERATORS: &str = "=, !=, <, <=, >, >=, in, between, contains, starts, ends, is empty, \
                                    before, after, under, same, count";

impl Parser {
    /// A whole condition on a path.
    pub(super) fn test(&mut self, path: Path) -> Result<Expr, Found> {
        let token = self.take();
        if let Kind::Sign(sign) = token.kind {
            return self.comparison(path, &token, sign);
        }
        if token.is("is") {
            return self.is(path);
        }
        if token.is("not") {
            let token = self.take();
            return self.word(path, &token).map(Expr::negated);
        }
        self.word(path, &token)
    }

    fn comparison(&mut self, path: Path, token: &Token, sign: &'static str) -> Result<Expr, Found> {
        let compare = match sign {
            "=" | "!=" => Compare::Equal,
            "<" => Compare::Less,
            "<=" => Compare::AtMost,
            ">" => Compare::More,
            ">=" => Compare::AtLeast,
            _ => return Err(no_operator(token)),
        };
        let holds = Expr::is(path, Test::Compare(compare, self.operand()?));
        Ok(if sign == "!=" { holds.negated() } else { holds })
    }

    /// `is empty`, `is anything`, or *is* for *equals*; each may be *is not*.
    fn is(&mut self, path: Path) -> Result<Expr, Found> {
        let not = self.took("not");
        let test = if self.took("empty") {
            Test::Empty
        } else if self.took("anything") {
            Test::Anything
        } else {
            Test::Compare(Compare::Equal, self.operand()?)
        };
        let holds = Expr::is(path, test);
        Ok(if not { holds.negated() } else { holds })
    }

    /// A test that begins with a word.
    fn word(&mut self, path: Path, token: &Token) -> Result<Expr, Found> {
        let Kind::Word(word) = &token.kind else { return Err(no_operator(token)) };
        let test = match word.to_ascii_lowercase().as_str() {
            "in" => Test::In(self.values()?),
            "between" => {
                let from = self.operand()?;
                let and = self.take();
                if !and.is("and") {
                    return Err(Found::new(and.span, "filter_sign_expected")
                        .with("expected", "and")
                        .with("found", and.shown()));
                }
                Test::Between(from, self.operand()?)
            }
            "contains" => Test::Text(TextTest::Contains, self.text()?),
            "starts" => Test::Text(TextTest::Starts, self.text_with()?),
            "ends" => Test::Text(TextTest::Ends, self.text_with()?),
            "before" => self.apart(Compare::Less)?,
            "after" => self.apart(Compare::More)?,
            "under" => Test::Under(self.operand()?),
            "same" => {
                let unit = self.unit()?;
                let as_word = self.take();
                if !as_word.is("as") {
                    return Err(Found::new(as_word.span, "filter_sign_expected")
                        .with("expected", "as")
                        .with("found", as_word.shown()));
                }
                Test::Same(unit, self.path()?)
            }
            "count" => self.count()?,
            _ => return Err(no_operator(token)),
        };
        Ok(Expr::is(path, test))
    }

    /// One value, or several in brackets.
    fn values(&mut self) -> Result<Vec<Operand>, Found> {
        if !self.took_sign("(") {
            return Ok(vec![self.operand()?]);
        }
        let mut values = vec![self.operand()?];
        while self.took_sign(",") {
            let next = self.operand()?;
            values.push(next);
            if values.len() > VALUES {
                let span = self.peek().span;
                return Err(Found::new(span, "filter_too_many_values").with("most", VALUES));
            }
        }
        self.expect_sign(")")?;
        Ok(values)
    }

    fn text_with(&mut self) -> Result<Text, Found> {
        self.took("with");
        self.text()
    }

    /// Text in quotes, or one word or number without.
    fn text(&mut self) -> Result<Text, Found> {
        let token = self.take();
        match token.kind {
            Kind::Text(said) | Kind::Word(said) | Kind::Figure(said) => {
                Ok(Text { said, span: token.span })
            }
            Kind::Sign(_) | Kind::End => {
                Err(Found::new(token.span, "filter_text_expected").with("found", token.shown()))
            }
        }
    }

    /// `before X`, `after X by 2d`: a comparison with a moment, or with one moved by so much.
    fn apart(&mut self, compare: Compare) -> Result<Test, Found> {
        let mut operand = self.operand()?;
        if !self.took("by") {
            return Ok(Test::Compare(compare, operand));
        }
        let span = self.peek().span;
        let Offset { count, unit } = self.offset()?;
        let by = Offset { count: if compare == Compare::Less { -count } else { count }, unit };
        operand.said = match operand.said {
            Said::Name(steps) => Said::Moved(steps, by),
            Said::Moment(mut moment) if moment.by.is_none() => {
                moment.by = Some(by);
                Said::Moment(moment)
            }
            _ => return Err(Found::new(span, "filter_offset")),
        };
        operand.span = operand.span.to(span);
        Ok(Test::Compare(compare, operand))
    }

    fn unit(&mut self) -> Result<Unit, Found> {
        let token = self.take();
        let unit = match &token.kind {
            Kind::Word(word) => Unit::of_word(&word.to_ascii_lowercase()),
            _ => None,
        };
        unit.ok_or_else(|| no_unit(&token))
    }

    /// `count >= 2`, `count = 0 where (active = true)`
    fn count(&mut self) -> Result<Test, Found> {
        let token = self.take();
        let compare = match token.kind {
            Kind::Sign("=") => Compare::Equal,
            Kind::Sign("<") => Compare::Less,
            Kind::Sign("<=") => Compare::AtMost,
            Kind::Sign(">") => Compare::More,
            Kind::Sign(">=") => Compare::AtLeast,
            _ => return Err(no_operator(&token)),
        };
        let number = self.take();
        let count = match &number.kind {
            Kind::Figure(digits) => digits.parse::<i64>().ok().filter(|n| *n <= 1_000_000),
            _ => None,
        };
        let Some(count) = count else {
            return Err(
                Found::new(number.span, "filter_number_expected").with("found", number.shown())
            );
        };
        if !self.took("where") {
            return Ok(Test::Count(compare, count, None));
        }
        let open = self.expect_sign("(")?;
        let inner = self.deeper(open.span, Parser::either)?;
        self.expect_sign(")")?;
        Ok(Test::Count(compare, count, Some(Box::new(inner))))
    }
}

pub(super) fn no_unit(token: &Token) -> Found {
    let units: Vec<&str> = Unit::EVERY.iter().map(|(.., word)| *word).collect();
    Found::new(token.span, "filter_unit")
        .with("found", token.shown())
        .with("options", units.join(", "))
}

fn no_operator(token: &Token) -> Found {
    let nearest = match &token.kind {
        Kind::Word(word) => super::nearest::nearest(
            word,
            [
                "in", "between", "contains", "starts", "ends", "is", "before", "after", "under",
                "same", "count",
            ],
        ),
        _ => None,
    };
    Found::new(token.span, "filter_operator_expected")
        .with("found", token.shown())
        .with("options", OPERATORS)
        .near(nearest)
}
