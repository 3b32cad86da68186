//! One rule as its page shows it: what holds, and what can be changed.

use desk::closing::{DAYS, INPUTS, Rule, Standing};
use desk::field::FieldKind as Holds;
use desk::input::RawInput;
use desk::retention::Count;

use super::PATH;
use crate::failure::{Failure, Result};
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{
    Cell, ClosingForm, FieldKind, FieldProblem, FormField, InputType, Link, SafeHtml, Section,
    SectionRow,
};
use crate::work::Reader;

/// What was typed for a rule, what it would do, and what is wrong with it.
pub(super) struct Tried<'a> {
    pub(super) input: &'a RawInput,
    /// Nothing where it cannot be taken.
    pub(super) preview: Option<(Rule, Count)>,
    pub(super) problems: &'a [FieldProblem],
}

pub(super) fn section(
    member: &Member,
    reader: &Reader,
    standing: &Standing,
    tried: Option<Tried<'_>>,
) -> Result<Section> {
    let t = &member.t;
    let body = match member.agent.administers() {
        true => Some(SafeHtml::drawn(&form(member, standing, tried)).map_err(Failure::from)?),
        false => None,
    };
    Ok(Section {
        anchor: standing.kind.code,
        heading: t.text_of("nav", standing.kind.path),
        lead: holds(t, &standing.rule),
        body,
        rows: figures(reader, standing),
        ..Section::default()
    })
}

/// What holds, in sentences.
fn holds(t: &Translator, rule: &Rule) -> String {
    let days = |n: i64| [("days", Arg::Number(n))];
    let closes = match rule.close_after {
        Some(n) => t.text_with("closing-after", &days(n)),
        None => t.text("closing-never"),
    };
    let comment = match rule.comment_reopens {
        true => t.text("closing-comment-reopens"),
        false => t.text("closing-comment-stays"),
    };
    let reopens = match rule.reopen_within {
        Some(n) => t.text_with("closing-reopen-within", &days(n)),
        None => t.text("closing-reopen-ever"),
    };
    let survey = match rule.survey {
        true => t.text("closing-survey"),
        false => t.text("closing-no-survey"),
    };
    [closes, comment, reopens, survey].join(" ")
}

fn figures(reader: &Reader, standing: &Standing) -> Vec<SectionRow> {
    let t = &reader.t;
    let row = |code: &str, cell: Cell| SectionRow {
        link: Link::new("", t.text(code)),
        cells: vec![cell],
        forms: Vec::new(),
    };
    let never = || Cell::Text(t.text("closing-as-it-came"));
    let set = reader.maybe(standing.rule.set_at).map_or_else(never, Cell::Time);
    let mut rows = vec![row("closing-set-at", set)];
    if standing.refused > 0 {
        rows.push(row("closing-held-back", Cell::Text(standing.refused.to_string())));
    }
    rows
}

/// The form that tries a rule out, and the one that sets it.
fn form(member: &Member, standing: &Standing, tried: Option<Tried<'_>>) -> ClosingForm {
    let t = &member.t;
    let typed = |name: &str| {
        let tried = tried.as_ref().filter(|tried| tried.input.values.contains_key(name));
        tried.map(|tried| tried.input.shown(name))
    };
    let wrong = |name: &str| {
        let all = tried.as_ref().map_or(&[][..], |tried| tried.problems);
        all.iter().find(|problem| problem.field == name).map(|problem| problem.message.clone())
    };
    let fields = INPUTS.iter().map(|input| {
        let label = t.text_of("field", input.code);
        let value = typed(input.code).unwrap_or_else(|| held(&standing.rule, input.code));
        let bounds = [("least", Arg::Number(DAYS.0)), ("most", Arg::Number(DAYS.1))];
        let field = FormField { error: wrong(input.code), ..FormField::text(input.code, label) };
        match input.kind {
            Holds::Flag => {
                let on = if matches!(value.as_str(), "on" | "true" | "1") { "on" } else { "" };
                FormField { kind: FieldKind::Checkbox, ..field }.with_value(on)
            }
            _ => FormField {
                kind: FieldKind::Text(InputType::Number),
                hint: t.text_of_with("closing-hint", input.code, &bounds),
                ..field
            }
            .with_value(value),
        }
    });
    let preview = tried.as_ref().and_then(|tried| tried.preview);
    ClosingForm {
        shell: member.shell(),
        kind: standing.kind.code,
        page: PATH,
        path: format!("{PATH}/{}", standing.kind.code),
        fields: fields.collect(),
        closes: preview.is_some_and(|(_, count)| count.number > 0),
        said: preview.map(|(rule, count)| said(t, standing, &rule, count)),
        chosen: preview.map(|(rule, _)| chosen(&rule)).unwrap_or_default(),
    }
}

/// What a rule says for one of the inputs, as a form holds it.
fn held(rule: &Rule, code: &str) -> String {
    let days = |days: Option<i64>| days.map(|days| days.to_string()).unwrap_or_default();
    let flag = |flag: bool| if flag { "on".to_owned() } else { String::new() };
    match code {
        "close_after" => days(rule.close_after),
        "reopen_within" => days(rule.reopen_within),
        "survey" => flag(rule.survey),
        _ => flag(rule.comment_reopens),
    }
}

/// What is sent along with the button that sets it.
fn chosen(rule: &Rule) -> Vec<FormField> {
    vec![
        FormField::hidden("close_after", held(rule, "close_after")),
        FormField::hidden("comment_reopens", rule.comment_reopens.to_string()),
        FormField::hidden("reopen_within", held(rule, "reopen_within")),
        FormField::hidden("survey", rule.survey.to_string()),
    ]
}

/// What a rule would do at once, and then.
fn said(t: &Translator, standing: &Standing, rule: &Rule, count: Count) -> String {
    let names = t.text_of("names", standing.kind.code);
    let gaps = [("count", Arg::Number(count.number)), ("names", Arg::Text(&names))];
    let closes = match (count.number, count.more) {
        (0, _) => t.text_with("closing-closes-nothing", &gaps),
        (_, true) => t.text_with("closing-closes-more", &gaps),
        (_, false) => t.text_with("closing-closes", &gaps),
    };
    format!("{closes} {}", holds(t, rule))
}
