//! The filter of a list: as text, and as lines that become text.

use axum::extract::State;
use axum::response::Response;
use desk::Fault;
use desk::field::{Field, FieldKind};
use desk::filter::{self, Line, Lines, OPERATORS, Operand, Said, Takes, Test};

use super::super::own::Pages;
use super::{Shown, addressed, visible};
use crate::failure::{Result, explain};
use crate::i18n::Translator;
use crate::identify::{Member, see};
use crate::page::{Choice, ConditionLine, Conditions, FormField, Wrong};
use crate::query::ListRequest;
use crate::site::Site;
use crate::work::label;

/// Empty lines offered below those that say something.
const EMPTY: usize = 2;
/// Lines at most; longer filters are edited as text.
const MOST: usize = 30;
/// How many lines are to be shown, in the address.
pub(super) const LINES: &str = "lines";
/// Whether one line is enough.
const ANY: &str = "any";
/// The button that asks for more lines.
const MORE: &str = "more";

/// The operators by the names of their words.
const NAMES: &[(&str, &str)] = &[
    ("=", "equal"),
    ("!=", "unequal"),
    ("<", "less"),
    ("<=", "at_most"),
    (">", "more"),
    (">=", "at_least"),
    ("in", "in"),
    ("not in", "not_in"),
    ("between", "between"),
    ("not between", "not_between"),
    ("contains", "contains"),
    ("not contains", "not_contains"),
    ("starts", "starts"),
    ("not starts", "not_starts"),
    ("ends", "ends"),
    ("not ends", "not_ends"),
    ("under", "under"),
    ("not under", "not_under"),
    ("is empty", "empty"),
    ("is not empty", "not_empty"),
];

/// The box with the filter.
pub(super) fn conditions(t: &Translator, shown: &Shown) -> Conditions {
    let Shown { look, wrong, lines, visible, .. } = shown;
    let text = look.request.q.as_str();
    let said = filter::parse(text).ok().and_then(|expr| Lines::of(&expr));
    let said = said.filter(|said| wrong.is_empty() && said.lines.len() <= MOST);
    let q =
        FormField::area("q", t.text("list-q"), 3).with_value(text).with_hint(t.text("list-q-hint"));
    let error = wrong.first().map(|fault| explain(t, fault));
    Conditions {
        path: format!("/{}", look.kind.path),
        lines_path: format!("/{}/conditions", look.kind.path),
        kept: look.kept(&["q"]),
        q: FormField { error, ..q },
        open: !wrong.is_empty() || lines.is_some(),
        wrong: wrong.first().and_then(|fault| marked(text, fault)),
        any: said.as_ref().map(|said| how_many(t, said.any)),
        lines: said.map(|said| drawn(t, visible, &said, *lines)).unwrap_or_default(),
    }
}

fn how_many(t: &Translator, any: bool) -> FormField {
    let choices = ["all", "any"].map(|code| Choice::new(code, t.text_of("list-lines-any", code)));
    let now = if any { "any" } else { "all" };
    FormField::select(ANY, t.text("list-lines-how-many"), choices.into()).with_value(now)
}

/// The part of the text that a fault is about.
pub(crate) fn marked(text: &str, fault: &Fault) -> Option<Wrong> {
    let place = |name: &str| {
        let (_, value) = fault.details.iter().find(|(known, _)| *known == name)?;
        value.parse::<usize>().ok()
    };
    let (start, end) = (place("start")?, place("end")?);
    let part = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from));
    Some(Wrong {
        before: part(0, start).collect(),
        part: part(start, end).collect(),
        after: part(end, usize::MAX).collect(),
    })
}

