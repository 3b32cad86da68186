//! The one way to change a record: the change, its entry in the journal and what others must be
//! told, in one transaction.

use db::sea_query::{Alias, Expr, ExprTrait, Query, SimpleExpr};
use db::{Id, Insert, ReadTx, Timestamp, Tx, Value, params};

use crate::custom::{self, Write};
use crate::field::{Field, Home};
use crate::folded::{keep_folded, title_keys};
use crate::journal::{self, Head, SetValue, Subject};
use crate::kind::Practice;
use crate::record::Record;
use crate::{Clash, Context, Result, bulk, due, search, watch};

/// What a verb did to a record, not yet saved.
#[derive(Debug, Clone)]
pub struct Change<P> {
    /// The verb's code.
    pub verb: &'static str,
    /// The record as it was loaded; nothing when it is new.
    pub before: Option<P>,
    /// The record as it is to be.
    pub after: P,
    /// What belongs to the entry alone: a comment, a reason.
    pub facts: Vec<SetValue>,
    /// Whether a state moved by somebody else meanwhile is in the way.
    pub moves_state: bool,
}

/// What [`commit`] wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The record's number.
    pub number: String,
    /// Its version now.
    pub version: i64,
    /// The entry's place in its history.
    pub seq: i64,
}

db::statements! {
    OUTBOX = "INSERT INTO outbox (id, subject_id, seq, kind, verb, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
}

/// Saves a change of a record without custom values; as [`commit_with`].
///
/// # Errors
/// As [`commit_with`].
pub fn commit<P: Practice>(
    tx: &Tx<'_>,
    ctx: &Context,
    change: Change<P>,
    base: Option<i64>,
) -> Result<Committed> {
    commit_with(tx, ctx, change, Vec::new(), base)
}

/// Saves a change and what goes with it in custom fields, as one change. `base` is the version
/// whoever made it had seen, if they said.
///
/// # Errors
/// [`crate::Error::Conflict`] when a field being written, or the state for a verb that moves it,
/// changed after `base`; nothing is saved then.
pub fn commit_with<P: Practice>(
    tx: &Tx<'_>,
    ctx: &Context,
    change: Change<P>,
    custom: Vec<Write>,
    base: Option<i64>,
) -> Result<Committed> {
    Weighed::of(tx, change, custom, base)?.save(tx, ctx)
}

/// A change held against what is there: it can be saved as it is, and nothing has been.
#[derive(Debug)]
pub(crate) struct Weighed<P> {
    change: Change<P>,
    differing: Vec<(&'static Field, Value)>,
    custom: Vec<Write>,
}

impl<P: Practice> Weighed<P> {
    /// Weighs a change and what goes with it in custom fields.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when a field being written, or the state for a verb that moves it,
    /// changed after `base`.
    pub(crate) fn of(
        tx: &ReadTx<'_>,
        change: Change<P>,
        mut custom: Vec<Write>,
        base: Option<i64>,
    ) -> Result<Self> {
        let differing = differences(change.before.as_ref(), &change.after);
        custom.retain(Write::differs);
        if let (Some(before), Some(base)) = (&change.before, base) {
            refuse_clashes::<P>(tx, before, (&differing, &custom), change.moves_state, base)?;
        }
        Ok(Weighed { change, differing, custom })
    }

    /// Whether saving it changes anything, or says something new.
    pub(crate) fn says_something(&self) -> bool {
        let Weighed { change, differing, custom } = self;
        let nothing = differing.is_empty() && custom.is_empty() && change.facts.is_empty();
        change.before.is_none() || !nothing
    }

    /// Whether the work is over with it that was still to be done before.
    pub(crate) fn ends(&self) -> bool {
        let is_open = |one: &P| one.record().state.class.is_open();
        self.change.before.as_ref().is_some_and(is_open) && !is_open(&self.change.after)
    }

    /// The record as it is to be.
    pub(crate) fn after(&self) -> &Record {
        self.change.after.record()
    }

    /// The same with one more change of the record, weighed anew.
    ///
    /// # Errors
    /// As [`Weighed::of`].
    pub(crate) fn changed(
        self,
        tx: &ReadTx<'_>,
        base: Option<i64>,
        more: impl FnOnce(&mut Record),
    ) -> Result<Self> {
        let Weighed { mut change, custom, .. } = self;
        more(change.after.record_mut());
        Weighed::of(tx, change, custom, base)
    }

    /// Says something more in the entry.
    pub(crate) fn tell(&mut self, fact: SetValue) {
        self.change.facts.push(fact);
    }

