//! What is to be done with each incident of a batch, from what is here already.

use std::collections::{HashMap, HashSet};

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx};
use desk::{Record, Result, numbers};

use super::history;
use super::label::Labels;
use super::log::Case;
use super::source::Book;

/// What is to be done with an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    /// Every row is here.
    Done,
    /// Some rows are here.
    Later(Id<Record>),
    /// It is new and its number is free.
    Keep,
    /// It is new and needs another number.
    Renumber,
}

/// A plan for each incident, in their order.
pub(super) fn plan(tx: &ReadTx<'_>, labels: &Labels, batch: &[Case]) -> Result<Vec<Plan>> {
    let numbers: Vec<&str> = batch.iter().map(|case| labels.text(case.number)).collect();
    let known: HashMap<String, Id<Record>> = Book::INCIDENTS.some(tx, &numbers)?;
    let taken = taken(tx, &numbers)?;
    batch
        .iter()
        .zip(numbers)
        .map(|(case, number)| {
            let Some(id) = known.get(number) else {
                let keeps = numbers::parse(incident::KIND.prefix, number).is_some()
                    && !taken.contains(number);
                return Ok(if keeps { Plan::Keep } else { Plan::Renumber });
            };
            let rows = history::rows_of(tx, *id)?;
            let done = case.rows.iter().all(|row| rows.contains(&row.key));
            Ok(if done { Plan::Done } else { Plan::Later(*id) })
        })
        .collect()
}

/// Those numbers that something here bears.
fn taken(tx: &ReadTx<'_>, numbers: &[&str]) -> Result<HashSet<String>> {
    let mut select = Query::select();
    select
        .column(Alias::new("number"))
        .from(Alias::new("subject"))
        .and_where(Expr::col(Alias::new("number")).is_in(numbers.iter().copied()));
    tx.select(&select)?.iter().map(|row| Ok(row.get(0)?)).collect()
}
