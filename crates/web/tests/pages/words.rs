//! The locales: complete in every language, nothing missing, nothing left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Families of texts that each kind of record has for itself: `state-incident-new`. The
/// practice's own tests hold their members to its lifecycle and fields tables.
const FAMILIES_OF_KINDS: [&str; 9] =
    ["state", "verb", "verb-hint", "did", "done", "ask", "hint", "none", "submit"];

/// Families whose members are codes of tables; read by code, not by literal key.
const FAMILIES: [&str; 18] = [
    "error-title",
    "error-text",
    "fault",
    "refused",
    "failure",
    "field",
    "time-month",
    "priority",
    "impact",
    "impact-choice",
    "urgency",
    "urgency-choice",
    "channel",
    "flag",
    "ask-organ",
    "hint-organ",
    "hint-view-keep",
    "none-organ",
];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file below `directory` that ends in one of `endings`.
fn files(directory: &Path, endings: &[&str], found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files(&path, endings, found);
        } else if endings.iter().any(|ending| path.extension().is_some_and(|own| own == *ending)) {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// Templates and sources of this crate and of every practice.
fn sources() -> String {
    let mut found = Vec::new();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for directory in [own.join("src"), own.join("templates"), workspace().join("practices")] {
        files(&directory, &["rs", "html"], &mut found);
    }
    found.join("\n")
}

/// The keys of a language, each with the gaps in its text.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language),
        &["ftl"],
        &mut texts,
    );
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in texts.iter().flat_map(|text| text.lines()) {
        if let Some((key, _)) = line
            .split_once(" =")
            .filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            last = key.to_owned();
            assert!(
                keys.insert(last.clone(), BTreeSet::new()).is_none(),
                "{language}: {key} twice"
            );
        }
        for gap in line.split("{ $").skip(1) {
            let name: String =
                gap.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            keys.get_mut(&last).unwrap().insert(name);
        }
    }
    keys
}

/// Literal keys in `text("…")` and `text_with("…"`.
fn asked_for(sources: &str) -> BTreeSet<&str> {
    let calls = ["t.text(\"", "t.text_with(\""];
    // What ends in another letter before the call is another receiver, such as an input.
    let own = |before: &str| !before.ends_with(|c: char| c.is_alphanumeric());
    let mut keys = BTreeSet::new();
    for (at, call) in calls.iter().flat_map(|call| sources.match_indices(call)) {
        if own(&sources[..at]) {
            keys.extend(sources[at + call.len()..].split('"').next());
        }
    }
    keys
}

fn kinds() -> Vec<String> {
    let practices = fs::read_dir(workspace().join("practices")).unwrap();
    practices.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn all_languages_have_the_same_keys_and_gaps() {
    let english = keys("en");
    assert!(english.len() > 200, "{} keys: the reading of the files broke", english.len());
    for language in ["de"] {
        let other = keys(language);
        let missing: Vec<_> = english.keys().filter(|key| !other.contains_key(*key)).collect();
        let extra: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{language}: missing {missing:?}, extra {extra:?}"
        );
        for (key, gaps) in &english {
            assert_eq!(gaps, &other[key], "{language}: {key}");
        }
    }
}

