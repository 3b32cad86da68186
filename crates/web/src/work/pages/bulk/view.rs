//! Lays the page of a bulk edit out.

use db::{Id, ReadTx};
use desk::bulk::{Bulk, Item, Items, Outcome, Part, State, items};
use desk::lifecycle::{Tone as VerbTone, Verb};

use super::super::own::Pages;
use super::super::words::Words;
use super::super::{list_path, record_path};
use super::{Refused, form, found, mine, path_of};
use crate::cursors::Cursors;
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{
    Badge, BulkRun, BulkView, Cell, Column, EmptyState, Link, Pager, Progress, QueueLink, Tone,
};
use crate::work::bulk::{Labels, onward};

/// What the page of one shows.
pub(super) fn view<P: Pages>(
    tx: &ReadTx<'_>,
    member: &Member,
    id: Id<Bulk>,
    (part, asked, cursors): (Part, &str, &Cursors),
    refused: Option<&Refused>,
) -> desk::Result<BulkView> {
    let t = &member.t;
    let (bulk, verb) = found::<P>(tx, &member.agent, id)?;
    let rows = items(tx, &member.agent, &bulk, part)?;
    let labels = Labels::of(tx, P::KIND)?;
    let (path, words) = (path_of(P::KIND, id), Words { t, kind: P::KIND });
    let asks = bulk.state.is_open() || refused.is_some();
    let mut form = if asks { form::form::<P>(tx, member, (&bulk, verb), refused)? } else { None };
    if let Some(form) = form.as_mut().filter(|_| bulk.state != State::Draft) {
        form.fold = t.text("bulk-again");
    }
    let label = words.own("verb", verb.code);
    let heading = [("verb", label.as_str().into()), ("total", bulk.total.into())];
    Ok(BulkView {
        here: format!("{path}?{}", asked.trim_end_matches('&')),
        heading: t.text_with("bulk-heading", &heading),
        list: Link::new(list_path(P::KIND), words.list()),
        all: Link::new(mine::PATH, t.text("bulk-mine")),
        lead: lead(t, &bulk),
        under_way: bulk.state.is_under_way(),
        progress: bulk.state.is_under_way().then(|| progress(t, &bulk)),
        run: runs(t, &bulk, verb, &label),
        cancel: match bulk.state {
            State::Running => t.text("bulk-stop"),
            state if state.is_open() => t.text("bulk-drop"),
            _ => String::new(),
        },
        outcomes: outcomes(t, &bulk, part.outcome, &path),
        outcomes_label: t.text("bulk-outcomes"),
        export: (bulk.done() > 0).then(|| {
            Link::new(format!("{path}/export?{}", of_outcome(part.outcome)), t.text("bulk-export"))
        }),
        columns: columns(t),
        pager: pager(&path, part, &rows, |after| onward(cursors, member.agent.person, after)),
        rows: rows.items.iter().map(|item| row::<P>(t, &labels, &bulk, item)).collect(),
        empty: EmptyState {
            heading: t.text("bulk-none"),
            text: t.text("bulk-none-text"),
            action: Some(Link::new(path.clone(), t.text("bulk-show-all"))),
        },
        form,
        path,
    })
}

fn lead(t: &Translator, bulk: &Bulk) -> String {
    let nothing = bulk.state == State::Previewed && bulk.changed == 0;
    let code = if nothing { "nothing" } else { bulk.state.code() };
    t.text_of("bulk-lead", code)
}

fn progress(t: &Translator, bulk: &Bulk) -> Progress {
    let counts = [("done", bulk.done().into()), ("total", bulk.total.into())];
    let words = t.text_with("bulk-progress", &counts);
    Progress { done: bulk.done(), total: bulk.total, words }
}

/// The button that has it done, where there is something to do.
fn runs(t: &Translator, bulk: &Bulk, verb: &Verb, label: &str) -> Option<BulkRun> {
    let ready = bulk.state == State::Previewed && bulk.changed > 0;
    let said = [("verb", label.into()), ("n", bulk.changed.into())];
    ready.then(|| BulkRun {
        label: t.text_with("bulk-run", &said),
        danger: verb.tone == VerbTone::Danger,
    })
}

/// What an outcome is called: before it is done, what would be.
pub(super) fn outcome(t: &Translator, bulk: &Bulk, outcome: Outcome) -> String {
    match bulk.state.is_open() {
        true => t.text_of("bulk-would", outcome.code()),
        false => t.text_of("bulk-became", outcome.code()),
    }
}

fn of_outcome(outcome: Option<Outcome>) -> String {
    outcome.map(|outcome| format!("outcome={}", outcome.code())).unwrap_or_default()
}

/// All, and those outcomes that there are.
fn outcomes(t: &Translator, bulk: &Bulk, shown: Option<Outcome>, path: &str) -> Vec<QueueLink> {
    let all = QueueLink {
        link: Link::new(path, t.text("bulk-every")),
        current: shown.is_none(),
        count: bulk.total.to_string(),
    };
    let there = |outcome: &Outcome| bulk.count(*outcome) > 0 || shown == Some(*outcome);
    let own = Outcome::EVERY.into_iter().filter(there).map(|one| QueueLink {
        link: Link::new(format!("{path}?{}", of_outcome(Some(one))), outcome(t, bulk, one)),
        current: shown == Some(one),
        count: bulk.count(one).to_string(),
    });
    std::iter::once(all).chain(own).collect()
}

/// The columns of the table, and of the file.
pub(super) fn columns(t: &Translator) -> Vec<Column> {
    ["number", "title", "outcome", "reason"]
        .map(|code| Column::new(code, t.text_of("bulk-column", code)))
        .into()
}

fn row<P: Pages>(t: &Translator, labels: &Labels, bulk: &Bulk, item: &Item) -> Vec<Cell> {
    let number = match &item.heading {
        Some(heading) => {
            Cell::Link(Link::new(record_path(P::KIND, &heading.number), heading.number.as_str()))
        }
        None => Cell::Text(item.number.clone()),
    };
    let tone = match item.outcome {
        Outcome::Waiting => Tone::Muted,
        Outcome::Changed if bulk.state.is_open() => Tone::Active,
        Outcome::Changed => Tone::Success,
        Outcome::Unchanged => Tone::Neutral,
        Outcome::Refused => Tone::Danger,
    };
    vec![
        number,
        Cell::text(item.heading.as_ref().map(|heading| heading.title.clone())),
        Cell::Badge(Badge::new(outcome(t, bulk, item.outcome), tone)),
        Cell::text(item.refusal.as_ref().map(|refusal| labels.reason(t, refusal))),
    ]
}

fn pager(path: &str, part: Part, rows: &Items, cursor: impl Fn(i64) -> String) -> Pager {
    let further = |after: i64| {
        let outcome = part.outcome.map(|one| format!("outcome={}&", one.code()));
        let (outcome, after) = (outcome.unwrap_or_default(), cursor(after));
        format!("{path}?{outcome}limit={}&after={after}", part.limit)
    };
    Pager { next: rows.next.map(further), ..Pager::default() }
}
