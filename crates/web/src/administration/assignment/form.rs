//! The form of a rule: what stands in it, and what it would do.

use std::collections::BTreeMap;

use db::{Id, ReadTx};
use desk::assignment::{CONDITION, GIVES, Preview, Standing};
use desk::custom::Catalogue;
use desk::field::Field;
use desk::people::{Membership, Person, Team};
use desk::{Kind, Result, filter};

use super::overview::person_load;
use super::{anchor_of, path_of, tell};
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{AssignmentFormPage, Choice, FieldKind, FormField, Link, RulePreview};
use crate::work::label;

/// What can be chosen in the form, and what conditions can ask.
pub(super) struct Offered {
    teams: Vec<Team>,
    everybody: Vec<Membership>,
    fields: Vec<&'static Field>,
}

impl Offered {
    pub(super) fn find(tx: &ReadTx<'_>, kind: &'static Kind) -> Result<Offered> {
        Ok(Offered {
            teams: Team::list(tx)?,
            everybody: Team::everybody(tx)?,
            fields: Catalogue::of(tx, kind)?.all().collect(),
        })
    }

    /// Every team that works, and the one the rule names, which may work no longer.
    fn teams(&self, t: &Translator, held: Option<&Standing>) -> Vec<Choice> {
        let one = |team: &Team| Choice::new(team.id.to_string(), &team.name);
        let none = Choice::new("", t.text("assignment-team-choose"));
        let gone = held.filter(|held| self.teams.iter().all(|team| team.id != held.rule.team));
        let gone = gone.map(|held| Choice::new(held.rule.team.to_string(), &held.named.team));
        std::iter::once(none).chain(gone).chain(self.teams.iter().map(one)).collect()
    }

    /// Everybody once, each with their teams, and whom the rule names, who may be in none any more.
    fn people(&self, t: &Translator, held: Option<&Standing>) -> Vec<Choice> {
        let memberships = self.everybody.iter().map(|one| (one.person, one.team, &one.name));
        let named = held.and_then(|held| {
            let person = held.rule.gives.person()?;
            Some((person, held.rule.team, held.named.person.as_ref()?))
        });
        let mut people: Vec<(Id<Person>, Choice)> = Vec::new();
        for (person, team, name) in memberships.chain(named) {
            match people.iter_mut().rev().find(|(id, _)| *id == person) {
                Some((_, choice)) => {
                    choice.when.push(' ');
                    choice.when.push_str(&team.to_string());
                }
                None => {
                    let choice = Choice::new(person.to_string(), name);
                    people.push((person, Choice { when: team.to_string(), ..choice }));
                }
            }
        }
        let nobody = Choice::new("", t.text("choose-none"));
        std::iter::once(nobody).chain(people.into_iter().map(|(_, choice)| choice)).collect()
    }
}

