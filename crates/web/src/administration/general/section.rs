//! The settings as their page shows them: what holds, and the form that tries others out.

use db::Timestamp;
use desk::input::RawInput;
use desk::organisation::{Effect, INPUTS, Standing};

use super::super::tried::people;
use super::PATH;
use super::told::{clock, held, spoken, tried, value};
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{
    Cell, Choice, FieldKind, FieldProblem, FormField, Link, SafeHtml, Section, SectionRow, TryForm,
};
use crate::setup::zones;

/// What was typed, what it would change, and what is wrong with it.
pub(super) struct Trying<'a> {
    pub(super) input: &'a RawInput,
    /// Nothing where nothing was tried, or it cannot be taken.
    pub(super) effect: Option<&'a Effect>,
    pub(super) problems: &'a [FieldProblem],
}

pub(super) fn section(
    member: &Member,
    now: Timestamp,
    standing: &Standing,
    trying: &Trying<'_>,
) -> Result<Section> {
    let body = match member.agent.administers() {
        true => Some(SafeHtml::drawn(&form(member, now, standing, trying))?),
        false => None,
    };
    Ok(Section {
        anchor: "general",
        heading: member.t.text("general-heading"),
        body,
        rows: figures(member, now, standing),
        ..Section::default()
    })
}

/// The form of whoever may set them.
fn form(member: &Member, now: Timestamp, standing: &Standing, trying: &Trying<'_>) -> TryForm {
    let told = |effect| tried(&member.t, (member.languages(), now), standing, effect);
    TryForm {
        form: "general",
        page: PATH,
        error: None,
        fields: INPUTS.iter().map(|input| field(member, standing, trying, input.code)).collect(),
        tried: trying.effect.map(told),
        shell: member.shell(),
    }
}

/// What holds, and for how many people.
fn figures(member: &Member, now: Timestamp, standing: &Standing) -> Vec<SectionRow> {
    let (t, languages, one) = (&member.t, member.languages(), &standing.organisation);
    let row = |code: &str, cells: Vec<String>| SectionRow {
        link: Link::new("", t.text_of("field-of-organisation", code)),
        cells: cells.into_iter().map(Cell::Text).collect(),
        forms: Vec::new(),
    };
    let there = clock(languages, now, &one.zone, &one.language);
    let zone = people(t, "general-people-zone", standing.without_zone);
    let language = people(t, "general-people-language", standing.without_language);
    vec![
        row("name", vec![one.name.clone()]),
        row("time_zone", vec![one.zone.clone(), there, zone]),
        row("language", vec![spoken(languages, &one.language), language]),
    ]
}

/// A field with what was typed, or what holds.
fn field(member: &Member, standing: &Standing, trying: &Trying<'_>, code: &str) -> FormField {
    let t = &member.t;
    let typed = trying.input.values.get(code).map(|_| trying.input.shown(code));
    let held = held(standing);
    let wrong = trying.problems.iter().find(|problem| problem.field == code);
    let label = t.text_of("field-of-organisation", code);
    let field = match code {
        "time_zone" => {
            let kind = FieldKind::Suggest { choices: zones(), source: None };
            FormField { kind, ..FormField::text(code, label) }
        }
        "language" => {
            let languages = member.languages();
            let mut all = languages.owned_choices();
            if !all.iter().any(|(known, _)| *known == held.language) {
                // A settings file may have said one that nobody can choose.
                all.push((held.language.clone(), spoken(languages, &held.language)));
            }
            let all = all.into_iter().map(|(code, name)| Choice::new(code, name));
            FormField::select(code, label, all.collect())
        }
        _ => FormField::text(code, label).at_most(200),
    };
    FormField {
        hint: t.text_of("general-hint", code),
        error: wrong.map(|problem| problem.message.clone()),
        ..field.required().with_value(typed.unwrap_or_else(|| value(&held, code).to_owned()))
    }
}
