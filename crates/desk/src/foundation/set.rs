//! Adding a thing, changing what is known of it, retiring it and bringing it back.

use db::sea_query::{Expr, ExprTrait, Query};
use db::{ReadTx, Tx, Value, params};

use super::check::given;
use super::find::{find, key_of};
use super::item::Item;
use super::sort::{Holds, Part, Sort};
use super::tree;
use crate::access::{ANY_KIND, Action, Agent};
use crate::input::RawInput;
use crate::journal::{self, SetValue, canonical};
use crate::kind::Kind;
use crate::people::{Company, Organisation, keep_name};
use crate::{Clash, Context, Error, Result};

db::statements! {
    CALL_ORGANISATION = "UPDATE organisation SET name = $2 WHERE company_id = $1";
}

/// Things moved in one statement.
const AT_ONCE: usize = 500;

/// Which thing is meant, and the version that must be the present one, if one must.
#[derive(Debug, Clone)]
pub struct Expecting {
    /// Its key.
    pub key: String,
    /// The version it must have.
    pub version: Option<i64>,
}

/// Adds a thing.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::Invalid`] with every fault found: a name
/// that is taken tells who has it.
pub fn create(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    sort: &'static Sort,
    raw: &RawInput,
) -> Result<Item> {
    agent.require(ANY_KIND, Action::Administer)?;
    let item = given(tx, kinds, sort, None, raw)?;
    let key = (sort.make)(tx, ctx, &item)?;
    find(tx, sort, &key)?.ok_or(Error::NotFound)
}

/// Changes what is known of a thing; nothing happens when all of it is so already. What somebody else
/// changed since the version in `raw` is not written over.
///
/// # Errors
/// As [`create`]; [`Error::NotFound`]; [`Error::Stale`] when it has not the expected version;
/// [`Error::Conflict`] on what was changed meanwhile.
pub fn change(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
    (sort, at): (&'static Sort, &Expecting),
    raw: &RawInput,
) -> Result<Item> {
    let before = expected(tx, agent, sort, at)?;
    let after = given(tx, kinds, sort, Some(&before), raw)?;
    if let Some(seen) = raw.version {
        refuse_clashes(tx, seen, &before, &after)?;
    }
    save(tx, ctx, "change", &before, &after)?;
    Ok(after)
}

/// Takes a thing out of use: whatever has it keeps it, and nobody can choose it any more.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`]; [`Error::Refused`] for the company that
/// runs the installation and for the last choice of a list.
pub fn retire(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    sort: &'static Sort,
    at: &Expecting,
) -> Result<Item> {
    let before = expected(tx, agent, sort, at)?;
    let after = Item { active: false, ..before.clone() };
    refuse_retirement(tx, &before)?;
    save(tx, ctx, "retire", &before, &after)?;
    Ok(after)
}

/// Brings a thing back that was retired.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`].
pub fn restore(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    sort: &'static Sort,
    at: &Expecting,
) -> Result<Item> {
    let before = expected(tx, agent, sort, at)?;
    let after = Item { active: true, ..before.clone() };
    save(tx, ctx, "restore", &before, &after)?;
    Ok(after)
}

/// The thing that is to be changed, with the version it must have.
pub(super) fn expected(
    tx: &ReadTx<'_>,
    agent: &Agent,
    sort: &'static Sort,
    at: &Expecting,
) -> Result<Item> {
    agent.require(ANY_KIND, Action::Administer)?;
    let item = find(tx, sort, &at.key)?.ok_or(Error::NotFound)?;
    match at.version {
        Some(version) => {
            let present = journal::version_about(tx, &item.key)?;
            if present == version { Ok(item) } else { Err(Error::Stale { present }) }
        }
        None => Ok(item),
    }
}

/// Refuses what would break what stands on it.
pub(super) fn refuse_retirement(tx: &ReadTx<'_>, item: &Item) -> Result<()> {
    if !item.active {
        return Ok(());
    }
    let company = Organisation::find(tx)?.map(|organisation| organisation.company.to_string());
    if item.sort.code == "company" && company.as_ref() == Some(&item.key) {
        return Err(Error::Refused("retire_own_company"));
    }
    if item.sort.holding(Holds::List).is_some() {
        let (kind, list) = (item.text("kind"), item.text("list"));
        let (kind, list) = (kind.unwrap_or_default(), list.unwrap_or_default());
        if crate::people::Choice::list(tx, &kind, &list)?.len() <= 1 {
            return Err(Error::Refused("retire_last_choice"));
        }
    }
    Ok(())
}

/// What is different: the code, what the journal calls what was, and both values.
fn differences(before: &Item, after: &Item) -> Vec<Difference> {
    let named = (before.name != after.name).then(|| Difference {
        code: before.sort.name,
        was: before.sort.name_before,
        column: before.sort.name,
        old: Value::from(before.name.as_str()),
        new: Value::from(after.name.as_str()),
    });
    let part = |part: &'static Part| Difference {
        code: part.code,
        was: part.before,
        column: part.column,
        old: before.column(part.column),
        new: after.column(part.column),
    };
    let parts = before.sort.parts.iter().map(part);
    named.into_iter().chain(parts).filter(|one| one.old != one.new).collect()
}

