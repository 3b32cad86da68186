//! What a change would do, said before it is done.

use db::{Id, ReadTx};

use super::check::given;
use super::find::find;
use super::item::Item;
use super::mention::mentions;
use super::set::{refuse_clashes, refuse_retirement};
use super::sort::{COMPANIES, Sort};
use super::usage::{Usage, usage};
use crate::access::Agent;
use crate::input::{RawInput, RawValue};
use crate::kind::Kind;
use crate::people::{Company, Organisation};
use crate::{Error, Result, seen};

/// Something that a change would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its stable code; the texts go by it.
    pub code: &'static str,
    /// How much it is about, where that is counted, and whether there is more.
    pub count: Option<(i64, bool)>,
    /// The companies it is about: the one before, and the one after.
    pub companies: Option<(String, String)>,
}

impl Effect {
    fn plain(code: &'static str) -> Self {
        Effect { code, count: None, companies: None }
    }

    fn counted(code: &'static str, usage: &Usage) -> Self {
        Effect { count: Some((usage.number, usage.more)), ..Effect::plain(code) }
    }
}

/// What would come of what is given: the parts, or `active` alone. What somebody else changed since the
/// version in `raw` is told before what would come of it.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer; [`Error::NotFound`];
/// [`Error::Invalid`] on what is given; [`Error::Conflict`] on what was changed meanwhile;
/// [`Error::Refused`] for what cannot be retired.
pub fn tried(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &[&'static Kind],
    (sort, key): (&'static Sort, &str),
    raw: &RawInput,
) -> Result<(Item, Vec<Effect>)> {
    agent.require_overseer()?;
    let before = find(tx, sort, key)?.ok_or(Error::NotFound)?;
    let mut raw = raw.clone();
    let active = match raw.take("active") {
        None => before.active,
        Some(RawValue::Flag(active)) => active,
        Some(RawValue::Text(text)) if text == "true" => true,
        Some(RawValue::Text(text)) if text == "false" => false,
        Some(_) => return Err(Error::invalid("active", "flag")),
    };
    let after = Item { active, ..given(tx, kinds, sort, Some(&before), &raw)? };
    if let Some(seen) = raw.version {
        refuse_clashes(tx, seen, &before, &after)?;
    }
    let effects = effects(tx, kinds, &before, &after)?;
    Ok((after, effects))
}

/// What would come of making a thing what it is to be.
///
/// # Errors
/// [`Error::Refused`] for what cannot be retired.
pub fn effects(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    before: &Item,
    after: &Item,
) -> Result<Vec<Effect>> {
    let used = usage(tx, kinds, before)?;
    let mut effects = Vec::new();
    if before.active && !after.active {
        refuse_retirement(tx, before)?;
        effects.extend(of_retirement(before, &used));
        // Choices are named by codes that are common words.
        if let Some(id) = before.identity() {
            for (code, count) in mentions(tx, id, &[before.name.as_str()])? {
                effects.push(Effect { count: Some(count), ..Effect::plain(code) });
            }
        }
    }
    if before.column("company_id") != after.column("company_id") {
        effects.extend(of_company(tx, before, after, &used)?);
    } else if before.parent() != after.parent() {
        let below = used.iter().find(|one| one.of.code == "below" && one.number > 0);
        effects.extend(below.map(|below| Effect::counted("below_along", below)));
    }
    if before.name != after.name && before.sort.code == "company" {
        let own = Organisation::find(tx)?.map(|own| own.company.to_string());
        let called = own.as_ref() == Some(&before.key);
        effects.extend(called.then(|| Effect::plain("organisation_called")));
    }
    Ok(effects)
}

/// What tells a change with its effects from any other, so that a yes to one is none to another.
#[must_use]
pub fn mark(before: &Item, after: &Item, effects: &[Effect]) -> String {
    let item = |item: &Item| {
        let parts = item.sort.parts.iter().map(|part| format!("{:?}", item.text(part.code)));
        let own = [item.key.clone(), item.name.clone(), item.active.to_string()];
        own.into_iter().chain(parts).collect::<Vec<_>>()
    };
    let effects = effects.iter().map(|effect| format!("{effect:?}"));
    seen::mark(item(before).into_iter().chain(item(after)).chain(effects))
}

fn of_retirement(before: &Item, used: &[Usage]) -> Vec<Effect> {
    let some = used.iter().filter(|one| one.number > 0);
    let mut effects: Vec<Effect> = some.map(|one| Effect::counted(one.of.code, one)).collect();
    if effects.is_empty() {
        // What is not counted may have it all the same.
        let counted = before.sort.all_counted
            && before.text("list").is_none_or(|list| {
                before.sort.uses.iter().any(|one| one.list == Some(list.as_str()))
            });
        effects.push(Effect::plain(if counted { "unused" } else { "kept" }));
    }
    effects
}

/// Records keep the company they belong to, so that nobody sees others by it; whoever is told of it,
/// and who can name it, changes.
fn of_company(tx: &ReadTx<'_>, before: &Item, after: &Item, used: &[Usage]) -> Result<Vec<Effect>> {
    let name = |item: &Item| -> Result<String> {
        let Some(id) = item.id::<Company>("company") else { return Ok(String::new()) };
        Ok(name_of(tx, id)?.unwrap_or_default())
    };
    let companies = Some((name(before)?, name(after)?));
    let mut effects = vec![
        Effect { companies: companies.clone(), ..Effect::plain("company_named") },
        Effect::plain("company_stays"),
    ];
    let told: &[(&str, &'static str)] = &[
        ("members", "company_members"),
        ("team_records", "company_given"),
        ("people_at", "company_people"),
        ("people", "company_people"),
        ("below", "below_along"),
    ];
    for (of, code) in told {
        let some = used.iter().find(|one| one.of.code == *of && one.number > 0);
        effects.extend(
            some.map(|one| Effect { companies: companies.clone(), ..Effect::counted(code, one) }),
        );
    }
    Ok(effects)
}

fn name_of(tx: &ReadTx<'_>, id: Id<Company>) -> Result<Option<String>> {
    Ok(find(tx, &COMPANIES, &id.to_string())?.map(|company| company.name))
}
