//! The rows of a table with what they come to: before it is taken all of them, as they would; then
//! those that were not taken.

use std::collections::HashSet;

use db::Id;
use desk::Fault;
use desk::access::Agent;
use desk::people::Person;
use desk::roster::{self, Change, PeopleImport, Refusal, Row, State, Summary, Verdict};

use super::{identity, options};
use crate::cursors::Cursors;
use crate::failure::{Failure, Place, Result, told};
use crate::i18n::Translator;
use crate::query::{ListRequest, PageFrom};
use crate::site::Site;

/// The sort of list, as cursors are sealed for it.
const LIST: &str = "people-import";

/// A row.
pub(super) struct Line {
    pub(super) verdict: Verdict,
    pub(super) row: Refusal,
    /// What would change, before it is taken.
    pub(super) changes: Vec<Change>,
}

/// A table, and the rows asked for.
pub(super) struct Lines {
    pub(super) import: PeopleImport,
    /// What all rows come to.
    pub(super) summary: Summary,
    pub(super) lines: Vec<Line>,
    /// The place after which there are more.
    pub(super) next: Option<u64>,
    pub(super) ignored: Vec<String>,
}

/// Which rows are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Part {
    pub(super) outcome: Option<Verdict>,
    after: u64,
    pub(super) limit: usize,
}

impl Part {
    pub(super) fn of(mut request: ListRequest, reader: Id<Person>) -> Result<Part> {
        let outcome = request.take("outcome");
        request.nothing_else()?;
        let outcome = match outcome {
            None => None,
            Some(code) => Some(verdict(&code)?),
        };
        let after = match request.place(LIST, reader).map_err(Failure::in_query)? {
            PageFrom::Start => 0,
            PageFrom::After(bytes) => {
                let bytes = bytes.as_slice().try_into();
                u64::from_be_bytes(bytes.map_err(|_| Failure::query("after", "cursor"))?)
            }
            PageFrom::Before(_) => return Err(Failure::query("before", "cursor")),
        };
        let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
        Ok(Part { outcome, after, limit })
    }
}

fn verdict(code: &str) -> Result<Verdict> {
    let found = Verdict::EVERY.into_iter().find(|verdict| verdict.code() == code);
    found.ok_or_else(|| {
        let codes = Verdict::EVERY.map(Verdict::code).join(", ");
        let fault = Fault::new("outcome", "option").with("options", codes);
        Failure::Request(Place::Query, vec![fault])
    })
}

/// The cursor of the rows after a place.
pub(super) fn onward(cursors: &Cursors, reader: Id<Person>, after: u64) -> String {
    cursors.seal(LIST, reader, &after.to_be_bytes())
}

/// Reads them. Before it is taken every row is judged anew: who is known may have changed. What would
/// change is told of the rows asked for alone.
pub(super) async fn lines(site: &Site, agent: &Agent, id: &str, part: Part) -> Result<Lines> {
    let (agent, id, inner) = (agent.clone(), identity(id)?, site.clone());
    let found = site.work(move |db| {
        let (import, table) = db.read(|tx| {
            Ok::<_, desk::Error>((roster::find(tx, &agent, id)?, roster::table(tx, id)?))
        })?;
        let (Some(table), State::Draft) = (table, import.state) else {
            let lines = import.refusals.iter().cloned();
            let lines = lines.map(|row| (Verdict::Refused, row));
            let (lines, next) = wanted(lines, part);
            let ignored = Vec::new();
            return Ok(Lines { summary: import.summary, lines, next, import, ignored });
        };
        let options = options(&inner, &import);
        let outcomes = roster::preview(db, &table.rows, &options)?;
        let mut summary = Summary::default();
        outcomes.iter().for_each(|outcome| summary.add(outcome.verdict));
        let all = outcomes.iter().map(|one| (one.verdict, Refusal::of(one)));
        let (mut lines, next) = wanted(all, part);
        let shown: HashSet<u64> = lines.iter().map(|line| line.row.line).collect();
        let rows: Vec<Row> =
            table.rows.into_iter().filter(|row| shown.contains(&row.line)).collect();
        for (line, changes) in lines.iter_mut().zip(roster::changes(db, &rows, &options)?) {
            line.changes = changes;
        }
        Ok(Lines { import, summary, lines, next, ignored: table.ignored })
    });
    Ok(found.await?)
}

/// The rows asked for, and the place after which there are more.
fn wanted(all: impl Iterator<Item = (Verdict, Refusal)>, part: Part) -> (Vec<Line>, Option<u64>) {
    let of_part = all.filter(|(verdict, row)| {
        row.line > part.after && part.outcome.is_none_or(|own| own == *verdict)
    });
    let of_part = of_part.take(part.limit.saturating_add(1));
    let mut lines: Vec<Line> =
        of_part.map(|(verdict, row)| Line { verdict, row, changes: Vec::new() }).collect();
    let more = lines.len() > part.limit;
    lines.truncate(part.limit);
    let next = lines.last().filter(|_| more).map(|line| line.row.line);
    (lines, next)
}

/// What is wrong with a row, each with its field, its code and its words.
pub(super) fn faults<'a>(
    t: &'a Translator,
    row: &'a Refusal,
) -> impl Iterator<Item = (&'a str, &'a str, String)> {
    row.faults.iter().map(|(field, code, details)| {
        let details: Vec<(&str, String)> =
            details.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        (field.as_str(), code.as_str(), told(t, code, &details))
    })
}
