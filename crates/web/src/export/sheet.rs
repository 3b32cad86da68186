//! A workbook. It is put together in a file and handed over from there, so that its size is nobody's
//! memory.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom};

use db::Db;
use desk::list::{Snapshot, Walk};
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::body::{Broken, Sink};
use super::table::{Cell, Table};

/// Rows a sheet has at most, its headings among them.
const ROWS: u32 = 1_048_576;
/// Characters a cell holds at most.
const CHARACTERS: usize = 32_767;
/// Bytes handed over at once.
const PIECE: usize = 64 * 1024;

impl From<XlsxError> for Broken {
    fn from(error: XlsxError) -> Self {
        Broken::Written(error.to_string())
    }
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        Broken::Written(error.to_string())
    }
}

pub(super) fn write(
    db: &Db,
    table: &Table,
    walk: Walk,
    first: Vec<Snapshot>,
    sink: &mut Sink,
) -> Result<(), Broken> {
    let mut workbook = Workbook::new();
    fill(db, table, walk, first, workbook.add_worksheet_with_constant_memory()?)?;
    let mut file = tempfile::tempfile()?;
    workbook.save_to_writer(BufWriter::new(&mut file))?;
    hand_over(file, sink)
}

fn fill(
    db: &Db,
    table: &Table,
    mut walk: Walk,
    first: Vec<Snapshot>,
    sheet: &mut Worksheet,
) -> Result<(), Broken> {
    sheet.set_name(table.kind.path)?;
    sheet.set_freeze_panes(1, 0)?;
    let looks = Looks {
        day: Format::new().set_num_format("yyyy-mm-dd"),
        moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
    };
    let heading = Format::new().set_bold();
    for (column, text) in (0u16..).zip(table.headings()) {
        sheet.set_column_width(column, 20)?;
        sheet.write_string_with_format(0, column, text, &heading)?;
    }
    let mut line = 1;
    let mut rows = first;
    while !rows.is_empty() {
        let names = table.names(db, &rows)?;
        for row in &rows {
            if line >= ROWS {
                return Err(Broken::Written(format!("a sheet holds {ROWS} rows at most")));
            }
            for (column, cell) in (0u16..).zip(table.cells(row, &names)) {
                put(sheet, line, column, cell, &looks)?;
            }
            line += 1;
        }
        rows = walk.chunk(db)?;
    }
    Ok(())
}

/// How cells look that hold time.
struct Looks {
    day: Format,
    moment: Format,
}

/// Text is written as text, never as a formula.
fn put(
    sheet: &mut Worksheet,
    line: u32,
    column: u16,
    cell: Cell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(text) | Cell::Word(text) => {
            sheet.write_string(line, column, short(text)).map(|_| ())
        }
        Cell::Number(number) => match i32::try_from(number) {
            Ok(number) => sheet.write_number(line, column, number).map(|_| ()),
            Err(_) => sheet.write_string(line, column, number.to_string()).map(|_| ()),
        },
        Cell::Decimal(digits) => match digits.parse::<f64>() {
            Ok(number) => sheet.write_number(line, column, number).map(|_| ()),
            Err(_) => sheet.write_string(line, column, digits).map(|_| ()),
        },
        Cell::Day(day) => match date(day) {
            Some(at) => {
                sheet.write_datetime_with_format(line, column, &at?, &looks.day).map(|_| ())
            }
            None => sheet.write_string(line, column, day.to_string()).map(|_| ()),
        },
        Cell::Moment(at) => match moment(at) {
            Some(at) => {
                sheet.write_datetime_with_format(line, column, &at?, &looks.moment).map(|_| ())
            }
            None => sheet.write_string(line, column, at.to_string()).map(|_| ()),
        },
    }
}

/// A day as a sheet counts it; none before 1900, where its count begins.
fn date(day: Date) -> Option<Result<ExcelDateTime, XlsxError>> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    let (month, day) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    Some(ExcelDateTime::from_ymd(year, month, day))
}

fn moment(at: DateTime) -> Option<Result<ExcelDateTime, XlsxError>> {
    let (hour, minute) = (u16::try_from(at.hour()).ok()?, u8::try_from(at.minute()).ok()?);
    let second = u8::try_from(at.second()).ok()?;
    Some(date(at.date())?.and_then(|day| day.and_hms(hour, minute, second)))
}

/// What a cell can hold of a text; that there is more is seen at its end.
fn short(text: String) -> String {
    if text.chars().nth(CHARACTERS).is_none() {
        return text;
    }
    text.chars().take(CHARACTERS - 1).chain(['…']).collect()
}

fn hand_over(mut file: File, sink: &mut Sink) -> Result<(), Broken> {
    file.seek(SeekFrom::Start(0))?;
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let limit = u64::try_from(PIECE).unwrap_or(u64::MAX);
        if (&mut file).take(limit).read_to_end(&mut piece)? == 0 {
            return Ok(());
        }
        sink.put(piece)?;
    }
}
