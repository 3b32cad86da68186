//! The tables and the words belong together: nothing in a table is without its words in any
//! language, and no words speak of what is in no table.

use std::fs;
use std::path::Path;

use desk::field::FieldKind;
use desk::work::Work;
use web::i18n::{Languages, Translator};

use super::trial::Trial;

pub(super) fn are_all_there<P: Work>(_: &Trial<P>) {
    let languages = Languages::embedded();
    for (code, _) in languages.choices() {
        let t = languages.translator(Some(code), None);
        the_kind_has_names::<P>(&t);
        states_and_verbs_have_words::<P>(&t);
        fields_and_inputs_have_labels::<P>(&t);
    }
    no_words_are_for_nothing::<P>();
}

fn known(t: &Translator, family: &str, code: &str) {
    assert!(t.known(family, code).is_some(), "{}: no words for {family} {code}", t.language());
}

fn the_kind_has_names<P: Work>(t: &Translator) {
    known(t, "nav", P::KIND.path);
    for family in ["names", "new", "new-submit"] {
        known(t, family, P::KIND.code);
    }
}

fn states_and_verbs_have_words<P: Work>(t: &Translator) {
    for state in P::KIND.lifecycle.states {
        known(t, &format!("state-{}", P::KIND.code), state.code);
    }
    for verb in P::KIND.lifecycle.verbs {
        for family in ["verb", "did", "done"] {
            known(t, &format!("{family}-{}", P::KIND.code), verb.code);
        }
        let refusable = P::KIND.lifecycle.states.iter().any(|s| verb.target(s.code).is_none());
        if refusable && t.known("refused", verb.code).is_none() {
            known(t, "refused", "other");
        }
    }
}

fn fields_and_inputs_have_labels<P: Work>(t: &Translator) {
    let inputs = P::KIND.lifecycle.verbs.iter().flat_map(|verb| verb.inputs).chain(P::CREATE);
    let inputs = inputs.map(|input| (input.code, input.kind));
    let fields = P::KIND.all_fields().map(|field| (field.code, field.kind));
    for (code, holds) in inputs.chain(fields) {
        known(t, "field", code);
        if let FieldKind::Options(options) = holds {
            options.iter().for_each(|option| known(t, code, option));
        }
    }
}

/// The codes that the English texts speak of in one family.
fn members(text: &str, family: &str) -> Vec<String> {
    let keys = text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
    keys.filter_map(|key| key.strip_prefix(family)).map(|code| code.replace('-', "_")).collect()
}

fn no_words_are_for_nothing<P: Work>() {
    let (kind, life) = (P::KIND.code, P::KIND.lifecycle);
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/locales/en");
    let text = fs::read_to_string(locales.join(format!("{kind}.ftl"))).expect("the kind's words");
    for code in members(&text, &format!("state-{kind}-")) {
        assert!(life.state(&code).is_some(), "words for a state {code}");
    }
    for family in ["verb", "verb-hint", "submit", "did", "done"] {
        for code in members(&text, &format!("{family}-{kind}-")) {
            let is_verb = life.verb(&code).is_some() || ["create", "other"].contains(&&*code);
            assert!(is_verb, "words for {family} {code}");
        }
    }
    let verbs = life.verbs.iter().flat_map(|verb| verb.inputs.iter().map(|i| (verb.code, i.code)));
    let asked: Vec<String> = verbs
        .chain(P::CREATE.iter().map(|input| ("create", input.code)))
        .map(|(verb, input)| format!("{verb}_{input}"))
        .collect();
    for family in ["ask", "hint", "none"] {
        for code in members(&text, &format!("{family}-{kind}-")) {
            assert!(asked.contains(&code), "words for {family} {code}");
        }
    }
}