fn drawn(
    t: &Translator,
    fields: &[&'static Field],
    said: &Lines,
    asked: Option<usize>,
) -> Vec<ConditionLine> {
    let none = || Choice::new("", t.text("list-line-none"));
    let offered = |path: &str| {
        let own = fields.iter().map(|f| Choice::new(f.code, label(t, f)));
        let mut all: Vec<Choice> = std::iter::once(none()).chain(own).collect();
        if !path.is_empty() && !fields.iter().any(|field| field.code == path) {
            all.push(Choice::new(path, path));
        }
        all
    };
    let operators: Vec<Choice> =
        NAMES.iter().map(|(sign, name)| Choice::new(*sign, t.text_of("operator", name))).collect();
    let labels = |n: usize| {
        let n = n.to_string();
        let label = |key: &str| t.text_with(key, &[("n", n.as_str().into())]);
        [label("list-line-field"), label("list-line-operator"), label("list-line-value")]
    };
    let count = asked.unwrap_or(0).max(said.lines.len().saturating_add(EMPTY)).min(MOST);
    (0..count)
        .map(|place| {
            let line = said.lines.get(place);
            let path = line.map_or("", |line| line.path.as_str());
            let operator = line.map_or("=", |line| line.operator.as_str());
            let value = line.map(|line| shown(&line.values)).unwrap_or_default();
            let n = place.saturating_add(1);
            ConditionLine::new(
                n,
                labels(n),
                offered(path),
                operators.clone(),
                [path, operator, &value],
            )
        })
        .collect()
}

/// Values as their writer typed them: text without its quotes, several with commas.
fn shown(values: &[String]) -> String {
    let plain = |value: &String| match operand(value) {
        Some(Operand { said: Said::Text(text), .. }) if !text.contains([',', '"']) => text,
        _ => value.clone(),
    };
    values.iter().map(plain).collect::<Vec<_>>().join(", ")
}

/// A value as the filter language reads it, if it is one value.
fn operand(value: &str) -> Option<Operand> {
    match filter::parse(&format!("x = {value}")) {
        Ok(filter::Expr::Is(filter::Condition { test: Test::Compare(_, operand), .. })) => {
            Some(operand)
        }
        _ => None,
    }
}

/// Where the lines are sent: they become the list's `q`.
pub(in super::super) async fn compile<P: Pages>(
    State(site): State<Site>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let any = request.take(ANY).as_deref() == Some("any");
    let more = request.take(MORE).is_some();
    let fields = visible::<P>(&site, &member).await?;
    let mut lines = Vec::new();
    for n in 1..=MOST {
        let mut take = |name: &str| request.take(&format!("{name}{n}")).unwrap_or_default();
        let (path, operator, value) = (take("field"), take("operator"), take("value"));
        // A line that is not filled in yet when more are asked for says nothing.
        let blank = value.is_empty() && !operator.ends_with("empty");
        let says_nothing = path.is_empty() || (more && blank);
        if !says_nothing {
            let kind = fields.iter().find(|field| field.code == path).map(|field| field.kind);
            lines.push(Line { values: values(kind, &operator, &value), path, operator });
        }
    }
    let count = lines.len();
    request.q = Lines { any, lines }.text();
    let mut address = addressed::<P>(request);
    if more {
        address.push_str(&format!("&{LINES}={}", count.saturating_add(2 * EMPTY)));
    }
    Ok(see(&address))
}

/// What was typed as values of a line, written as in a filter's text.
fn values(kind: Option<FieldKind>, operator: &str, typed: &str) -> Vec<String> {
    let takes = OPERATORS.iter().find(|(known, _)| *known == operator).map(|(_, takes)| *takes);
    let one = |text: &str| written(kind, text.trim());
    match takes {
        Some(Takes::None) => Vec::new(),
        Some(Takes::One) | None => vec![one(typed)],
        Some(Takes::Two) => {
            let ends = typed.split_once(',').or_else(|| typed.split_once(" and "));
            ends.map_or_else(|| vec![one(typed)], |(from, to)| vec![one(from), one(to)])
        }
        Some(Takes::Several) => typed.split(',').map(one).collect(),
    }
}

/// One value in a filter's text. What can only be words is put into quotes; numbers, moments and
/// what already is in quotes stays as it was typed.
fn written(kind: Option<FieldKind>, typed: &str) -> String {
    let said = operand(typed).map(|operand| operand.said);
    let stays = match (kind, said) {
        _ if typed.is_empty() => true,
        (_, Some(Said::Text(_))) => true,
        (Some(FieldKind::Line(_) | FieldKind::Prose(_)), _) => false,
        (Some(FieldKind::Number(..) | FieldKind::Flag | FieldKind::Instant), _) => true,
        (_, Some(Said::Name(steps))) => {
            steps.len() == 1 || steps.first().is_some_and(|s| s == "me")
        }
        (None, Some(_)) => true,
        _ => false,
    };
    if stays { typed.to_owned() } else { Operand::text(typed).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_has_a_name() {
        let named: Vec<&str> = NAMES.iter().map(|(sign, _)| *sign).collect();
        let known: Vec<&str> = OPERATORS.iter().map(|(sign, _)| *sign).collect();
        assert_eq!(named, known);
    }

    #[test]
    fn words_are_put_into_quotes_and_what_means_something_is_not() {
        let line = Some(FieldKind::Line(200));
        let person = Some(FieldKind::Person);
        for (kind, typed, expected) in [
            (line, "toner empty", "\"toner empty\""),
            (line, "today", "\"today\""),
            (line, "say \"hi\"", "\"say \\\"hi\\\"\""),
            (line, "\"quoted\"", "\"quoted\""),
            (person, "Ada Agent", "\"Ada Agent\""),
            (person, "me", "me"),
            (Some(FieldKind::State), "on_hold", "on_hold"),
            (Some(FieldKind::Number(1, 5)), "2", "2"),
            (Some(FieldKind::Instant), "last 7 days", "last 7 days"),
            (person, "a and state = new", "\"a and state = new\""),
        ] {
            assert_eq!(written(kind, typed), expected, "{typed}");
        }
    }

    #[test]
    fn lines_become_the_text_they_were_made_of() {
        for text in [
            "state = on_hold and priority <= 2",
            "title contains \"toner empty\" or requester = me",
            "state in (new, assigned) and opened_at between 2026-01-01 and 2026-02-01",
            "assignee is empty",
        ] {
            let expr = filter::parse(text).unwrap();
            let lines = Lines::of(&expr).unwrap();
            let typed = lines.lines.iter().map(|line| {
                let kind = match line.path.as_str() {
                    "title" => Some(FieldKind::Line(200)),
                    "priority" => Some(FieldKind::Number(1, 5)),
                    "opened_at" => Some(FieldKind::Instant),
                    "state" => Some(FieldKind::State),
                    _ => Some(FieldKind::Person),
                };
                let values = values(kind, &line.operator, &shown(&line.values));
                Line { values, ..line.clone() }
            });
            let again = Lines { any: lines.any, lines: typed.collect() }.text();
            assert_eq!(filter::parse(&again).unwrap(), expr, "{again}");
        }
    }

    #[test]
    fn the_part_that_is_wrong_is_marked() {
        let fault = Fault::new("q", "filter_option").with("start", 8).with("end", 15);
        let wrong = marked("state = on_hald and x", &fault).unwrap();
        assert_eq!((wrong.before.as_str(), wrong.part.as_str()), ("state = ", "on_hald"));
        assert_eq!(wrong.after, " and x");
    }
}
