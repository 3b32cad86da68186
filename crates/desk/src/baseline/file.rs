//! From a text to what it says.

use toml_edit::{Document, Item, TableLike, Value};

use super::section::Section;
use super::sections::SECTIONS;
use super::shape::Shape;
use super::{FORM, Values};
use crate::input::RawValue;
use crate::{Error, Fault, Result};

/// The longest text, in bytes.
pub const MOST: usize = 1 << 20;
/// Faults that are told at once.
const FAULTS: usize = 50;

/// What a text says.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The sections it has, with the entries of each.
    pub(super) sections: Vec<(&'static str, Vec<Entry>)>,
}

/// One entry of a text.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) values: Values,
    pub(super) line: usize,
}

impl File {
    /// The entries of a section; nothing where the text does not speak of it.
    pub(super) fn entries(&self, section: &str) -> Option<&[Entry]> {
        let found = self.sections.iter().find(|(code, _)| *code == section);
        found.map(|(_, entries)| entries.as_slice())
    }
}

/// Reads a text.
///
/// # Errors
/// [`Error::Invalid`] with all that is wrong in it, each at its place and with its line.
pub fn parse(text: &str) -> Result<File> {
    if text.len() > MOST {
        return Err(Error::Invalid(vec![Fault::new("text", "too_long").with("limit", MOST)]));
    }
    // Editors on Windows begin a file with a mark of its encoding.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = Document::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(&lines(text), span.start));
        let what = error.message().lines().collect::<Vec<_>>().join(", ");
        Error::Invalid(vec![Fault::new("text", "not_toml").with("line", line).with("what", what)])
    })?;
    let mut reader = Reader { lines: lines(text), faults: Vec::new() };
    let file = reader.file(document.as_table());
    reader.faults.truncate(FAULTS);
    if reader.faults.is_empty() { Ok(file) } else { Err(Error::Invalid(reader.faults)) }
}

struct Reader {
    /// Where each line begins.
    lines: Vec<usize>,
    faults: Vec<Fault>,
}

impl Reader {
    fn file(&mut self, document: &dyn TableLike) -> File {
        if document.get("form").and_then(Item::as_integer) != Some(FORM) {
            self.faults.push(Fault::new("form", "baseline_form").with("form", FORM));
        }
        let mut file = File::default();
        for (name, item) in document.iter().filter(|(name, _)| *name != "form") {
            let Some(section) = SECTIONS.into_iter().find(|section| section.code() == name) else {
                let codes: Vec<&str> = SECTIONS.iter().map(|section| section.code()).collect();
                let line = self.line(item);
                let fault = Fault::new(plain(name), "no_such_section");
                self.faults.push(fault.with("line", line).with("known", codes.join(", ")));
                continue;
            };
            file.sections.push((section.code(), self.section(section, item)));
        }
        file
    }

    fn section(&mut self, section: &'static dyn Section, item: &Item) -> Vec<Entry> {
        let is_one = section.key().is_empty();
        let tables: Vec<&dyn TableLike> = match item {
            Item::Table(table) if is_one => vec![table],
            Item::ArrayOfTables(all) if !is_one => {
                all.iter().map(|table| -> &dyn TableLike { table }).collect()
            }
            _ => {
                let form = if is_one { "[…]" } else { "[[…]]" };
                let line = self.line(item);
                let fault = Fault::new(section.code(), "section_form");
                self.faults.push(fault.with("line", line).with("form", form));
                return Vec::new();
            }
        };
        let lines: Vec<usize> = match item {
            Item::ArrayOfTables(all) => all.iter().map(|table| self.at(table.span())).collect(),
            item => vec![self.line(item)],
        };
        let numbered = tables.into_iter().zip(lines).enumerate();
        numbered.map(|(place, (table, line))| self.entry(section, (place, line), table)).collect()
    }

    fn entry(
        &mut self,
        section: &'static dyn Section,
        (place, line): (usize, usize),
        table: &dyn TableLike,
    ) -> Entry {
        let mut values = Values::new();
        let at = |name: &str| format!("{}.{place}.{name}", section.code());
        for (name, item) in table.iter() {
            let known = section.key().iter().chain(section.parts()).any(|known| *known == name);
            let line = self.line(item);
            let shape = Shape::of(name);
            match item.as_value().and_then(value).and_then(|value| shape.take(value)) {
                _ if !known => {
                    let names: Vec<&str> =
                        section.key().iter().chain(section.parts()).copied().collect();
                    let fault = Fault::new(at(&plain(name)), "unknown");
                    let fault = fault.with("known", names.join(", ")).with("line", line);
                    self.faults.push(fault);
                }
                Some(value) => {
                    values.insert(name.to_owned(), value);
                }
                None => {
                    let fault = Fault::new(at(name), "baseline_value").with("line", line);
                    self.faults.push(fault.with("form", shape.words()));
                }
            }
        }
        for key in section.key().iter().filter(|key| !values.contains_key(**key)) {
            self.faults.push(Fault::new(at(key), "required").with("line", line));
        }
        Entry { values, line }
    }

    fn line(&self, item: &Item) -> usize {
        self.at(item.span())
    }

    fn at(&self, span: Option<std::ops::Range<usize>>) -> usize {
        span.map_or(1, |span| line_at(&self.lines, span.start))
    }
}

/// A value that a setting can have.
fn value(value: &Value) -> Option<RawValue> {
    Some(match value {
        Value::String(text) if text.value().is_empty() => RawValue::Null,
        Value::String(text) => RawValue::Text(text.value().clone()),
        Value::Integer(number) => RawValue::Number(*number.value()),
        Value::Boolean(flag) => RawValue::Flag(*flag.value()),
        Value::Array(all) => {
            let texts = all.iter().map(|one| one.as_str().map(str::to_owned));
            RawValue::List(texts.collect::<Option<_>>()?)
        }
        Value::Float(_) | Value::Datetime(_) | Value::InlineTable(_) => return None,
    })
}

/// A name from outside, short and on one line.
fn plain(name: &str) -> String {
    name.chars().filter(|sign| !sign.is_control()).take(80).collect()
}

/// Where each line begins.
fn lines(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// The line a place lies in, from 1.
fn line_at(lines: &[usize], byte: usize) -> usize {
    lines.partition_point(|begins| *begins <= byte)
}
