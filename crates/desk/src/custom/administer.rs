//! Administrators add fields, change what is said of them, put them in order and retire them. Every
//! change is an entry in the logbook of settings, line by line.

use std::collections::BTreeSet;

use db::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Tx, Value, params};

use super::edition::{self, Edition};
use super::fallback::complete;
use super::keep;
use super::{Definition, Draft};
use crate::access::Agent;
use crate::journal::{self, Logbook, SetValue};
use crate::kind::Kind;
use crate::{Context, Error, Fault, Result};

db::statements! {
    NEXT_PLACE = "SELECT COALESCE(MAX(place), 0) + 1 FROM custom_field WHERE kind = $1";
}

/// Fields of a kind in use at most.
const FIELDS: usize = 500;

/// Every definition, in use or not, by kind and place.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &ReadTx<'_>) -> Result<Vec<&'static Definition>> {
    Ok(Edition::of(tx)?.all.iter().filter_map(|field| field.definition()).collect())
}

/// The definition with this identity.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn find(tx: &ReadTx<'_>, id: Id<Definition>) -> Result<&'static Definition> {
    list(tx)?.into_iter().find(|definition| definition.id == id).ok_or(Error::NotFound)
}

/// Adds a field to a kind of record.
///
/// # Errors
/// [`Error::Forbidden`] for who does not administer, [`Error::Invalid`] naming each part that
/// cannot be taken.
pub fn create(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    draft: Draft,
) -> Result<Definition> {
    require(agent)?;
    let place = tx.one(NEXT_PLACE, params![kind.code])?.get(0)?;
    let drafted = draft.begin(ctx.chance.id(ctx.now), kind, place)?;
    let definition = complete(tx, agent, kind, drafted)?;
    let known = list(tx)?;
    let of_kind = || known.iter().filter(|other| other.kind == kind.code);
    if of_kind().any(|other| other.code == definition.code) {
        return Err(Error::invalid("code", "taken"));
    }
    refuse_too_many(of_kind().filter(|other| other.active).count() + 1)?;
    keep::insert(tx, ctx, &definition)?;
    Ok(definition)
}

/// Changes what is said of a field. `seen` is the version whoever changes it had seen.
///
/// # Errors
/// As [`create`], [`Error::NotFound`], and [`Error::Stale`] when somebody else changed it since.
pub fn edit(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    (id, seen): (Id<Definition>, Option<i64>),
    draft: Draft,
) -> Result<Definition> {
    require(agent)?;
    let known = present(tx, kind, id, seen)?;
    let drafted = draft.change(known, kind)?;
    let changed = complete(tx, agent, kind, drafted)?;
    keep::save(tx, ctx, "edit_field", known, changed)
}

/// Takes a field out of use: no form, list or read shows it any more, what records hold in it stays
/// in their histories, and its code is not given to another.
///
/// # Errors
/// As [`edit`].
pub fn retire(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    (id, seen): (Id<Definition>, Option<i64>),
) -> Result<Definition> {
    require(agent)?;
    let known = present(tx, kind, id, seen)?;
    keep::save(tx, ctx, "retire_field", known, Definition { active: false, ..known.clone() })
}

/// Puts a field that was retired into use again, with all that records held in it.
///
/// # Errors
/// As [`edit`].
pub fn restore(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    (id, seen): (Id<Definition>, Option<i64>),
) -> Result<Definition> {
    require(agent)?;
    let known = present(tx, kind, id, seen)?;
    let used = list(tx)?.iter().filter(|d| d.kind == kind.code && d.active && d.id != id).count();
    refuse_too_many(used + 1)?;
    keep::save(tx, ctx, "restore_field", known, Definition { active: true, ..known.clone() })
}

/// Puts the fields of a kind that are in use into this order.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Invalid`] unless each is named once.
pub fn order(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &Kind,
    ids: &[Id<Definition>],
) -> Result<()> {
    require(agent)?;
    let all = list(tx)?;
    let of_kind = all.iter().filter(|definition| definition.kind == kind.code);
    let (used, retired): (Vec<&&Definition>, Vec<_>) = of_kind.partition(|d| d.active);
    let named: BTreeSet<_> = ids.iter().collect();
    let wanted: BTreeSet<_> = used.iter().map(|definition| &definition.id).collect();
    if named != wanted || named.len() != ids.len() {
        return Err(Error::invalid("fields", "each_once"));
    }
    if used.iter().map(|definition| &definition.id).eq(ids) {
        return Ok(());
    }
    let id = || Expr::col(Alias::new("id"));
    let mut place = CaseStatement::new();
    let retired = retired.iter().map(|definition| &definition.id);
    for (number, one) in (1i64..).zip(ids.iter().chain(retired)) {
        place = place.case(id().eq(Value::from(one)), Expr::val(Value::from(number)));
    }
    let mut update = Query::update();
    update
        .table(Alias::new("custom_field"))
        .value(Alias::new("place"), place)
        .and_where(Expr::col(Alias::new("kind")).eq(Value::from(kind.code)));
    tx.change(&update)?;
    edition::renew(tx)?;
    let code = |id: &Id<Definition>| used.iter().find(|d| d.id == *id).map(|d| d.code.as_str());
    let codes: Vec<&str> = ids.iter().filter_map(code).collect();
    let values =
        vec![SetValue::set("kind", kind.code.to_owned()), SetValue::set("order", codes.join(" "))];
    journal::log(tx, ctx, Logbook::Settings, "order_fields", values)?;
    Ok(())
}

pub(super) fn require(agent: &Agent) -> Result<()> {
    if agent.administers() { Ok(()) } else { Err(Error::Forbidden("administer")) }
}

fn refuse_too_many(fields: usize) -> Result<()> {
    if fields <= FIELDS {
        return Ok(());
    }
    Err(Error::Invalid(vec![Fault::new("code", "too_many_fields").with("most", FIELDS)]))
}

pub(super) fn present(
    tx: &ReadTx<'_>,
    kind: &Kind,
    id: Id<Definition>,
    seen: Option<i64>,
) -> Result<&'static Definition> {
    let known = find(tx, id)?;
    if known.kind != kind.code {
        return Err(Error::NotFound);
    }
    if seen.is_some_and(|seen| seen != known.version) {
        return Err(Error::Stale { present: known.version });
    }
    Ok(known)
}
