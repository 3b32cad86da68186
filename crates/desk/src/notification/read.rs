//! How much somebody has not read, and reading it.

use std::collections::HashMap;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Timestamp, Tx, Value, params};

use super::line::{KEPT, KEPT_UNREAD, Line};
use crate::journal::Subject;
use crate::people::Person;
use crate::{Error, Result};

/// People whose bells are looked at by one statement.
const AT_ONCE: usize = 500;

db::statements! {
    UNREAD = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 AS one FROM notification WHERE person_id = $1 AND read_at IS NULL LIMIT $2) AS counted";
    ONE = "SELECT 1 FROM notification WHERE person_id = $1 AND id = $2";
    READ = "UPDATE notification SET read_at = $3, changed_at = $3, kept_until = $4
        WHERE person_id = $1 AND id = $2 AND read_at IS NULL";
    UNREAD_AGAIN = "UPDATE notification SET read_at = NULL, changed_at = $3, kept_until = $4
        WHERE person_id = $1 AND id = $2 AND read_at IS NOT NULL";
    READ_UNTIL = "UPDATE notification SET read_at = $3, changed_at = $3, kept_until = $4
        WHERE person_id = $1 AND id <= $2 AND read_at IS NULL";
    READ_OF = "UPDATE notification SET read_at = $4, changed_at = $4, kept_until = $5
        WHERE person_id = $1 AND subject_id = $3 AND id <= $2 AND read_at IS NULL";
    CHANGED = "SELECT person_id, MAX(changed_at) FROM notification WHERE changed_at > $1 GROUP BY person_id";
}

/// Unread lines, counted up to `most`.
///
/// # Errors
/// When the database fails.
pub fn unread(tx: &ReadTx<'_>, person: Id<Person>, most: i64) -> Result<i64> {
    Ok(tx.one(UNREAD, params![person, most])?.get(0)?)
}

/// Unread lines of several people; nobody without any is among them.
///
/// # Errors
/// When the database fails.
pub fn unread_of(tx: &ReadTx<'_>, people: &[Id<Person>]) -> Result<HashMap<Id<Person>, i64>> {
    let mut counts = HashMap::new();
    for some in people.chunks(AT_ONCE) {
        let column = |name: &'static str| Expr::col(Alias::new(name));
        let select = Query::select()
            .column(Alias::new("person_id"))
            .expr(Expr::cust("CAST(COUNT(*) AS BIGINT)"))
            .from(Alias::new("notification"))
            .and_where(column("person_id").is_in(some.iter().map(Value::from)))
            .and_where(column("read_at").is_null())
            .add_group_by([column("person_id")])
            .to_owned();
        for row in tx.select(&select)? {
            counts.insert(row.get(0)?, row.get(1)?);
        }
    }
    Ok(counts)
}

/// Whose inboxes have changed after an instant, and when they last did.
///
/// # Errors
/// When the database fails.
pub fn changed_since(tx: &ReadTx<'_>, since: Timestamp) -> Result<Vec<(Id<Person>, Timestamp)>> {
    tx.rows(CHANGED, params![since])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Marks a line as read; nothing happens when it is.
///
/// # Errors
/// [`Error::NotFound`] when somebody has no such line: another has taken its place, or it is another's.
pub fn mark_read(tx: &Tx<'_>, person: Id<Person>, id: Id<Line>, now: Timestamp) -> Result<()> {
    match tx.execute(READ, params![person, id, now, now.plus(KEPT)])? {
        0 => must_be_theirs(tx, person, id),
        _ => Ok(()),
    }
}

/// Marks a line as unread again; nothing happens when it is.
///
/// # Errors
/// As [`mark_read`].
pub fn mark_unread(tx: &Tx<'_>, person: Id<Person>, id: Id<Line>, now: Timestamp) -> Result<()> {
    match tx.execute(UNREAD_AGAIN, params![person, id, now, now.plus(KEPT_UNREAD)])? {
        0 => must_be_theirs(tx, person, id),
        _ => Ok(()),
    }
}

/// Marks everything up to a line as read, or everything about one record or task; how many lines that
/// were. The line need not be there any more: what has taken its place is later.
///
/// # Errors
/// When the database fails.
pub fn mark_read_until(
    tx: &Tx<'_>,
    person: Id<Person>,
    until: Id<Line>,
    of: Option<Id<Subject>>,
    now: Timestamp,
) -> Result<u64> {
    let kept_until = now.plus(KEPT);
    Ok(match of {
        None => tx.execute(READ_UNTIL, params![person, until, now, kept_until])?,
        Some(of) => tx.execute(READ_OF, params![person, until, of, now, kept_until])?,
    })
}

fn must_be_theirs(tx: &ReadTx<'_>, person: Id<Person>, id: Id<Line>) -> Result<()> {
    tx.row(ONE, params![person, id])?.map(|_| ()).ok_or(Error::NotFound)
}
