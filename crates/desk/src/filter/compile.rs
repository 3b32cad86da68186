//! A filter as a condition of SQL, the same on both engines.
//!
//! Every part is true or false and never unknown: what is asked of a value that is not there does
//! not hold, and its complement does. Where a complement could meet NULL, NULL is asked for.

use db::sea_query::{Cond, Condition, Expr, ExprTrait, Query, SelectStatement};

use super::added;
use super::columns::{Text, column, company_guard, compare, name_of, reads, sorted_names, text_in};
use super::entity::{Entity, Relation};
use super::local;
use super::predicate::{Check, Place, Predicate, Slot};
use crate::kind::Kind;
use crate::numbers;

/// The condition for a list over `record`, joined with the kind's own table where the filter asks
/// for one of its columns.
#[must_use]
pub fn compile(kind: &'static Kind, predicate: &Predicate) -> Condition {
    Compiler { kind }.condition(None, predicate, true)
}

pub(super) struct Compiler {
    pub(super) kind: &'static Kind,
}

impl Compiler {
    /// The predicate, or its complement.
    pub(super) fn condition(
        &self,
        of: Option<Entity>,
        predicate: &Predicate,
        holds: bool,
    ) -> Condition {
        let parts = |mut cond: Condition, parts: &[Predicate]| {
            for part in parts {
                cond = cond.add(self.condition(of, part, holds));
            }
            cond
        };
        match (predicate, holds) {
            (Predicate::Always, true) | (Predicate::Never, false) => Cond::all(),
            (Predicate::Always, false) | (Predicate::Never, true) => Cond::any(),
            (Predicate::All(all), true) | (Predicate::Any(all), false) => parts(Cond::all(), all),
            (Predicate::Any(any), true) | (Predicate::All(any), false) => parts(Cond::any(), any),
            (Predicate::Not(part), _) => self.condition(of, part, !holds),
            (Predicate::Words(words), true) => Cond::all().add(self.words(words)),
            (Predicate::Words(words), false) => Cond::all().add(self.words(words).not()),
            (Predicate::Holds(place, check), true) => Cond::all().add(self.holds(of, place, check)),
            (Predicate::Holds(place, check), false) => self.fails(of, place, check),
        }
    }

    /// The complement of a check: it does not hold, or there is nothing for it to hold of.
    fn fails(&self, of: Option<Entity>, place: &Place, check: &Check) -> Condition {
        let mut any = Cond::any().add(self.holds(of, place, check).not());
        if let Check::Against(_, other, _) | Check::SameUnit(_, other, _) = check {
            for side in [place, other] {
                any = any.add(self.value(of, side).is_null());
            }
            return any;
        }
        match place.slots.first() {
            Some(Slot::Field(field)) if field.always => any,
            // Such a check is never unknown, unless it goes on to what the value refers to.
            Some(slot)
                if slot.custom().is_some()
                    && place.slots.len() == 1
                    && !matches!(check, Check::Count(..)) =>
            {
                any
            }
            Some(slot) => any.add(column(self.kind, *slot).is_null()),
            None => any,
        }
    }

    /// A check of the value at a place. It may be NULL where there is no value.
    fn holds(&self, of: Option<Entity>, place: &Place, check: &Check) -> Expr {
        match check {
            Check::Against(side, other, by) => {
                let (own, other) = (self.value(of, place), self.value(of, other));
                let other = if *by == 0 { other } else { other.add(local::constant(*by)) };
                compare(own, *side, other)
            }
            Check::SameUnit(unit, other, zone) => {
                let zone = local::Offsets::of(zone);
                let own = local::unit_number(self.value(of, place), *unit, &zone);
                own.eq(local::unit_number(self.value(of, other), *unit, &zone))
            }
            _ => self.behind(of, place, &place.slots, check),
        }
    }

