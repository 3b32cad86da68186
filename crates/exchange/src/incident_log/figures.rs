//! What the timelines say, read back after the import: the proof that the replay tells what the
//! log told.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use anyhow::Result;
use db::sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Order, Query};
use db::{Db, Id, ReadTx};
use desk::lifecycle::StateClass;
use desk::{Door, Record};
use incident::lifecycle::LIFECYCLE;

use super::column::Column;
use super::difference::{self, Difference, Differences};
use super::label::{Label, Labels};
use super::log::Case;
use super::progress::{Progress, Stage, Stopped};
use super::row;
use super::source::{Book, fact, mark};

/// Incidents read at once.
const AT_ONCE: usize = 250;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Figures {
    /// Incidents by their state now.
    pub final_state: BTreeMap<String, u64>,
    /// Incidents by their priority now, 1 to 5.
    pub final_priority: BTreeMap<String, u64>,
    /// Incidents by how they reached the desk.
    pub final_channel: BTreeMap<String, u64>,
    /// Rows by the source's own name of the state.
    pub row_states: BTreeMap<String, u64>,
    /// Incidents whose `reassignment_count` is over 0 in the last row.
    pub reassigned: u64,
    /// Incidents whose `reopen_count` is over 0 in the last row.
    pub reopened: u64,
    /// Incidents whose timeline holds a change from one named team to another.
    pub reassigned_timeline: u64,
    /// Incidents whose timeline holds a move from resolved or closed back to an open state.
    pub reopened_timeline: u64,
    /// Entries whose move between states the lifecycle would have refused, by `from>to`.
    pub refused_moves: BTreeMap<String, u64>,
    /// Entries in a state the source had no name for.
    pub unknown_state_rows: u64,
    /// Entries whose row stood below a later one.
    pub out_of_order_rows: u64,
    /// Entries whose source's count went down.
    pub falling_count_rows: u64,
    /// Entries whose row was imported after later ones.
    pub late_rows: u64,
    /// Incidents on which log and timeline disagree, by figure and cause.
    pub differences: Vec<Difference>,
}

/// A value an imported entry set: of which incident, in which field.
type Value = (Id<Record>, String, Option<String>);

/// What one timeline says.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) reassigned: bool,
    /// A team was taken away and another one came later.
    pub(super) by_way_of_none: bool,
    pub(super) reopened: bool,
    pub(super) out_of_order: bool,
    team: Option<String>,
    team_before: Option<String>,
    class: Option<StateClass>,
}

/// Reads the timelines of these incidents back.
pub(super) fn figures(
    db: &Db,
    labels: &Labels,
    cases: &[Case],
    progress: &dyn Progress,
) -> Result<Figures> {
    let mut figures = Figures::default();
    figures.final_priority.extend((1..=5).map(|level| (level.to_string(), 0)));
    let mut differences = Differences::default();
    let total = u64::try_from(cases.len()).unwrap_or(0);
    let mut done = 0;
    for some in cases.chunks(AT_ONCE) {
        let numbers: Vec<&str> = some.iter().map(|case| labels.text(case.number)).collect();
        let (ids, records, values) = db.read(|tx| {
            let ids = Book::INCIDENTS.some::<Record>(tx, &numbers)?;
            let (records, values) = (records(tx, ids.values())?, values(tx, ids.values())?);
            Ok::<_, desk::Error>((ids, records, values))
        })?;
        for (state, priority, channel) in records {
            *figures.final_state.entry(state).or_default() += 1;
            *figures.final_channel.entry(channel).or_default() += 1;
            if let Some(priority) = priority {
                *figures.final_priority.entry(priority.to_string()).or_default() += 1;
            }
        }
        let mut told: BTreeMap<Id<Record>, Told> = BTreeMap::new();
        for (id, field, value) in values {
            figures.count_mark(&field, value.as_deref());
            told.entry(id).or_default().take(&field, value);
        }
        for (case, number) in some.iter().zip(numbers) {
            let told = ids.get(number).and_then(|id| told.remove(id)).unwrap_or_default();
            figures.compare(labels, case, &told, &mut differences);
        }
        done += u64::try_from(some.len()).unwrap_or(0);
        if progress.tell(Stage::Figures, done, total) == ControlFlow::Break(()) {
            return Err(Stopped.into());
        }
    }
    figures.differences = differences.list();
    Ok(figures)
}

