//! A matrix, drawn as a grid.

use desk::Kind;
use desk::priority::{Levels, Matrix, Standing};

use super::PATH;
use super::sent::cell as name_of;
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{
    Badge, Choice, FieldProblem, FormField, PriorityCell, PriorityGrid, PriorityRow, Tried,
};

/// A priority in words; none for none.
pub(super) fn priority_in_words(t: &Translator, priority: Option<i64>) -> String {
    match priority {
        Some(level) => t.text_of("priority", &level.to_string()),
        None => t.text("priority-none"),
    }
}

/// An impact and an urgency in words.
pub(super) fn cell_in_words(t: &Translator, (impact, urgency): (i64, i64)) -> String {
    let gaps = [
        ("impact", Arg::Text(&t.text_of("impact", &impact.to_string()))),
        ("urgency", Arg::Text(&t.text_of("urgency", &urgency.to_string()))),
    ];
    t.text_with("priority-cell", &gaps)
}

/// What was tried out or refused, in place of what holds.
pub(super) struct Shown<'a> {
    /// What stands in the cells, by their names.
    pub(super) value: &'a dyn Fn(i64, i64) -> Option<String>,
    /// What is wrong with some.
    pub(super) problems: &'a [FieldProblem],
    /// What came of trying.
    pub(super) tried: Option<Tried>,
}

/// The grid of a kind.
pub(super) fn grid(member: &Member, standing: &Standing, shown: Shown<'_>) -> PriorityGrid {
    let (t, kind) = (&member.t, standing.kind);
    let levels = Levels::of(kind);
    let came = Matrix::came(kind);
    let row = |impact: i64| PriorityRow {
        label: t.text_of("impact-choice", &impact.to_string()),
        cells: levels
            .urgencies
            .clone()
            .map(|urgency| cell(t, kind, (standing, &came), &shown, (impact, urgency)))
            .collect(),
    };
    let path = format!("{PATH}/{}", kind.code);
    PriorityGrid {
        shell: member.shell(),
        caption: t.text_of("nav", kind.path),
        urgencies: levels.urgencies.clone().map(|urgency| urgency_in_words(t, urgency)).collect(),
        rows: levels.impacts.clone().map(row).collect(),
        path: member.agent.administers().then(|| format!("{path}/preview")),
        seen: standing.matrix.seen(),
        restore: (!standing.differs.is_empty())
            .then(|| format!("{PATH}?kind={}&as=ready", kind.code)),
        tried: shown.tried,
    }
}

fn urgency_in_words(t: &Translator, urgency: i64) -> String {
    of_urgency(t, &t.text_of("urgency-choice", &urgency.to_string()))
}

fn of_urgency(t: &Translator, level: &str) -> String {
    t.text_with("priority-urgency", &[("urgency", Arg::Text(level))])
}

fn cell(
    t: &Translator,
    kind: &Kind,
    (standing, came): (&Standing, &Matrix),
    shown: &Shown<'_>,
    (impact, urgency): (i64, i64),
) -> PriorityCell {
    let held = standing.matrix.priority(impact, urgency);
    let value = (shown.value)(impact, urgency);
    let value = value.or_else(|| held.map(|held| held.to_string())).unwrap_or_default();
    let level: Option<i64> = value.parse().ok();
    let name = name_of(impact, urgency);
    let words = |level: i64| priority_in_words(t, Some(level));
    let original = came.priority(impact, urgency).filter(|came| level != Some(*came));
    let gap = |level: i64| t.text_with("roles-came", &[("reach", Arg::Text(&words(level)))]);
    let level_of_badge = level.and_then(|level| u8::try_from(level).ok()).unwrap_or_default();
    let problem = shown.problems.iter().find(|problem| problem.field == name);
    PriorityCell {
        label: cell_in_words(t, (impact, urgency)),
        urgency: of_urgency(t, &t.text_of("urgency", &urgency.to_string())),
        badge: Badge::priority(priority_in_words(t, level), level_of_badge),
        choices: Levels::of(kind)
            .priorities
            .map(|level| Choice::new(level.to_string(), words(level)))
            .collect(),
        came: original.map(gap),
        changed: level != held,
        error: problem.map(|problem| problem.message.clone()),
        name,
        value,
    }
}

/// What is sent along with the button that sets a matrix.
pub(super) fn chosen(matrix: &Matrix, seen: String) -> Vec<FormField> {
    let cells = matrix.cells().map(|(impact, urgency, priority)| {
        FormField::hidden(&name_of(impact, urgency), priority.to_string())
    });
    std::iter::once(FormField::hidden(super::sent::SEEN, seen)).chain(cells).collect()
}
