//! The places that must know every practice.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::Written;
use super::names::Names;

/// A line to be added after a line that ends with a mark, kept in alphabetical order with the lines
/// that follow the mark.
struct Place {
    file: &'static str,
    mark: &'static str,
    line: &'static str,
}

const PLACES: [Place; 6] = [
    Place {
        file: "Cargo.toml",
        mark: "# The project's own rooms.",
        line: "__name__ = { package = \"mainstay-__name__\", path = \"practices/__name__\" }",
    },
    Place {
        file: "crates/server/Cargo.toml",
        mark: "[dependencies]",
        line: "__name__.workspace = true",
    },
    Place {
        file: "crates/server/src/practices.rs",
        mark: EVERY_PRACTICE,
        line: "    __name__::endpoints(&mut endpoints);",
    },
    Place {
        file: "crates/server/src/practices.rs",
        mark: "// Every kind of record, one line each.",
        line: "    &__name__::KIND,",
    },
    Place {
        file: "crates/server/tests/statements.rs",
        mark: EVERY_PRACTICE,
        line: "    listed.push((\"practices/__name__\", __name__::statements()));",
    },
    Place {
        file: "crates/web/src/i18n/languages.rs",
        mark: "&[",
        line: "            include_str!(concat!(\"../../locales/\", $language, \"/__name__.ftl\")),",
    },
];

/// Above the lines that name every practice, wherever Rust code does.
const EVERY_PRACTICE: &str = "// Every practice, in alphabetical order.";

/// Every place's file with the practice added; a file with several places comes once.
pub(crate) fn changes(workspace: &Path, names: &Names) -> Result<Vec<Written>> {
    let mut changed: Vec<Written> = Vec::new();
    for place in &PLACES {
        let path = workspace.join(place.file);
        let before = match changed.iter().find(|file| file.path == path) {
            Some(file) => file.text.clone(),
            None => fs::read_to_string(&path).with_context(|| path.display().to_string())?,
        };
        let text = with_line(&before, place.mark, &names.fill(place.line))
            .with_context(|| path.display().to_string())?;
        changed.retain(|file| file.path != path);
        changed.push(Written { path, text });
    }
    Ok(changed)
}

/// The text with a line added to the block below the mark, which ends at an empty or closing line.
pub(crate) fn with_line(text: &str, mark: &str, line: &str) -> Result<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let marked = lines.iter().position(|l| l.trim() == mark);
    let first = marked.with_context(|| format!("the line `{mark}` is gone"))? + 1;
    ensure!(!lines.contains(&line), "`{line}` is already there");
    let block = lines.iter().skip(first).take_while(|l| !is_end(l)).count();
    let before =
        lines.iter().skip(first).take(block).take_while(|l| l.trim() < line.trim()).count();
    lines.insert(first + before, line);
    Ok(lines.join("\n") + "\n")
}

fn is_end(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with([']', ')', '}', '['])
}