/// What stands in the form of a rule there is.
pub(super) fn held(standing: &Standing) -> BTreeMap<String, String> {
    let rule = &standing.rule;
    let person = rule.gives.person().map(|id| id.to_string()).unwrap_or_default();
    [
        ("name", rule.name.clone()),
        (CONDITION, rule.condition.clone()),
        ("team", rule.team.to_string()),
        ("gives", rule.gives.code().to_owned()),
        ("person", person),
        ("active", if rule.active { "on".to_owned() } else { String::new() }),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// What stands in the form of a new rule.
pub(super) fn usual() -> BTreeMap<String, String> {
    let usual = [("gives", "round_robin"), ("active", "on")];
    usual.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

/// The page of the form; of a new rule without a standing.
pub(super) fn page(
    member: &Member,
    kind: &'static Kind,
    standing: Option<&Standing>,
    offered: &Offered,
    values: &BTreeMap<String, String>,
) -> AssignmentFormPage {
    let t = &member.t;
    let of_kind = t.text_of("nav", kind.path);
    let list = path_of(kind);
    let (heading, path, anchor) = match standing {
        Some(standing) => {
            let rule = &standing.rule;
            (rule.name.clone(), format!("{list}/{}", rule.id), format!("#{}", anchor_of(rule)))
        }
        None => {
            let gaps = [("kind", Arg::Text(&of_kind))];
            (t.text_with("assignment-new", &gaps), list.clone(), String::new())
        }
    };
    let askable = offered.fields.iter().map(|field| (field.code.to_owned(), label(t, field)));
    AssignmentFormPage {
        heading,
        preview_path: format!("{path}/preview"),
        path,
        version: standing.map(|standing| standing.rule.version),
        problems: Vec::new(),
        main: main(t, values),
        wrong: None,
        askable: askable.collect(),
        side: side(t, offered, standing, values),
        preview: None,
        back: Link::new(format!("{list}{anchor}"), t.text("assignment-heading")),
        shell: member.shell(),
    }
}

fn value(values: &BTreeMap<String, String>, name: &str) -> String {
    values.get(name).cloned().unwrap_or_default()
}

fn main(t: &Translator, values: &BTreeMap<String, String>) -> Vec<FormField> {
    let longest = u32::try_from(filter::TEXT).unwrap_or(u32::MAX);
    vec![
        FormField::text("name", t.text("assignment-name"))
            .required()
            .at_most(100)
            .with_value(value(values, "name")),
        FormField::area(CONDITION, t.text("assignment-condition"), 3)
            .at_most(longest)
            .with_hint(t.text("assignment-condition-hint"))
            .with_value(value(values, CONDITION)),
    ]
}

fn side(
    t: &Translator,
    offered: &Offered,
    held: Option<&Standing>,
    values: &BTreeMap<String, String>,
) -> Vec<FormField> {
    let gives = GIVES.iter().map(|code| Choice::new(*code, t.text_of("assignment-gives", code)));
    vec![
        FormField::select("team", t.text("field-team"), offered.teams(t, held))
            .required()
            .with_value(value(values, "team")),
        FormField::select("gives", t.text("assignment-gives"), gives.collect())
            .required()
            .with_hint(t.text("assignment-gives-hint"))
            .with_value(value(values, "gives")),
        FormField::select("person", t.text("assignment-person"), offered.people(t, held))
            .narrowed_by("team")
            .with_hint(t.text("assignment-person-hint"))
            .with_value(value(values, "person")),
        FormField {
            kind: FieldKind::Checkbox,
            ..FormField::text("active", t.text("assignment-active"))
        }
        .with_value(value(values, "active")),
    ]
}

/// What a rule would do, in words.
pub(super) fn told(member: &Member, kind: &'static Kind, preview: &Preview) -> RulePreview {
    let t = &member.t;
    let count = |count: usize| Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let names = t.text_of("names", kind.code);
    let gaps = [
        ("looked", count(preview.looked_at)),
        ("holds", count(preview.holds)),
        ("names", Arg::Text(&names)),
    ];
    let mut said = vec![t.text_with("assignment-preview-holds", &gaps)];
    for (name, taken) in &preview.first {
        let gaps = [("count", count(*taken)), ("rule", Arg::Text(name))];
        said.push(t.text_with("assignment-preview-first", &gaps));
    }
    if !preview.team_works {
        said.push(t.text("assignment-team-gone"));
    } else if preview.looked_at > 0 {
        said.push(t.text_with("assignment-preview-gets", &[("count", count(preview.gets))]));
    }
    said.push(t.text("assignment-preview-sight"));
    let example = |one: &desk::assignment::Example| {
        let path = member.record_path(kind.code, &one.record.number);
        let named = format!("{} {}", one.record.number, one.record.title);
        (Link::new(path, named), tell::whom_of(t, one))
    };
    RulePreview {
        said,
        examples: preview.examples.iter().map(example).collect(),
        people: preview.team.iter().map(|one| person_load(t, one, false)).collect(),
    }
}
