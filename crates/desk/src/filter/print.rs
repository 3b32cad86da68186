//! Writes a filter as text, in the one form that reads back as the same filter.

use std::fmt::{self, Display, Formatter, Write};

use super::ast::{
    Base, Compare, Condition, Expr, Moment, Offset, Operand, Path, Said, Test, Text, Unit, Which,
};
use super::token::quote;

/// How tightly what stands around a part holds it.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Around {
    Nothing,
    Or,
    And,
    Not,
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_expr(f, self, Around::Nothing)
    }
}

fn write_expr(f: &mut Formatter<'_>, expr: &Expr, around: Around) -> fmt::Result {
    match expr {
        // Only the whole filter is this.
        Expr::Everything => Ok(()),
        Expr::All(parts) => write_group(f, parts, " and ", Around::And, around),
        Expr::Any(parts) => write_group(f, parts, " or ", Around::Or, around),
        Expr::Not(part) => match &**part {
            Expr::Is(condition) if reads_inside(&condition.test) => {
                write_condition(f, condition, true)
            }
            other => {
                f.write_str("not ")?;
                write_expr(f, other, Around::Not)
            }
        },
        Expr::Words(text) => f.write_str(&quote(&text.said)),
        Expr::Is(condition) => write_condition(f, condition, false),
    }
}

fn write_group(
    f: &mut Formatter<'_>,
    parts: &[Expr],
    between: &str,
    own: Around,
    around: Around,
) -> fmt::Result {
    let brackets = around > own;
    if brackets {
        f.write_char('(')?;
    }
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        write_expr(f, part, own)?;
    }
    if brackets {
        f.write_char(')')?;
    }
    Ok(())
}

/// Whether the complement of a test is written with it, and not before the whole condition.
fn reads_inside(test: &Test) -> bool {
    !matches!(
        test,
        Test::Compare(Compare::Less | Compare::AtMost | Compare::More | Compare::AtLeast, _)
            | Test::Count(..)
    )
}

fn write_condition(f: &mut Formatter<'_>, condition: &Condition, not: bool) -> fmt::Result {
    write!(f, "{} ", condition.path)?;
    let no = if not { "not " } else { "" };
    match &condition.test {
        Test::Compare(Compare::Equal, operand) if not => write!(f, "!= {operand}"),
        Test::Compare(compare, operand) => write!(f, "{} {operand}", compare.sign()),
        Test::In(values) => {
            write!(f, "{no}in (")?;
            for (place, value) in values.iter().enumerate() {
                let comma = if place > 0 { ", " } else { "" };
                write!(f, "{comma}{value}")?;
            }
            f.write_char(')')
        }
        Test::Between(from, to) => write!(f, "{no}between {from} and {to}"),
        Test::Text(how, Text { said, .. }) => write!(f, "{no}{} {}", how.word(), quote(said)),
        Test::Empty => write!(f, "is {no}empty"),
        Test::Anything => write!(f, "is {no}anything"),
        Test::Under(node) => write!(f, "{no}under {node}"),
        Test::Same(unit, other) => write!(f, "{no}same {} as {other}", unit.word()),
        Test::Count(compare, number, inner) => {
            write!(f, "count {} {number}", compare.sign())?;
            match inner {
                Some(inner) => write!(f, " where ({inner})"),
                None => Ok(()),
            }
        }
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dotted())
    }
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.said {
            Said::Name(steps) => f.write_str(&steps.join(".")),
            Said::Moved(steps, by) => write!(f, "{} {by}", steps.join(".")),
            Said::Text(said) => f.write_str(&quote(said)),
            Said::Number(number) => write!(f, "{number}"),
            Said::Moment(moment) => write!(f, "{moment}"),
        }
    }
}

impl Display for Moment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.base, self.by) {
            // `-7d` is shorter than `now - 7d` and means the same.
            (Base::Now, Some(Offset { count, unit })) => write!(f, "{count:+}{}", unit.sign()),
            (base, Some(by)) => write!(f, "{base} {by}"),
            (base, None) => write!(f, "{base}"),
        }
    }
}

impl Display for Offset {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.count < 0 { '-' } else { '+' };
        write!(f, "{sign} {}{}", self.count.unsigned_abs(), self.unit.sign())
    }
}

impl Display for Base {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Base::Now => f.write_str("now"),
            Base::Instant(instant) => write!(f, "{instant}"),
            Base::Local(local) => write!(f, "{local}"),
            Base::Day(day) => write!(f, "{day}"),
            Base::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Base::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Base::Named(Which::This, Unit::Day) => f.write_str("today"),
            Base::Named(Which::Last, Unit::Day) => f.write_str("yesterday"),
            Base::Named(Which::Next, Unit::Day) => f.write_str("tomorrow"),
            Base::Named(which, unit) => write!(f, "{} {}", which.word(), unit.word()),
            Base::Rolling(which, 1, unit) => write!(f, "{} 1 {}", which.word(), unit.word()),
            Base::Rolling(which, count, unit) => {
                write!(f, "{} {count} {}s", which.word(), unit.word())
            }
        }
    }
}

impl Which {
    fn word(self) -> &'static str {
        match self {
            Which::This => "this",
            Which::Last => "last",
            Which::Next => "next",
        }
    }
}