struct Difference {
    code: &'static str,
    was: &'static str,
    column: &'static str,
    old: Value,
    new: Value,
}

/// Refuses what somebody else changed since a version was seen, where it is to become otherwise.
pub(super) fn refuse_clashes(
    tx: &ReadTx<'_>,
    seen: i64,
    before: &Item,
    after: &Item,
) -> Result<()> {
    if journal::version_about(tx, &before.key)? <= seen {
        return Ok(());
    }
    let changed = journal::changed_about(tx, &before.key, seen)?;
    // An entry names the thing it is about also where that stays called so: what changed has what it
    // was beside it.
    let written = differences(before, after).into_iter().filter(|one| changed.contains(one.was));
    let clashes: Vec<Clash> = written
        .map(|one| Clash {
            field: one.code.to_owned(),
            theirs: canonical(&one.old),
            yours: canonical(&one.new),
        })
        .collect();
    if clashes.is_empty() { Ok(()) } else { Err(Error::Conflict(clashes)) }
}

fn save(tx: &Tx<'_>, ctx: &Context, verb: &str, before: &Item, after: &Item) -> Result<()> {
    let differences = differences(before, after);
    if differences.is_empty() && before.active == after.active {
        return Ok(());
    }
    write(tx, before, after, &differences)?;
    follow(tx, before, after)?;
    let mut values = named(before);
    if differences.iter().all(|one| one.column != before.sort.name) {
        values.push(SetValue::set(before.sort.name, after.name.clone()));
    }
    for one in differences {
        values.push(SetValue::set(one.was, canonical(&one.old)));
        values.push(SetValue::set(one.code, canonical(&one.new)));
    }
    if before.active != after.active {
        values.push(SetValue::set("active", i64::from(after.active).to_string()));
    }
    let verb = format!("{verb}_{}", before.sort.code);
    journal::log_about(tx, ctx, &before.key, &verb, values)?;
    Ok(())
}

/// Which thing an entry is about.
pub(super) fn named(item: &Item) -> Vec<SetValue> {
    if item.sort.has_identity() {
        return vec![SetValue::set(item.sort.code, item.key.clone())];
    }
    let codes = item.sort.key.iter().filter_map(|code| Some(SetValue::set(code, item.text(code)?)));
    codes.collect()
}

fn write(tx: &Tx<'_>, before: &Item, after: &Item, differences: &[Difference]) -> Result<()> {
    let sort = before.sort;
    let mut update = Query::update();
    update.table(sort.table).value("active", Value::from(after.active));
    for one in differences {
        update.value(one.column, one.new.clone());
    }
    if sort.code == "category" {
        // NULLs would not be unique, so that a root is kept with empty bytes.
        let parent = match after.column("parent_id") {
            Value::Bytes(id) => id,
            _ => Vec::new(),
        };
        update.value("parent_key", Value::Bytes(parent));
    }
    for (column, value) in sort.key.iter().zip(key_of(sort, &before.key).unwrap_or_default()) {
        update.and_where(Expr::col(*column).eq(value));
    }
    tx.change(&update).map_err(|error| match error {
        db::Error::Duplicate => Error::invalid(sort.name, "taken"),
        other => other.into(),
    })?;
    Ok(())
}

/// What goes along: the keys of its name, what the organisation is called, and what lies below.
fn follow(tx: &Tx<'_>, before: &Item, after: &Item) -> Result<()> {
    if before.name != after.name
        && before.sort.has_identity()
        && let Ok(id) = before.key.parse::<db::Id<Company>>()
    {
        keep_name(tx, id, &after.name)?;
        if before.sort.code == "company" {
            tx.execute(CALL_ORGANISATION, params![id, &after.name])?;
        }
    }
    let company = after.column("company_id");
    if before.sort.is_tree() && before.column("company_id") != company {
        let below: Vec<Value> =
            tree::levels(tx, before, "company")?.into_iter().flatten().collect();
        for some in below.chunks(AT_ONCE) {
            let mut update = Query::update();
            update.table(before.sort.table).value("company_id", company.clone());
            update.and_where(Expr::col("id").is_in(some.iter().cloned()));
            tx.change(&update).map_err(|error| match error {
                db::Error::Duplicate => Error::invalid("company", "below_taken"),
                other => other.into(),
            })?;
        }
    }
    Ok(())
}
