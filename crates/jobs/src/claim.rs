//! Taking jobs that are due, each by one worker.

use std::time::Duration;

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use db::{Db, Id, ReadTx, Row, Timestamp, params};
use serde_json::Value as Json;

use crate::job::Job;
use crate::{backoff, drift};

/// A job this worker holds. `holder` and `attempt` together are its token: whoever takes the job
/// after a lapsed lease raises `attempt`, and what the former holder still does changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) id: Id<Job>,
    pub(crate) queue: String,
    pub(crate) holder: String,
    pub(crate) attempt: i64,
    pub(crate) max_attempts: i64,
    pub(crate) dedup_key: Option<String>,
    pub(crate) payload: String,
}

/// What to look for.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) queues: Vec<String>,
    pub(crate) holder: String,
    pub(crate) now: Timestamp,
    pub(crate) lease: Duration,
    pub(crate) limit: usize,
    /// Whether leases that look lapsed are believed to be.
    pub(crate) takes_over: bool,
}

impl Wanted {
    /// The latest moment until which a job can be leased.
    fn latest(&self) -> Timestamp {
        drift::latest(self.now, self.lease)
    }
}

/// What was taken.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub(crate) claims: Vec<Claim>,
    /// Another worker was faster with some: look again at once.
    pub(crate) contended: bool,
}

db::statements! {
    // One statement decides, under the row's lock and on its present values: whoever comes second
    // finds another attempt number and changes nothing.
    TAKE = "UPDATE job SET state = 'running', attempts = attempts + 1, leased_by = $3, leased_until = $4
        WHERE id = $1 AND attempts = $2
        AND ((state = 'pending' AND run_at <= $5)
            OR (state = 'running' AND (leased_until <= $5 OR leased_until > $6)))";
    GIVE_UP = "UPDATE job SET state = 'dead', finished_at = $3, last_error = $4, leased_by = NULL, leased_until = NULL
        WHERE id = $1 AND attempts = $2 AND state = 'running' AND (leased_until <= $3 OR leased_until > $5)";
    NEXT_DUE = "SELECT MIN(run_at) FROM job WHERE state = 'pending'";
    NEXT_LAPSE = "SELECT MIN(leased_until) FROM job WHERE state = 'running'";
    LAST_LAPSE = "SELECT MAX(leased_until) FROM job WHERE state = 'running'";
    // What was to be done at once, or again after at most two hours, by a clock that was set back since.
    HASTEN = "UPDATE job SET run_at = $1 WHERE state = 'pending' AND run_at > $1
        AND ((attempts = 0 AND run_at = created_at) OR (attempts > 0 AND run_at > $2))";
}

/// Kept with a job whose last worker never came back.
const NEVER_CAME_BACK: &str = "the worker died or lost its lease while running the job";

/// When the next job is due or the next lease lapses.
pub(crate) fn next_due(tx: &ReadTx<'_>, wanted: &Wanted) -> db::Result<Option<Timestamp>> {
    let due: Option<Timestamp> = tx.one(NEXT_DUE, params![])?.get(0)?;
    if !wanted.takes_over {
        return Ok(due);
    }
    let lapse: Option<Timestamp> = tx.one(NEXT_LAPSE, params![])?.get(0)?;
    let last: Option<Timestamp> = tx.one(LAST_LAPSE, params![])?.get(0)?;
    let unbelievable = last.filter(|last| *last > wanted.latest()).map(|_| wanted.now);
    Ok([due, lapse, unbelievable].into_iter().flatten().min())
}

/// Makes due what waits for a moment that a clock named which has been set back since.
pub(crate) fn hasten(db: &Db, now: Timestamp) -> db::Result<()> {
    let later = now.plus(backoff::LONGEST_WAIT);
    db.housekeep(move |tx| tx.execute(HASTEN, params![now, later])).map(drop)
}

/// Takes up to `limit` due jobs of the queues, those whose worker died first.
pub(crate) fn claim(db: &Db, wanted: &Wanted) -> db::Result<Taken> {
    let wanted = wanted.clone();
    db.housekeep(move |tx| {
        let mut found = Vec::new();
        if wanted.takes_over {
            found = tx.select(&candidates(&wanted, "running", "leased_until"))?;
        }
        found.extend(tx.select(&candidates(&wanted, "pending", "run_at"))?);
        let mut taken = Taken::default();
        for row in found {
            if taken.claims.len() == wanted.limit {
                break;
            }
            let claim = read(row, &wanted.holder)?;
            let before = claim.attempt - 1;
            if before >= claim.max_attempts {
                let latest = wanted.latest();
                tx.execute(
                    GIVE_UP,
                    params![claim.id, before, wanted.now, NEVER_CAME_BACK, latest],
                )?;
                continue;
            }
            let until = wanted.now.plus(wanted.lease);
            let latest = wanted.latest();
            let taking = params![claim.id, before, &claim.holder, until, wanted.now, latest];
            match tx.execute(TAKE, taking)? {
                0 => taken.contended = true,
                _ => taken.claims.push(claim),
            }
        }
        Ok::<_, db::Error>(taken)
    })
}

/// Due jobs in this state. Only queues with a handler here: another program may know the others.
fn candidates(wanted: &Wanted, state: &str, due: &'static str) -> SelectStatement {
    let columns =
        ["id", "queue", "attempts", "max_attempts", "dedup_key", "payload"].map(Alias::new);
    let queues = wanted.queues.iter().map(String::as_str);
    let due = Expr::col(Alias::new(due));
    let is_due = match state {
        "running" => due.clone().lte(wanted.now.micros()).or(due.gt(wanted.latest().micros())),
        _ => due.lte(wanted.now.micros()),
    };
    Query::select()
        .columns(columns)
        .from(Alias::new("job"))
        .and_where(Expr::col(Alias::new("state")).eq(state))
        .and_where(is_due)
        .and_where(Expr::col(Alias::new("queue")).is_in(queues))
        .order_by(Alias::new("run_at"), Order::Asc)
        .order_by(Alias::new("id"), Order::Asc)
        .limit(u64::try_from(wanted.limit).unwrap_or(1))
        .take()
}

fn read(row: Row, holder: &str) -> db::Result<Claim> {
    let mut columns = row.columns();
    let (id, queue, attempts) = (columns.next()?, columns.next()?, columns.next::<i64>()?);
    Ok(Claim {
        id,
        queue,
        holder: holder.to_owned(),
        attempt: attempts + 1,
        max_attempts: columns.next()?,
        dedup_key: columns.next()?,
        payload: columns.next()?,
    })
}

impl Claim {
    pub(crate) fn json(&self) -> Result<Json, serde_json::Error> {
        serde_json::from_str(&self.payload)
    }
}
