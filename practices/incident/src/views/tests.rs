//! The tables and the words belong together: nothing in a table is without its words.

use web::i18n::{Languages, Translator};

use super::{headline, said, state_badge};
use crate::fields::KIND;
use crate::lifecycle::{CREATE, LIFECYCLE, verb};

fn languages() -> Vec<Translator> {
    let languages = Languages::embedded();
    languages.choices().iter().map(|(code, _)| languages.translator(Some(code), None)).collect()
}

#[test]
fn every_state_and_verb_has_words() {
    for t in languages() {
        for state in LIFECYCLE.states {
            assert!(
                t.known("state-incident", state.code).is_some(),
                "{} {}",
                t.language(),
                state.code
            );
            assert_ne!(state_badge(&t, state.code).label, state.code);
        }
        for row in LIFECYCLE.verbs {
            for family in ["verb-incident", "did-incident", "done-incident"] {
                assert!(
                    t.known(family, row.code).is_some(),
                    "{} {family} {}",
                    t.language(),
                    row.code
                );
            }
            assert!(
                row.moves.is_empty() || t.known("refused", row.code).is_some(),
                "{} {}",
                t.language(),
                row.code
            );
        }
    }
}

#[test]
fn every_field_and_input_has_a_label() {
    for t in languages() {
        let inputs = LIFECYCLE.verbs.iter().flat_map(|row| row.inputs).chain(CREATE);
        let codes = inputs.map(|input| input.code).chain(KIND.all_fields().map(|field| field.code));
        for code in codes {
            assert!(t.known("field", code).is_some(), "{} field {code}", t.language());
        }
    }
}

/// The codes the English texts speak of in one family.
fn members(family: &str) -> Vec<String> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../crates/web/locales/en/incident.ftl");
    let text = std::fs::read_to_string(file).unwrap();
    let keys = text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
    keys.filter_map(|key| key.strip_prefix(family)).map(|code| code.replace('-', "_")).collect()
}

#[test]
fn no_words_speak_of_what_is_in_no_table() {
    for code in members("state-incident-") {
        assert!(LIFECYCLE.state(&code).is_some(), "state {code}");
    }
    for family in [
        "verb-incident-",
        "verb-hint-incident-",
        "submit-incident-",
        "did-incident-",
        "done-incident-",
    ] {
        for code in members(family) {
            let known =
                LIFECYCLE.verb(&code).is_some() || ["create", "other"].contains(&code.as_str());
            assert!(known, "{family}{code}");
        }
    }
    let verbs = LIFECYCLE
        .verbs
        .iter()
        .flat_map(|row| row.inputs.iter().map(|input| (row.code, input.code)));
    let creation = CREATE.iter().map(|input| (verb::CREATE, input.code));
    let asked: Vec<String> =
        verbs.chain(creation).map(|(verb, input)| format!("{verb}_{input}")).collect();
    for family in ["ask-incident-", "hint-incident-", "none-incident-"] {
        for code in members(family) {
            assert!(asked.contains(&code), "{family}{code}");
        }
    }
}

#[test]
fn a_verb_without_words_of_its_own_still_reads() {
    let t = Languages::embedded().translator(None, None);
    assert_eq!(said(&t, verb::RESOLVE, "INC0000042"), "INC0000042 is resolved.");
    assert_eq!(headline(&t, verb::HOLD), "put this on hold");
    assert_eq!(headline(&t, "from-elsewhere"), "made changes");
}
