//! From settings to a text.

use db::ReadTx;

use super::section::{Section, With};
use super::sections::SECTIONS;
use super::shape::Shape;
use super::{FORM, Values};
use crate::access::Agent;
use crate::input::RawValue;
use crate::kind::Kind;
use crate::{Context, Result};

/// All settings as a text: TOML, a table for each entry, in the order in which they can be made.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who may not administer.
pub fn text(
    tx: &ReadTx<'_>,
    ctx: &Context,
    agent: &Agent,
    kinds: &[&'static Kind],
) -> Result<String> {
    agent.require(crate::access::ANY_KIND, crate::access::Action::Administer)?;
    let with = With { ctx, agent, kinds, reason: None, planning: false };
    let mut text = format!("form = {FORM}\n");
    for section in SECTIONS {
        section.read(tx, with)?.iter().for_each(|entry| table(&mut text, section, entry));
    }
    Ok(text)
}

/// An entry of a section as a table.
pub(super) fn table(text: &mut String, section: &dyn Section, entry: &Values) {
    let head = if section.key().is_empty() { ("[", "]") } else { ("[[", "]]") };
    *text += &format!("\n{}{}{}\n", head.0, section.code(), head.1);
    let names = section.key().iter().chain(section.parts());
    names.for_each(|name| line(text, name, entry));
}

/// A value on a line of its own; nothing for one that the entry has not.
fn line(text: &mut String, name: &str, entry: &Values) {
    let Some(value) = entry.get(name) else { return };
    let value = match value {
        RawValue::Null if Shape::of(name) == Shape::List => "[]".to_owned(),
        RawValue::Null => "\"\"".to_owned(),
        RawValue::Text(text) => quoted(text),
        RawValue::Number(number) => number.to_string(),
        RawValue::Flag(flag) => flag.to_string(),
        RawValue::List(all) => {
            let all: Vec<String> = all.iter().map(|one| quoted(one)).collect();
            if all.iter().map(String::len).sum::<usize>() > 80 {
                format!("[\n    {},\n]", all.join(",\n    "))
            } else {
                format!("[{}]", all.join(", "))
            }
        }
    };
    *text += &format!("{name} = {value}\n");
}

/// A text in quotes, as TOML takes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            sign if sign.is_control() => {
                quoted += &format!("\\u{:04X}", u32::from(sign));
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn any_text_comes_back() {
        for text in ["", "plain", "a \"b\" \\ c", "lines\nand\ttabs", "\u{1}\u{7f}\u{85}", "ÄÖ 漢"]
        {
            let document: toml_edit::Document<String> =
                toml_edit::Document::parse(format!("it = {}", quoted(text))).unwrap();
            assert_eq!(document.get("it").and_then(|item| item.as_str()), Some(text));
        }
    }
}
