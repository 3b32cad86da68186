//! Setting a matrix, and what it would say of what there is beforehand.

use db::{ReadTx, Tx, params};

use super::apart::{Apart, apart};
use super::is_for;
use super::matrix::{Cell, Crossing, Matrix};
use crate::access::{ANY_KIND, Action, Agent};
use crate::journal::{self, Logbook, SetValue};
use crate::kind::Kind;
use crate::{Context, Error, Result};

db::statements! {
    KEEP = "INSERT INTO priority_matrix (kind, impact, urgency, priority) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind, impact, urgency) DO UPDATE SET priority = excluded.priority";
    DROP = "DELETE FROM priority_matrix WHERE kind = $1 AND impact = $2 AND urgency = $3";
}

/// A matrix and where it stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The kind of record it is for.
    pub kind: &'static Kind,
    /// What holds.
    pub matrix: Matrix,
    /// Where that differs from how it came.
    pub differs: Vec<Cell>,
    /// Open records with another priority.
    pub apart: Apart,
}

/// What setting a matrix would come to.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The cells that would change.
    pub cells: Vec<Cell>,
    /// Neighbours of which the one that weighs more would be less urgent.
    pub crossings: Vec<Crossing>,
    /// Open records that would have another priority than it says. They keep theirs.
    pub apart: Apart,
}

/// The matrix of every kind that has one.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn standings(tx: &ReadTx<'_>, agent: &Agent, kinds: &[&'static Kind]) -> Result<Vec<Standing>> {
    kinds.iter().filter(|kind| is_for(kind)).map(|kind| standing(tx, agent, kind)).collect()
}

/// The matrix of one kind.
///
/// # Errors
/// As [`standings`]; [`Error::NotFound`] for a kind that has none.
pub fn standing(tx: &ReadTx<'_>, agent: &Agent, kind: &'static Kind) -> Result<Standing> {
    agent.require_overseer()?;
    if !is_for(kind) {
        return Err(Error::NotFound);
    }
    let matrix = Matrix::load(tx, kind)?;
    let differs = Matrix::came(kind).against(&matrix);
    Ok(Standing { kind, differs, apart: apart(tx, agent, kind, &matrix)?, matrix })
}

/// What a matrix would change, what is odd about it, and of which records it would say something else.
///
/// # Errors
/// As [`standing`].
pub fn preview(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kind: &'static Kind,
    wanted: &Matrix,
) -> Result<Preview> {
    agent.require_overseer()?;
    if !is_for(kind) {
        return Err(Error::NotFound);
    }
    Ok(Preview {
        cells: Matrix::load(tx, kind)?.against(wanted),
        crossings: wanted.crossings(),
        apart: apart(tx, agent, kind, wanted)?,
    })
}

/// Sets a matrix; it holds for whatever is opened or weighed from now on. `seen` is what
/// [`Matrix::seen`] said of the one this is to replace, where whoever sets it says so. Nothing happens when
/// it holds already.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::NotFound`] for a kind that has none;
/// [`Error::Refused`] when another one is there by now.
pub fn set(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    (wanted, seen): (&Matrix, Option<&str>),
) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    if !is_for(kind) {
        return Err(Error::NotFound);
    }
    let present = Matrix::load(tx, kind)?;
    if seen.is_some_and(|seen| seen != present.seen()) {
        return Err(Error::Refused("matrix_changed"));
    }
    let cells = present.against(wanted);
    if cells.is_empty() {
        return Ok(());
    }
    for cell in &cells {
        let (impact, urgency) = (cell.impact, cell.urgency);
        match cell.after {
            Some(priority) => {
                tx.execute(KEEP, params![kind.code, impact, urgency, priority])?;
            }
            None => {
                tx.execute(DROP, params![kind.code, impact, urgency])?;
            }
        }
    }
    let mut values = vec![SetValue::set("kind", kind.code.to_owned())];
    values.extend(cells.iter().flat_map(told));
    journal::log(tx, ctx, Logbook::Settings, "set_priorities", values)?;
    Ok(())
}

/// Brings a matrix back to how it came.
///
/// # Errors
/// As [`set`].
pub fn restore(tx: &Tx<'_>, ctx: &Context, agent: &Agent, kind: &'static Kind) -> Result<()> {
    set(tx, ctx, agent, kind, (&Matrix::came(kind), None))
}

/// What a cell said and what it says.
fn told(cell: &Cell) -> Vec<SetValue> {
    let line = |priority: i64| format!("{} {} {priority}", cell.impact, cell.urgency);
    let before = cell.before.map(|was| SetValue::set("matrix_cell_before", line(was)));
    let after = cell.after.map(|is| SetValue::set("matrix_cell", line(is)));
    before.into_iter().chain(after).collect()
}
