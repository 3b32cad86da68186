//! Open records whose priority is another than a matrix says, though nobody overrode it.

use db::sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Order, Query, SelectStatement};
use db::{ReadTx, Value};

use super::Matrix;
use crate::Result;
use crate::access::{Action, Agent};
use crate::field::Home;
use crate::kind::Kind;
use crate::retention::{Count, MOST};

/// Examples at most.
const EXAMPLES: u64 = 5;

/// Records of which the matrix says something else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Apart {
    /// How many there are.
    pub count: Count,
    /// Some that whoever asks sees, the newest first.
    pub examples: Vec<Example>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its number.
    pub number: String,
    /// The priority it has.
    pub priority: Option<i64>,
    /// The priority the matrix says.
    pub computed: i64,
}

fn of_record(column: &'static str) -> Expr {
    Expr::col((Alias::new("record"), Alias::new(column)))
}

/// The column in which a kind keeps one of its own fields.
fn side(kind: &Kind, code: &str) -> Option<Expr> {
    match kind.field(code)?.home {
        Home::Side(column) => Some(Expr::col((Alias::new(kind.table), Alias::new(column)))),
        Home::Record(_) | Home::Custom(_) => None,
    }
}

/// Open records whose priority no cell of the matrix says; nothing for a kind without.
fn matching(kind: &'static Kind, matrix: &Matrix) -> Option<SelectStatement> {
    let (impact, urgency) = (side(kind, "impact")?, side(kind, "urgency")?);
    let cell = |(i, u, priority): (i64, i64, i64)| -> Condition {
        Cond::all()
            .add(impact.clone().eq(i))
            .add(urgency.clone().eq(u))
            .add(of_record("priority").ne(priority))
    };
    let cells = matrix.cells().fold(Cond::any(), |any, one| any.add(cell(one)));
    let mut select = Query::select()
        .from(Alias::new("record"))
        .inner_join(
            Alias::new(kind.table),
            Expr::col((Alias::new(kind.table), Alias::new("subject_id")))
                .equals((Alias::new("record"), Alias::new("subject_id"))),
        )
        .and_where(of_record("kind").eq(kind.code))
        .and_where(of_record("is_open").eq(1i64))
        .and_where(of_record("withdrawn").eq(0i64))
        .cond_where(cells)
        .to_owned();
    if let Some(reason) = side(kind, "priority_reason") {
        select.and_where(reason.is_null());
    }
    Some(select)
}

/// How many there are, and some of them.
pub(super) fn apart(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    matrix: &Matrix,
) -> Result<Apart> {
    let Some(select) = matching(kind, matrix) else { return Ok(Apart::default()) };
    let most = u64::try_from(MOST).unwrap_or(0).saturating_add(1);
    let bounded = select.clone().expr(Expr::val(1i64)).limit(most).to_owned();
    let count = Query::select()
        .expr(Expr::cust("CAST(COUNT(*) AS BIGINT)"))
        .from_subquery(bounded, Alias::new("apart"))
        .to_owned();
    let counted = match tx.select(&count)?.first() {
        Some(row) => row.get(0)?,
        None => 0,
    };
    Ok(Apart { count: Count::of(counted), examples: examples(tx, agent, kind, (select, matrix))? })
}

fn examples(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    (mut select, matrix): (SelectStatement, &Matrix),
) -> Result<Vec<Example>> {
    // Whoever may set a matrix may still not see a record.
    let Ok(scope) = agent.scope(kind.code, Action::Read) else { return Ok(Vec::new()) };
    let (Some(impact), Some(urgency)) = (side(kind, "impact"), side(kind, "urgency")) else {
        return Ok(Vec::new());
    };
    select
        .expr(of_record("number"))
        .expr(of_record("priority"))
        .expr(impact)
        .expr(urgency)
        .cond_where(scope.condition())
        .and_where(of_record("restricted").eq(Value::Int(0)))
        .order_by((Alias::new("record"), Alias::new("opened_at")), Order::Desc)
        .limit(EXAMPLES);
    let mut found = Vec::new();
    for row in tx.select(&select)? {
        let mut c = row.columns();
        let (number, priority) = (c.next()?, c.next()?);
        let (impact, urgency): (i64, i64) = (c.next()?, c.next()?);
        if let Some(computed) = matrix.priority(impact, urgency) {
            found.push(Example { number, priority, computed });
        }
    }
    Ok(found)
}

/// The filter that finds them.
#[must_use]
pub fn apart_filter(matrix: &Matrix) -> String {
    let cell = |(impact, urgency, priority)| {
        format!("impact = {impact} and urgency = {urgency} and priority != {priority}")
    };
    let cells: Vec<String> = matrix.cells().map(cell).collect();
    format!("open = true and priority_reason is empty and ({})", cells.join(" or "))
}
