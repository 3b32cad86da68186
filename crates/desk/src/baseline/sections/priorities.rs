//! The priority that follows from impact and urgency.

use db::{ReadTx, Tx};

use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{listed, said, text, values};
use crate::input::RawValue;
use crate::priority::{self, Matrix, RawCell};
use crate::{Error, Result};

pub(super) struct Priorities;

impl Section for Priorities {
    fn code(&self) -> &'static str {
        "priority"
    }

    fn key(&self) -> &'static [&'static str] {
        &["kind"]
    }

    fn parts(&self) -> &'static [&'static str] {
        &["cells"]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["cells"]
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let mut all = Vec::new();
        for kind in with.kinds.iter().filter(|kind| priority::is_for(kind)) {
            let matrix = Matrix::load(tx, kind)?;
            let cell = |(impact, urgency, priority)| format!("{impact} {urgency} {priority}");
            let cells = matrix.cells().map(cell).collect();
            all.push(values([("kind", text(kind.code)), ("cells", RawValue::List(cells))]));
        }
        Ok(all)
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let kind = with.kind(&said(wanted.all, "kind")).filter(|kind| priority::is_for(kind));
        let kind = kind.ok_or_else(|| Error::invalid("kind", "no_such"))?;
        let cells = listed(wanted.all, "cells");
        let cells: Vec<RawCell> = cells.iter().map(|line| cell(line)).collect();
        let matrix = priority::of_words(kind, &cells)?;
        priority::set(tx, with.ctx, with.agent, kind, (&matrix, None))
    }
}

/// Impact, urgency and priority with blanks between.
fn cell(line: &str) -> RawCell {
    let mut words = line.split_whitespace().map(str::to_owned);
    let mut next = || words.next().unwrap_or_default();
    let (impact, urgency) = (next(), next());
    // Whatever else is there makes the number none.
    let rest: Vec<String> = words.by_ref().collect();
    RawCell { place: "cells".to_owned(), impact, urgency, priority: rest.join(" ") }
}
