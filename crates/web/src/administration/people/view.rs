//! Lays the page of a table out, as that of every edit of many.

use desk::roster::{Change, PeopleImport, State, Summary, Verdict};

use super::PATH;
use super::lines::{Line, Lines, Part, faults, onward};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{
    Badge, BulkRun, BulkView, Cell, Column, EmptyState, Link, Pager, Progress, QueueLink, Tone,
};
use crate::site::Site;

pub(super) fn view(member: &Member, site: &Site, found: &Lines, part: Part) -> BulkView {
    let (t, import) = (&member.t, &found.import);
    let path = format!("{PATH}/{}", import.id);
    let of_outcome = part.outcome.map(|one| format!("outcome={}&", one.code())).unwrap_or_default();
    let further = |after: u64| {
        let cursor = onward(site.cursors(), member.agent.person, after);
        format!("{path}?{of_outcome}limit={}&after={cursor}", part.limit)
    };
    let another = Link::new(PATH, t.text("people-import-another"));
    BulkView {
        here: format!("{path}?{of_outcome}"),
        heading: t.text_with("people-import-heading-of", &[("total", import.total.into())]),
        list: another.clone(),
        all: another,
        lead: lead(t, found),
        under_way: import.state == State::Running,
        progress: (import.state == State::Running).then(|| progress(t, import)),
        run: run(t, import, &found.summary),
        cancel: match import.state {
            State::Draft => t.text("people-import-drop"),
            _ => String::new(),
        },
        outcomes: outcomes(t, found, part, &path),
        outcomes_label: t.text("bulk-outcomes"),
        columns: ["line", "name", "email", "outcome", "changes", "reason"]
            .map(|code| Column::new(code, t.text_of("people-import-column", code)))
            .into(),
        rows: found.lines.iter().map(|line| row(t, site, import, line)).collect(),
        pager: Pager { next: found.next.map(further), ..Pager::default() },
        empty: EmptyState {
            heading: t.text("people-import-none"),
            text: t.text("people-import-none-text"),
            action: None,
        },
        path,
        ..BulkView::default()
    }
}

fn lead(t: &Translator, found: &Lines) -> String {
    let nothing = found.import.state == State::Draft && takes(&found.summary) == 0;
    let code = if nothing { "nothing" } else { found.import.state.code() };
    let lead = t.text_of("people-import-lead", code);
    match found.ignored.is_empty() {
        true => lead,
        false => {
            let columns = found.ignored.join(", ");
            let ignored =
                t.text_with("people-import-ignored", &[("columns", columns.as_str().into())]);
            format!("{lead} {ignored}")
        }
    }
}

/// How many people are made or changed.
fn takes(summary: &Summary) -> i64 {
    i64::try_from(summary.new + summary.changed).unwrap_or(i64::MAX)
}

fn progress(t: &Translator, import: &PeopleImport) -> Progress {
    let counts = [("done", import.position.into()), ("total", import.total.into())];
    let words = t.text_with("bulk-progress", &counts);
    Progress { done: import.position, total: import.total, words }
}

fn run(t: &Translator, import: &PeopleImport, summary: &Summary) -> Option<BulkRun> {
    let n = takes(summary);
    let ready = import.state == State::Draft && n > 0;
    ready.then(|| BulkRun {
        label: t.text_with("people-import-run", &[("n", n.into())]),
        danger: false,
    })
}

/// What an outcome is called: before it is taken, what would be.
fn outcome(t: &Translator, import: &PeopleImport, verdict: Verdict) -> String {
    match import.state {
        State::Draft => t.text_of("people-import-would", verdict.code()),
        _ => t.text_of("people-import-became", verdict.code()),
    }
}

/// What the rows come to. Once it is taken only those refused can be looked at; the others are told
/// by their number.
fn outcomes(t: &Translator, found: &Lines, part: Part, path: &str) -> Vec<QueueLink> {
    let import = &found.import;
    let all = QueueLink {
        link: Link::new(path, t.text("bulk-every")),
        current: part.outcome.is_none(),
        count: import.total.to_string(),
    };
    let there = |one: &Verdict| found.summary.of(*one) > 0 || part.outcome == Some(*one);
    let own = Verdict::EVERY.into_iter().filter(there).map(|one| QueueLink {
        link: Link::new(format!("{path}?outcome={}", one.code()), outcome(t, import, one)),
        current: part.outcome == Some(one),
        count: found.summary.of(one).to_string(),
    });
    let own = own.collect::<Vec<_>>();
    match import.state {
        State::Draft => std::iter::once(all).chain(own).collect(),
        _ => own,
    }
}

fn row(t: &Translator, site: &Site, import: &PeopleImport, line: &Line) -> Vec<Cell> {
    let tone = match line.verdict {
        Verdict::New => Tone::Success,
        Verdict::Changed => Tone::Active,
        Verdict::Unchanged => Tone::Neutral,
        Verdict::Refused => Tone::Danger,
    };
    let reasons: Vec<String> = faults(t, &line.row)
        .map(|(field, _, why)| format!("{}: {why}", t.text_of("people-import-field", field)))
        .collect();
    let new = line.verdict == Verdict::New;
    // Who is new is named in the columns beside.
    let told = line.changes.iter().filter(|one| !new || !["name", "email"].contains(&one.field));
    let changes: Vec<String> = told.map(|one| change(t, site, one, new)).collect();
    vec![
        Cell::Text(line.row.line.to_string()),
        Cell::text(Some(line.row.name.clone()).filter(|name| !name.is_empty())),
        Cell::text(Some(line.row.email.clone()).filter(|email| !email.is_empty())),
        Cell::Badge(Badge::new(outcome(t, import, line.verdict), tone)),
        Cell::text(Some(changes.join("; ")).filter(|changes| !changes.is_empty())),
        Cell::text(Some(reasons.join(" ")).filter(|reasons| !reasons.is_empty())),
    ]
}

/// A value that changes: what it is and what it would be; of somebody new only that.
fn change(t: &Translator, site: &Site, change: &Change, new: bool) -> String {
    let field = t.text_of("people-import-field", change.field);
    let value = |text: &str| match (text.is_empty(), change.field) {
        (true, _) => t.text("value-none"),
        (false, "language") => site.languages().name(text).unwrap_or(text).to_owned(),
        (false, _) => text.to_owned(),
    };
    let (before, after) = (value(&change.before), value(&change.after));
    let said = match new {
        true => format!("{field}: {after}"),
        false => format!("{field}: {before} → {after}"),
    };
    match change.makes.is_empty() {
        true => said,
        false => {
            let made = change.makes.join(", ");
            let gaps = [("said", said.as_str().into()), ("made", made.as_str().into())];
            t.text_with("people-import-makes", &gaps)
        }
    }
}