#[test]
fn every_key_asked_for_exists() {
    let (sources, english) = (sources(), keys("en"));
    let missing: Vec<_> = asked_for(&sources)
        .into_iter()
        .filter(|key| !english.contains_key(*key) && *key != "no-such-text" && *key != "…")
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_key_is_left_over() {
    let sources = sources();
    let families: Vec<String> = kinds()
        .iter()
        .flat_map(|kind| FAMILIES_OF_KINDS.map(|family| format!("{family}-{kind}-")))
        .chain(FAMILIES.map(|family| format!("{family}-")))
        .chain(asked_families(&sources).into_iter().map(|family| format!("{family}-")))
        .collect();
    let left_over: Vec<String> = keys("en")
        .into_keys()
        .filter(|key| !sources.contains(&format!("\"{key}\"")))
        .filter(|key| !families.iter().any(|family| key.starts_with(family.as_str())))
        .collect();
    assert!(left_over.is_empty(), "{left_over:?}");
}

/// Literal families in `text_of("…"`, `text_of_with("…"` and `known("…"`.
fn asked_families(sources: &str) -> BTreeSet<&str> {
    ["text_of(\"", "text_of_with(\"", "text_of_code(t, \"", "known(\""]
        .into_iter()
        .flat_map(|call| sources.split(call).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn every_icon_asked_for_is_in_the_sprite_and_no_other() {
    let list = fs::read_to_string(workspace().join("crates/assets/front/icons.txt")).unwrap();
    let sprite: BTreeSet<&str> =
        list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let sources = sources();
    let asked: BTreeSet<&str> = ["icon(\"", "Icon(\"", "icon: \""]
        .into_iter()
        .flat_map(|call| sources.split(call).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    // The marks of timeline entries are chosen in one match, `Icon(match …)`.
    let marks: BTreeSet<&str> =
        sprite.iter().copied().filter(|name| sources.contains(&format!("=> \"{name}\""))).collect();
    let used: BTreeSet<&str> = asked.union(&marks).copied().collect();
    assert_eq!(
        used.difference(&sprite).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "asked for, not in the sprite"
    );
    assert_eq!(
        sprite.difference(&used).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "in the sprite, not asked for"
    );
}

/// Sources of everything that can refuse.
fn refusing() -> String {
    let mut found = Vec::new();
    for directory in ["crates/demo/src", "crates/desk/src", "crates/web/src", "practices"] {
        files(&workspace().join(directory), &["rs"], &mut found);
    }
    found.join("\n")
}

/// The second argument of each call, where it is a literal.
fn second_literals<'a>(sources: &'a str, call: &str) -> BTreeSet<&'a str> {
    let after_first = |rest: &'a str| {
        let mut depth = 0;
        rest.char_indices().find_map(|(at, c)| {
            depth +=
                i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
            (c == ',' && depth == 0).then(|| rest[at + 1..].trim_start())
        })
    };
    let calls = sources.split(call).skip(1).filter_map(after_first);
    calls.filter_map(|second| second.strip_prefix('"')?.split('"').next()).collect()
}

#[test]
fn every_fault_has_words_and_no_words_are_for_nothing() {
    let (sources, english) = (refusing(), keys("en"));
    let mut codes = second_literals(&sources, "Fault::new(");
    codes.extend(second_literals(&sources, "Error::invalid("));
    assert!(codes.len() > 15, "{codes:?}: the reading of the sources broke");
    let missing: Vec<_> = codes
        .iter()
        .filter(|code| !english.contains_key(&format!("fault-{}", code.replace('_', "-"))))
        .collect();
    assert!(missing.is_empty(), "faults without words: {missing:?}");
    let refused =
        sources.split("Error::Refused(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let missing: Vec<_> = refused
        .filter(|code| !english.contains_key(&format!("refused-{}", code.replace('_', "-"))))
        .collect();
    assert!(missing.is_empty(), "refusals without words: {missing:?}");
    // A code that says more is a family of its own: what cannot be reached, for one.
    let closer = |family: &str, code: &str| {
        asked_families(&sources)
            .into_iter()
            .any(|asked| asked.len() > family.len() && format!("{family}{code}").starts_with(asked))
    };
    for family in ["fault-", "refused-", "failure-", "channel-", "field-"] {
        let mut idle: Vec<&str> =
            english.keys().filter_map(|key| key.strip_prefix(family)).collect();
        idle.retain(|code| {
            ![code.replace('-', "_"), (*code).to_owned()]
                .iter()
                .any(|code| sources.contains(&format!("\"{code}\"")))
                && !closer(family, code)
        });
        assert!(idle.is_empty(), "{family}: words for codes that do not exist: {idle:?}");
    }
}
