//! One rule as its page shows it: what holds, how far it has come, and what can be changed.

use desk::input::RawInput;
use desk::retention::{Count, DAYS, Scope, Standing};

use super::PATH;
use crate::failure::{Failure, Result};
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{
    Cell, FieldKind, FieldProblem, FormField, InputType, Link, Method, RetentionForm, SafeHtml,
    Section, SectionRow, VerbForm,
};
use crate::work::Reader;

/// Days that were typed, and what they would erase.
pub(super) struct Tried<'a> {
    pub(super) input: &'a RawInput,
    /// Nothing where they cannot be taken.
    pub(super) preview: Option<(i64, Count)>,
    pub(super) problems: &'a [FieldProblem],
}

pub(super) fn section(
    member: &Member,
    reader: &Reader,
    standing: &Standing,
    tried: Option<Tried<'_>>,
) -> Result<Section> {
    let (t, scope, rule) = (&member.t, standing.scope, &standing.rule);
    let may = member.agent.administers();
    let body = match may {
        true => Some(SafeHtml::drawn(&form(member, standing, tried)).map_err(Failure::from)?),
        false => None,
    };
    let remove = VerbForm {
        method: Method::Delete,
        ..VerbForm::button(
            &format!("keep-{}", scope.code()),
            format!("{PATH}/{}", scope.code()),
            t.text("retention-remove"),
        )
    };
    Ok(Section {
        anchor: scope.code(),
        heading: match scope {
            Scope::Records(kind) => t.text_of("nav", kind.path),
            Scope::Logbook(book) => t.text_of("logbook", book.code()),
        },
        lead: holds(t, scope, rule.days),
        body,
        rows: figures(reader, standing),
        forms: (may && rule.days.is_some()).then_some(remove).into_iter().collect(),
        ..Section::default()
    })
}

/// What holds, in a sentence.
fn holds(t: &Translator, scope: Scope, days: Option<i64>) -> String {
    let Some(days) = days else { return t.text("retention-for-ever") };
    let days = [("days", Arg::Number(days))];
    match scope {
        Scope::Records(_) => t.text_with("retention-of-records", &days),
        Scope::Logbook(_) => t.text_with("retention-of-days", &days),
    }
}

/// How far it has come, once there is, or was, a rule.
fn figures(reader: &Reader, standing: &Standing) -> Vec<SectionRow> {
    let (t, rule) = (&reader.t, &standing.rule);
    if rule.set_at.is_none() {
        return Vec::new();
    }
    let row = |label: &str, cell: Cell| SectionRow {
        link: Link::new("", t.text(label)),
        cells: vec![cell],
        forms: Vec::new(),
    };
    let erased = Count { number: rule.erased, more: false };
    let mut rows = vec![row("retention-erased", Cell::Text(counted(t, standing.scope, erased)))];
    if rule.days.is_some() {
        let waiting = counted(t, standing.scope, standing.waiting);
        rows.push(row("retention-waiting", Cell::Text(waiting)));
        let never = || Cell::Text(t.text("retention-never"));
        let ran = reader.maybe(rule.ran_at).map_or_else(never, Cell::Time);
        rows.push(row("retention-ran", ran));
    }
    rows
}

/// So many records, or days.
fn counted(t: &Translator, scope: Scope, count: Count) -> String {
    let number = [("count", Arg::Number(count.number))];
    let what = match scope {
        Scope::Records(_) => t.text_with("retention-count-records", &number),
        Scope::Logbook(_) => t.text_with("retention-count-days", &number),
    };
    match count.more {
        true => t.text_with("retention-more-than", &[("what", Arg::Text(&what))]),
        false => what,
    }
}

/// The form that tries days out, and the one that sets them.
fn form(member: &Member, standing: &Standing, tried: Option<Tried<'_>>) -> RetentionForm {
    let (t, scope) = (&member.t, standing.scope);
    let held = standing.rule.days.map(|days| days.to_string()).unwrap_or_default();
    let typed = |name: &str| tried.as_ref().map(|tried| tried.input.shown(name));
    let wrong = |name: &str| {
        let all = tried.as_ref().map_or(&[][..], |tried| tried.problems);
        all.iter().find(|problem| problem.field == name).map(|problem| problem.message.clone())
    };
    let bounds = [("least", Arg::Number(DAYS.0)), ("most", Arg::Number(DAYS.1))];
    let days = FormField {
        kind: FieldKind::Text(InputType::Number),
        error: wrong("days"),
        ..FormField::text("days", t.text_with("retention-days", &bounds))
    };
    let reason = FormField {
        required: true,
        hint: t.text("retention-reason-hint"),
        error: wrong("reason"),
        ..FormField::text("reason", t.text_of("field", "reason"))
    };
    let preview = tried.as_ref().and_then(|tried| tried.preview);
    let erases = preview.is_some_and(|(_, count)| count.number > 0);
    RetentionForm {
        shell: member.shell(),
        scope: scope.code(),
        page: PATH,
        path: format!("{PATH}/{}", scope.code()),
        days: days.with_value(typed("days").unwrap_or(held)),
        erases,
        said: preview.map(|(days, count)| said(t, scope, days, count)),
        chosen: preview.map(|(days, _)| days).unwrap_or_default(),
        reason: erases.then(|| reason.with_value(typed("reason").unwrap_or_default())),
    }
}

/// What so many days would erase.
fn said(t: &Translator, scope: Scope, days: i64, count: Count) -> String {
    let what = counted(t, scope, count);
    let gaps = [("days", Arg::Number(days)), ("what", Arg::Text(&what))];
    match (count.number, scope) {
        (0, _) => t.text_with("retention-erases-nothing", &gaps),
        (_, Scope::Records(_)) => t.text_with("retention-erases-records", &gaps),
        (_, Scope::Logbook(_)) => t.text_with("retention-erases-days", &gaps),
    }
}
