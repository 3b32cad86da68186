//! Comma-separated values, which programs that open them cannot take for formulas.

use csv::{Terminator, Writer, WriterBuilder};
use db::Db;
use desk::list::{Snapshot, Walk};

use super::body::{Broken, Sink};
use super::table::{Cell, Style, Table};

/// Says that the text is UTF-8 to programs that would guess otherwise.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Characters with which programs let a formula begin.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

pub(super) fn write(
    db: &Db,
    table: &Table,
    mut walk: Walk,
    first: Vec<Snapshot>,
    sink: &mut Sink,
) -> Result<(), Broken> {
    let mut head = Vec::new();
    if matches!(table.style, Style::Words(..)) {
        head.extend_from_slice(MARK);
    }
    let headings = table.headings().into_iter().map(neutral).collect::<Vec<_>>();
    head.extend(written(|writer| writer.write_record(&headings))?);
    sink.put(head)?;
    let mut rows = first;
    while !rows.is_empty() {
        let names = table.names(db, &rows)?;
        let piece = written(|writer| {
            rows.iter().try_for_each(|row| {
                writer.write_record(table.cells(row, &names).into_iter().map(plain))
            })
        })?;
        sink.put(piece)?;
        rows = walk.chunk(db)?;
    }
    Ok(())
}

/// A small table as comma-separated values, for people.
pub(super) fn of(
    head: &[String],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, Broken> {
    let mut table = MARK.to_vec();
    table.extend(written(|writer| {
        writer.write_record(head.iter().cloned().map(neutral))?;
        let mut rows = rows;
        rows.try_for_each(|row| writer.write_record(row.into_iter().map(neutral)))
    })?);
    Ok(table)
}

fn written(
    write: impl FnOnce(&mut Writer<Vec<u8>>) -> Result<(), csv::Error>,
) -> Result<Vec<u8>, Broken> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    write(&mut writer).map_err(|error| Broken::Written(error.to_string()))?;
    writer.into_inner().map_err(|error| Broken::Written(error.to_string()))
}

fn plain(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => neutral(text),
        Cell::Word(word) | Cell::Decimal(word) => word,
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(at) => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    }
}

/// Text as text: an apostrophe before what a program would compute.
fn neutral(text: String) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_begins_like_a_formula_and_no_number_is_changed() {
        for formula in
            ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=cmd|' /C calc'!A0"]
        {
            assert_eq!(plain(Cell::Text(formula.to_owned())), format!("'{formula}"));
        }
        assert_eq!(plain(Cell::Text("a = b".to_owned())), "a = b");
        assert_eq!(plain(Cell::Number(-3)), "-3");
        assert_eq!(plain(Cell::Decimal("-12.50".to_owned())), "-12.50");
    }
}
