//! The fields in which a view is written down.

use std::collections::{BTreeMap, HashMap};

use db::{Id, ReadTx};
use desk::Kind;
use desk::access::{Action, Agent, Reach};
use desk::input::RawInput;
use desk::people::{Company, Person, Team};
use desk::view::{INPUTS, Sharing, View};

use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{Choice, FieldKind, FormField, Inputs};

/// With whom somebody can share, and the names that some views mention.
pub(crate) struct Offered {
    teams: Vec<(Id<Team>, String)>,
    companies: Vec<(Id<Company>, String)>,
    people: HashMap<Id<Person>, String>,
}

impl Offered {
    pub(crate) fn of(tx: &ReadTx<'_>, agent: &Agent, views: &[View]) -> desk::Result<Self> {
        let teams = views.iter().filter_map(|view| view.sharing.team());
        let companies = views.iter().filter_map(|view| view.sharing.company());
        let teams: Vec<_> = agent.teams.iter().copied().chain(teams).collect();
        let companies: Vec<_> = agent.companies.iter().copied().chain(companies).collect();
        let people: Vec<_> = views.iter().map(|view| view.owner).collect();
        Ok(Offered {
            teams: sorted(Team::names(tx, &teams)?),
            companies: sorted(Company::names(tx, &companies)?),
            people: Person::names(tx, &people)?,
        })
    }

    /// The name of whoever made a view.
    pub(super) fn owner(&self, view: &View) -> String {
        self.people.get(&view.owner).cloned().unwrap_or_default()
    }
}

fn sorted<T>(names: HashMap<Id<T>, String>) -> Vec<(Id<T>, String)> {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by(|(_, one), (_, other)| one.cmp(other));
    names
}

fn choices<T>(names: &[(Id<T>, String)]) -> Vec<Choice> {
    names.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())).collect()
}

/// The fields, with what was typed in them.
pub(super) fn filled(
    member: &Member,
    kind: &'static Kind,
    offered: &Offered,
    typed: &RawInput,
) -> Vec<FormField> {
    let inputs = Inputs {
        kind: "view",
        choices: BTreeMap::from([
            ("team", choices(&offered.teams)),
            ("company", choices(&offered.companies)),
        ]),
        values: typed.values.keys().map(|name| (name.clone(), typed.shown(name))).collect(),
        ..Inputs::default()
    };
    let alone = member.agent.permissions.reach(kind.code, Action::Read) <= Some(Reach::Own);
    let shares = |field: &FormField| ["shared_with", "team", "company"].contains(&&*field.name);
    let mut fields = inputs.fields(&member.t, "keep", INPUTS);
    fields.retain(|field| !(alone && shares(field)));
    for field in &mut fields {
        only_offered(member, field);
    }
    fields
}

/// Nobody chooses by leaving it empty with whom a view is shared, and with everybody only who
/// administers.
fn only_offered(member: &Member, field: &mut FormField) {
    if field.name != "shared_with" {
        return;
    }
    let now = field.value.clone();
    if let FieldKind::Select { choices, .. } = &mut field.kind {
        choices.retain(|choice| match choice.value.as_str() {
            "" => false,
            "everybody" => member.agent.administers() || now == "everybody",
            _ => true,
        });
    }
}

/// With whom a view is shared.
pub(crate) fn shared_words(t: &Translator, view: &View, offered: &Offered) -> String {
    match view.sharing {
        Sharing::Team(team) => name_of(&offered.teams, team),
        Sharing::Company(company) => name_of(&offered.companies, company),
        Sharing::Nobody | Sharing::Everybody => t.text_of("shared-with", view.sharing.code()),
    }
}

fn name_of<T>(names: &[(Id<T>, String)], id: Id<T>) -> String {
    names.iter().find(|(one, _)| *one == id).map(|(_, name)| name.clone()).unwrap_or_default()
}
