//! The rows of tasks.

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Row, Timestamp, Tx, Value, params};

use super::{Task, TaskState};
use crate::record::Record;
use crate::{Error, Result};

db::statements! {
    BY_NUMBER = "SELECT subject_id, number, parent_id, title, description, stage, mandatory, state, team_id, assignee_id, due_at,
        opened_at, ended_at, ended_by_id FROM task WHERE subject_id = (SELECT id FROM subject WHERE number = $1 AND kind = 'task')";
    OF_RECORD = "SELECT subject_id, number, parent_id, title, description, stage, mandatory, state, team_id, assignee_id, due_at,
        opened_at, ended_at, ended_by_id FROM task WHERE parent_id = $1 ORDER BY stage, number";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM task WHERE parent_id = $1";
    BEFORE = "SELECT 1 FROM task WHERE parent_id = $1 AND stage < $2 AND is_open = 1 LIMIT 1";
    MANDATORY = "SELECT 1 FROM task WHERE parent_id = $1 AND is_open = 1 AND mandatory = 1 LIMIT 1";
    INSERT = "INSERT INTO task (subject_id, number, parent_id, title, description, stage, mandatory, state, is_open, team_id,
            assignee_id, due_at, due_key, opened_at, ended_at, ended_by_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    UPDATE = "UPDATE task SET title = $2, description = $3, stage = $4, mandatory = $5, state = $6, is_open = $7, team_id = $8,
            assignee_id = $9, due_at = $10, due_key = $11, ended_at = $12, ended_by_id = $13
        WHERE subject_id = $1";
}

/// Tasks read by one statement.
const AT_ONCE: usize = 500;

/// What stands for no due date in the order of due dates.
pub(super) const NEVER: Timestamp = Timestamp::from_micros(i64::MAX);

pub(super) fn by_number(tx: &ReadTx<'_>, number: &str) -> Result<Option<Task>> {
    tx.row(BY_NUMBER, params![number])?.map(read).transpose()
}

/// The tasks with these identities, whoever sees them, in no order.
pub(crate) fn among(tx: &ReadTx<'_>, ids: &[Id<Task>]) -> Result<Vec<Task>> {
    let mut found = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let select = Query::select()
            .columns(COLUMNS.map(Alias::new))
            .from(Alias::new("task"))
            .and_where(Expr::col(Alias::new("subject_id")).is_in(some.iter().map(Value::from)))
            .to_owned();
        for row in tx.select(&select)? {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

pub(super) fn all_of(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Vec<Task>> {
    tx.rows(OF_RECORD, params![record])?.into_iter().map(read).collect()
}

pub(super) fn count(tx: &ReadTx<'_>, record: Id<Record>) -> Result<i64> {
    Ok(tx.one(COUNT, params![record])?.get(0)?)
}

/// Whether a stage before this one is not over.
pub(super) fn waits(tx: &ReadTx<'_>, task: &Task) -> Result<bool> {
    Ok(tx.row(BEFORE, params![task.parent, task.stage])?.is_some())
}

/// Whether a record waits for one of its tasks.
pub(super) fn has_mandatory(tx: &ReadTx<'_>, record: Id<Record>) -> Result<bool> {
    Ok(tx.row(MANDATORY, params![record])?.is_some())
}

pub(super) fn insert(tx: &Tx<'_>, task: &Task) -> Result<()> {
    let row = params![
        task.id,
        &task.number,
        task.parent,
        &task.title,
        &task.description,
        task.stage,
        task.mandatory,
        task.state.code(),
        task.state == TaskState::Open,
        task.team,
        task.assignee,
        task.due_at,
        task.due_at.unwrap_or(NEVER),
        task.opened_at,
        task.ended_at,
        task.ended_by
    ];
    tx.execute(INSERT, row)?;
    Ok(())
}

pub(super) fn update(tx: &Tx<'_>, task: &Task) -> Result<()> {
    let row = params![
        task.id,
        &task.title,
        &task.description,
        task.stage,
        task.mandatory,
        task.state.code(),
        task.state == TaskState::Open,
        task.team,
        task.assignee,
        task.due_at,
        task.due_at.unwrap_or(NEVER),
        task.ended_at,
        task.ended_by
    ];
    tx.execute(UPDATE, row)?;
    Ok(())
}

/// The columns of a task, in the order in which [`read`] takes them.
pub(super) const COLUMNS: [&str; 14] = [
    "subject_id",
    "number",
    "parent_id",
    "title",
    "description",
    "stage",
    "mandatory",
    "state",
    "team_id",
    "assignee_id",
    "due_at",
    "opened_at",
    "ended_at",
    "ended_by_id",
];

pub(super) fn read(row: Row) -> Result<Task> {
    let mut c = row.columns();
    Ok(Task {
        id: c.next()?,
        number: c.next()?,
        parent: c.next()?,
        title: c.next()?,
        description: c.next()?,
        stage: c.next()?,
        mandatory: c.next()?,
        state: state(&c.next::<String>()?)?,
        team: c.next()?,
        assignee: c.next()?,
        due_at: c.next()?,
        opened_at: c.next()?,
        ended_at: c.next()?,
        ended_by: c.next()?,
    })
}

fn state(code: &str) -> Result<TaskState> {
    TaskState::from_code(code).ok_or_else(|| Error::Broken(format!("a task has no state {code}")))
}
