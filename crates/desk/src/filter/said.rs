//! What a filter compares with: the words and texts in it, apart from the names of fields.

use super::ast::{Condition, Expr, Operand, Said, Test};

/// The words and texts that values are compared with, in their order. What texts are only searched for is
/// none of them.
#[must_use]
pub fn compared(expr: &Expr) -> Vec<String> {
    let mut found = Vec::new();
    gather(expr, &mut found);
    found
}

fn gather(expr: &Expr, found: &mut Vec<String>) {
    match expr {
        Expr::Everything | Expr::Words(_) => {}
        Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| gather(part, found)),
        Expr::Not(part) => gather(part, found),
        Expr::Is(Condition { test, .. }) => match test {
            Test::Compare(_, operand) | Test::Under(operand) => take(operand, found),
            Test::In(several) => several.iter().for_each(|operand| take(operand, found)),
            Test::Between(least, most) => [least, most].into_iter().for_each(|o| take(o, found)),
            Test::Count(_, _, Some(of)) => gather(of, found),
            Test::Count(_, _, None)
            | Test::Text(..)
            | Test::Empty
            | Test::Anything
            | Test::Same(..) => {}
        },
    }
}

fn take(operand: &Operand, found: &mut Vec<String>) {
    match &operand.said {
        Said::Text(text) => found.push(text.clone()),
        Said::Name(words) => found.push(words.join(".")),
        Said::Moved(..) | Said::Number(_) | Said::Moment(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::compared;

    #[test]
    fn fields_and_what_is_searched_for_are_not_compared_with() {
        for (text, said) in [
            ("team = network and open = true", vec!["network", "true"]),
            (
                "not (team in (\"Lifts\", network) or title contains \"network\")",
                vec!["Lifts", "network"],
            ),
            ("category under \"Hardware › Network\" and priority < 3", vec!["Hardware › Network"]),
            ("\"network\" and team is not empty", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(compared(&parse(text).unwrap()), said, "{text}");
        }
    }
}
