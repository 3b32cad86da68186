//! The filter language by itself: whatever is written is read or refused with its place, and what is
//! read is written back as the same.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use desk::filter::{
    Base, CONDITIONS, Compare, DEPTH, Expr, Lines, Moment, Offset, Operand, Path, Said, TEXT, Test,
    Text, TextTest, Unit, VALUES, Which, parse,
};
use jiff::civil::{Date, DateTime};
use mainstay_desk as desk;
use proptest::collection::vec;
use proptest::prelude::*;

fn refused(text: &str) -> (&'static str, String) {
    match parse(text) {
        Err(problem) => {
            let place = text.chars().skip(problem.at.start).take(problem.at.end - problem.at.start);
            (problem.code, place.collect())
        }
        Ok(expr) => panic!("{text} is read as {expr:?}"),
    }
}

#[test]
fn what_is_read_is_written_in_one_form() {
    for (text, written) in [
        ("", ""),
        ("   ", ""),
        ("state = on_hold", "state = on_hold"),
        ("STATE is on_hold", "STATE = on_hold"),
        (
            "priority<=2 AND not state in (new,assigned)",
            "priority <= 2 and state not in (new, assigned)",
        ),
        ("not title contains printer", "title not contains \"printer\""),
        ("title starts with 'A \\'b\\' \"c\"'", "title starts \"A 'b' \\\"c\\\"\""),
        ("(a = 1 or b = 2) and c = 3", "(a = 1 or b = 2) and c = 3"),
        ("a = 1 or (b = 2 and c = 3)", "a = 1 or b = 2 and c = 3"),
        ("not (a = 1 or b = 2)", "not (a = 1 or b = 2)"),
        ("not not a = 1", "a = 1"),
        ("not priority < 3", "not priority < 3"),
        ("priority <> 3", "priority != 3"),
        ("assignee is not me", "assignee != me"),
        ("team in me.teams", "team in (me.teams)"),
        ("resolved_at is not empty", "resolved_at is not empty"),
        ("resolved_at before closed_at by 1d", "resolved_at < closed_at - 1d"),
        ("resolved_at after 2026-03-01", "resolved_at > 2026-03-01"),
        ("opened_at >= -7d", "opened_at >= -7d"),
        ("opened_at >= now - 7d", "opened_at >= -7d"),
        ("opened_at in last 7 Days", "opened_at in (last 7 days)"),
        ("opened_at in (today, yesterday)", "opened_at in (today, yesterday)"),
        (
            "opened_at between 2026-01-01 and 2026-02-01",
            "opened_at between 2026-01-01 and 2026-02-01",
        ),
        ("opened_at = 2026-q1", "opened_at = 2026-Q1"),
        ("opened_at > 2026-03-01T10:00:00+01:00", "opened_at > 2026-03-01T09:00:00Z"),
        ("opened_at > 2026-03-01T10:00", "opened_at > 2026-03-01T10:00:00"),
        ("opened_at same day as resolved_at", "opened_at same day as resolved_at"),
        ("category under Hardware", "category under Hardware"),
        (
            "team.members count >= 2 where (active = true)",
            "team.members count >= 2 where (active = true)",
        ),
        ("requester = anna-lena@alder.example", "requester = anna-lena@alder.example"),
        ("\"printer jam\" and priority = 1", "\"printer jam\" and priority = 1"),
    ] {
        let expr = parse(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        assert_eq!(expr.to_string(), written, "{text}");
        assert_eq!(parse(written), Ok(expr), "{written}");
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    for (text, code, place) in [
        ("state", "filter_operator_expected", ""),
        ("state new", "filter_operator_expected", "new"),
        ("state = ", "filter_value_expected", ""),
        ("state = new und priority = 1", "filter_end_expected", "und"),
        ("= 3", "filter_field_expected", "="),
        ("(state = new", "filter_sign_expected", ""),
        ("state = new)", "filter_end_expected", ")"),
        ("state in (new, )", "filter_value_expected", ")"),
        ("state in (new assigned)", "filter_sign_expected", "assigned"),
        ("title = \"open", "filter_quote", "\"open"),
        ("title = \"a\\q\"", "filter_escape", "\\q"),
        ("übung ? 3", "filter_character", "?"),
        ("opened_at > 2026-02-30", "filter_date", "2026-02-30"),
        ("opened_at > 7d", "filter_direction", "7d"),
        ("opened_at > -7m", "filter_minute_or_month", "7m"),
        ("opened_at in last 7 moons", "filter_unit", "moons"),
        ("opened_at between 1 or 2", "filter_sign_expected", "or"),
        ("priority = 99999999999999999999", "filter_number_too_large", "99999999999999999999"),
        ("a..b = 1", "filter_field_expected", "a..b"),
        ("title contains", "filter_text_expected", ""),
        ("team.members count many", "filter_operator_expected", "many"),
        ("closed_at before opened_at by soon", "filter_offset", "soon"),
    ] {
        assert_eq!(refused(text), (code, place.to_owned()), "{text}");
    }
}

#[test]
fn size_is_bounded() {
    let long = format!("title = \"{}\"", "x".repeat(TEXT));
    assert_eq!(refused(&long).0, "filter_too_long");
    let nested = |depth: usize| format!("{}a = 1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(DEPTH - 1)).is_ok());
    assert_eq!(refused(&nested(DEPTH)).0, "filter_too_deep");
    assert_eq!(refused(&format!("{}a = 1", "not ".repeat(DEPTH))).0, "filter_too_deep");
    let many = |count: usize| vec!["a = 1"; count].join(" and ");
    assert!(parse(&many(CONDITIONS)).is_ok());
    assert_eq!(refused(&many(CONDITIONS + 1)).0, "filter_too_many_conditions");
    let listed = |count: usize| format!("a in ({})", vec!["1"; count].join(","));
    assert!(parse(&listed(VALUES)).is_ok());
    assert_eq!(refused(&listed(VALUES + 1)).0, "filter_too_many_values");
}

const KEYWORDS: [&str; 8] =
    ["now", "today", "yesterday", "tomorrow", "this", "last", "next", "not"];

fn name() -> impl Strategy<Value = String> {
    "[a-zäß_][a-z0-9_ö]{0,6}".prop_filter("a keyword", |word| {
        !KEYWORDS.contains(&word.as_str()) && word != "empty" && word != "anything"
    })
}

fn steps() -> impl Strategy<Value = Vec<String>> {
    vec(name(), 1..4)
}

fn path() -> impl Strategy<Value = Path> {
    steps().prop_map(|steps| Path::new(&steps.iter().map(String::as_str).collect::<Vec<_>>()))
}

fn unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(Unit::EVERY.map(|(unit, ..)| unit).to_vec())
}

fn offset() -> impl Strategy<Value = Offset> {
    (1..=1_000_000_i64, any::<bool>(), unit())
        .prop_map(|(count, back, unit)| Offset { count: if back { -count } else { count }, unit })
}

fn base() -> impl Strategy<Value = Base> {
    let which = prop::sample::select(vec![Which::This, Which::Last, Which::Next]);
    let rolling = prop::sample::select(vec![Which::Last, Which::Next]);
    let date =
        (1900..2200_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap());
    prop_oneof![
        Just(Base::Now),
        (-1_000_000_000_000_000..4_000_000_000_000_000_i64)
            .prop_map(|micros| Base::Instant(db::Timestamp::from_micros(micros))),
        (date.clone(), 0..24_i8, 0..60_i8, 0..60_i8, 0..1_000_000_i32).prop_map(
            |(d, h, m, s, us)| {
                Base::Local(DateTime::from_parts(
                    d,
                    jiff::civil::Time::new(h, m, s, us * 1_000).unwrap(),
                ))
            }
        ),
        date.prop_map(Base::Day),
        (1900..2200_i16, 1..=12_i8).prop_map(|(year, month)| Base::Month(year, month)),
        (1900..2200_i16, 1..=4_i8).prop_map(|(year, quarter)| Base::Quarter(year, quarter)),
        (which, unit()).prop_map(|(which, unit)| Base::Named(which, unit)),
        (rolling, 1..=1_000_000_i64, unit())
            .prop_map(|(which, count, unit)| Base::Rolling(which, count, unit)),
    ]
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        steps().prop_map(Said::Name),
        (steps(), offset()).prop_map(|(steps, by)| Said::Moved(steps, by)),
        "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]{0,12}".prop_map(Said::Text),
        (-i64::MAX..i64::MAX).prop_map(Said::Number),
        (base(), prop::option::of(offset()))
            .prop_map(|(base, by)| Said::Moment(Moment { base, by })),
    ]
}

fn operand() -> BoxedStrategy<Operand> {
    said().prop_map(Operand::new).boxed()
}

fn text() -> impl Strategy<Value = Text> {
    "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]{0,12}"
        .prop_map(|said| Text { said, span: Default::default() })
}

fn compare() -> impl Strategy<Value = Compare> {
    prop::sample::select(vec![
        Compare::Equal,
        Compare::Less,
        Compare::AtMost,
        Compare::More,
        Compare::AtLeast,
    ])
}

fn test(inner: impl Strategy<Value = Expr> + 'static) -> BoxedStrategy<Test> {
    let how = prop::sample::select(vec![TextTest::Contains, TextTest::Starts, TextTest::Ends]);
    let whole = |expr: Expr| (expr != Expr::Everything).then(|| Box::new(expr));
    prop_oneof![
        4 => (compare(), operand()).prop_map(|(compare, value)| Test::Compare(compare, value)),
        2 => vec(operand(), 1..4).prop_map(Test::In),
        1 => (operand(), operand()).prop_map(|(from, to)| Test::Between(from, to)),
        2 => (how, text()).prop_map(|(how, text)| Test::Text(how, text)),
        1 => Just(Test::Empty),
        1 => Just(Test::Anything),
        1 => operand().prop_map(Test::Under),
        1 => (unit(), path()).prop_map(|(unit, other)| Test::Same(unit, other)),
        1 => (compare(), 0..1_000_000_i64, prop::option::of(inner))
            .prop_map(move |(compare, number, inner)| Test::Count(compare, number, inner.and_then(whole))),
    ]
    .boxed()
}

fn expr() -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![
        1 => Just(Expr::Everything),
        1 => text().prop_map(Expr::Words),
        8 => (path(), test(Just(Expr::is(Path::new(&["a"]), Test::Empty))))
            .prop_map(|(path, test)| Expr::is(path, test)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(Expr::all),
            vec(inner.clone(), 1..4).prop_map(Expr::any),
            inner.clone().prop_map(|e| if e == Expr::Everything { e } else { e.negated() }),
            (path(), test(inner)).prop_map(|(path, test)| Expr::is(path, test)),
        ]
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_written_reads_back_as_the_same(expr in expr()) {
        let written = expr.to_string();
        prop_assume!(written.chars().count() <= TEXT);
        prop_assert_eq!(parse(&written), Ok(expr), "{}", written);
    }

    #[test]
    fn whatever_is_written_is_read_or_refused_within_it(text in "\\PC{0,80}") {
        whole(&text)?;
    }

    #[test]
    fn whatever_looks_like_a_filter_is_read_or_refused_within_it(
        words in vec(prop::sample::select(vec![
            "state", "title", "opened_at", "me.teams", "x.cost", "and", "or", "not", "in", "(", ")",
            ",", "=", "!=", "<", "between", "contains", "is", "empty", "last", "7", "7d", "days",
            "-", "+", "2026-01-01", "today", "'a'", "\"", "count", "where", "same", "as", "é", "🦊",
        ]), 0..24),
    ) {
        whole(&words.join(" "))?;
        whole(&words.concat())?;
    }

    #[test]
    fn lines_say_what_the_filter_says(expr in expr()) {
        if let Some(lines) = Lines::of(&expr) {
            prop_assume!(lines.text().chars().count() <= TEXT);
            prop_assert_eq!(parse(&lines.text()), Ok(expr));
        }
    }
}

/// It is read, or refused at a place that lies in it; and what is read reads back.
fn whole(text: &str) -> Result<(), TestCaseError> {
    let length = text.chars().count();
    match parse(text) {
        Ok(expr) => prop_assert_eq!(parse(&expr.to_string()), Ok(expr)),
        Err(problem) => {
            prop_assert!(problem.at.start <= problem.at.end && problem.at.end <= length);
        }
    }
    Ok(())
}