    /// Calls it something else in the history than the verb that does it.
    pub(crate) fn call(&mut self, verb: &'static str) {
        self.change.verb = verb;
    }

    /// Saves it.
    pub(crate) fn save(self, tx: &Tx<'_>, ctx: &Context) -> Result<Committed> {
        let subject: Id<Subject> = self.change.after.record().id.cast();
        if !self.says_something() {
            // A second click on the same button: nothing happened, so nothing is written down.
            let record = self.change.after.record();
            let (number, version) = (record.number.clone(), record.version);
            return Ok(Committed { number, version, seq: Head::load(tx, subject)?.seq });
        }
        let Weighed { change, differing, custom } = self;
        let Change { verb, before, mut after, mut facts, .. } = change;
        facts.extend(ctx.because.map(|code| SetValue::set("reason", code.to_owned())));
        facts.extend(ctx.bulk.map(|id| SetValue::set(bulk::FACT, id.to_string())));
        let record = after.record_mut();
        record.updated_at = record.updated_at.max(ctx.occurred_at);
        let escalated = differing.iter().any(|(field, _)| field.code == "escalated_to");
        let above = record.escalated_to.filter(|_| escalated);
        let version = record.version + i64::from(!(differing.is_empty() && custom.is_empty()));
        record.version = version;
        let head = match &before {
            None => insert(tx, &after)?,
            Some(before) => {
                update(tx, &after, &differing)?;
                let is_open = |one: &P| one.record().state.class.is_open();
                if is_open(before) != is_open(&after) {
                    watch::keep_open(tx, after.record().id, is_open(&after))?;
                }
                Head::load(tx, subject)?
            }
        };
        if let Some(person) = above {
            facts.extend(watch::join(tx, ctx, (P::KIND, after.record()), person)?);
        }
        let custom: Vec<&Write> = custom.iter().collect();
        custom::save(tx, after.record(), &custom, before.is_none())?;
        let mut values: Vec<SetValue> = differing
            .iter()
            .filter(|(f, _)| f.is_journaled())
            .map(|(f, v)| SetValue::from_column(f.code, v))
            .collect();
        values.extend(custom.iter().flat_map(|write| write.told()));
        search::keep(tx, subject, &differing, &custom, head.seq + 1, &search::sayings(&facts))?;
        values.extend(facts);
        let entry = journal::append(tx, ctx, &head, verb, version, values)?;
        tell(tx, ctx, subject, entry.seq, P::KIND.code, verb)?;
        let waits = differing.iter().any(|(field, _)| field.code == "hold_until");
        if let Some(until) = after.record().hold_until.filter(|_| waits) {
            due::ask_to_resume(tx, ctx, after.record().id, P::KIND.code, until)?;
        }
        Ok(Committed { number: after.record().number.clone(), version, seq: entry.seq })
    }
}

/// Queues what an entry has to tell people and other systems, unless nothing may leave the house.
pub(crate) fn tell(
    tx: &Tx<'_>,
    ctx: &Context,
    subject: Id<Subject>,
    seq: i64,
    kind: &str,
    verb: &str,
) -> Result<()> {
    if ctx.door.tells() {
        let id: Id<Subject> = ctx.chance.id(ctx.now);
        tx.execute(OUTBOX, params![id, subject, seq, kind, verb, ctx.now])?;
    }
    Ok(())
}

/// The fields that hold something else than before, with what they hold now. What a practice counts itself is
/// among them, although the journal does not repeat it; what this crate counts it writes itself.
fn differences<P: Practice>(before: Option<&P>, after: &P) -> Vec<(&'static Field, Value)> {
    P::KIND
        .all_fields()
        .filter(|f| f.is_journaled() || matches!(f.home, Home::Side(_)))
        .map(|field| (field, after.value(field)))
        .filter(|(field, now)| match before {
            Some(before) => before.value(field) != *now,
            None => *now != Value::Null,
        })
        .collect()
}

/// Refuses when somebody else wrote one of the same fields after `base`.
fn refuse_clashes<P: Practice>(
    tx: &ReadTx<'_>,
    before: &P,
    (differing, custom): (&[(&'static Field, Value)], &[Write]),
    moves_state: bool,
    base: i64,
) -> Result<()> {
    if base >= before.record().version {
        return Ok(());
    }
    let changed = journal::changed_since(tx, before.record().id.cast(), base)?;
    let own = differing
        .iter()
        .filter(|(field, _)| {
            changed.contains(field.code)
                || (moves_state && field.code == "state" && changed.contains("state"))
        })
        .map(|(field, yours)| Clash {
            field: field.code.to_owned(),
            theirs: journal::canonical(&before.value(field)),
            yours: journal::canonical(yours),
        });
    let added =
        custom.iter().filter(|write| changed.contains(write.field.code)).map(|write| Clash {
            field: write.field.code.to_owned(),
            theirs: write.field.kind.canonical(&write.before),
            yours: write.field.kind.canonical(&write.after),
        });
    let clashes: Vec<Clash> = own.chain(added).collect();
    if clashes.is_empty() { Ok(()) } else { Err(crate::Error::Conflict(clashes)) }
}

fn insert<P: Practice>(tx: &Tx<'_>, new: &P) -> Result<Head> {
    let record = new.record();
    let head = journal::create_subject(
        tx,
        record.id.cast(),
        P::KIND.code,
        Some(&record.number),
        Some(record.company),
        record.restricted,
    )?;
    let mut shared: Vec<(&str, Value)> = vec![
        ("subject_id", record.id.into()),
        ("kind", P::KIND.code.into()),
        ("state_class", record.state.class.code().into()),
        ("is_open", record.state.class.is_open().into()),
    ];
    let mut own: Vec<(&str, Value)> = vec![("subject_id", record.id.into())];
    for field in P::KIND.all_fields() {
        match field.home {
            Home::Record(column) => shared.push((column, new.value(field))),
            Home::Side(column) => own.push((column, new.value(field))),
            // A kind's own fields are columns; the others are saved beside them.
            Home::Custom(_) => {}
        }
    }
    shared.extend(title_keys(&record.title));
    insert_row(tx, "record", shared)?;
    insert_row(tx, P::KIND.table, own)?;
    for field in P::KIND.all_fields() {
        let value = new.value(field);
        if matches!(&value, Value::Text(text) if !text.is_empty()) {
            keep_folded(tx, record.id, field, &value)?;
        }
    }
    Ok(head)
}

fn insert_row(tx: &Tx<'_>, table: &str, row: Vec<(&str, Value)>) -> Result<()> {
    let (columns, values): (Vec<&str>, Vec<Value>) = row.into_iter().unzip();
    Ok(tx.insert(Insert { table, columns: &columns, over: None }, &[values])?)
}

/// Writes the columns that differ, and no index that need not change.
fn update<P: Practice>(
    tx: &Tx<'_>,
    after: &P,
    differing: &[(&'static Field, Value)],
) -> Result<()> {
    let record = after.record();
    let mut shared: Vec<(&str, Value)> = vec![("updated_at", record.updated_at.into())];
    let mut own: Vec<(&str, Value)> = Vec::new();
    for (field, value) in differing {
        match field.home {
            Home::Record(column) => shared.push((column, value.clone())),
            Home::Side(column) => own.push((column, value.clone())),
            Home::Custom(_) => {}
        }
        keep_folded(tx, record.id, field, value)?;
        if field.code == "title" {
            shared.extend(title_keys(&record.title));
        }
        if field.code == "state" {
            shared.push(("state_class", record.state.class.code().into()));
            shared.push(("is_open", record.state.class.is_open().into()));
        }
        if field.code == "opened_at" {
            custom::move_in_time(tx, record.id, record.opened_at)?;
        }
    }
    let anew = written_anew(record.state.class.is_open(), record.updated_at);
    update_row(tx, "record", record.id, constants(shared).chain(anew))?;
    let own = constants(own);
    if own.len() == 0 { Ok(()) } else { update_row(tx, P::KIND.table, record.id, own) }
}

/// Where the texts were gone, their time counts anew: from now on, or from the end of the record when
/// it is open again.
fn written_anew(is_open: bool, now: Timestamp) -> [(&'static str, SimpleExpr); 2] {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let from = match is_open {
        true => Expr::val(Value::Null),
        false => Expr::case(column("texts_erased_at").is_null(), column("written_at"))
            .finally(Expr::val(Value::from(now)))
            .into(),
    };
    [("written_at", from), ("texts_erased_at", Expr::val(Value::Null))]
}

fn constants(columns: Vec<(&str, Value)>) -> impl ExactSizeIterator<Item = (&str, SimpleExpr)> {
    columns.into_iter().map(|(column, value)| (column, Expr::val(value)))
}

fn update_row<'a>(
    tx: &Tx<'_>,
    table: &str,
    id: Id<crate::record::Record>,
    columns: impl Iterator<Item = (&'a str, SimpleExpr)>,
) -> Result<()> {
    let values = columns.map(|(column, value)| (Alias::new(column), value));
    tx.change(
        Query::update()
            .table(Alias::new(table))
            .values(values)
            .and_where(Expr::col(Alias::new("subject_id")).eq(Value::from(id))),
    )?;
    Ok(())
}
