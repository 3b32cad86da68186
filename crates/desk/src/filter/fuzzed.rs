//! Filters nobody would write.

use fuzz::{Kept, fuzz};

use super::{Expr, TEXT, parse};

const WORDS: &[&str] = &[
    "state",
    " = ",
    " != ",
    " <= ",
    " and ",
    " or ",
    " not ",
    "(",
    ")",
    " in (",
    ", ",
    " between ",
    " is empty",
    " is not empty",
    " contains ",
    " starts ",
    " under ",
    " count >= 2 where (",
    "me.teams",
    "opened_at",
    "last 7 days",
    "this week",
    "-7d",
    "2026-03-01",
    "2026-Q1",
    "2026-03-01T09:30:00Z",
    "\"two words\"",
    "'",
    "\\\"",
    "x.cost",
    ".weekday",
    " before ",
    " by 2d",
    " same day as ",
    "true",
    "is anything",
    "assignee.company",
    "today - 3d",
    "now",
];

/// What is read is written in one form, which reads as the same; and a fault lies within the text.
#[test]
fn filter() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "filter")
        .and("state = on_hold and priority <= 2 and team in me.teams")
        .and("opened_at in last 7 days and not title contains \"printer\"")
        .and("team.members count < 3 where (active = true or not (name is empty))");
    fuzz(&kept, WORDS, |input| {
        let text = String::from_utf8_lossy(input);
        match parse(&text) {
            Ok(expr) => {
                let written = expr.to_string();
                assert_eq!(parse(&written).as_ref(), Ok(&expr), "{written}");
                assert!(text.chars().count() <= TEXT, "longer than a filter may be");
                shape(&expr)
            }
            Err(problem) => {
                let characters = text.chars().count();
                assert!(problem.at.start <= problem.at.end && problem.at.end <= characters);
                problem.code.to_owned()
            }
        }
    });
}

/// What a filter is made of, without its words: another shape is worth to be changed further.
fn shape(expr: &Expr) -> String {
    let told = format!("{expr:?}");
    let kinds = told.split(|c: char| !c.is_ascii_alphabetic());
    let kinds = kinds.filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    kinds.take(24).collect::<Vec<_>>().join(" ")
}
