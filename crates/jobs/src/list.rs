//! The jobs there are, for people, a page at a time.

use db::{Id, ReadTx, Row, Timestamp, params};

use crate::job::Job;

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// It was given up.
    Dead,
    /// A worker holds it.
    Running,
    /// It waits, also for a later time.
    Waiting,
}

impl JobState {
    /// All of them, in the order in which they are told.
    pub const EVERY: [JobState; 3] = [JobState::Dead, JobState::Running, JobState::Waiting];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            JobState::Dead => "dead",
            JobState::Running => "running",
            JobState::Waiting => "waiting",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<JobState> {
        JobState::EVERY.into_iter().find(|state| state.code() == code)
    }

    /// As its rows say it.
    fn column(self) -> &'static str {
        match self {
            JobState::Waiting => "pending",
            told => told.code(),
        }
    }
}

/// A job as a list tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedJob {
    /// Which job.
    pub id: Id<Job>,
    /// Its queue.
    pub queue: String,
    /// How it stands.
    pub state: JobState,
    /// What it is to work on, as JSON.
    pub payload: String,
    /// When it is due.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it failed last, if it did.
    pub last_error: Option<String>,
    /// When it was given up.
    pub given_up_at: Option<Timestamp>,
}

impl ListedJob {
    /// Its place in the list.
    #[must_use]
    pub fn place(&self) -> JobPlace {
        JobPlace { state: self.state, run_at: self.run_at, id: self.id }
    }
}

/// A place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobPlace {
    /// The state of the job there.
    pub state: JobState,
    /// When that is due.
    pub run_at: Timestamp,
    /// Which it is.
    pub id: Id<Job>,
}

/// What is asked of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobQuery {
    /// Only those that stand so.
    pub state: Option<JobState>,
    /// Only those of this queue.
    pub queue: Option<String>,
    /// Only those behind this place.
    pub after: Option<JobPlace>,
    /// So many at most.
    pub limit: u32,
}

db::statements! {
    OF_STATE = "SELECT id, queue, payload, run_at, attempts, last_error, finished_at FROM job
        WHERE state = $1 AND (run_at, id) > ($2, $3) ORDER BY run_at, id LIMIT $4";
    OF_QUEUE = "SELECT id, queue, payload, run_at, attempts, last_error, finished_at FROM job
        WHERE state = $1 AND queue = $5 AND (run_at, id) > ($2, $3) ORDER BY run_at, id LIMIT $4";
}

/// Jobs: those given up, those being done, those that wait; each in the order in which they are due.
///
/// # Errors
/// The database's failure.
pub fn list(tx: &ReadTx<'_>, query: &JobQuery) -> db::Result<Vec<ListedJob>> {
    let mut found = Vec::new();
    let first = query.after.map(|place| place.state);
    let behind = JobState::EVERY.into_iter().skip_while(|state| first.is_some_and(|f| f != *state));
    for state in behind.filter(|state| query.state.is_none_or(|asked| asked == *state)) {
        let room = query.limit.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
        if room == 0 {
            break;
        }
        let after = query.after.filter(|place| place.state == state);
        let (run_at, id) = after
            .map_or((Timestamp::from_micros(i64::MIN), Id::from_bytes([0; 16])), |p| {
                (p.run_at, p.id)
            });
        let rows = match &query.queue {
            None => tx.rows(OF_STATE, params![state.column(), run_at, id, room])?,
            Some(queue) => {
                tx.rows(OF_QUEUE, params![state.column(), run_at, id, room, queue.as_str()])?
            }
        };
        for row in rows {
            found.push(read(row, state)?);
        }
    }
    Ok(found)
}

fn read(row: Row, state: JobState) -> db::Result<ListedJob> {
    let mut columns = row.columns();
    Ok(ListedJob {
        id: columns.next()?,
        queue: columns.next()?,
        state,
        payload: columns.next()?,
        run_at: columns.next()?,
        attempts: columns.next()?,
        last_error: columns.next()?,
        given_up_at: columns.next()?,
    })
}
