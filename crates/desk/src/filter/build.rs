//! A filter as a flat list of lines, each a field, an operator and values: what a filter builder
//! shows. Filters that nest otherwise are edited as text.

use super::ast::{Compare, Condition, Expr, Operand, Path, Said, Test, Text, TextTest};

/// Lines that must all hold, or of which some must.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// Whether one of them is enough.
    pub any: bool,
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line: a condition as plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The way to the value: `requester.company`.
    pub path: String,
    /// The operator, one of [`OPERATORS`].
    pub operator: String,
    /// What it is compared with: none, one, two, or several for a list. Written as in a filter's
    /// text.
    pub values: Vec<String>,
}

/// The operators of a line, each with whether it is the complement of the one it ends with, and how
/// many values it takes.
pub const OPERATORS: &[(&str, Takes)] = &[
    ("=", Takes::One),
    ("!=", Takes::One),
    ("<", Takes::One),
    ("<=", Takes::One),
    (">", Takes::One),
    (">=", Takes::One),
    ("in", Takes::Several),
    ("not in", Takes::Several),
    ("between", Takes::Two),
    ("not between", Takes::Two),
    ("contains", Takes::One),
    ("not contains", Takes::One),
    ("starts", Takes::One),
    ("not starts", Takes::One),
    ("ends", Takes::One),
    ("not ends", Takes::One),
    ("under", Takes::One),
    ("not under", Takes::One),
    ("is empty", Takes::None),
    ("is not empty", Takes::None),
];

/// How many values an operator takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// None.
    None,
    /// One.
    One,
    /// Two.
    Two,
    /// One or more.
    Several,
}

impl Lines {
    /// The lines of a filter; nothing when it nests, or asks what no line can say.
    #[must_use]
    pub fn of(expr: &Expr) -> Option<Lines> {
        let (any, parts): (bool, &[Expr]) = match expr {
            Expr::Everything => (false, &[]),
            Expr::All(parts) => (false, parts),
            Expr::Any(parts) => (true, parts),
            one => (false, std::slice::from_ref(one)),
        };
        let lines = parts.iter().map(line).collect::<Option<Vec<Line>>>()?;
        Some(Lines { any, lines })
    }

    /// The filter the lines say, as text: it is read like any other, and what is wrong with it is
    /// told in the same way.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(Line::text).collect();
        lines.join(if self.any { " or " } else { " and " })
    }
}

impl Line {
    fn text(&self) -> String {
        let Line { path, operator, values } = self;
        let takes = OPERATORS.iter().find(|(known, _)| known == operator).map(|(_, takes)| *takes);
        let value = |place: usize| values.get(place).map_or("", String::as_str);
        match takes {
            Some(Takes::None) => format!("{path} {operator}"),
            Some(Takes::Two) => format!("{path} {operator} {} and {}", value(0), value(1)),
            Some(Takes::Several) => format!("{path} {operator} ({})", values.join(", ")),
            Some(Takes::One) | None => format!("{path} {operator} {}", value(0)),
        }
    }
}

fn line(expr: &Expr) -> Option<Line> {
    match expr {
        Expr::Is(condition) => of_condition(condition, false),
        Expr::Not(inner) => match &**inner {
            Expr::Is(condition) => of_condition(condition, true),
            _ => None,
        },
        _ => None,
    }
}

fn of_condition(Condition { path, test }: &Condition, not: bool) -> Option<Line> {
    let (operator, values) = match test {
        Test::Compare(Compare::Equal, value) if not => {
            return made(path, "!=", vec![written(value)]);
        }
        Test::Compare(compare, value) if !not => (compare.sign(), vec![written(value)]),
        Test::In(values) => ("in", values.iter().map(written).collect()),
        Test::Between(from, to) => ("between", vec![written(from), written(to)]),
        Test::Text(how, Text { said, .. }) => {
            let operator = match how {
                TextTest::Contains => "contains",
                TextTest::Starts => "starts",
                TextTest::Ends => "ends",
            };
            (operator, vec![written(&Operand::new(Said::Text(said.clone())))])
        }
        Test::Under(node) => ("under", vec![written(node)]),
        Test::Empty => {
            return made(path, if not { "is not empty" } else { "is empty" }, Vec::new());
        }
        Test::Compare(..) | Test::Anything | Test::Same(..) | Test::Count(..) => return None,
    };
    if not { made(path, &format!("not {operator}"), values) } else { made(path, operator, values) }
}

fn made(path: &Path, operator: &str, values: Vec<String>) -> Option<Line> {
    Some(Line { path: path.dotted(), operator: operator.to_owned(), values })
}

fn written(operand: &Operand) -> String {
    operand.to_string()
}
