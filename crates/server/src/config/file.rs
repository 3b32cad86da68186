//! Reads a file of settings. What is wrong in it is told with its line, all of it at once.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use toml_edit::{Document, Item, TableLike, Value};

use super::nearest::nearest;
use super::setting::{About, Entry, Shape};
use super::table::TABLE;
use super::{Faults, Found, Source};

/// A file of settings.
#[derive(Debug)]
pub(crate) struct File {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// What it says.
    pub(crate) found: Vec<(&'static str, Found)>,
}

/// Reads the file at a path; nothing when there is none.
pub(super) fn read_if_there(path: &Path, faults: &mut Faults) -> Result<Option<File>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(understand(path, &text, faults))),
        // A directory that cannot be one is told by whoever makes it.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Reads the file at a path, which must be there.
pub(super) fn read(path: &Path, faults: &mut Faults) -> Result<File> {
    let text = std::fs::read_to_string(path).with_context(|| {
        format!("cannot read {}: name another file with --config FILE", path.display())
    })?;
    Ok(understand(path, &text, faults))
}

pub(super) fn understand(path: &Path, text: &str, faults: &mut Faults) -> File {
    let mut file = File { path: path.to_owned(), found: Vec::new() };
    // Editors on Windows begin a file with a mark of its encoding.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match Document::parse(text) {
        Ok(document) => {
            let mut reader = Reader { path, text, faults, found: &mut file.found };
            reader.table("", document.as_table());
        }
        Err(error) => {
            let line = error.span().map_or(1, |span| line_at(text, span.start));
            let source = Source::File { path: path.to_owned(), line };
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            faults.add(&source, None, &format!("this is not TOML: {message}"));
        }
    }
    file
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    faults: &'a mut Faults,
    found: &'a mut Vec<(&'static str, Found)>,
}

impl Reader<'_> {
    fn table(&mut self, section: &str, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let key =
                if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
            let span = table.key(name).and_then(toml_edit::Key::span).or_else(|| item.span());
            let line = span.map_or(1, |span| line_at(self.text, span.start));
            let source = Source::File { path: self.path.to_owned(), line };
            let entry = TABLE.iter().copied().find(|entry| entry.about().key == key);
            let is_section = TABLE.iter().any(|entry| entry.about().section() == key);
            match (entry, item.as_table_like()) {
                (Some(entry), _) => self.value(entry, item, source),
                (None, Some(below)) if is_section => self.table(&key, below),
                (None, _) if is_section => {
                    let what = format!("a section: write [{key}] and its settings below it");
                    self.faults.add(&source, Some(&key), &what);
                }
                (None, _) => {
                    let near = nearest(&key).map(|near| format!("; did you mean {near}?"));
                    let what = format!("no such setting{}", near.unwrap_or_default());
                    self.faults.add(&source, Some(&key), &what);
                }
            }
        }
    }

    fn value(&mut self, entry: &'static dyn Entry, item: &Item, source: Source) {
        let about = entry.about();
        let texts = item.as_value().and_then(|value| texts(about, value));
        let Some(mut texts) = texts else {
            let what =
                format!("takes {}; this is of type {}", expected(about.shape), item.type_name());
            return self.faults.add(&source, Some(about.key), &what);
        };
        if about.shape == Shape::Path {
            texts.iter_mut().for_each(|text| *text = self.beside_it(text));
        }
        self.found.push((about.key, Found { texts, source }));
    }

    /// A path that goes from where the file lies, wherever the program was started.
    fn beside_it(&self, text: &str) -> String {
        if text.contains("://") || text.trim().is_empty() || Path::new(text).is_absolute() {
            return text.to_owned();
        }
        let directory = self.path.parent().unwrap_or(Path::new(""));
        directory.join(text).to_string_lossy().into_owned()
    }
}

fn texts(about: &About, value: &Value) -> Option<Vec<String>> {
    let one = match (about.shape, value) {
        (Shape::Text | Shape::Path | Shape::Size, Value::String(text)) => text.value().clone(),
        (Shape::Number | Shape::Size, Value::Integer(number)) => number.value().to_string(),
        (Shape::Truth, Value::Boolean(truth)) => truth.value().to_string(),
        (Shape::List, Value::Array(list)) => {
            return list.iter().map(|one| one.as_str().map(str::to_owned)).collect();
        }
        _ => return None,
    };
    Some(vec![one])
}

/// What a value of this shape is called.
pub(super) fn expected(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text in quotes",
        Shape::Path => "a path in quotes",
        Shape::Number => "a whole number",
        Shape::Size => "a size in quotes, like \"100MiB\", or a number of bytes",
        Shape::Truth => "true or false",
        Shape::List => "a list of texts, like [\"one\", \"two\"]",
    }
}

fn line_at(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}
