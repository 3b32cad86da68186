//! Filters that stand by themselves: what a rule asks of a record, whoever looks.

use db::{ReadTx, Timestamp};

use super::ast::{Condition, Expr, Operand, Said, Test};
use super::check::{Checker, Meant, Reader};
use super::problem::Found;
use super::span::Span;
use crate::Result;
use crate::access::Agent;
use crate::kind::Kind;

/// What whoever reads is called in a filter.
const READER: &str = "me";

/// What filters mean that are asked for nobody's sake, each by itself: with the program's eyes, by the
/// clock of a zone, and without anybody who would be `me`. Each comes with the text it was read from.
///
/// # Errors
/// When the database fails.
pub fn meanings(
    tx: &ReadTx<'_>,
    kind: &'static Kind,
    (now, zone): (Timestamp, &str),
    filters: &[(&Expr, &str)],
) -> Result<Vec<Meant>> {
    let agent = Agent { zone: zone.to_owned(), ..Agent::system() };
    let mut checker = Checker::new(tx, Reader { kind, agent: &agent, now })?;
    let mut meaning = |(expr, text): &(&Expr, &str)| match reader_in(expr) {
        Some(span) => Ok(Err(vec![Found::new(span, "filter_me").in_text(text)])),
        None => checker.meaning(expr, text),
    };
    filters.iter().map(&mut meaning).collect()
}

/// Where a filter speaks of whoever reads it.
fn reader_in(expr: &Expr) -> Option<Span> {
    match expr {
        Expr::Everything | Expr::Words(_) => None,
        Expr::All(parts) | Expr::Any(parts) => parts.iter().find_map(reader_in),
        Expr::Not(part) => reader_in(part),
        Expr::Is(Condition { test, .. }) => match test {
            Test::Compare(_, operand) | Test::Under(operand) => reader_as(operand),
            Test::In(operands) => operands.iter().find_map(reader_as),
            Test::Between(from, to) => reader_as(from).or_else(|| reader_as(to)),
            Test::Count(_, _, inner) => inner.as_deref().and_then(reader_in),
            Test::Text(..) | Test::Empty | Test::Anything | Test::Same(..) => None,
        },
    }
}

fn reader_as(operand: &Operand) -> Option<Span> {
    let named = match &operand.said {
        Said::Name(steps) => steps.first().is_some_and(|step| step == READER),
        // In quotes it still names the reader where somebody is asked for.
        Said::Text(text) => text == READER,
        Said::Moved(..) | Said::Number(_) | Said::Moment(_) => false,
    };
    named.then_some(operand.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::parse;

    #[test]
    fn the_reader_is_found_wherever_one_is_asked_for() {
        for (text, said) in [
            ("requester = me", Some("me")),
            ("priority = 1 or not (team in (\"Network\", me.teams))", Some("me.teams")),
            ("assignee != \"me\"", Some("\"me\"")),
            ("team.members count > 0 where (location = me)", Some("me")),
            ("title contains \"me\" and \"me\" and team = \"Meters\"", None),
            ("", None),
        ] {
            let expr = parse(text).unwrap();
            let found = reader_in(&expr).map(|span| text.get(span.start..span.end).unwrap());
            assert_eq!(found, said, "{text}");
        }
    }
}
