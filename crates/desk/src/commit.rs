//! The one way to change a record: the change, its entry in the journal and what others must be
//! told, in one transaction.

use db::sea_query::{Alias, Expr, ExprTrait, Query, SimpleExpr};
use db::{Id, Tx, Value, params};

use crate::custom::{self, Write};
use crate::field::{Field, Home};
use crate::folded::{keep_folded, title_keys};
use crate::journal::{self, Head, SetValue, Subject};
use crate::kind::Practice;
use crate::{Clash, Context, Result, due, search, watch};

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
    commit_with(tx, ctx, change, &[], base)
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
    custom: &[Write],
    base: Option<i64>,
) -> Result<Committed> {
    let Change { verb, before, mut after, mut facts, moves_state } = change;
    let differing = differences(before.as_ref(), &after);
    let custom: Vec<&Write> = custom.iter().filter(|write| write.differs()).collect();
    if let (Some(before), Some(base)) = (&before, base) {
        refuse_clashes::<P>(tx, before, (&differing, &custom), moves_state, base)?;
    }
    let subject: Id<Subject> = after.record().id.cast();
    let nothing_differs = differing.is_empty() && custom.is_empty();
    if before.is_some() && nothing_differs && facts.is_empty() {
        // A second click on the same button: nothing happened, so nothing is written down.
        let seq = Head::load(tx, subject)?.seq;
        return Ok(Committed {
            number: after.record().number.clone(),
            version: after.record().version,
            seq,
        });
    }
    facts.extend(ctx.because.map(|code| SetValue::set("reason", code.to_owned())));
    let record = after.record_mut();
    record.updated_at = record.updated_at.max(ctx.occurred_at);
    let version = record.version + i64::from(!nothing_differs);
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

/// The fields that hold something else than before, with what they hold now.
fn differences<P: Practice>(before: Option<&P>, after: &P) -> Vec<(&'static Field, Value)> {
    P::KIND
        .all_fields()
        .filter(|f| f.is_journaled())
        .map(|field| (field, after.value(field)))
        .filter(|(field, now)| match before {
            Some(before) => before.value(field) != *now,
            None => *now != Value::Null,
        })
        .collect()
}

/// Refuses when somebody else wrote one of the same fields after `base`.
fn refuse_clashes<P: Practice>(
    tx: &Tx<'_>,
    before: &P,
    (differing, custom): (&[(&'static Field, Value)], &[&Write]),
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
    let (columns, values): (Vec<_>, Vec<SimpleExpr>) =
        row.into_iter().map(|(column, value)| (Alias::new(column), Expr::val(value))).unzip();
    tx.change(Query::insert().into_table(Alias::new(table)).columns(columns).values_panic(values))?;
    Ok(())
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
    update_row(tx, "record", record.id, shared)?;
    if own.is_empty() { Ok(()) } else { update_row(tx, P::KIND.table, record.id, own) }
}

fn update_row(
    tx: &Tx<'_>,
    table: &str,
    id: Id<crate::record::Record>,
    columns: Vec<(&str, Value)>,
) -> Result<()> {
    let values = columns
        .into_iter()
        .map(|(column, value)| (Alias::new(column), SimpleExpr::from(Expr::val(value))));
    tx.change(
        Query::update()
            .table(Alias::new(table))
            .values(values)
            .and_where(Expr::col(Alias::new("subject_id")).eq(Value::from(id))),
    )?;
    Ok(())
}
