//! The rules of each part of a definition.

use super::decimal::{self, MOST, MOST_SCALE};
use super::{Alternative, Definition, PREFIX, Type, Words, currency};
use crate::Fault;
use crate::field::PROSE;
use crate::kind::Kind;
use crate::text::is_code;

/// Names that mean something to every list; no field has them.
const RESERVED: &[&str] = &[
    "q", "limit", "after", "before", "sort", "fields", "expand", "count", "view", "group", "id",
    "version",
];
/// Longest code, in characters.
const CODE: usize = 40;
/// Longest label, in characters.
const LABEL: usize = 100;
/// Longest line of help, in characters.
const HELP: usize = 500;
/// Longest text on one line that a field may take.
const LINE: usize = 1_000;
/// Languages of one label at most.
const LANGUAGES: usize = 20;
/// Options of one field at most, those offered no more among them: more than that is a list of
/// things, which have records of their own.
const OPTIONS: usize = 500;
/// Currencies of one field at most.
const CURRENCIES: usize = 20;

/// A code without its `x.`.
pub(super) fn code(kind: &Kind, given: &str, faults: &mut Vec<Fault>) -> String {
    let code = given.trim().strip_prefix(PREFIX).unwrap_or(given.trim());
    if code.is_empty() {
        faults.push(Fault::new("code", "required"));
    } else if !is_code(code, CODE) {
        faults.push(Fault::new("code", "code"));
    } else if RESERVED.contains(&code) || kind.field(code).is_some() {
        // `x.title` beside `title` would be no mistake for a program, but for everybody else.
        faults.push(Fault::new("code", "reserved"));
    }
    code.to_owned()
}

/// Bounds of a number, or the longest text.
pub(super) fn bounds(
    holds: &mut Type,
    (given_least, given_most): (Option<&str>, Option<&str>),
    faults: &mut Vec<Fault>,
) {
    if !holds.bounds().fits() {
        faults.push(Fault::new("scale", "number").with("least", 0).with("most", MOST_SCALE));
        return;
    }
    match holds {
        Type::Line(most) => length(most, given_most, LINE, faults),
        Type::Prose(most) => length(most, given_most, PROSE, faults),
        Type::Number { scale, least, most } => {
            let mut read = |bound: &mut i64, part: &'static str, given: Option<&str>| {
                let Some(given) = given.map(str::trim).filter(|given| !given.is_empty()) else {
                    return;
                };
                match decimal::parse(given, *scale) {
                    Some(number) => *bound = number,
                    None => faults.push(
                        Fault::new(part, "decimal")
                            .with("least", decimal::shortest(-MOST, *scale))
                            .with("most", decimal::shortest(MOST, *scale))
                            .with("digits", *scale),
                    ),
                }
            };
            read(least, "least", given_least);
            read(most, "most", given_most);
            if least > most {
                faults.push(Fault::new("most", "order"));
            }
        }
        _ => {}
    }
}

fn length(most: &mut usize, given: Option<&str>, longest: usize, faults: &mut Vec<Fault>) {
    let Some(given) = given.map(str::trim).filter(|given| !given.is_empty()) else { return };
    match given.parse::<usize>().ok().filter(|length| (1..=longest).contains(length)) {
        Some(length) => *most = length,
        None => {
            faults.push(Fault::new("most", "number").with("least", 1).with("most", longest));
        }
    }
}

/// The currencies of an amount.
pub(super) fn currencies(holds: &mut Type, given: Option<Vec<String>>, faults: &mut Vec<Fault>) {
    let Type::Money(known) = holds else { return };
    if let Some(given) = given {
        known.clear();
        for code in given.iter().map(|code| code.trim().to_ascii_uppercase()) {
            if currency::digits_of(&code).is_none() {
                faults.push(Fault::new("currencies", "no_currency"));
                return;
            }
            if !known.contains(&code) {
                known.push(code);
            }
        }
    }
    if known.is_empty() {
        faults.push(Fault::new("currencies", "required"));
    } else if known.len() > CURRENCIES {
        faults.push(Fault::new("currencies", "too_long").with("most", CURRENCIES));
    }
}

