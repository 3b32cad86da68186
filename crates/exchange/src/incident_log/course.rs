//! What of an incident's rows its record does not say, so that the export can write every row as
//! it was.

use std::borrow::Cow;

use incident::Incident;

use super::column::{Column, Home, WIDTH};
use super::label::{Label, Labels, MISSING, said};
use super::row::{Key, Row};
use super::{moment, scale, state};

/// One text per column, where there is one.
pub(super) type Texts<'l> = [Option<Cow<'l, str>>; WIDTH];

/// How far an incident of the log has come.
#[derive(Debug)]
pub(super) struct Course<'l> {
    /// As it stands.
    pub(super) incident: Option<Incident>,
    /// The last row that was taken.
    pub(super) last: Option<Key>,
    /// Columns whose content no field says, word for word.
    pub(super) kept: Texts<'l>,
    /// What the fields said last of the outcome, in the log's words.
    pub(super) outcome: Texts<'l>,
    /// The cells of the row before, when that was of this log.
    previous: Option<[Label; WIDTH]>,
}

/// What the rows still to come say of the outcome. A log writes it in every row; here it is known
/// from the first row that is over, and the rows before show what that one says.
#[derive(Debug)]
pub(super) struct Outlook {
    over: Option<[Label; WIDTH]>,
    closed: Option<[Label; WIDTH]>,
    last: Option<[Label; WIDTH]>,
}

/// The outlook from one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'o> {
    outlook: &'o Outlook,
    is_last: bool,
}

impl Outlook {
    pub(super) fn over(labels: &Labels, rows: &[Row]) -> Self {
        let first = |holds: fn(&state::Seen<'_>) -> bool| {
            let found = rows.iter().find(|row| {
                state::read(labels.text(row.cell(Column::STATE))).is_some_and(|s| holds(&s))
            });
            found.map(|row| row.cells)
        };
        Outlook {
            over: first(|seen| seen.is_over()),
            closed: first(|seen| seen.is_closed()),
            last: rows.last().map(|r| r.cells),
        }
    }

    pub(super) fn at(&self, is_last: bool) -> View<'_> {
        View { outlook: self, is_last }
    }

    /// What will be said of a column.
    fn promises(&self, column: Column) -> Option<Label> {
        let speaks = if column == Column::CLOSED_AT { self.closed } else { self.over };
        speaks.or(self.last).and_then(|cells| column.of(&cells).copied())
    }
}

impl<'l> Course<'l> {
    /// Nothing is known of it.
    pub(super) fn new() -> Self {
        Course { incident: None, last: None, kept: none(), outcome: none(), previous: None }
    }

    /// Whether a row is from before what is known: its own log's rows, or what was done here since.
    pub(super) fn is_past(&self, key: Key) -> bool {
        self.last.is_some_and(|last| key < last)
            || self.incident.as_ref().is_some_and(|i| key.at < i.record.updated_at)
    }

    /// A row was replayed.
    pub(super) fn arrive(&mut self, after: &Incident, key: Key) {
        self.incident = Some(after.clone());
        self.last = self.last.max(Some(key));
    }

    /// What the entry of a row must keep beside the record's fields: a line for each column whose
    /// kept content changes.
    pub(super) fn note(
        &mut self,
        labels: &'l Labels,
        row: &Row,
        after: &Incident,
        view: View<'_>,
    ) -> Option<String> {
        self.state_outcome(labels, row, after);
        let mut lines = String::new();
        for column in Column::all() {
            let label = row.cell(column);
            let raw = labels.text(label);
            let wanted = match column.home() {
                Home::Entry => continue,
                Home::Outcome => self.outcome_apart(column, raw, label, view),
                Home::Apart | Home::Field if self.is_unchanged(column, row) => continue,
                Home::Apart => (self.has_kept(column) || raw != MISSING).then_some(raw),
                Home::Field => (!says(labels, column, row, after)).then_some(raw),
            };
            self.keep(column, wanted, &mut lines);
        }
        self.previous = Some(row.cells);
        if lines.is_empty() { None } else { Some(lines) }
    }

