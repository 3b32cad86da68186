//! The statements of a list: its rows, the places they stand at, and how far an index goes.

use db::sea_query::{Condition, Expr, ExprTrait, JoinType, Query, SelectStatement};
use db::{ReadTx, Row, Value};

use super::ListQuery;
use super::driver::Driver;
use super::place::Reading;
use super::snapshot::Snapshot;
use super::sort::{Place, Sort};
use crate::Result;
use crate::access::{Facts, Scope};
use crate::field::{Audience, Field, Home};
use crate::filter::{self, Check, Predicate, asks_own_table, compile};
use crate::kind::Kind;

/// What a row of a list is read with.
pub(super) struct Asked<'a> {
    pub(super) kind: &'static Kind,
    pub(super) query: &'a ListQuery,
    pub(super) fields: &'a [&'static Field],
}

/// A row and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) place: Place,
    pub(super) row: Snapshot,
}

/// The columns that decide who may read the inside of a record.
const FACTS: [&str; 7] = [
    "requester_id",
    "opener_id",
    "assignee_id",
    "team_id",
    "company_id",
    "restricted",
    "withdrawn",
];

impl Asked<'_> {
    /// The order of the list where an index of a driver gives it.
    pub(super) fn reading(&self, sort: &Sort, driver: &Driver, backward: bool) -> Reading {
        Reading {
            columns: sort.columns(self.kind, driver.table()),
            id: Expr::col((driver.table(), "subject_id")),
            id_descends: sort.descends_at_last(),
            backward,
        }
    }

    /// The rows of one driver. `all` is the whole order, of which the statement goes by what
    /// `reading` says.
    pub(super) fn rows(
        &self,
        driver: &Driver,
        all: &Reading,
        reading: &Reading,
        place: Option<&Place>,
        limit: u64,
    ) -> SelectStatement {
        let mut select = self.matching(driver, Some(&self.query.sort));
        for column in &all.columns {
            select.expr(column.expr.clone());
        }
        self.shown(&mut select, Some(&self.query.sort));
        if let Some(place) = place {
            select.cond_where(reading.beyond(place));
        }
        reading.order(&mut select);
        select.limit(limit);
        select
    }

    /// All that the reader may see and that match, without any order; as [`Asked::rows`] without the
    /// order's columns.
    pub(super) fn admitted(&self) -> SelectStatement {
        let mut select = Query::select();
        select.from("record").cond_where(self.query.scope.condition());
        if self.asks_own_table(None) {
            self.join_own(&mut select);
        }
        select.cond_where(self.restriction());
        self.shown(&mut select, None);
        select
    }

    /// Of the rows of one driver their keys in the order of the list, read the newest first.
    pub(super) fn keyed(
        &self,
        driver: &Driver,
        own: &Reading,
        newest: &Reading,
        from: Option<&Place>,
        limit: u64,
    ) -> SelectStatement {
        let mut select = self.matching(driver, Some(&self.query.sort));
        for column in own.columns.iter().chain(&newest.columns) {
            select.expr(column.expr.clone());
        }
        select.expr(newest.id.clone());
        if let Some(from) = from {
            select.cond_where(newest.beyond(from));
        }
        newest.order(&mut select);
        select.limit(limit);
        select
    }

    /// Names the columns of a row as it is shown, and joins the tables they are in.
    fn shown(&self, select: &mut SelectStatement, sort: Option<&Sort>) {
        if self.tells_inside().is_some() {
            select.columns(FACTS.map(|fact| ("record", fact)));
        }
        select.join(
            JoinType::InnerJoin,
            "subject",
            Expr::col(("subject", "id")).equals(("record", "subject_id")),
        );
        if !self.asks_own_table(sort) {
            self.join_own(select);
        }
        Snapshot::add_columns(select, self.kind, self.fields);
    }

    /// Reads a row of [`Asked::rows`].
    pub(super) fn read(&self, row: Row, width: usize) -> Result<Found> {
        let mut c = row.columns();
        let values = (0..width).map(|_| c.next()).collect::<db::Result<Vec<Value>>>()?;
        let inside = match self.tells_inside() {
            None => true,
            Some(scope) => scope.admits(&Facts {
                requester: c.next()?,
                opener: c.next()?,
                assignee: c.next()?,
                team: c.next()?,
                company: c.next()?,
                restricted: c.next()?,
                withdrawn: c.next()?,
            }),
        };
        let mut row = Snapshot::read(c.rest(), self.fields)?;
        if !inside {
            row.values.retain(|(field, _)| field.audience == Audience::Public);
        }
        Ok(Found { place: Place { values, id: *row.id.bytes() }, row })
    }

    /// The reach within which the inside of a record is told, where some fields are of the inside.
    fn tells_inside(&self) -> Option<&Scope> {
        let asks = self.fields.iter().any(|field| field.audience == Audience::Internal);
        self.query.inside.as_ref().filter(|_| asks)
    }

    /// The places of the rows of one driver that match.
    pub(super) fn places(&self, driver: &Driver, reading: &Reading) -> SelectStatement {
        let mut select = self.matching(driver, None);
        for column in &reading.columns {
            select.expr(column.expr.clone());
        }
        select.expr(reading.id.clone());
        reading.order(&mut select);
        select
    }

    /// The rows of one driver that match; columns are still to be named.
    pub(super) fn matching(&self, driver: &Driver, sort: Option<&Sort>) -> SelectStatement {
        let mut select = Query::select();
        select.from("record");
        driver.restrict(&mut select, self.kind);
        if self.asks_own_table(sort) {
            self.join_own(&mut select);
        }
        if let Some(sort) = sort {
            sort.join(&mut select, self.kind, driver.table());
        }
        select.cond_where(self.restriction());
        select
    }

    /// What holds for every row whatever drives the query.
    pub(super) fn restriction(&self) -> Condition {
        let holds = self.holds();
        match (&self.query.inside, self.query.asks_inside()) {
            // Watching a record shows it, but not its inside, and what is asked of the inside would
            // tell it.
            (Some(inside), true) => Condition::all().add(holds).add(inside.condition()),
            _ => holds,
        }
    }

    /// What is asked of each record. The words of a restricted one look empty, and an order by words has
    /// no place for it: where it stood among others would tell them.
    fn holds(&self) -> Condition {
        let holds = compile(self.kind, &self.query.predicate);
        let open = Expr::col(("record", "restricted")).eq(0i64);
        if self.query.sort.keys().iter().any(|key| key.field.says_what_it_is_about()) {
            return Condition::all().add(open).add(holds);
        }
        match filter::without_words(self.kind, &self.query.predicate) {
            None => holds,
            Some(Predicate::Never) => Condition::all().add(open).add(holds),
            Some(wordless) => Condition::any()
                .add(Condition::all().add(open.clone()).add(holds))
                .add(Condition::all().add(open.not()).add(compile(self.kind, &wordless))),
        }
    }

    fn asks_own_table(&self, sort: Option<&Sort>) -> bool {
        asks_own_table(&self.query.predicate) || sort.is_some_and(Sort::asks_own_table)
    }

    /// Adds the kind's own table, if it is not there already.
    pub(super) fn with_own_table(&self, select: &mut SelectStatement) {
        if !self.asks_own_table(None) {
            self.join_own(select);
        }
    }

    fn join_own(&self, select: &mut SelectStatement) {
        let own = (self.kind.table, "subject_id");
        select.join(
            JoinType::InnerJoin,
            self.kind.table,
            Expr::col(own).equals(("record", "subject_id")),
        );
    }

    /// Where an index of a driver has gone so many records on from a place, whatever they hold;
    /// nothing when it ends before.
    pub(super) fn after(
        &self,
        tx: &ReadTx<'_>,
        driver: &Driver,
        reading: &Reading,
        place: Option<&Place>,
        count: u64,
    ) -> Result<Option<Place>> {
        let mut select = self.walked(driver, reading, place);
        select.offset(count.saturating_sub(1));
        nth(tx, select.limit(1))
    }

    /// The places an index of a driver leads to, whatever the records hold.
    pub(super) fn walked(
        &self,
        driver: &Driver,
        reading: &Reading,
        place: Option<&Place>,
    ) -> SelectStatement {
        let mut select = driver.walk(self.kind);
        for column in &reading.columns {
            select.expr(column.expr.clone());
        }
        select.expr(reading.id.clone());
        if reading.goes_by_opening(driver.table()) {
            select.cond_where(self.opened_within(driver));
        }
        if let Some(place) = place {
            select.cond_where(reading.beyond(place));
        }
        reading.order(&mut select);
        select
    }

    /// Between which moments records must have been opened, by the driver's own column: an index in
    /// that order ends there, and nothing is left to be walked over.
    fn opened_within(&self, driver: &Driver) -> Condition {
        let opened_at = || Expr::col((driver.table(), "opened_at"));
        let mut within = Condition::all();
        for part in self.query.predicate.conjuncts() {
            if let Predicate::Holds(place, Check::Between(from, to)) = part
                && place.own_field().is_some_and(|f| f.home == Home::Record("opened_at"))
            {
                let from = from.map(|from| opened_at().gte(Expr::val(Value::Int(from))));
                let to = to.map(|to| opened_at().lte(Expr::val(Value::Int(to))));
                within = from.into_iter().chain(to).fold(within, Condition::add);
            }
        }
        within
    }
}

/// The first place a statement of places answers.
pub(super) fn nth(tx: &ReadTx<'_>, select: &SelectStatement) -> Result<Option<Place>> {
    let Some(row) = tx.select(select)?.into_iter().next() else { return Ok(None) };
    let mut values: Vec<Value> = Vec::new();
    let mut columns = row.columns();
    while let Ok(value) = columns.next::<Value>() {
        values.push(value);
    }
    let id = values.pop().and_then(|id| match id {
        Value::Bytes(bytes) => <[u8; 16]>::try_from(bytes).ok(),
        _ => None,
    });
    Ok(id.map(|id| Place { values, id }))
}
