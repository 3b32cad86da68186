//! Reads timelines back into rows of the log.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use db::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use db::{Id, ReadTx, Timestamp, params};
use desk::people::Person;
use desk::{Record, Result};

use super::column::{Column, Home, WIDTH};
use super::course::{Texts, none, read_note};
use super::directory::TAB;
use super::label::MISSING;
use super::names::Names;
use super::row::Key;
use super::source::{Family, fact};
use super::{file, moment, scale};

/// An entry, as far as a log goes by it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) subject: Id<Record>,
    pub(super) seq: i64,
    pub(super) actor: Option<Id<Person>>,
    /// What it set; a fact, or a field that may be emptied.
    pub(super) values: Vec<(String, Option<String>)>,
}

/// A row of the log, as the timeline tells it.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) key: Key,
    pub(super) cells: [Option<Rc<str>>; WIDTH],
}

/// What the entries up to one have said.
pub(super) struct History<'n> {
    names: &'n Names,
    fields: BTreeMap<String, String>,
    pub(super) kept: Texts<'static>,
    pub(super) outcome: Texts<'static>,
}

db::statements! {
    ROWS = "SELECT value FROM entry_value WHERE subject_id = $1 AND field = 'source.row'";
}

/// The rows of an incident that are here already.
pub(super) fn rows_of(tx: &ReadTx<'_>, id: Id<Record>) -> Result<HashSet<Key>> {
    let mut keys = HashSet::new();
    for row in tx.rows(ROWS, params![id])? {
        let text: Option<String> = row.get(0)?;
        keys.extend(text.as_deref().and_then(Key::read));
    }
    Ok(keys)
}

/// The entries of some incidents, each incident's together and in the order of its chain.
pub(super) fn entries(tx: &ReadTx<'_>, ids: &[Id<Record>]) -> Result<Vec<Told>> {
    let of = |table: &'static str, columns: &[&'static str]| {
        let mut select = Query::select();
        select
            .columns(columns.iter().map(|column| Alias::new(*column)))
            .from(Alias::new(table))
            .and_where(
                Expr::col(Alias::new("subject_id")).is_in(ids.iter().map(|id| id.bytes().to_vec())),
            )
            .order_by(Alias::new("subject_id"), Order::Asc)
            .order_by(Alias::new("seq"), Order::Asc);
        select
    };
    let mut told: Vec<Told> = Vec::new();
    for row in tx.select(&of("entry", &["subject_id", "seq", "actor_id"]))? {
        told.push(Told {
            subject: row.get(0)?,
            seq: row.get(1)?,
            actor: row.get(2)?,
            values: Vec::new(),
        });
    }
    let mut values = of("entry_value", &["subject_id", "seq", "field", "value"]);
    values.order_by(Alias::new("ordinal"), Order::Asc);
    // Both lists are in the same order: one walk puts the values to their entries.
    let mut waiting = told.iter_mut().peekable();
    for row in tx.select(&values)? {
        let place: (Id<Record>, i64) = (row.get(0)?, row.get(1)?);
        while waiting.next_if(|entry| (entry.subject, entry.seq) < place).is_some() {}
        if let Some(entry) = waiting.peek_mut() {
            entry.values.push((row.get(2)?, row.get(3)?));
        }
    }
    Ok(told)
}

impl<'n> History<'n> {
    pub(super) fn new(names: &'n Names) -> Self {
        History { names, fields: BTreeMap::new(), kept: none(), outcome: none() }
    }

    /// Takes an entry in; the row it came from, if it came from one.
    pub(super) fn take(
        &mut self,
        tx: &ReadTx<'_>,
        number: &Rc<str>,
        entry: Told,
    ) -> Result<Option<Written>> {
        let actor = entry.actor;
        let mut facts: BTreeMap<String, String> = BTreeMap::new();
        for (field, value) in entry.values {
            match value {
                Some(value) if field.starts_with("source.") => {
                    facts.insert(field, value);
                }
                Some(value) => {
                    self.learn_outcome(tx, &field, &value)?;
                    self.fields.insert(field, value);
                }
                None => {
                    self.fields.remove(&field);
                }
            }
        }
        if let Some(note) = facts.get(fact::OTHER) {
            read_note(note, &mut self.kept);
        }
        let Some(row) = facts.get(fact::ROW) else { return Ok(None) };
        let Some(key) = Key::read(row) else { return Ok(None) };
        if let Some(late) = facts.get(fact::LATE) {
            return Ok(Some(Written { key, cells: whole_row(late) }));
        }
        let (at, count) = Key::split(row).unwrap_or_default();
        let mut cells = self.cells(tx, actor)?;
        let state = facts.get(fact::STATE).map_or(MISSING, String::as_str);
        let stated = [(Column::STATE, state), (Column::UPDATED_AT, at), (Column::COUNT, count)];
        for (column, text) in stated {
            put(&mut cells, column, text.into());
        }
        put(&mut cells, Column::NUMBER, Rc::clone(number));
        Ok(Some(Written { key, cells }))
    }

