//! What every door may show of a record whatever its kind: for whatever ties records together.

use db::sea_query::{Alias, Cond, Expr, ExprTrait, Query, SelectStatement};
use db::{Id, ReadTx, Row, Value};

use crate::access::{Action, Agent, Facts};
use crate::kind::Practice;
use crate::record::Record;
use crate::{Error, Result};

/// The head of a record of any kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its identity.
    pub id: Id<Record>,
    /// The code of its kind.
    pub kind: String,
    /// The number people say.
    pub number: String,
    /// One line saying what it is about.
    pub title: String,
    /// The code of its state, in its kind's lifecycle.
    pub state: String,
    /// Whether there is still work to do.
    pub is_open: bool,
    /// What the access rules go by.
    pub facts: Facts,
}

const COLUMNS: [&str; 12] = [
    "subject_id",
    "kind",
    "number",
    "title",
    "state",
    "is_open",
    "requester_id",
    "opener_id",
    "assignee_id",
    "team_id",
    "company_id",
    "restricted",
];

/// The record with this number, whatever its kind, if the agent may see it.
///
/// # Errors
/// [`Error::NotFound`] when there is none or the agent may not see it: the two look the same.
pub fn find_heading(tx: &ReadTx<'_>, agent: &Agent, number: &str) -> Result<Heading> {
    let mut select = columns();
    // The subject's number has the index; a record's is the same.
    let numbered = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("subject"))
        .and_where(Expr::col(Alias::new("number")).eq(Value::from(number)))
        .to_owned();
    select.and_where(Expr::col(Alias::new("subject_id")).in_subquery(numbered));
    let heading = tx.select(&select)?.into_iter().next().map(Heading::read).transpose()?;
    heading.filter(|heading| heading.is_seen_by(agent)).ok_or(Error::NotFound)
}

/// Those of the records that the agent may see, in no order: one statement for all.
///
/// # Errors
/// When the database fails.
pub fn headings(tx: &ReadTx<'_>, agent: &Agent, ids: &[Id<Record>]) -> Result<Vec<Heading>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = columns();
    let among = ids.iter().map(|id| Expr::val(Value::from(id)));
    select.cond_where(Cond::all().add(Expr::col(Alias::new("subject_id")).is_in(among)));
    let mut seen = Vec::new();
    for row in tx.select(&select)? {
        let heading = Heading::read(row)?;
        if heading.is_seen_by(agent) {
            seen.push(heading);
        }
    }
    Ok(seen)
}

fn columns() -> SelectStatement {
    Query::select().columns(COLUMNS.map(Alias::new)).from(Alias::new("record")).to_owned()
}

impl Heading {
    /// The head of a record that has been loaded.
    #[must_use]
    pub fn of<P: Practice>(record: &P) -> Self {
        let shared = record.record();
        Heading {
            id: shared.id,
            kind: P::KIND.code.to_owned(),
            number: shared.number.clone(),
            title: shared.title.clone(),
            state: shared.state.code.to_owned(),
            is_open: shared.state.class.is_open(),
            facts: shared.facts(),
        }
    }

    /// Whether the agent may see it.
    #[must_use]
    pub fn is_seen_by(&self, agent: &Agent) -> bool {
        agent.may_with(&self.kind, Action::Read, &self.facts)
    }

    /// Whether the agent may do something with it.
    #[must_use]
    pub fn admits(&self, agent: &Agent, action: Action) -> bool {
        agent.may_with(&self.kind, action, &self.facts)
    }

    /// Refuses an action that is not allowed with this record, which they may see.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn require(&self, agent: &Agent, action: Action) -> Result<()> {
        agent.require_with(&self.kind, action, &self.facts)
    }

    fn read(row: Row) -> Result<Self> {
        let mut c = row.columns();
        Ok(Heading {
            id: c.next()?,
            kind: c.next()?,
            number: c.next()?,
            title: c.next()?,
            state: c.next()?,
            is_open: c.next()?,
            facts: Facts {
                requester: c.next()?,
                opener: c.next()?,
                assignee: c.next()?,
                team: c.next()?,
                company: c.next()?,
                restricted: c.next()?,
            },
        })
    }
}
