//! Gives a filter its meaning for one reader: finds its fields among those they may see, looks up
//! what its words name, and places its moments.

use db::{ReadTx, Timestamp};

use super::ast::{Compare, Condition, Expr, Operand, Path, Test};
use super::entity::{Entity, Relation};
use super::limits::bounded;
use super::paths::{Way, Ways};
use super::predicate::{Check, Place, Predicate, Side};
use super::problem::{Found, Problem};
use super::when::Almanac;
use crate::access::{Action, Agent, Reach, asked_fields, sees_inside};
use crate::custom::Catalogue;
use crate::field::Field;
use crate::kind::Kind;
use crate::{Error, Result};

/// Problems told at most.
const PROBLEMS: usize = 20;
/// Words that are looked for at most.
const WORDS: usize = 16;

/// Who filters, what, and when.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The kind of record.
    pub kind: &'static Kind,
    /// Who reads.
    pub agent: &'a Agent,
    /// The present moment, from which relative dates count.
    pub now: Timestamp,
}

/// What a filter means, or all that is wrong with it.
pub type Meant = std::result::Result<Predicate, Vec<Problem>>;

/// Why a part has no meaning: what it says is wrong, or the database failed.
#[derive(Debug)]
pub(super) enum Wrong {
    Said(Found),
    Failed(Error),
}

impl From<Found> for Wrong {
    fn from(found: Found) -> Self {
        Wrong::Said(found)
    }
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Wrong::Failed(error)
    }
}

impl From<db::Error> for Wrong {
    fn from(error: db::Error) -> Self {
        Wrong::Failed(error.into())
    }
}

/// What a filter means to a reader, or all that is wrong with it. `text` is where it was read from.
///
/// # Errors
/// When the database fails.
pub fn check(tx: &ReadTx<'_>, reader: Reader<'_>, expr: &Expr, text: &str) -> Result<Meant> {
    Checker::new(tx, reader)?.meaning(expr, text)
}

pub(super) struct Checker<'a, 'c> {
    pub(super) tx: &'a ReadTx<'c>,
    pub(super) reader: Reader<'a>,
    pub(super) ways: Ways,
    pub(super) almanac: Almanac,
    problems: Vec<Found>,
}

/// The ways that are open to a reader.
pub(super) fn ways(tx: &ReadTx<'_>, reader: Reader<'_>) -> Result<Ways> {
    let catalogue = Catalogue::of(tx, reader.kind)?;
    Ok(open_to(reader, asked_fields(&catalogue, reader.agent)))
}

/// The ways that are open to a reader from these fields on.
pub(super) fn open_to(reader: Reader<'_>, fields: Vec<&'static Field>) -> Ways {
    let reach = reader.agent.permissions.reach(reader.kind.code, Action::Read);
    Ways {
        fields,
        // Whoever sees nothing but their own names nobody, so that they ask nobody's address.
        beyond_names: reach > Some(Reach::Own),
        inside: sees_inside(reader.kind, reader.agent),
        known: (reach != Some(Reach::All)).then(|| reader.agent.companies.clone()),
    }
}

impl<'a, 'c> Checker<'a, 'c> {
    pub(super) fn new(tx: &'a ReadTx<'c>, reader: Reader<'a>) -> Result<Self> {
        let almanac = Almanac::new(reader.now, &reader.agent.zone);
        Ok(Checker { tx, reader, ways: ways(tx, reader)?, almanac, problems: Vec::new() })
    }

    /// What a filter means, or all that is wrong with it.
    pub(super) fn meaning(&mut self, expr: &Expr, text: &str) -> Result<Meant> {
        if let Err(found) = bounded(expr) {
            return Ok(Err(vec![found.in_text(text)]));
        }
        let predicate = self.expr(None, expr)?;
        let problems = std::mem::take(&mut self.problems);
        if problems.is_empty() {
            return Ok(Ok(predicate));
        }
        Ok(Err(problems.into_iter().take(PROBLEMS).map(|found| found.in_text(text)).collect()))
    }

    /// The meaning of a part that is asked of a record, or of an entity.
    fn expr(&mut self, of: Option<Entity>, expr: &Expr) -> Result<Predicate> {
        Ok(match expr {
            Expr::Everything => Predicate::Always,
            Expr::All(parts) => Predicate::all(self.exprs(of, parts)?),
            Expr::Any(parts) => Predicate::any(self.exprs(of, parts)?),
            Expr::Not(part) => self.expr(of, part)?.negated(),
            Expr::Words(text) if of.is_some() => {
                self.noted(Err(Found::new(text.span, "filter_field_expected").into()))?
            }
            Expr::Words(text) => words(&text.said),
            Expr::Is(condition) => {
                let outcome = self.condition(of, condition);
                self.noted(outcome)?
            }
        })
    }

    fn exprs(&mut self, of: Option<Entity>, parts: &[Expr]) -> Result<Vec<Predicate>> {
        parts.iter().map(|part| self.expr(of, part)).collect()
    }