    fn learn_outcome(&mut self, tx: &ReadTx<'_>, field: &str, value: &str) -> Result<()> {
        let (column, text): (Column, Rc<str>) = match field {
            "resolution_code" => (Column::CODE, self.names.code(tx, value)?),
            "resolved_by" => {
                (Column::RESOLVED_BY, self.names.person(tx, Family::ResolvedBy, value)?)
            }
            "resolved_at" => (Column::RESOLVED_AT, instant(value)),
            "closed_at" => (Column::CLOSED_AT, instant(value)),
            _ => return Ok(()),
        };
        if let Some(place) = column.of_mut(&mut self.outcome) {
            *place = Some(Cow::Owned(text.to_string()));
        }
        Ok(())
    }

    /// The row as the fields and the kept words have it now.
    fn cells(
        &self,
        tx: &ReadTx<'_>,
        actor: Option<Id<Person>>,
    ) -> Result<[Option<Rc<str>>; WIDTH]> {
        let mut cells = [const { None }; WIDTH];
        let category = match self.fields.get("category") {
            Some(id) => self.names.category(tx, id)?,
            None => MISSING.into(),
        };
        for column in Column::all() {
            if let Some(kept) = column.of(&self.kept).and_then(Option::as_deref) {
                put(&mut cells, column, kept.into());
                continue;
            }
            let text: Rc<str> = match column.home() {
                Home::Entry => continue,
                Home::Apart => MISSING.into(),
                Home::Outcome => match column.of(&self.outcome).and_then(Option::as_deref) {
                    Some(text) => text.into(),
                    None => continue,
                },
                Home::Field => self.field(tx, column, actor, &category)?,
            };
            put(&mut cells, column, text);
        }
        Ok(cells)
    }

    fn field(
        &self,
        tx: &ReadTx<'_>,
        column: Column,
        actor: Option<Id<Person>>,
        category: &str,
    ) -> Result<Rc<str>> {
        let (root, below) = category.split_once(TAB).unwrap_or((category, MISSING));
        match column {
            Column::CATEGORY => return Ok(root.into()),
            Column::SUBCATEGORY => return Ok(below.into()),
            Column::UPDATED_BY => {
                let Some(actor) = actor else { return Ok(MISSING.into()) };
                return self.names.person(tx, Family::UpdatedBy, &actor.to_string());
            }
            _ => {}
        }
        let Some(value) = field_of(column).and_then(|field| self.fields.get(field)) else {
            return Ok(MISSING.into());
        };
        let level = || value.parse::<i64>().unwrap_or(0);
        Ok(match column {
            Column::CALLER => self.names.person(tx, Family::Caller, value)?,
            Column::OPENED_BY => self.names.person(tx, Family::OpenedBy, value)?,
            Column::ASSIGNEE => self.names.person(tx, Family::Resolver, value)?,
            Column::TEAM => self.names.team(tx, value)?,
            Column::LOCATION => self.names.location(tx, value)?,
            Column::OPENED_AT => instant(value),
            Column::CHANNEL => scale::contact_type(value).into(),
            Column::IMPACT | Column::URGENCY => scale::weight_text(level()).into(),
            Column::PRIORITY => scale::priority_text(level()).into(),
            _ => MISSING.into(),
        })
    }
}

/// The field of ours behind a column.
fn field_of(column: Column) -> Option<&'static str> {
    Some(match column {
        Column::CALLER => "requester",
        Column::OPENED_BY => "opener",
        Column::OPENED_AT => "opened_at",
        Column::CHANNEL => "channel",
        Column::LOCATION => "location",
        Column::IMPACT => "impact",
        Column::URGENCY => "urgency",
        Column::PRIORITY => "priority",
        Column::TEAM => "team",
        Column::ASSIGNEE => "assignee",
        _ => return None,
    })
}

/// Puts the rows of an incident in their order and gives those before the outcome was known what
/// the first one says that knew it.
pub(super) fn settle(rows: &mut [Written]) {
    rows.sort_by_key(|row| row.key);
    for column in Column::all().filter(|column| column.home() == Home::Outcome) {
        let first = rows.iter().find_map(|row| column.of(&row.cells).cloned().flatten());
        let Some(first) = first else { continue };
        for row in rows.iter_mut() {
            if let Some(cell) = column.of_mut(&mut row.cells) {
                cell.get_or_insert_with(|| Rc::clone(&first));
            }
        }
    }
}

fn whole_row(line: &str) -> [Option<Rc<str>>; WIDTH] {
    let mut cells = [const { None }; WIDTH];
    let mut record = csv::StringRecord::new();
    if file::read_quoted(line, &mut record).is_ok() {
        for (column, text) in Column::all().zip(&record) {
            put(&mut cells, column, text.into());
        }
    }
    cells
}

fn put(cells: &mut [Option<Rc<str>>; WIDTH], column: Column, text: Rc<str>) {
    if let Some(cell) = column.of_mut(cells) {
        *cell = Some(text);
    }
}

fn instant(micros: &str) -> Rc<str> {
    micros
        .parse()
        .map(Timestamp::from_micros)
        .map_or_else(|_| MISSING.into(), |at| moment::format(at).into())
}
