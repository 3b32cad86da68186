//! Whom a demand for a second factor would meet without one.

use db::ReadTx;
use db::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};

use super::Demand;
use crate::Result;
use crate::retention::{Count, MOST};

/// People with a password and without a second factor, of whom one would be demanded: each has to set
/// one up when they next come in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unmet {
    /// All of them.
    pub people: Count,
    /// Those among them of whom none is demanded now.
    pub newly: Count,
}

impl Unmet {
    /// Counts them.
    pub(super) fn of(tx: &ReadTx<'_>, wanted: &Demand) -> Result<Unmet> {
        let all = without(wanted);
        let mut newly = all.clone();
        let now = Demand::read(tx)?;
        if now.everybody {
            newly.and_where(Expr::val(1i64).eq(0i64));
        } else if !now.roles.is_empty() {
            newly.and_where(Expr::exists(held(&now.roles)).not());
        }
        Ok(Unmet { people: counted(tx, all)?, newly: counted(tx, newly)? })
    }
}

fn column(table: &'static str, name: &'static str) -> Expr {
    Expr::col((Alias::new(table), Alias::new(name)))
}

/// Who comes in by a password alone, of those a demand is of.
fn without(demand: &Demand) -> SelectStatement {
    let confirmed = Query::select()
        .expr(Expr::val(1i64))
        .from(Alias::new("second_factor"))
        .and_where(column("second_factor", "person_id").eq(column("person", "id")))
        .and_where(column("second_factor", "confirmed_at").is_not_null())
        .to_owned();
    let mut select = Query::select()
        .expr(Expr::val(1i64))
        .from(Alias::new("person"))
        .inner_join(
            Alias::new("account"),
            column("account", "person_id").eq(column("person", "id")),
        )
        .and_where(column("person", "active").eq(1i64))
        .and_where(Expr::exists(confirmed).not())
        .to_owned();
    match (demand.everybody, demand.roles.as_slice()) {
        (true, _) => {}
        (false, []) => drop(select.and_where(Expr::val(1i64).eq(0i64))),
        (false, roles) => drop(select.and_where(Expr::exists(held(roles)))),
    }
    select
}

/// What they hold of some roles.
fn held(roles: &[String]) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1i64))
        .from(Alias::new("person_role"))
        .inner_join(Alias::new("role"), column("role", "id").eq(column("person_role", "role_id")))
        .and_where(column("person_role", "person_id").eq(column("person", "id")))
        .and_where(column("role", "code").is_in(roles.iter().cloned()))
        .to_owned()
}

/// How many there are, as far as anybody waits for it.
fn counted(tx: &ReadTx<'_>, mut select: SelectStatement) -> Result<Count> {
    let most = u64::try_from(MOST).unwrap_or(0).saturating_add(1);
    let count = Query::select()
        .expr(Expr::cust("CAST(COUNT(*) AS BIGINT)"))
        .from_subquery(select.limit(most).to_owned(), Alias::new("unmet"))
        .to_owned();
    Ok(match tx.select(&count)?.first() {
        Some(row) => Count::of(row.get(0)?),
        None => Count::default(),
    })
}