    /// The outcome, where the row is one that enters it.
    fn state_outcome(&mut self, labels: &'l Labels, row: &Row, after: &Incident) {
        let seen = state::read(labels.text(row.cell(Column::STATE)));
        let Some(seen) = seen.filter(state::Seen::is_over) else { return };
        let mut set = |column: Column, text: Cow<'l, str>| {
            if let Some(place) = column.of_mut(&mut self.outcome) {
                *place = Some(text);
            }
        };
        set(Column::CODE, labels.said(row.cell(Column::CODE)).unwrap_or(MISSING).into());
        let by = row.cell(Column::RESOLVED_BY);
        set(Column::RESOLVED_BY, labels.said(by).map_or(MISSING, |_| labels.text(by)).into());
        if let Some(at) = after.record.resolved_at {
            set(Column::RESOLVED_AT, moment::format(at).into());
        }
        if let Some(at) = after.record.closed_at.filter(|_| seen.is_closed()) {
            set(Column::CLOSED_AT, moment::format(at).into());
        }
    }

    /// What must be kept of a column of the outcome.
    fn outcome_apart<'t>(
        &self,
        column: Column,
        raw: &'t str,
        label: Label,
        view: View<'_>,
    ) -> Option<&'t str> {
        let stated = column.of(&self.outcome).and_then(Option::as_deref);
        let is_said = match stated {
            Some(stated) => stated == raw,
            // Nobody has said anything yet: what comes later will speak for this row, unless it
            // says something else or may never come.
            None => {
                !self.has_kept(column)
                    && !view.is_last
                    && view.outlook.promises(column) == Some(label)
            }
        };
        (!is_said).then_some(raw)
    }

    fn has_kept(&self, column: Column) -> bool {
        column.of(&self.kept).is_some_and(Option::is_some)
    }

    /// Whether the row before said the same there. Category and subcategory are one field.
    fn is_unchanged(&self, column: Column, row: &Row) -> bool {
        let same = |column: Column| {
            self.previous
                .as_ref()
                .and_then(|cells| column.of(cells))
                .is_some_and(|before| *before == row.cell(column))
        };
        match column {
            Column::CATEGORY | Column::SUBCATEGORY => {
                same(Column::CATEGORY) && same(Column::SUBCATEGORY)
            }
            other => same(other),
        }
    }

    fn keep(&mut self, column: Column, wanted: Option<&'l str>, lines: &mut String) {
        let Some(kept) = column.of_mut(&mut self.kept) else { return };
        if kept.as_deref() == wanted {
            return;
        }
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(column.name());
        if let Some(text) = wanted {
            lines.push('=');
            lines.push_str(text);
        }
        *kept = wanted.map(Cow::Borrowed);
    }
}

/// Reads what [`Course::note`] wrote.
pub(super) fn read_note(note: &str, kept: &mut Texts<'_>) {
    for line in note.lines() {
        let (name, text) =
            line.split_once('=').map_or((line, None), |(name, text)| (name, Some(text)));
        if let Some(place) = Column::named(name).and_then(|column| column.of_mut(kept)) {
            *place = text.map(|text| Cow::Owned(text.to_owned()));
        }
    }
}

/// No text in any column.
pub(super) fn none<'l>() -> Texts<'l> {
    [const { None }; WIDTH]
}

/// Whether the record's fields say a column exactly as the row does.
fn says(labels: &Labels, column: Column, row: &Row, after: &Incident) -> bool {
    let raw = labels.text(row.cell(column));
    let missing = raw == MISSING;
    let trimmed = said(raw) == Some(raw);
    match column {
        // A person is known by the label exactly as it is written.
        Column::CALLER | Column::OPENED_BY | Column::UPDATED_BY | Column::ASSIGNEE => {
            missing || said(raw).is_some()
        }
        Column::SUBCATEGORY => {
            missing || (trimmed && labels.said(row.cell(Column::CATEGORY)).is_some())
        }
        Column::CATEGORY | Column::TEAM | Column::LOCATION => missing || trimmed,
        Column::OPENED_AT => moment::format(after.record.opened_at) == raw,
        Column::CHANNEL => scale::contact_type(&after.record.channel) == raw,
        Column::IMPACT => scale::weight_text(after.weight.impact()) == raw,
        Column::URGENCY => scale::weight_text(after.weight.urgency()) == raw,
        Column::PRIORITY => after.record.priority.is_some_and(|p| scale::priority_text(p) == raw),
        _ => false,
    }
}
