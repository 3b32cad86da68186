//! From what an administrator typed into the form to what is said of a field, and back.

use std::collections::BTreeMap;

use desk::Fault;
use desk::custom::{Alternative, Definition, Draft, StateRule, Type, Words, decimal};
use desk::input::{RawInput, RawValue};

/// Under this name the ticked forms are sent: several values may come under a name of this shape.
pub(super) const FORMS: &str = "x.forms";
/// Between the parts of a line of options.
const BETWEEN: char = '|';

/// What was typed. A part that the form did not show was not spoken of.
pub(super) fn draft(input: &RawInput, languages: &[&str]) -> Draft {
    let text = |name: &str| input.values.get(name).map(|_| input.shown(name));
    let words = languages.iter().map(|language| Words {
        language: (*language).to_owned(),
        label: input.shown(&format!("labels.{language}")),
        help: input.shown(&format!("help.{language}")),
    });
    let states = input.values.keys().filter_map(|name| name.strip_prefix("states."));
    Draft {
        code: text("code"),
        holds: text("type"),
        scale: text("scale").and_then(|scale| scale.trim().parse().ok()),
        least: text("least"),
        most: text("most"),
        currencies: text("currencies").map(|list| {
            let codes = list.split([',', ' ', ';']).map(str::trim);
            codes.filter(|code| !code.is_empty()).map(ToOwned::to_owned).collect()
        }),
        audience: text("audience"),
        words: Some(words.collect()),
        options: text("options").map(|lines| options(&lines, languages)),
        rules: Some(
            states
                .map(|state| (state.to_owned(), input.shown(&format!("states.{state}"))))
                .collect(),
        ),
        forms: input.values.get(FORMS).map(ticked),
        fallback: text("default").map(|given| fallback(&given)),
    }
}

fn ticked(raw: &RawValue) -> Vec<String> {
    match raw {
        RawValue::List(codes) => codes.clone(),
        RawValue::Text(code) => code.split(',').map(ToOwned::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn fallback(given: &str) -> RawValue {
    if given.trim().is_empty() { RawValue::Null } else { RawValue::Text(given.to_owned()) }
}

/// One option a line: its code, and its label in each language.
fn options(lines: &str, languages: &[&str]) -> Vec<Alternative> {
    let option = |line: &str| {
        let mut parts = line.split(BETWEEN).map(str::trim);
        let code = parts.next().unwrap_or_default().to_owned();
        let labels = languages.iter().zip(parts).filter(|(_, label)| !label.is_empty());
        let labels =
            labels.map(|(language, label)| ((*language).to_owned(), label.to_owned())).collect();
        Alternative { code, labels, active: true }
    };
    lines.lines().filter(|line| !line.trim().is_empty()).map(option).collect()
}

/// The lines of the options that are offered.
fn lines(definition: &Definition, languages: &[&str]) -> String {
    let line = |option: &Alternative| {
        let label = |language: &&str| {
            let own = option.labels.iter().find(|(spoken, _)| spoken == language);
            own.map_or("", |(_, label)| label)
        };
        let labels: Vec<&str> = languages.iter().map(label).collect();
        format!("{} | {}", option.code, labels.join(" | "))
    };
    let offered = definition.options.iter().filter(|option| option.active);
    offered.map(line).collect::<Vec<_>>().join("\n")
}

/// What the form begins with: what is said of the field now.
pub(super) fn values(definition: &Definition, languages: &[&str]) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let mut put = |name: &str, value: String| drop(values.insert(name.to_owned(), value));
    for words in &definition.words {
        put(&format!("labels.{}", words.language), words.label.clone());
        put(&format!("help.{}", words.language), words.help.clone());
    }
    match &definition.holds {
        Type::Line(most) | Type::Prose(most) => put("most", most.to_string()),
        Type::Number { scale, least, most } => {
            put("least", decimal::shortest(*least, *scale));
            put("most", decimal::shortest(*most, *scale));
        }
        Type::Money(currencies) => put("currencies", currencies.join(", ")),
        Type::Choice | Type::MultiChoice => put("options", lines(definition, languages)),
        _ => {}
    }
    put("audience", definition.audience.code().to_owned());
    put(FORMS, definition.forms.join(","));
    for (state, rule) in &definition.rules {
        put(&format!("states.{state}"), StateRule::code(*rule).to_owned());
    }
    let default = match (definition.fallback_given(), &definition.holds) {
        (RawValue::Text(flag), Type::Flag) => (flag != "0").to_string(),
        (given, _) => given.shown(),
    };
    put("default", default);
    values
}

/// Faults at the names of the form: one about an option is one about the lines.
pub(super) fn at_the_form(faults: Vec<Fault>) -> Vec<(Fault, Option<usize>)> {
    let place = |mut fault: Fault| {
        let line = fault.field.strip_prefix("options.").and_then(|n| n.parse::<usize>().ok());
        if line.is_some() {
            "options".clone_into(&mut fault.field);
        } else if fault.field == "forms" {
            FORMS.clone_into(&mut fault.field);
        } else if fault.field == "labels" {
            "labels.en".clone_into(&mut fault.field);
        }
        (fault, line.map(|line| line + 1))
    };
    faults.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_options_are_codes_and_labels_in_each_language() {
        let read = options("red | Red | Rot\n\n blue|Blue\ngreen", &["en", "de"]);
        let codes: Vec<&str> = read.iter().map(|option| option.code.as_str()).collect();
        assert_eq!(codes, ["red", "blue", "green"]);
        assert_eq!(read[0].label("de"), "Rot");
        assert_eq!((read[1].label("de"), read[2].label("de")), ("Blue", "green"));
    }
}
