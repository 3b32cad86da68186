//! What the settings do and what others would change, in words.

use db::Timestamp;
use desk::organisation::{Effect, INPUTS, Standing, Wanted};

use super::super::tried::people;
use super::PATH;
use crate::i18n::{Arg, Languages, Translator};
use crate::page::{Badge, FormField, Tone, Tried};
use crate::work::Reader;

/// What holds, as it would be wanted.
pub(super) fn held(standing: &Standing) -> Wanted {
    let one = &standing.organisation;
    Wanted { name: one.name.clone(), zone: one.zone.clone(), language: one.language.clone() }
}

/// One of the settings, by its code.
pub(super) fn value<'a>(wanted: &'a Wanted, code: &str) -> &'a str {
    match code {
        "name" => &wanted.name,
        "time_zone" => &wanted.zone,
        _ => &wanted.language,
    }
}

/// The present moment as whoever chose nothing reads it.
pub(super) fn clock(languages: &Languages, now: Timestamp, zone: &str, language: &str) -> String {
    let t = languages.translator(Some(language), None);
    Reader::new(&t, now, zone).stamp(now).full
}

/// A language by its own name; by its code where the interface has none such.
pub(super) fn spoken(languages: &Languages, code: &str) -> String {
    languages.name(code).unwrap_or(code).to_owned()
}

/// What was tried out, beside the button that sets it.
pub(super) fn tried(
    t: &Translator,
    (languages, now): (&Languages, Timestamp),
    standing: &Standing,
    effect: &Effect,
) -> Tried {
    let (before, after) = (held(standing), &effect.wanted);
    let read = |zone: &str, language: &str| clock(languages, now, zone, language);
    let sentence = |key: &str, old: &str, new: &str| {
        t.text_with(key, &[("old", Arg::Text(old)), ("new", Arg::Text(new))])
    };
    let badge = |code: &str| Badge::new(t.text_of("field-of-organisation", code), Tone::Info);
    let mut lines = Vec::new();
    if effect.renames {
        let said = sentence("general-renames", &before.name, &after.name);
        lines.push((badge("name"), said, String::new()));
    }
    if let Some(count) = effect.zone {
        let language = &before.language;
        let (old, new) = (read(&before.zone, language), read(&after.zone, language));
        let said = sentence("general-moves", &old, &new);
        lines.push((badge("time_zone"), said, people(t, "general-people-zone", count)));
    }
    if let Some(count) = effect.language {
        let (old, new) = (read(&after.zone, &before.language), read(&after.zone, &after.language));
        let said = sentence("general-speaks", &old, &new);
        lines.push((badge("language"), said, people(t, "general-people-language", count)));
    }
    if lines.is_empty() {
        return Tried { lead: t.text("roles-no-effect"), ..Tried::default() };
    }
    let chosen = INPUTS.iter().map(|input| FormField::hidden(input.code, value(after, input.code)));
    Tried {
        lead: t.text("general-would"),
        lines,
        path: Some(PATH.to_owned()),
        chosen: chosen.collect(),
        ..Tried::default()
    }
}