/// What people read; a label in one language at least.
pub(super) fn words(given: Vec<Words>, faults: &mut Vec<Fault>) -> Vec<Words> {
    let before = faults.len();
    let mut known: Vec<Words> = Vec::new();
    for words in given {
        let label = words.label.trim().to_owned();
        let help = words.help.trim().to_owned();
        let place = format!("labels.{}", shown(&words.language));
        if label.is_empty() && help.is_empty() {
            continue;
        }
        if !is_language(&words.language) || known.iter().any(|k| k.language == words.language) {
            faults.push(Fault::new(place, "language"));
            continue;
        }
        if label.is_empty() {
            faults.push(Fault::new(place, "required"));
        } else {
            line(&label, &place, LABEL, faults);
        }
        line(&help, &format!("help.{}", shown(&words.language)), HELP, faults);
        known.push(Words { language: words.language, label, help });
    }
    if known.is_empty() && faults.len() == before {
        faults.push(Fault::new("labels", "required"));
    } else if known.len() > LANGUAGES {
        faults.push(Fault::new("labels", "too_long").with("most", LANGUAGES));
    }
    known.sort_unstable_by(|a, b| a.language.cmp(&b.language));
    known
}

/// What there is to choose from. Options that are left out are offered no more, but stay known:
/// records hold them, and their codes are not given to others.
pub(super) fn options(
    definition: &mut Definition,
    given: Option<Vec<Alternative>>,
    faults: &mut Vec<Fault>,
) {
    if !matches!(definition.holds, Type::Choice | Type::MultiChoice) {
        if given.is_some_and(|given| !given.is_empty()) {
            faults.push(Fault::new("options", "no_options"));
        }
        return;
    }
    let Some(given) = given else {
        if definition.options.is_empty() {
            faults.push(Fault::new("options", "required"));
        }
        return;
    };
    if given.len() > OPTIONS {
        faults.push(Fault::new("options", "too_many_options").with("most", OPTIONS));
        return;
    }
    let before = faults.len();
    let mut known: Vec<Alternative> = Vec::new();
    for (place, mut option) in given.into_iter().enumerate() {
        let at = format!("options.{place}");
        option.code = option.code.trim().to_owned();
        if !is_code(&option.code, CODE) {
            faults.push(Fault::new(at, "code"));
        } else if known.iter().any(|other| other.code == option.code) {
            faults.push(Fault::new(at, "duplicate"));
        } else {
            option.labels = labels(option.labels, &at, faults);
            known.push(option);
        }
    }
    let gone = definition.options.iter().filter(|old| known.iter().all(|k| k.code != old.code));
    let gone: Vec<Alternative> =
        gone.map(|old| Alternative { active: false, ..old.clone() }).collect();
    known.extend(gone);
    if known.iter().all(|option| !option.active) && faults.len() == before {
        faults.push(Fault::new("options", "required"));
    } else if known.len() > OPTIONS {
        faults.push(Fault::new("options", "too_many_options").with("most", OPTIONS));
    }
    definition.options = known;
}

fn labels(
    given: Vec<(String, String)>,
    at: &str,
    faults: &mut Vec<Fault>,
) -> Vec<(String, String)> {
    let mut known: Vec<(String, String)> = Vec::new();
    for (language, label) in given {
        let label = label.trim().to_owned();
        if label.is_empty() {
            continue;
        }
        if !is_language(&language) || known.iter().any(|(other, _)| *other == language) {
            faults.push(Fault::new(at, "language"));
            continue;
        }
        line(&label, at, LABEL, faults);
        known.push((language, label));
    }
    known.sort_unstable();
    known
}

/// A text that stands on one line and reads as it is written.
fn line(text: &str, place: &str, most: usize, faults: &mut Vec<Fault>) {
    if text.chars().count() > most {
        faults.push(Fault::new(place, "too_long").with("most", most));
    } else if text.chars().any(|c| c.is_control() || crate::input::is_unseen(c)) {
        faults.push(Fault::new(place, "control"));
    }
}

/// A language tag like `de` or `pt-BR`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    let is_rest = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    tag.len() <= 20 && is_first && parts.all(is_rest)
}

/// A name somebody gave, as it may be told back.
pub(super) fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}