    /// Follows the references one within the other, so that each is looked up once for the whole
    /// statement and not once a row.
    fn behind(&self, of: Option<Entity>, place: &Place, slots: &[Slot], check: &Check) -> Expr {
        match slots {
            [] => match check {
                Check::Count(relation, least, most, inner) => {
                    let own = match of {
                        Some(entity) => Expr::col((entity.table(), "id")),
                        None => Expr::col(("record", "subject_id")),
                    };
                    self.count(place, own, relation, (*least, *most), inner)
                }
                _ => never(),
            },
            [slot] => self.check(place, *slot, check),
            [first, rest @ ..] => {
                let own = column(self.kind, *first);
                let Some(target) = first.target() else { return never() };
                if let ([slot @ Slot::Attribute(attribute)], true) =
                    (rest, matches!(check, Check::Reads(_) | Check::Has(..) | Check::Sorts(..)))
                    && Text::of(*slot) == Text::Name
                    && !attribute.guarded
                {
                    return own.in_subquery(names(check));
                }
                let mut select = ids_of(target);
                if rest.first().is_some_and(|slot| is_guarded(*slot)) {
                    select.cond_where(company_guard(target, place.known.as_deref()));
                }
                select.and_where(self.behind(Some(target), place, rest, check));
                own.in_subquery(select)
            }
        }
    }

    /// A check of the value in a column of the row at hand.
    fn check(&self, place: &Place, slot: Slot, check: &Check) -> Expr {
        let own = column(self.kind, slot);
        if let Some(field) = slot.custom().filter(|_| !matches!(check, Check::Count(..))) {
            return added::check(field, place.part, check);
        }
        match check {
            Check::Exists if slot.kind().is_written() => own.ne(""),
            Check::Exists => own.is_not_null(),
            Check::OneOf(values) => match values.as_slice() {
                [one] => own.eq(one.clone()),
                many => own.is_in(many.to_vec()),
            },
            Check::Between(least, most) => between(own, *least, *most),
            Check::Reads(_) | Check::Has(..) | Check::Sorts(..) => text_in(slot, check),
            Check::PartIn(ranges, zone) => {
                let Some(part) = place.part else { return never() };
                let number = local::part_number(own, part, &local::Offsets::of(zone));
                local::in_ranges(number, ranges)
            }
            Check::Count(relation, least, most, inner) => {
                self.count(place, own, relation, (*least, *most), inner)
            }
            Check::Against(..) | Check::SameUnit(..) | Check::Keys(..) => never(),
        }
    }

    /// As many as asked for belong to the record, or to what a column refers to.
    fn count(
        &self,
        place: &Place,
        own: Expr,
        relation: &'static Relation,
        (least, most): (i64, Option<i64>),
        inner: &Predicate,
    ) -> Expr {
        let members = self.members(place, relation, inner);
        let Some(of) = relation.of else { return counted(members, own, relation, (least, most)) };
        let mut known = ids_of(of);
        known.cond_where(company_guard(of, place.known.as_deref()));
        let known = own.clone().in_subquery(known);
        // Counted for all at once: those that have some are few beside the records that refer to
        // them. Those that have none are in no group: they are what the others leave over.
        let mut owners = members;
        owners
            .column((relation.table, relation.owner))
            .group_by_col((relation.table, relation.owner));
        let number = Expr::cust("CAST(COUNT(*) AS BIGINT)");
        if least <= 0 {
            let Some(most) = most else { return known };
            owners.and_having(number.gt(most));
            return known.and(own.not_in_subquery(owners));
        }
        owners.and_having(number.clone().gte(least));
        if let Some(most) = most {
            owners.and_having(number.lte(most));
        }
        known.and(own.in_subquery(owners))
    }

    /// The rows of a relation of which a predicate holds; columns are still to be named.
    fn members(
        &self,
        place: &Place,
        relation: &'static Relation,
        inner: &Predicate,
    ) -> SelectStatement {
        let mut select = Query::select();
        select.from(relation.table);
        if let Some(only) = relation.only {
            select.and_where(Expr::col((relation.table, only)).eq(1i64));
        }
        let holds = self.condition(Some(relation.to), inner, true);
        let Some(member) = relation.member else { return select.cond_where(holds).take() };
        let guard = company_guard(relation.to, place.known.as_deref());
        if *inner != Predicate::Always || place.known.is_some() {
            let members = ids_of(relation.to).cond_where(guard).cond_where(holds).take();
            select.and_where(Expr::col((relation.table, member)).in_subquery(members));
        }
        select
    }

