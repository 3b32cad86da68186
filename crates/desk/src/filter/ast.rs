//! What a filter says, before anybody looked up what its words mean: the one form that the query
//! string, the filter builder and saved views share.

use db::Timestamp;
use jiff::civil::{Date, DateTime};

use super::span::Span;

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Expr {
    /// Every record.
    #[default]
    Everything,
    /// Those that every part holds. Made by [`Expr::all`], so that it has at least two parts.
    All(Vec<Expr>),
    /// Those that some part holds. Made by [`Expr::any`], so that it has at least two parts.
    Any(Vec<Expr>),
    /// Those that the part does not hold. Made by [`Expr::negated`], so that it is never doubled.
    Not(Box<Expr>),
    /// Those whose number or title has these words.
    Words(Text),
    /// Those for which one condition holds.
    Is(Condition),
}

/// Text in quotes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    /// What it says, without quotes and escapes.
    pub said: String,
    /// Where it stands.
    pub span: Span,
}

/// One condition: a value and what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The way to the value.
    pub path: Path,
    /// What is asked of it.
    pub test: Test,
}

/// The way from a record to a value: `priority`, `requester.company.name`, `opened_at.weekday`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Path {
    /// The names, at least one.
    pub steps: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// What is asked of a value. Each has a complement: [`Expr::Not`] around its condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// It compares so with another.
    Compare(Compare, Operand),
    /// It is one of several.
    In(Vec<Operand>),
    /// It lies between two, both allowed.
    Between(Operand, Operand),
    /// Its text has another in it.
    Text(TextTest, Text),
    /// It holds nothing.
    Empty,
    /// Whatever it holds.
    Anything,
    /// It is this node of a tree, or one below it.
    Under(Operand),
    /// It lies in the same hour, day and so on as another moment of the record.
    Same(Unit, Path),
    /// There are so many of something related, of those that a filter of their own holds.
    Count(Compare, i64, Option<Box<Expr>>),
}

/// How two values compare. *Not equal* is the complement of equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compare {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// How text has another in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextTest {
    /// Anywhere.
    Contains,
    /// At its beginning.
    Starts,
    /// At its end.
    Ends,
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Operand {
    /// What it says.
    pub said: Said,
    /// Where it stands.
    pub span: Span,
}

/// What an operand says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Said {
    /// A bare word: a code, `true`, `me`, `me.teams`, or another field.
    Name(Vec<String>),
    /// Another field, moved in time: `closed_at - 1d`.
    Moved(Vec<String>, Offset),
    /// Text in quotes.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A moment or a stretch of time.
    Moment(Moment),
}

/// A moment or a stretch of time, moved or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// From where.
    pub base: Base,
    /// How far from there.
    pub by: Option<Offset>,
}

/// Where a moment counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// The present.
    Now,
    /// An instant with its zone: `2026-03-01T09:30:00Z`.
    Instant(Timestamp),
    /// A moment on the reader's clock: `2026-03-01T09:30`.
    Local(DateTime),
    /// A day of the reader's calendar: `2026-03-01`.
    Day(Date),
    /// A month, by year and number: `2026-03`.
    Month(i16, i8),
    /// A quarter, by year and number: `2026-Q1`.
    Quarter(i16, i8),
    /// The present day, week and so on, the one before it, or the one after it: `last month`.
    Named(Which, Unit),
    /// So many units up to now, or from now on: `last 7 days`.
    Rolling(Which, i64, Unit),
}

/// Which stretch of time, seen from now. [`Base::Rolling`] is never the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// `this`
    This,
    /// `last`
    Last,
    /// `next`
    Next,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// From midnight to midnight.
    Day,
    /// From Monday on.
    Week,
    /// A month of the calendar.
    Month,
    /// Three months of the calendar.
    Quarter,
    /// A year of the calendar.
    Year,
}

/// How far to move in time; back when negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Offset {
    /// How many units.
    pub count: i64,
    /// Of which unit.
    pub unit: Unit,
}

impl Expr {
    /// Those that every part holds.
    #[must_use]
    pub fn all(parts: Vec<Expr>) -> Expr {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Expr::Everything => {}
                Expr::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Expr::Everything,
            1 => flat.pop().unwrap_or_default(),
            _ => Expr::All(flat),
        }
    }

    /// Those that some part holds; every record when there is no part, or one that holds every record.
    #[must_use]
    pub fn any(parts: Vec<Expr>) -> Expr {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Expr::Everything => return Expr::Everything,
                Expr::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 => Expr::Everything,
            1 => flat.pop().unwrap_or_default(),
            _ => Expr::Any(flat),
        }
    }

    /// Those that this does not hold.
    #[must_use]
    pub fn negated(self) -> Expr {
        match self {
            Expr::Not(inner) => *inner,
            other => Expr::Not(Box::new(other)),
        }
    }

    /// One condition.
    #[must_use]
    pub fn is(path: Path, test: Test) -> Expr {
        Expr::Is(Condition { path, test })
    }
}

impl Path {
    /// A way with these steps.
    #[must_use]
    pub fn new(steps: &[&str]) -> Path {
        Path { steps: steps.iter().map(|s| (*s).to_owned()).collect(), span: Span::default() }
    }

    /// The steps with dots between them.
    #[must_use]
    pub fn dotted(&self) -> String {
        self.steps.join(".")
    }
}

impl Operand {
    /// An operand that stands nowhere in a text.
    #[must_use]
    pub fn new(said: Said) -> Operand {
        Operand { said, span: Span::default() }
    }

    /// Text.
    #[must_use]
    pub fn text(said: impl Into<String>) -> Operand {
        Operand::new(Said::Text(said.into()))
    }

    /// A whole number.
    #[must_use]
    pub fn number(number: i64) -> Operand {
        Operand::new(Said::Number(number))
    }
}

impl Unit {
    /// Every unit, the shortest first: the short sign that follows a count, and the word.
    pub const EVERY: [(Unit, &'static str, &'static str); 7] = [
        (Unit::Minute, "min", "minute"),
        (Unit::Hour, "h", "hour"),
        (Unit::Day, "d", "day"),
        (Unit::Week, "w", "week"),
        (Unit::Month, "mo", "month"),
        (Unit::Quarter, "q", "quarter"),
        (Unit::Year, "y", "year"),
    ];

    /// The sign that follows a count.
    #[must_use]
    pub fn sign(self) -> &'static str {
        Unit::EVERY.iter().find(|(unit, ..)| *unit == self).map_or("", |(_, sign, _)| sign)
    }

    /// The word.
    #[must_use]
    pub fn word(self) -> &'static str {
        Unit::EVERY.iter().find(|(unit, ..)| *unit == self).map_or("", |(.., word)| word)
    }

    /// The unit with this sign.
    #[must_use]
    pub fn of_sign(sign: &str) -> Option<Unit> {
        Unit::EVERY.iter().find(|(_, known, _)| *known == sign).map(|(unit, ..)| *unit)
    }

    /// The unit with this word, in singular or plural.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Unit> {
        let singular = word.strip_suffix('s').unwrap_or(word);
        Unit::EVERY.iter().find(|(.., known)| *known == singular).map(|(unit, ..)| *unit)
    }
}

impl Compare {
    /// The sign.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Compare::Equal => "=",
            Compare::Less => "<",
            Compare::AtMost => "<=",
            Compare::More => ">",
            Compare::AtLeast => ">=",
        }
    }
}

impl TextTest {
    /// The word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            TextTest::Contains => "contains",
            TextTest::Starts => "starts",
            TextTest::Ends => "ends",
        }
    }
}
