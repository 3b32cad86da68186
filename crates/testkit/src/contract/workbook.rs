//! A workbook read back: what stands in the cells of its one sheet.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// What it calls itself.
pub(super) const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Held {
    /// Text, which nothing computes.
    Text(String),
    /// A number; a moment is one, in days since 1899-12-30.
    Number(f64),
}

impl Held {
    /// The text; none for a number.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Held::Text(text) => Some(text),
            Held::Number(_) => None,
        }
    }
}

/// A row: what each column holds, by the column's letters; what is empty is not there.
pub type SheetRow = BTreeMap<String, Held>;

/// The rows of a workbook's one sheet.
///
/// # Panics
/// When it is no workbook, has not exactly one sheet, a part of it is not well-formed, or a cell is
/// a formula.
#[must_use]
pub fn rows_of(workbook: &[u8]) -> Vec<SheetRow> {
    let mut parts = parts_of(workbook);
    for (name, part) in &parts {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            events(name, part, |_| {});
        }
    }
    assert!(parts.contains_key("[Content_Types].xml") && parts.contains_key("xl/workbook.xml"));
    let sheets = parts.keys().filter(|name| name.starts_with("xl/worksheets/sheet")).count();
    assert_eq!(sheets, 1, "one sheet");
    rows(&parts.remove("xl/worksheets/sheet1.xml").expect("a first sheet"))
}

fn parts_of(workbook: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name in UTF-8").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("a part in UTF-8");
        parts.insert(name, text);
    }
    parts
}

/// Tells everything in a part; its tags must match.
fn events(name: &str, part: &str, mut tell: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_str(part);
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}"));
        if event == Event::Eof {
            return;
        }
        tell(&event);
    }
}

fn rows(sheet: &str) -> Vec<SheetRow> {
    let (mut rows, mut place, mut text) = (Vec::<SheetRow>::new(), String::new(), String::new());
    let mut is_text = false;
    events("the sheet", sheet, |event| match event {
        Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
            b"row" => rows.push(SheetRow::new()),
            b"f" => panic!("a formula in {place}"),
            b"c" => {
                place = attribute(tag, "r");
                is_text = attribute(tag, "t") == "inlineStr";
                text.clear();
            }
            _ => {}
        },
        Event::Text(some) => text.push_str(&some.decode().expect("text in UTF-8")),
        Event::GeneralRef(of) => text.push(referred(&of.decode().expect("a name in UTF-8"))),
        Event::End(tag) if tag.name().as_ref() == b"c" => {
            let number = || text.parse().unwrap_or_else(|_| panic!("{place}: {text}"));
            let held = if is_text { Held::Text(text.clone()) } else { Held::Number(number()) };
            let column = place.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
            rows.last_mut().expect("a row around the cell").insert(column, held);
        }
        _ => {}
    });
    rows
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.try_get_attribute(name).expect("attributes");
    found.map(|found| String::from_utf8(found.value.to_vec()).expect("UTF-8")).unwrap_or_default()
}

/// The character that `&name;` stands for.
fn referred(name: &str) -> char {
    match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        other => {
            let digits = other.trim_start_matches("#x");
            let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
            code.unwrap_or_else(|| panic!("&{other};"))
        }
    }
}
