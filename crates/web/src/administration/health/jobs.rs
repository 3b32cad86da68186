//! The list of background work: what waits, what is being done and what was given up.

use axum::extract::State;
use axum::response::Response;
use db::{Id, ReadTx, Timestamp};
use desk::access::Agent;
use desk::job::{self, Listed, QUEUES};
use desk::{Error, Fault, Result as Desk};
use jobs::{JobPlace, JobQuery, JobState};

use super::{JOBS, PATH};
use crate::failure::{Failure, Result};
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{Badge, Cell, Choice, Column, EmptyState, FormField, Link, TablePage, Tone};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::site::Site;
use crate::work::Reader;

/// What cursors of the list belong to.
const LIST: &str = "jobs";

/// A page of jobs, and the cursor of the one after.
pub(super) struct Read {
    pub(super) jobs: Vec<Listed>,
    pub(super) next: Option<String>,
}

/// Reads what is asked for.
pub(super) fn read(tx: &ReadTx<'_>, agent: &Agent, request: &ListRequest) -> Desk<Read> {
    let mut jobs = job::list(tx, agent, &query(agent, request)?)?;
    let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
    let more = jobs.len() > limit;
    jobs.truncate(limit);
    let last = jobs.last().filter(|_| more).map(|last| last.job.place());
    let next = last.map(|place| request.cursor(LIST, agent.person, &bytes_of(place)));
    Ok(Read { jobs, next })
}

/// Nothing but a state and a queue can be asked for.
pub(super) fn only_known(request: &ListRequest) -> Result<()> {
    let mut rest = request.clone();
    drop((rest.take("state"), rest.take("queue")));
    rest.nothing_else()
}

fn query(agent: &Agent, request: &ListRequest) -> Desk<JobQuery> {
    let refused = |field: &str, options: Vec<&str>| {
        Error::Invalid(vec![Fault::new(field, "option").with("options", options.join(", "))])
    };
    let state = request.equals.get("state").map(|code| {
        let codes = || JobState::EVERY.map(JobState::code).into();
        JobState::from_code(code).ok_or_else(|| refused("state", codes()))
    });
    let queue = request.equals.get("queue").map(|code| {
        let codes = || QUEUES.iter().map(|queue| queue.code).collect();
        let known = QUEUES.iter().any(|queue| queue.code == code);
        if known { Ok(code.clone()) } else { Err(refused("queue", codes())) }
    });
    let after = request.onward(LIST, agent.person)?;
    let after = after.map(|bytes| place(&bytes).ok_or_else(|| Error::invalid("after", "cursor")));
    Ok(JobQuery {
        state: state.transpose()?,
        queue: queue.transpose()?,
        after: after.transpose()?,
        // One more than asked for tells whether there are more.
        limit: request.limit.saturating_add(1),
    })
}

/// A place in the list as a cursor: a byte of the state, 8 of the moment, 16 of the job.
fn bytes_of(place: JobPlace) -> Vec<u8> {
    let mut bytes = vec![byte_of(place.state)];
    bytes.extend_from_slice(&place.run_at.micros().to_be_bytes());
    bytes.extend_from_slice(place.id.bytes());
    bytes
}

/// What a cursor says of a state.
fn byte_of(state: JobState) -> u8 {
    match state {
        JobState::Dead => 0,
        JobState::Running => 1,
        JobState::Waiting => 2,
    }
}

fn place(bytes: &[u8]) -> Option<JobPlace> {
    let (state, rest) = bytes.split_first()?;
    let (run_at, id) = rest.split_first_chunk::<8>()?;
    Some(JobPlace {
        state: JobState::EVERY.into_iter().find(|known| byte_of(*known) == *state)?,
        run_at: Timestamp::from_micros(i64::from_be_bytes(*run_at)),
        id: Id::from_bytes(id.try_into().ok()?),
    })
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    only_known(&request)?;
    let (agent, asked) = (member.agent.clone(), request.clone());
    let found = site.read(move |tx| read(tx, &agent, &asked)).await;
    let Read { jobs, next } = found.map_err(Failure::in_query)?;
    let t = &member.t;
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    let column = |code: &str| Column::new(code, t.text_of("jobs-column", code));
    draw(&TablePage {
        shell: member.shell(),
        place: Link::new(PATH, t.text("health-heading")),
        heading: t.text("jobs-heading"),
        lead: t.text("jobs-lead"),
        actions: Vec::new(),
        tabs: Vec::new(),
        tabs_label: String::new(),
        filters: filters(t, &request),
        path: JOBS.to_owned(),
        filtered: !request.equals.is_empty(),
        columns: ["queue", "state", "due", "tried", "record", "cause"].map(column).into(),
        rows: jobs.iter().map(|listed| row(&reader, &member, listed)).collect(),
        pager: request.pager(JOBS, next.as_deref()),
        empty: EmptyState {
            heading: t.text("jobs-none"),
            text: t.text("jobs-none-text"),
            action: None,
        },
    })
}

fn filters(t: &Translator, request: &ListRequest) -> Vec<FormField> {
    let given = |name: &str| request.equals.get(name).cloned().unwrap_or_default();
    let any = || Choice::new("", t.text("jobs-any"));
    let states = JobState::EVERY.map(|state| Choice::new(state.code(), words(t, state)));
    let queues = QUEUES.iter().map(|queue| Choice::new(queue.code, called(t, queue.code)));
    let select = |name: &str, choices: Vec<Choice>| {
        FormField::select(name, t.text_of("jobs-column", name), choices).with_value(given(name))
    };
    vec![
        select("state", [any()].into_iter().chain(states).collect()),
        select("queue", [any()].into_iter().chain(queues).collect()),
    ]
}

fn row(reader: &Reader, member: &Member, listed: &Listed) -> Vec<Cell> {
    let (t, job) = (&reader.t, &listed.job);
    let tone = match job.state {
        JobState::Dead => Tone::Danger,
        JobState::Running => Tone::Success,
        JobState::Waiting if job.attempts > 0 => Tone::Warning,
        JobState::Waiting => Tone::Muted,
    };
    let record = listed.record.as_ref().map_or(Cell::Empty, |of| {
        Cell::Link(Link::new(member.record_path(&of.kind, &of.number), of.number.as_str()))
    });
    let tried = match job.attempts {
        0 => Cell::Empty,
        count => Cell::Text(t.text_with("health-tried", &[("count", Arg::Number(count))])),
    };
    vec![
        Cell::Text(called(t, &job.queue)),
        Cell::Badge(Badge::new(words(t, job.state), tone)),
        Cell::Time(reader.stamp(job.run_at)),
        tried,
        record,
        Cell::text(job.last_error.clone()),
    ]
}

fn words(t: &Translator, state: JobState) -> String {
    t.text_of("jobs-state", state.code())
}

/// What the work of a queue is called; the code of one that only another program knows.
pub(super) fn called(t: &Translator, queue: &str) -> String {
    t.known("jobs-queue", queue).unwrap_or_else(|| queue.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_as_it_went() {
        let run_at = Timestamp::from_micros(-5);
        let there = JobPlace { state: JobState::Waiting, run_at, id: Id::from_bytes([7; 16]) };
        let bytes = bytes_of(there);
        assert_eq!(place(&bytes), Some(there));
        for wrong in [&bytes[..24], &[], &[9; 25]] {
            assert_eq!(place(wrong), None);
        }
    }
}
