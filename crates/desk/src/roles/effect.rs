//! What a sheet would change for the people who hold its role.

use std::collections::HashMap;

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Value};

use super::Sheet;
use crate::Result;
use crate::access::{ANY_KIND, Action, Reach, Role};
use crate::kind::Kind;

/// What would become wider or narrower, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// How many people hold the role and may come in.
    pub holders: i64,
    /// Each action that the role would allow further or less far, by kind and action.
    pub shifts: Vec<Shift>,
    /// The rule that would refuse it, by its code.
    pub refusal: Option<&'static str>,
}

/// One action that would reach further, or less far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// A kind of record, or `*` for every kind.
    pub kind: String,
    /// The action.
    pub action: Action,
    /// How far the role lets it reach.
    pub before: Option<Reach>,
    /// How far it would.
    pub after: Option<Reach>,
    /// For how many of the people who hold the role that changes anything: the others may do it as far by
    /// another role.
    pub people: i64,
}

impl Shift {
    /// Whether it would reach further.
    #[must_use]
    pub fn is_wider(&self) -> bool {
        self.after > self.before
    }
}

/// The actions whose reach differs, with every kind or with one. What differs with every kind alike is
/// told once.
fn shifts(kinds: &[&'static Kind], before: &Sheet, after: &Sheet) -> Vec<Shift> {
    let of = |kind: &str, action: Action| (before.reach(kind, action), after.reach(kind, action));
    let shift = |kind: &str, action, (before, after): (Option<Reach>, Option<Reach>)| Shift {
        kind: kind.to_owned(),
        action,
        before,
        after,
        people: 0,
    };
    let mut all = Vec::new();
    for action in Action::EVERY {
        let every = of(ANY_KIND, action);
        if every.0 != every.1 {
            all.push(shift(ANY_KIND, action, every));
        }
        let single = kinds.iter().map(|kind| (kind.code, of(kind.code, action)));
        let differs = single.filter(|(_, own)| own.0 != own.1 && *own != every);
        all.extend(differs.map(|(kind, own)| shift(kind, action, own)));
    }
    all
}

/// What setting `after` would change for who holds the role.
pub(super) fn effect(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    role: &Role,
    (before, after): (&Sheet, &Sheet),
) -> Result<Effect> {
    let mut others = Sheet::all(tx, kinds)?;
    others.remove(&role.id);
    let mut counted: HashMap<Vec<Id<Role>>, i64> = HashMap::new();
    let mut count = |covering: Vec<Id<Role>>| -> Result<i64> {
        if let Some(known) = counted.get(&covering) {
            return Ok(*known);
        }
        let people = holders_without(tx, role.id, &covering)?;
        counted.insert(covering, people);
        Ok(people)
    };
    let holders = count(Vec::new())?;
    let mut shifts = shifts(kinds, before, after);
    for shift in &mut shifts {
        let needed = shift.before.max(shift.after);
        let covers = |sheet: &Sheet| sheet.reach(&shift.kind, shift.action) >= needed;
        let covering = others.iter().filter(|(_, sheet)| covers(sheet)).map(|(id, _)| *id);
        let mut covering: Vec<Id<Role>> = covering.collect();
        covering.sort_unstable_by_key(|id| *id.bytes());
        shift.people = count(covering)?;
    }
    Ok(Effect { holders, shifts, refusal: None })
}

/// How many active people hold a role, and none of some others.
fn holders_without(tx: &ReadTx<'_>, role: Id<Role>, others: &[Id<Role>]) -> Result<i64> {
    let column =
        |table: &'static str, name: &'static str| Expr::col((Alias::new(table), Alias::new(name)));
    let mut select = Query::select()
        .expr(Expr::cust("CAST(COUNT(*) AS BIGINT)"))
        .from_as(Alias::new("person_role"), Alias::new("h"))
        .inner_join(
            Alias::new("person"),
            column("person", "id")
                .equals((Alias::new("h"), Alias::new("person_id")))
                .and(column("person", "active").eq(1i64)),
        )
        .and_where(column("h", "role_id").eq(Value::from(&role)))
        .to_owned();
    if !others.is_empty() {
        let also = Query::select()
            .expr(Expr::val(1i64))
            .from_as(Alias::new("person_role"), Alias::new("o"))
            .and_where(column("o", "person_id").equals((Alias::new("h"), Alias::new("person_id"))))
            .and_where(column("o", "role_id").is_in(others.iter().map(Value::from)))
            .to_owned();
        select.and_where(Expr::exists(also).not());
    }
    match tx.select(&select)?.first() {
        Some(row) => Ok(row.get(0)?),
        None => Ok(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_with_every_kind_alike_is_told_once() {
        let mut before = Sheet::default();
        before.allow(ANY_KIND, Action::Read, Reach::Own);
        let mut after = before.clone();
        after.allow(ANY_KIND, Action::Read, Reach::All);
        after.allow(ANY_KIND, Action::Note, Reach::Own);
        let told: Vec<_> = shifts(&[&crate::task::KIND], &before, &after)
            .into_iter()
            .map(|shift| (shift.kind, shift.action, shift.before, shift.after))
            .collect();
        let star = || ANY_KIND.to_owned();
        let expected = [
            (star(), Action::Read, Some(Reach::Own), Some(Reach::All)),
            (star(), Action::Note, None, Some(Reach::Own)),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_cell_that_every_kind_covers_changes_nothing() {
        let mut before = Sheet::default();
        before.allow(ANY_KIND, Action::Read, Reach::Company);
        let mut after = before.clone();
        after.allow("task", Action::Read, Reach::Team);
        assert!(shifts(&[&crate::task::KIND], &before, &after).is_empty());
        after.allow("task", Action::Read, Reach::All);
        let [only] = &shifts(&[&crate::task::KIND], &before, &after)[..] else { panic!() };
        assert_eq!((only.kind.as_str(), only.is_wider()), ("task", true));
    }
}