    /// The value at a place, for a comparison with another; text as it is compared.
    pub(super) fn value(&self, of: Option<Entity>, place: &Place) -> Expr {
        let [first, rest @ ..] = place.slots.as_slice() else {
            return Expr::col((of.map_or("record", Entity::table), "id"));
        };
        if rest.is_empty() {
            return self.comparable(*first);
        }
        let mut before = *first;
        let mut value = column(self.kind, *first);
        for (step, slot) in rest.iter().enumerate() {
            let Some(target) = before.target() else { break };
            if step + 1 == rest.len() && Text::of(*slot) == Text::Name {
                return name_of(value);
            }
            let mut select = Query::select();
            select
                .expr(column(self.kind, *slot))
                .from(target.table())
                .and_where(Expr::col((target.table(), "id")).eq(value));
            if is_guarded(*slot) {
                select.cond_where(company_guard(target, place.known.as_deref()));
            }
            value = scalar(select);
            before = *slot;
        }
        value
    }

    /// A column of the row at hand as it is compared with another one.
    fn comparable(&self, slot: Slot) -> Expr {
        if let Some(field) = slot.custom() {
            return added::value(field);
        }
        match Text::of(slot) {
            Text::None | Text::Plain | Text::Number | Text::Custom(..) => column(self.kind, slot),
            Text::Title => Expr::col(("record", "title_fold")),
            Text::Name => name_of(Expr::col((entity_table(slot), "id"))),
            Text::Kept(code) => scalar(
                Query::select()
                    .column(("folded", "fold"))
                    .from("folded")
                    .and_where(Expr::col(("folded", "subject_id")).equals(("record", "subject_id")))
                    .and_where(Expr::col(("folded", "field")).eq(code))
                    .take(),
            ),
        }
    }

    /// The number, or all of the words in the title.
    fn words(&self, words: &[String]) -> Expr {
        let title = words.iter().fold(Cond::all(), |all, word| {
            all.add(super::columns::like(
                Expr::col(("record", "title_fold")),
                super::ast::TextTest::Contains,
                word,
            ))
        });
        match words {
            [word] => {
                let number = Expr::col(("record", "number")).eq(number_of(self.kind, word));
                Expr::from(Cond::any().add(number).add(title))
            }
            _ => Expr::from(title),
        }
    }
}

/// A number as it is kept: `42` and `inc42` are `INC0000042`.
pub(super) fn number_of(kind: &Kind, word: &str) -> String {
    let prefix = kind.prefix.to_ascii_lowercase();
    let digits = word.strip_prefix(&prefix).unwrap_or(word);
    match digits.parse::<u32>() {
        Ok(number) => numbers::format(kind.prefix, i64::from(number)),
        Err(_) => word.to_uppercase(),
    }
}

fn entity_table(slot: Slot) -> &'static str {
    match slot {
        Slot::Attribute(attribute) => attribute.of.table(),
        Slot::Field(_) => "record",
    }
}

fn is_guarded(slot: Slot) -> bool {
    matches!(slot, Slot::Attribute(attribute) if attribute.guarded)
}

fn ids_of(entity: Entity) -> SelectStatement {
    Query::select().column((entity.table(), "id")).from(entity.table()).take()
}

/// The identities whose names pass a check.
fn names(check: &Check) -> SelectStatement {
    if let Check::Sorts(side, said) = check {
        return sorted_names(*side, said);
    }
    Query::select()
        .column(("naming", "id"))
        .from("naming")
        .and_where(reads(Expr::col(("naming", "fold")), check, true))
        .take()
}

/// Nothing passes it.
pub(super) fn never() -> Expr {
    Expr::val(0i64).eq(1i64)
}

/// As many as asked for hang on the record at hand; looked at row by row, for a record has few.
fn counted(
    mut members: SelectStatement,
    own: Expr,
    relation: &Relation,
    (least, most): (i64, Option<i64>),
) -> Expr {
    members.and_where(Expr::col((relation.table, relation.owner)).eq(own));
    match (least, most) {
        (1, None) => Expr::exists(members.expr(Expr::val(1i64)).take()),
        (0, Some(0)) => Expr::exists(members.expr(Expr::val(1i64)).take()).not(),
        _ => between(
            scalar(members.expr(Expr::cust("CAST(COUNT(*) AS BIGINT)")).take()),
            Some(least),
            most,
        ),
    }
}

pub(super) fn scalar(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(select.into()))
}

fn between(own: Expr, least: Option<i64>, most: Option<i64>) -> Expr {
    match (least, most) {
        (Some(least), Some(most)) if least == most => own.eq(least),
        (Some(least), Some(most)) => own.clone().gte(least).and(own.lte(most)),
        (Some(least), None) => own.gte(least),
        (None, Some(most)) => own.lte(most),
        (None, None) => own.is_not_null(),
    }
}