impl Figures {
    fn compare(
        &mut self,
        labels: &Labels,
        case: &Case,
        told: &Told,
        differences: &mut Differences,
    ) {
        let counted = |column: Column| {
            let last = case.rows.last().map_or(Label::MISSING, |row| row.cell(column));
            row::whole(labels.text(last)).is_some_and(|count| count > 0)
        };
        let (reassigned, reopened) = (counted(Column::REASSIGNED), counted(Column::REOPENED));
        self.reassigned += u64::from(reassigned);
        self.reopened += u64::from(reopened);
        self.reassigned_timeline += u64::from(told.reassigned);
        self.reopened_timeline += u64::from(told.reopened);
        let number = labels.text(case.number);
        if reassigned != told.reassigned {
            differences.add(
                "reassigned",
                difference::of_teams(labels, case, told, reassigned),
                number,
            );
        }
        if reopened != told.reopened {
            differences.add(
                "reopened",
                difference::of_states(labels, case, told, reopened),
                number,
            );
        }
    }

    fn count_mark(&mut self, field: &str, value: Option<&str>) {
        let Some(value) = value else { return };
        if field == fact::STATE {
            *self.row_states.entry(value.to_owned()).or_default() += 1;
        }
        if field != fact::IRREGULAR {
            return;
        }
        for part in value.split(mark::BETWEEN) {
            if let Some(moved) = part.strip_prefix(mark::MOVE) {
                *self.refused_moves.entry(moved.to_owned()).or_default() += 1;
            }
            self.unknown_state_rows += u64::from(part.starts_with(mark::NAMELESS));
            self.out_of_order_rows += u64::from(part == mark::ORDER);
            self.falling_count_rows += u64::from(part == mark::COUNT);
            self.late_rows += u64::from(part == mark::LATE);
        }
    }
}

impl Told {
    /// Takes a value in, in the order of the chain; a late row sets none of these fields.
    fn take(&mut self, field: &str, value: Option<String>) {
        match field {
            "team" => {
                if value.is_some() && self.team.is_some() && value != self.team {
                    self.reassigned = true;
                } else if value.is_some() && self.team_before.is_some() && value != self.team_before
                {
                    self.by_way_of_none = true;
                }
                self.team_before = value.clone().or(self.team_before.take());
                self.team = value;
            }
            "state" => {
                let class = value
                    .as_deref()
                    .and_then(|code| LIFECYCLE.state(code))
                    .map(|state| state.class);
                let was_over = self.class.is_some_and(|class| !class.is_open());
                self.reopened |= was_over && class.is_some_and(StateClass::is_open);
                self.class = class;
            }
            fact::IRREGULAR => {
                let marks = value.unwrap_or_default();
                self.out_of_order |= marks.split(mark::BETWEEN).any(|m| m == mark::ORDER);
            }
            _ => {}
        }
    }
}

fn among<'i>(
    column: (&'static str, &'static str),
    ids: impl Iterator<Item = &'i Id<Record>>,
) -> Expr {
    Expr::col((Alias::new(column.0), Alias::new(column.1))).is_in(ids.map(|id| id.bytes().to_vec()))
}

type Now = (String, Option<i64>, String);

fn records<'i>(
    tx: &ReadTx<'_>,
    ids: impl Iterator<Item = &'i Id<Record>>,
) -> desk::Result<Vec<Now>> {
    let mut select = Query::select();
    select
        .columns(["state", "priority", "channel"].map(Alias::new))
        .from(Alias::new("record"))
        .and_where(among(("record", "subject_id"), ids));
    tx.select(&select)?.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// What the imported entries of these incidents say of teams, states and the source.
fn values<'i>(
    tx: &ReadTx<'_>,
    ids: impl Iterator<Item = &'i Id<Record>>,
) -> desk::Result<Vec<Value>> {
    let column =
        |table: &'static str, name: &'static str| Expr::col((Alias::new(table), Alias::new(name)));
    let same = |name: &'static str| {
        column("entry_value", name).equals((Alias::new("entry"), Alias::new(name)))
    };
    let fields = ["team", "state", fact::STATE, fact::IRREGULAR];
    let mut select = Query::select();
    select
        .columns(
            ["subject_id", "field", "value"]
                .map(|name| (Alias::new("entry_value"), Alias::new(name))),
        )
        .from(Alias::new("entry_value"))
        .join(
            JoinType::InnerJoin,
            Alias::new("entry"),
            Cond::all().add(same("subject_id")).add(same("seq")),
        )
        .and_where(among(("entry_value", "subject_id"), ids))
        .and_where(column("entry_value", "field").is_in(fields))
        .and_where(column("entry", "door").eq(Door::Import.code()))
        .order_by((Alias::new("entry_value"), Alias::new("subject_id")), Order::Asc)
        .order_by((Alias::new("entry_value"), Alias::new("seq")), Order::Asc)
        .order_by((Alias::new("entry_value"), Alias::new("ordinal")), Order::Asc);
    tx.select(&select)?.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}
