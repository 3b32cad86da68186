//! What a change of a field would do to records, said before it is done.

use db::sea_query::{Expr, ExprTrait, JoinType, Query, UnionType};
use db::{Id, ReadTx, Value, params};

use super::administer::{present, require};
use super::compare::Compared;
use super::fallback::complete;
use super::{Definition, Draft, StateRule, Type, money_key};
use crate::access::Agent;
use crate::field::Audience;
use crate::kind::Kind;
use crate::{Result, seen};

/// Records counted at most: whoever asks waits for it.
const MOST: i64 = 1_000;
/// Records of a state that are looked at, at most.
const LOOKED_AT: i64 = 10_000;

db::statements! {
    IN_STATE = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(held.subject_id) AS BIGINT)
        FROM (SELECT subject_id FROM record WHERE kind = $1 AND withdrawn = 0 AND state = $2 LIMIT $4) AS looked
        LEFT JOIN custom_value held ON held.subject_id = looked.subject_id AND held.field_id = $3 AND held.ordinal = 0";
}

/// Something that a change of a field would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its stable code; the texts go by it.
    pub code: &'static str,
    /// The state, the option or the currency it is about; empty where it is about the field.
    pub about: String,
    /// How many records it is about, where that is counted, and whether there may be more.
    pub count: Option<(i64, bool)>,
}

impl Effect {
    /// That it is about so many records; nothing where it is about none.
    fn of(code: &'static str, about: &str, count: (i64, bool)) -> Option<Effect> {
        (count.0 > 0 || count.1).then(|| Effect {
            code,
            about: about.to_owned(),
            count: Some(count),
        })
    }
}

/// What would come of what is given: the parts, and whether it is to be in use.
///
/// # Errors
/// As [`super::edit`].
pub fn tried(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &Kind,
    (id, seen): (Id<Definition>, Option<i64>),
    draft: Draft,
    active: Option<bool>,
) -> Result<(&'static Definition, Definition, Vec<Effect>)> {
    require(agent)?;
    let before = present(tx, kind, id, seen)?;
    let mut after = complete(tx, agent, kind, draft.change(before, kind)?)?;
    after.active = active.unwrap_or(before.active);
    let effects = effects(tx, before, &after)?;
    Ok((before, after, effects))
}

/// What would come of making a definition what it is to be.
///
/// # Errors
/// When the database fails.
pub fn effects(tx: &ReadTx<'_>, before: &Definition, after: &Definition) -> Result<Vec<Effect>> {
    let mut effects = Vec::new();
    if before.active != after.active {
        effects.push(match (after.active, held(tx, before)?) {
            (false, None) => Effect { code: "retired_some", about: String::new(), count: None },
            (true, None) => Effect { code: "restored_some", about: String::new(), count: None },
            (false, count) => Effect { code: "retired", about: String::new(), count },
            (true, count) => Effect { code: "restored", about: String::new(), count },
        });
    }
    for (state, rule) in &after.rules {
        if before.rule(state) != Some(*rule) {
            effects.extend(ruled(tx, before, state, *rule)?);
        }
    }
    for option in after.options.iter().filter(|option| !option.active) {
        if before.option(&option.code).is_some_and(|known| known.active) {
            let code = Expr::col("text_key").eq(option.code.as_bytes().to_vec());
            let count = count(tx, before, Compared::Key, Some(code))?;
            effects.extend(Effect::of("option", &option.code, count));
        }
    }
    if before.audience != after.audience {
        let code = match after.audience {
            Audience::Internal => "audience_internal",
            _ => "audience_public",
        };
        effects.extend(held(tx, before)?.and_then(|count| Effect::of(code, "", count)));
    }
    effects.extend(bounded(tx, before, after)?);
    Ok(effects)
}

/// What tells a change with its effects from any other, so that a yes to one is none to another.
#[must_use]
pub fn mark(before: &Definition, after: &Definition, effects: &[Effect]) -> String {
    let whole = [format!("{before:?}"), format!("{after:?}")];
    seen::mark(whole.into_iter().chain(effects.iter().map(|effect| format!("{effect:?}"))))
}

/// What a rule would mean to the records that are in its state now.
fn ruled(
    tx: &ReadTx<'_>,
    field: &Definition,
    state: &str,
    rule: StateRule,
) -> Result<Option<Effect>> {
    let row = tx.one(IN_STATE, params![&field.kind, state, field.id, LOOKED_AT + 1])?;
    let (all, held): (i64, i64) = (row.get(0)?, row.get(1)?);
    let (code, number) = match rule {
        StateRule::Required => ("required", all - held),
        StateRule::ReadOnly => ("read_only", all),
        StateRule::Hidden => ("hidden", held),
    };
    let count = (std::cmp::min(number, MOST), number > MOST || all > LOOKED_AT);
    Ok(Effect::of(code, state, count))
}