    /// What is wrong with one part is told with all that is wrong with the others.
    fn noted(&mut self, outcome: std::result::Result<Predicate, Wrong>) -> Result<Predicate> {
        match outcome {
            Ok(predicate) => Ok(predicate),
            Err(Wrong::Said(found)) => {
                self.problems.push(found);
                Ok(Predicate::Never)
            }
            Err(Wrong::Failed(error)) => Err(error),
        }
    }

    fn condition(
        &mut self,
        of: Option<Entity>,
        condition: &Condition,
    ) -> std::result::Result<Predicate, Wrong> {
        let way = self.ways.find(of, &condition.path)?;
        let place = match way {
            Way::Many(place, relation) => return self.many(place, relation, condition),
            Way::One(place) => place,
        };
        let span = condition.path.span;
        match &condition.test {
            Test::Empty => Ok(Predicate::Holds(whole(place), Check::Exists).negated()),
            Test::Anything => Ok(Predicate::Always),
            Test::Compare(Compare::Equal, operand) => self.equal(of, &place, operand),
            Test::Compare(Compare::Less, operand) => self.order(of, &place, Side::Below, operand),
            Test::Compare(Compare::AtMost, operand) => self.order(of, &place, Side::UpTo, operand),
            Test::Compare(Compare::More, operand) => self.order(of, &place, Side::Above, operand),
            Test::Compare(Compare::AtLeast, operand) => self.order(of, &place, Side::From, operand),
            Test::In(values) => self.one_of(of, &place, values),
            Test::Between(from, to) => {
                let from = self.order(of, &place, Side::From, from)?;
                Ok(Predicate::all(vec![from, self.order(of, &place, Side::UpTo, to)?]))
            }
            Test::Text(how, text) => self.text(place, *how, text, span),
            Test::Under(node) => self.under(&place, node),
            Test::Same(unit, other) => self.same(of, place, *unit, other, span),
            Test::Count(..) => Err(unfit(&span, self.operators(&place)).into()),
        }
    }

    /// So many belong to something; or, without a count, one does of which the test holds.
    fn many(
        &mut self,
        place: Place,
        relation: &'static Relation,
        condition: &Condition,
    ) -> std::result::Result<Predicate, Wrong> {
        let ((least, most), inner) = match &condition.test {
            Test::Count(compare, number, inner) => {
                let inner = match inner {
                    Some(inner) => self.expr(Some(relation.to), inner)?,
                    None => Predicate::Always,
                };
                match range(*compare, *number) {
                    Some(range) => (range, inner),
                    None => return Ok(Predicate::Never),
                }
            }
            Test::Empty => ((0, Some(0)), Predicate::Always),
            test => {
                let span = condition.path.span;
                let path = Path { steps: vec![relation.value.to_owned()], span };
                let one = Condition { path, test: test.clone() };
                ((1, None), self.condition(Some(relation.to), &one)?)
            }
        };
        Ok(Predicate::Holds(place, Check::Count(relation, least, most, Box::new(inner))))
    }

    fn one_of(
        &mut self,
        of: Option<Entity>,
        place: &Place,
        values: &[Operand],
    ) -> std::result::Result<Predicate, Wrong> {
        let mut any = Vec::with_capacity(values.len());
        for value in values {
            any.push(self.equal(of, place, value)?);
        }
        Ok(joined(any))
    }
}

/// Several values of one place are asked for at once, so that one look at an index finds them.
fn joined(any: Vec<Predicate>) -> Predicate {
    let mut out: Vec<Predicate> = Vec::with_capacity(any.len());
    for part in any {
        if let Predicate::Holds(place, Check::OneOf(values)) = &part
            && let Some(Predicate::Holds(_, Check::OneOf(all))) = out.iter_mut().find(
                |other| matches!(other, Predicate::Holds(own, Check::OneOf(_)) if own == place),
            )
        {
            all.extend(values.iter().filter(|v| !all.contains(v)).cloned().collect::<Vec<_>>());
            continue;
        }
        if !out.contains(&part) {
            out.push(part);
        }
    }
    Predicate::any(out)
}

/// The moment itself, whatever part of it was asked for.
fn whole(place: Place) -> Place {
    Place { part: None, ..place }
}

/// The numbers that compare so, both ends allowed; nothing when there are none.
fn range(compare: Compare, number: i64) -> Option<(i64, Option<i64>)> {
    match compare {
        Compare::Equal => Some((number, Some(number))),
        Compare::Less => (number > 0).then(|| (0, Some(number - 1))),
        Compare::AtMost => Some((0, Some(number))),
        Compare::More => Some((number.saturating_add(1), None)),
        Compare::AtLeast => Some((number, None)),
    }
}

/// Those whose number or title has the words of a text; every record when it has none.
#[must_use]
pub fn words(said: &str) -> Predicate {
    let words: Vec<String> = said
        .split_whitespace()
        .map(crate::text::fold)
        .filter(|w| !w.is_empty())
        .take(WORDS)
        .collect();
    if words.is_empty() { Predicate::Always } else { Predicate::Words(words) }
}

/// An operator that does not go with a value of this kind.
pub(super) fn unfit(span: &super::span::Span, operators: &str) -> Found {
    Found::new(*span, "filter_operator").with("options", operators)
}
