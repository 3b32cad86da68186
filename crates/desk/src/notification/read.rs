//! How much somebody has not read, and reading it.

use std::collections::HashMap;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Timestamp, Tx, Value, params};

use crate::Result;
use crate::people::Person;
use crate::record::Record;

/// People whose bells are looked at by one statement.
const AT_ONCE: usize = 500;

db::statements! {
    UNREAD = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM notification WHERE person_id = $1 AND unread > 0 LIMIT $2) AS some";
    // Whoever says how far they have seen may not have seen what came since.
    SEEN = "UPDATE notification SET changed_at = $4,
        unread = CASE WHEN seq <= $3 THEN 0 WHEN seq - $3 < unread THEN seq - $3 ELSE unread END,
        read_seq = CASE WHEN read_seq < $3 THEN $3 ELSE read_seq END
        WHERE person_id = $1 AND subject_id = $2 AND (unread > 0 OR read_seq < $3)";
    UNSEEN = "SELECT s.head_seq FROM notification n JOIN subject s ON s.id = n.subject_id
        WHERE n.person_id = $1 AND n.subject_id = $2 AND (n.unread > 0 OR n.read_seq < s.head_seq)";
    READ = "UPDATE notification SET changed_at = $4, unread = 0,
        read_seq = CASE WHEN read_seq < seq THEN seq ELSE read_seq END
        WHERE person_id = $1 AND subject_id = $2 AND unread > 0 AND told_at <= $3";
    READ_ALL = "UPDATE notification SET changed_at = $3, unread = 0,
        read_seq = CASE WHEN read_seq < seq THEN seq ELSE read_seq END
        WHERE person_id = $1 AND unread > 0 AND told_at <= $2";
    AGAIN = "UPDATE notification SET changed_at = $3, unread = 1
        WHERE person_id = $1 AND subject_id = $2 AND unread = 0";
    CHANGED = "SELECT DISTINCT person_id FROM notification WHERE changed_at > $1";
}

/// Records with something unread, counted up to `most`.
///
/// # Errors
/// When the database fails.
pub fn unread(tx: &ReadTx<'_>, person: Id<Person>, most: i64) -> Result<i64> {
    Ok(tx.one(UNREAD, params![person, most])?.get(0)?)
}

/// Records with something unread, for several people; nobody without any is among them.
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
            .and_where(column("unread").gt(0i64))
            .add_group_by([column("person_id")])
            .to_owned();
        for row in tx.select(&select)? {
            counts.insert(row.get(0)?, row.get(1)?);
        }
    }
    Ok(counts)
}

/// Whose inboxes have changed after an instant.
///
/// # Errors
/// When the database fails.
pub fn changed_since(tx: &ReadTx<'_>, since: Timestamp) -> Result<Vec<Id<Person>>> {
    tx.rows(CHANGED, params![since])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// The last entry of a record, when its reader was ever told of it and has not seen all of it: what
/// they have read once they see it whole.
///
/// # Errors
/// When the database fails.
pub fn unseen(tx: &ReadTx<'_>, person: Id<Person>, record: Id<Record>) -> Result<Option<i64>> {
    Ok(tx.row(UNSEEN, params![person, record])?.map(|row| row.get(0)).transpose()?)
}

/// Notes that somebody has seen a record up to an entry of its history, told of it or not yet;
/// whether they had not.
///
/// # Errors
/// When the database fails.
pub fn mark_seen(
    tx: &Tx<'_>,
    person: Id<Person>,
    record: Id<Record>,
    seq: i64,
    now: Timestamp,
) -> Result<bool> {
    Ok(tx.execute(SEEN, params![person, record, seq, now])? > 0)
}

/// Marks what was told of a record up to an instant as read; whether it was not.
///
/// # Errors
/// When the database fails.
pub fn mark_read(
    tx: &Tx<'_>,
    person: Id<Person>,
    record: Id<Record>,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    Ok(tx.execute(READ, params![person, record, until, now])? > 0)
}

/// Marks everything told up to an instant as read; how many records that were.
///
/// # Errors
/// When the database fails.
pub fn mark_all_read(
    tx: &Tx<'_>,
    person: Id<Person>,
    until: Timestamp,
    now: Timestamp,
) -> Result<u64> {
    Ok(tx.execute(READ_ALL, params![person, until, now])?)
}

/// Marks a record as unread again; whether it was read.
///
/// # Errors
/// When the database fails.
pub fn mark_unread(
    tx: &Tx<'_>,
    person: Id<Person>,
    record: Id<Record>,
    now: Timestamp,
) -> Result<bool> {
    Ok(tx.execute(AGAIN, params![person, record, now])? > 0)
}
