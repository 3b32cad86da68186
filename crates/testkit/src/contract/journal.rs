//! The journal tells all, once, and shows when somebody tampers with it.

use std::collections::BTreeSet;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, Value};
use desk::Door;
use desk::journal::verify::verify;
use desk::journal::{Subject, canonical};
use desk::lifecycle::Verb;
use desk::work::{Asked, Work};

use super::course;
use super::trial::Trial;

pub(super) fn tells_all<P: Work>(trial: &Trial<P>) {
    let number = trial.fresh();
    assert_eq!(trial.history(&number).len(), 1, "opening is one entry");
    assert_eq!(trial.effects(&number), 1, "opening is told once");
    for verb in P::KIND.lifecycle.verbs {
        is_told(trial, verb, Door::Api);
        is_told(trial, verb, Door::Import);
    }
    holds(trial);
}

/// One entry with the fields that changed, and one effect unless it was imported.
fn is_told<P: Work>(trial: &Trial<P>, verb: &'static Verb, door: Door) {
    let number = trial.in_state(course::start_of(verb));
    let (before, entries, effects) =
        (trial.snapshot(&number), trial.history(&number).len(), trial.effects(&number));
    let input = trial.samples.whole(verb.inputs, 1);
    let asked = Asked { number: number.clone(), verb, input, if_match: None };
    trial
        .ask(&trial.desk.administrator, door, asked)
        .unwrap_or_else(|e| panic!("{}: {e}", verb.code));
    let (after, history) = (trial.snapshot(&number), trial.history(&number));
    assert_eq!(history.len(), entries + 1, "{}: entries", verb.code);
    assert_eq!(
        trial.effects(&number),
        effects + usize::from(door != Door::Import),
        "{} through {door:?}: effects",
        verb.code
    );
    let entry = history.iter().max_by_key(|entry| entry.seq).expect("the entry");
    assert_eq!((entry.verb.as_str(), entry.door.as_str()), (verb.code, door.code()));
    assert_eq!(entry.actor, Some(trial.desk.administrator.person), "{}: who", verb.code);
    assert_eq!(entry.version, after.version, "{}: the version", verb.code);
    let changed: BTreeSet<(&str, Option<String>)> = P::KIND
        .all_fields()
        .filter(|f| f.is_journaled() && before.value(f.code) != after.value(f.code))
        .map(|f| (f.code, canonical(after.value(f.code))))
        .collect();
    let told: BTreeSet<(&str, Option<String>)> = entry
        .values
        .iter()
        .filter(|v| P::KIND.field(&v.field).is_some())
        .map(|v| (v.field.as_str(), v.value.clone()))
        .collect();
    assert_eq!(told, changed, "{}: what changed", verb.code);
    assert_eq!(
        after.version,
        before.version + i64::from(!changed.is_empty()),
        "{}: versions",
        verb.code
    );
}

fn holds<P: Work>(trial: &Trial<P>) {
    assert_eq!(verify(&trial.desk.db).expect("a readable journal").broken, None);
}

/// A value or an entry changed past the program is found and named.
pub(super) fn shows_tampering<P: Work>(trial: &Trial<P>) {
    let number = trial.fresh();
    let edit = trial.verb("edit");
    trial
        .act(&trial.desk.agent, &number, edit, trial.samples.whole(edit.inputs, 1))
        .expect("an edit");
    let history = trial.history(&number);
    let entry = history.last().expect("the edit");
    let value = entry.values.first().expect("an edit that changed something");
    holds(trial);
    let id: Id<Subject> = entry.subject;
    let set = |table: &'static str, column: &'static str, text: String| {
        trial
            .desk
            .db
            .write(move |tx| tamper(tx, id, table, column, &text))
            .expect("a change past the program");
    };
    let named = |fault: &str| {
        let broken =
            verify(&trial.desk.db).expect("a readable journal").broken.expect("tampering is found");
        let place = format!("entry {} of {number}", entry.seq);
        assert!(
            broken.contains(&place) && broken.contains(fault),
            "{broken:?} names {place}, {fault}"
        );
    };
    set("entry_value", "value", "something else".to_owned());
    named(&value.field);
    set("entry_value", "value", value.value.clone().unwrap_or_default());
    holds(trial);
    set("entry", "verb", "nothing".to_owned());
    named("");
    set("entry", "verb", entry.verb.clone());
    holds(trial);
}

/// Writes a column of the second entry, of its first value, as somebody with the database's
/// password could.
fn tamper(
    tx: &db::Tx<'_>,
    id: Id<Subject>,
    table: &'static str,
    column: &'static str,
    text: &str,
) -> desk::Result<()> {
    let is = |column: &'static str, value: Value| Expr::col(Alias::new(column)).eq(value);
    let mut update = Query::update();
    update
        .table(Alias::new(table))
        .value(Alias::new(column), Expr::val(Value::from(text)))
        .and_where(is("subject_id", id.into()))
        .and_where(is("seq", 2i64.into()));
    if table == "entry_value" {
        update.and_where(is("ordinal", 0i64.into()));
    }
    assert_eq!(tx.change(&update)?, 1, "one row of {table}");
    Ok(())
}