/// What narrower bounds would leave outside.
fn bounded(tx: &ReadTx<'_>, before: &Definition, after: &Definition) -> Result<Vec<Effect>> {
    let mut effects = Vec::new();
    match (&before.holds, &after.holds) {
        (Type::Number { least: low, most: high, .. }, Type::Number { least, most, .. })
            if least > low || most < high =>
        {
            for outside in [Expr::col("number").lt(*least), Expr::col("number").gt(*most)] {
                let count = count(tx, before, Compared::Number, Some(outside))?;
                effects.extend(Effect::of("outside", "", count));
            }
        }
        (Type::Line(known), Type::Line(most)) if most < known => {
            effects.extend(held(tx, before)?.and_then(|all| Effect::of("shorter", "", all)));
        }
        (Type::Prose(known), Type::Prose(most)) if most < known => {
            effects.push(Effect { code: "shorter_some", about: String::new(), count: None });
        }
        (Type::Money(known), Type::Money(currencies)) => {
            for gone in known.iter().filter(|one| !currencies.contains(one)) {
                let (from, to) = (money_key(gone, i64::MIN), money_key(gone, i64::MAX));
                let of_currency = Expr::col("text_key").between(from, to);
                let count = count(tx, before, Compared::Key, Some(of_currency))?;
                effects.extend(Effect::of("currency", gone, count));
            }
        }
        _ => {}
    }
    // Below the least and above the most are one thing to whoever reads it.
    Ok(summed(effects))
}

fn summed(effects: Vec<Effect>) -> Vec<Effect> {
    let mut all: Vec<Effect> = Vec::new();
    for effect in effects {
        match all.iter_mut().find(|one| (one.code, &one.about) == (effect.code, &effect.about)) {
            Some(one) => {
                let (some, others) =
                    (one.count.unwrap_or_default(), effect.count.unwrap_or_default());
                let number = some.0 + others.0;
                one.count =
                    Some((std::cmp::min(number, MOST), some.1 || others.1 || number > MOST));
            }
            None => all.push(effect),
        }
    }
    all
}

/// How many records hold something in a field; nothing for long texts, which no index finds.
fn held(tx: &ReadTx<'_>, field: &Definition) -> Result<Option<(i64, bool)>> {
    let compared = match field.holds {
        Type::Prose(_) => return Ok(None),
        Type::Number { .. } | Type::Flag | Type::Instant => Compared::Number,
        Type::Person | Type::Team | Type::Company | Type::Service | Type::Location => {
            Compared::Reference
        }
        _ => Compared::Key,
    };
    Ok(Some(count(tx, field, compared, None)?))
}

/// How many records hold such a value, as far as they are counted: in the order of an index, so that only
/// so many rows are read.
fn count(
    tx: &ReadTx<'_>,
    field: &Definition,
    compared: Compared,
    such: Option<Expr>,
) -> Result<(i64, bool)> {
    let mut rows = Query::select();
    rows.column("subject_id")
        .from("custom_value")
        .and_where(Expr::col("field_id").eq(Value::from(field.id)))
        .and_where(Expr::col(compared.column()).is_not_null())
        .limit(u64::try_from(MOST).unwrap_or(0).saturating_add(1));
    match such {
        Some(such) => rows.and_where(such),
        // Of several options the first stands for its record.
        None => rows.and_where(Expr::col("ordinal").eq(0)),
    };
    // How many rows there are, and how many of them are of records that nobody withdrew.
    let counted = |place: i64| {
        let mut counted = Query::select();
        counted
            .expr(Expr::val(Value::from(place)))
            .expr(Expr::cust("CAST(COUNT(*) AS BIGINT)"))
            .from_subquery(rows.clone(), "held");
        counted
    };
    let mut standing = counted(1);
    standing
        .join(
            JoinType::InnerJoin,
            "record",
            Expr::col(("held", "subject_id")).equals(("record", "subject_id")),
        )
        .and_where(Expr::col(("record", "withdrawn")).eq(0));
    let mut all = counted(0);
    all.union(UnionType::All, standing);
    let (mut looked, mut number) = (0, 0);
    for row in tx.select(&all)? {
        let (place, count): (i64, i64) = (row.get(0)?, row.get(1)?);
        if place == 0 {
            looked = count;
        } else {
            number = count;
        }
    }
    Ok((std::cmp::min(number, MOST), looked > MOST))
}
