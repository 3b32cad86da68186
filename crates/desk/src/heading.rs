//! What every door may show of a record whatever its kind: for whatever ties records together.

use db::sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Query, SelectStatement};
use db::{Columns, Id, ReadTx, Row, Timestamp, Value};

use crate::access::{Action, Agent, Facts, WITHHELD};
use crate::kind::Practice;
use crate::people::Person;
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
    /// When it was opened.
    pub opened_at: Timestamp,
    /// What the access rules go by.
    pub facts: Facts,
    /// Whether whoever asked watches it.
    pub watched: bool,
}

const COLUMNS: [&str; 14] = [
    "subject_id",
    "kind",
    "number",
    "title",
    "state",
    "is_open",
    "opened_at",
    "requester_id",
    "opener_id",
    "assignee_id",
    "team_id",
    "company_id",
    "restricted",
    "withdrawn",
];

/// Records asked for in one statement; more are asked for in several.
const AT_ONCE: usize = 500;

/// The record with this number, whatever its kind, if the agent may see it. That a restricted one
/// was shown is noted in [`Agent::reads`].
///
/// # Errors
/// [`Error::NotFound`] when there is none or the agent may not see it: the two look the same.
pub fn find_heading(tx: &ReadTx<'_>, agent: &Agent, number: &str) -> Result<Heading> {
    let mut select = columns(agent.person);
    // The subject's number has the index; a record's is the same.
    let numbered = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("subject"))
        .and_where(Expr::col(Alias::new("number")).eq(Value::from(number)))
        .to_owned();
    select.and_where(of_record("subject_id").in_subquery(numbered));
    let heading = tx.select(&select)?.into_iter().next().map(Heading::read_for).transpose()?;
    let heading = heading.filter(|heading| heading.is_seen_by(agent)).ok_or(Error::NotFound)?;
    agent.was_shown(&heading.kind, heading.id, &heading.number, &heading.facts);
    Ok(heading)
}

/// Those of the records that the agent may see, in no order: a statement for every few hundred. They
/// are rows of a list: the titles of restricted ones are withheld.
///
/// # Errors
/// When the database fails.
pub fn headings(tx: &ReadTx<'_>, agent: &Agent, ids: &[Id<Record>]) -> Result<Vec<Heading>> {
    let mut seen = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let mut select = columns(agent.person);
        let among = some.iter().map(|id| Expr::val(Value::from(id)));
        select.cond_where(Cond::all().add(of_record("subject_id").is_in(among)));
        for row in tx.select(&select)? {
            let heading = Heading::read_for(row)?;
            if heading.is_seen_by(agent) {
                seen.push(heading.in_a_list(agent));
            }
        }
    }
    Ok(seen)
}

/// Those of the identities that are records, whoever may see them and as if nobody watched them: for
/// whatever asks many readers.
pub(crate) fn headings_of(tx: &ReadTx<'_>, ids: &[Id<Record>]) -> Result<Vec<Heading>> {
    let mut found = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let among = some.iter().map(|id| Expr::val(Value::from(id)));
        let select = Query::select()
            .columns(COLUMNS.map(|column| (Alias::new("record"), Alias::new(column))))
            .from(Alias::new("record"))
            .and_where(of_record("subject_id").is_in(among))
            .to_owned();
        for row in tx.select(&select)? {
            found.push(Heading::read(&mut row.columns())?);
        }
    }
    Ok(found)
}

fn of_record(column: &'static str) -> Expr {
    Expr::col((Alias::new("record"), Alias::new(column)))
}

/// What is read, with whether this person watches it.
fn columns(person: Id<Person>) -> SelectStatement {
    let of_watcher = |column: &'static str| (Alias::new("watcher"), Alias::new(column));
    let watches = Cond::all()
        .add(
            Expr::col(of_watcher("subject_id"))
                .equals((Alias::new("record"), Alias::new("subject_id"))),
        )
        .add(Expr::col(of_watcher("person_id")).eq(Value::from(person)));
    Query::select()
        .columns(COLUMNS.map(|column| (Alias::new("record"), Alias::new(column))))
        .column(of_watcher("person_id"))
        .from(Alias::new("record"))
        .join(JoinType::LeftJoin, Alias::new("watcher"), watches)
        .to_owned()
}

impl Heading {
    /// The head of a record that has been loaded for somebody who sees it.
    #[must_use]
    pub fn of<P: Practice>(record: &P, watched: bool) -> Self {
        let shared = record.record();
        Heading {
            id: shared.id,
            kind: P::KIND.code.to_owned(),
            number: shared.number.clone(),
            title: shared.title.clone(),
            state: shared.state.code.to_owned(),
            is_open: shared.state.class.is_open(),
            opened_at: shared.opened_at,
            facts: shared.facts(),
            watched,
        }
    }

    /// Whether the agent may see it; the agent it was read for.
    #[must_use]
    pub fn is_seen_by(&self, agent: &Agent) -> bool {
        agent.sees(&self.kind, &self.facts, self.watched)
    }

    /// Whether the agent may do something with it, which they see.
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

    /// Whether the agent may read its inside: work notes and how it is worked on.
    #[must_use]
    pub fn shows_inside(&self, agent: &Agent) -> bool {
        self.admits(agent, Action::ReadInternal)
    }

    /// As it stands in a list: what a restricted record is about is told only where it is opened,
    /// because only that is written down. The program itself tells nobody.
    fn in_a_list(self, agent: &Agent) -> Self {
        if self.facts.restricted && agent.person != Person::SYSTEM {
            Heading { title: WITHHELD.to_owned(), ..self }
        } else {
            self
        }
    }

    /// Reads a row asked for on somebody's behalf.
    fn read_for(row: Row) -> Result<Self> {
        let mut c = row.columns();
        let heading = Heading::read(&mut c)?;
        Ok(Heading { watched: c.next::<Option<Id<Person>>>()?.is_some(), ..heading })
    }

    fn read(c: &mut Columns) -> Result<Self> {
        Ok(Heading {
            id: c.next()?,
            kind: c.next()?,
            number: c.next()?,
            title: c.next()?,
            state: c.next()?,
            is_open: c.next()?,
            opened_at: c.next()?,
            facts: Facts {
                requester: c.next()?,
                opener: c.next()?,
                assignee: c.next()?,
                team: c.next()?,
                company: c.next()?,
                restricted: c.next()?,
                withdrawn: c.next()?,
            },
            watched: false,
        })
    }
}
