//! Records as rows of a table: what stands in each cell, in codes for programs or in words for people.

use db::{Db, Timestamp, Value};
use desk::Kind;
use desk::custom::{Money, decimal};
use desk::field::{Field, FieldKind};
use desk::list::Snapshot;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::i18n::Translator;
use crate::work::{Names, Wanted, label, words};

/// For whom a table is.
pub(crate) enum Style {
    /// Programs: codes, instants in UTC.
    Codes,
    /// People: words in their language, moments by their clock.
    Words(Translator, TimeZone),
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    /// Written by somebody: it must not be taken for anything but text.
    Text(String),
    /// A code, a day, a moment: nothing in it is anybody's choice.
    Word(String),
    Number(i64),
    /// Digits with a point.
    Decimal(String),
    Moment(DateTime),
    Day(Date),
}

/// The columns of an export, and how its cells are filled.
pub(super) struct Table {
    pub(super) kind: &'static Kind,
    pub(super) fields: Vec<&'static Field>,
    pub(super) style: Style,
}

impl Table {
    pub(super) fn new(kind: &'static Kind, fields: Vec<&'static Field>, style: Style) -> Table {
        Table { kind, fields, style }
    }

    /// The headings. An amount of money has two columns, so that it can be added up.
    pub(super) fn headings(&self) -> Vec<String> {
        let mut headings = Vec::new();
        for field in &self.fields {
            let heading = match &self.style {
                Style::Codes => field.code.to_owned(),
                Style::Words(t, _) => label(t, field),
            };
            if matches!(field.kind, FieldKind::Money(_)) {
                let currency = match &self.style {
                    Style::Codes => format!("{}.currency", field.code),
                    Style::Words(t, _) => {
                        t.text_with("export-currency", &[("of", (&*heading).into())])
                    }
                };
                headings.extend([heading, currency]);
            } else {
                headings.push(heading);
            }
        }
        headings
    }

    /// The names that some records refer to.
    pub(super) fn names(&self, db: &Db, rows: &[Snapshot]) -> desk::Result<Names> {
        db.read(|tx| {
            let mut wanted = Wanted::default();
            for (field, value) in rows.iter().flat_map(|row| &row.values) {
                wanted.value(field, value);
            }
            wanted.find(tx, self.kind)
        })
    }

    /// The cells of a record. What its reader may not see of it is empty.
    pub(super) fn cells(&self, row: &Snapshot, names: &Names) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let value = row.value(field.code);
            match (field.kind, value) {
                (FieldKind::Money(_), Value::Text(text)) => match Money::recall(text) {
                    Some(money) => {
                        cells.push(Cell::Decimal(money.amount()));
                        cells.push(Cell::Word(money.currency));
                    }
                    None => cells.extend([Cell::Empty, Cell::Empty]),
                },
                (FieldKind::Money(_), _) => cells.extend([Cell::Empty, Cell::Empty]),
                (_, value) => cells.push(self.cell(field, value, names)),
            }
        }
        cells
    }

    fn cell(&self, field: &Field, value: &Value, names: &Names) -> Cell {
        match (field.kind, value) {
            (_, Value::Null) => Cell::Empty,
            (FieldKind::Instant, Value::Int(micros)) => {
                self.moment(Timestamp::from_micros(*micros))
            }
            (FieldKind::Decimal(scale @ 1.., ..), Value::Int(number)) => {
                Cell::Decimal(decimal::format(*number, scale))
            }
            (FieldKind::Flag, Value::Int(flag)) => match &self.style {
                Style::Codes => Cell::Word((*flag != 0).to_string()),
                Style::Words(..) => self.worded(field, value, names),
            },
            (_, Value::Int(number)) => Cell::Number(*number),
            // A day is told as one that programs sort by, whatever the language.
            (FieldKind::Date, Value::Text(day)) => match (&self.style, day.parse()) {
                (Style::Words(..), Ok(day)) => Cell::Day(day),
                _ => Cell::Word(day.clone()),
            },
            (kind, Value::Text(text)) if kind.is_text() => Cell::Text(text.clone()),
            (_, Value::Bytes(bytes)) => {
                let id = bytes.as_slice().try_into().ok().map(db::Id::<()>::from_bytes);
                names.name(id).map_or(Cell::Empty, Cell::Text)
            }
            (_, Value::Text(code)) => match &self.style {
                Style::Codes => Cell::Word(code.clone()),
                Style::Words(..) => self.worded(field, value, names),
            },
        }
    }

    /// In words; labels are somebody's choice as well.
    fn worded(&self, field: &Field, value: &Value, names: &Names) -> Cell {
        match (&self.style, field.kind.canonical(value)) {
            (Style::Words(t, _), Some(text)) => {
                Cell::Text(words(t, self.kind, field, &text, names))
            }
            (_, text) => text.map_or(Cell::Empty, Cell::Word),
        }
    }

    fn moment(&self, at: Timestamp) -> Cell {
        let zone = match &self.style {
            Style::Codes => return Cell::Word(at.to_string()),
            Style::Words(_, zone) => zone,
        };
        match jiff::Timestamp::from_microsecond(at.micros()) {
            Ok(at) => Cell::Moment(zone.to_datetime(at)),
            Err(_) => Cell::Word(at.to_string()),
        }
    }
}
