//! Writes down what people are told, in a few statements for all of them.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use db::{Chance, Id, Insert, Timestamp, Tx, Value};

use super::line::{KEPT_UNREAD, Line};
use super::plan::Telling;
use super::rules::Rule;
use super::{choice::Choices, seen};
use crate::Result;
use crate::journal::Subject;
use crate::people::Person;

/// How soon after another something of the same subject is told in the same line, while that is
/// unread.
const SOON: Duration = Duration::from_secs(15 * 60);
/// Rows read or written by one statement.
const AT_ONCE: usize = 200;

type Key = (Id<Person>, Id<Subject>);

/// Tells people. Whoever has an unread line of the same subject from shortly before has one line that
/// tells of all; whoever has seen the entry already is told nothing.
pub(super) fn tell(
    tx: &Tx<'_>,
    (chance, now): (&Chance, Timestamp),
    tellings: &[Telling],
) -> Result<()> {
    if tellings.is_empty() {
        return Ok(());
    }
    let mut subjects: Vec<Id<Subject>> = tellings.iter().map(|one| one.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let seen = seen::glances(tx, &subjects)?;
    let before = recent(tx, &subjects, now)?;
    let mut lines: HashMap<Key, Line> = before.clone();
    // In the order in which it happened: what happened last comes first in the inbox.
    let mut order: BTreeMap<(i64, Key), Key> = BTreeMap::new();
    let mut places: HashMap<Key, i64> = HashMap::new();
    for one in tellings {
        let key = (one.person, one.subject);
        if one.seq > 0 && seen.get(&key).is_some_and(|seen| *seen >= one.seq) {
            continue;
        }
        let line = lines.remove(&key);
        lines.insert(key, Line::of(one, line, now));
        if let Some(place) = places.insert(key, one.position) {
            order.remove(&(place, key));
        }
        order.insert((one.position, key), key);
    }
    let told: Vec<Key> = order.into_values().collect();
    let replaced: Vec<&Line> = told.iter().filter_map(|key| before.get(key)).collect();
    forget(tx, &replaced)?;
    let mut ids: Vec<Id<Line>> = told.iter().map(|_| chance.id(now)).collect();
    ids.sort_unstable();
    let told = told.iter().filter_map(|key| lines.remove(key));
    write(tx, told.zip(ids).map(|(line, id)| Line { id, ..line }).collect())
}

/// Tells one person of what is in no history, if they want to hear of it.
pub(crate) fn tell_of(
    tx: &Tx<'_>,
    (chance, now): (&Chance, Timestamp),
    rule: &'static Rule,
    person: Id<Person>,
    subject: Id<Subject>,
) -> Result<()> {
    if !Choices::of(tx, &[person])?.wants(person, rule) {
        return Ok(());
    }
    let telling = Telling {
        person,
        subject,
        rule,
        verb: String::new(),
        actor: None,
        seq: 0,
        internal: false,
        position: 0,
    };
    tell(tx, (chance, now), &[telling])
}

/// The unread lines of these subjects from shortly before, whoever they are for.
fn recent(tx: &Tx<'_>, subjects: &[Id<Subject>], now: Timestamp) -> Result<HashMap<Key, Line>> {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let mut found = HashMap::new();
    for some in subjects.chunks(AT_ONCE) {
        let select = Query::select()
            .columns(Line::COLUMNS.map(Alias::new))
            .from(Alias::new("notification"))
            .and_where(column("subject_id").is_in(some.iter().map(Value::from)))
            .and_where(column("read_at").is_null())
            .and_where(column("told_at").gte(Value::from(now.minus(SOON))))
            .order_by(Alias::new("id"), Order::Asc)
            .to_owned();
        for row in tx.select(&select)? {
            let line = Line::read(row)?;
            found.insert((line.person, line.subject), line);
        }
    }
    Ok(found)
}

/// Removes lines that others take the place of.
fn forget(tx: &Tx<'_>, lines: &[&Line]) -> Result<()> {
    for some in lines.chunks(AT_ONCE) {
        let delete = Query::delete()
            .from_table(Alias::new("notification"))
            .and_where(
                Expr::col(Alias::new("id")).is_in(some.iter().map(|line| Value::from(line.id))),
            )
            .to_owned();
        tx.change(&delete)?;
    }
    Ok(())
}

fn write(tx: &Tx<'_>, lines: Vec<Line>) -> Result<()> {
    let columns: Vec<&str> =
        Line::COLUMNS.into_iter().chain(["changed_at", "kept_until"]).collect();
    let row = |line: &Line| -> Vec<Value> {
        let kept_until = line.told_at.plus(KEPT_UNREAD);
        line.row().into_iter().chain([line.told_at.into(), kept_until.into()]).collect()
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    Ok(tx.insert(Insert { table: "notification", columns: &columns, over: None }, &rows)?)
}
