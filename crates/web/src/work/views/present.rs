//! Saved views as the API gives them.

use std::collections::HashMap;

use db::{Id, ReadTx};
use desk::access::Agent;
use desk::people::{Company, Person, Team};
use desk::view::View;
use serde_json::{Value, json};

/// The names that views mention, looked up together.
pub(crate) struct Mentioned {
    people: HashMap<Id<Person>, String>,
    teams: HashMap<Id<Team>, String>,
    companies: HashMap<Id<Company>, String>,
}

impl Mentioned {
    pub(crate) fn by(tx: &ReadTx<'_>, views: &[View]) -> desk::Result<Self> {
        let people: Vec<_> = views.iter().map(|view| view.owner).collect();
        let teams: Vec<_> = views.iter().filter_map(|view| view.sharing.team()).collect();
        let companies: Vec<_> = views.iter().filter_map(|view| view.sharing.company()).collect();
        Ok(Mentioned {
            people: Person::names(tx, &people)?,
            teams: Team::names(tx, &teams)?,
            companies: Company::names(tx, &companies)?,
        })
    }

    /// A view as this person may know it.
    pub(crate) fn json(&self, view: &View, agent: &Agent) -> Value {
        json!({
            "id": view.id,
            "kind": view.kind,
            "name": view.name,
            "owner": { "id": view.owner, "name": self.people.get(&view.owner) },
            "shared_with": view.sharing.code(),
            "team": view.sharing.team().map(|id| json!({ "id": id, "name": self.teams.get(&id) })),
            "company":
                view.sharing.company().map(|id| json!({ "id": id, "name": self.companies.get(&id) })),
            "q": view.q,
            "columns": view.columns.join(","),
            "sort": view.sort,
            "group": view.group,
            "pinned": view.pinned_at.is_some(),
            "changeable": view.is_changed_by(agent),
            "version": view.version,
            "created_at": view.created_at,
            "updated_at": view.updated_at,
        })
    }
}
