//! The views that are shared. What somebody keeps to themselves is no setting of the installation.

use db::{Id, ReadTx, Tx};

use crate::access::{Action, visible_fields};
use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{maybe, said, sent, text, values};
use crate::custom::Catalogue;
use crate::input::{RawInput, RawValue};
use crate::kind::Kind;
use crate::people::{Company, Person, Team};
use crate::view::{self, Shape, SharedView, Sharing, View};
use crate::{Error, Fault, Result};

pub(super) struct Views;

impl Section for Views {
    fn code(&self) -> &'static str {
        "view"
    }

    /// Two people can share views of one name.
    fn key(&self) -> &'static [&'static str] {
        &["kind", "owner", "name"]
    }

    fn parts(&self) -> &'static [&'static str] {
        &["shared_with", "team", "company", "q", "columns", "sort", "group"]
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let mut all = Vec::new();
        for kind in with.kinds.iter().filter(|kind| with.agent.may(kind.code, Action::Read)) {
            let mut views = view::all_shared(tx, with.agent, kind.code)?;
            views.sort_by_cached_key(|one| (address(one), one.view.name.clone()));
            let teams: Vec<_> = views.iter().filter_map(|one| one.view.sharing.team()).collect();
            let teams = Team::names(tx, &teams)?;
            let companies: Vec<_> =
                views.iter().filter_map(|one| one.view.sharing.company()).collect();
            let companies = Company::names(tx, &companies)?;
            for one in views {
                let owner = address(&one);
                let view = one.view;
                let team = view.sharing.team().and_then(|id| teams.get(&id).cloned());
                let company = view.sharing.company().and_then(|id| companies.get(&id).cloned());
                all.push(values([
                    ("kind", text(kind.code)),
                    ("owner", text(owner)),
                    ("name", text(view.name)),
                    ("shared_with", text(view.sharing.code())),
                    ("team", maybe(team)),
                    ("company", maybe(company)),
                    ("q", some(view.q)),
                    ("columns", RawValue::List(view.columns)),
                    ("sort", some(view.sort)),
                    ("group", some(view.group)),
                ]));
            }
        }
        Ok(all)
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let kind = named(with, wanted.all)?;
        let fields = visible_fields(&Catalogue::of(tx, kind)?, with.agent);
        let shape = Shape { kind, fields: &fields };
        let kept = if wanted.is_there {
            let id = find(tx, kind, wanted.all)?;
            let raw = as_typed(sent(wanted.changed, self.parts()));
            view::edit(tx, with.ctx, with.agent, shape, (id, None), &raw)?
        } else {
            let owner = owner(tx, wanted.all)?;
            let name = [("name".to_owned(), text(said(wanted.all, "name")))];
            let mut raw = as_typed(sent(wanted.all, self.parts()));
            raw.values.extend(name);
            view::create_for(tx, with.ctx, with.agent, owner, shape, &raw)?
        };
        // It is among the settings because it is shared, and with the company that the text names: that
        // of whoever applies it may be another.
        match kept.sharing {
            Sharing::Nobody => Err(Error::invalid("shared_with", "view_not_shared")),
            Sharing::Company(_) if said(wanted.all, "company").is_empty() => {
                Err(Error::invalid("company", "required"))
            }
            _ => Ok(()),
        }
    }

    fn tidy(&self, values: &mut Values) {
        for name in ["q", "sort"] {
            if let Some(RawValue::Text(said)) = values.get_mut(name) {
                *said = said.trim().to_owned();
            }
        }
    }

    fn take(&self, tx: &Tx<'_>, with: With<'_>, entry: &Values) -> Result<bool> {
        let id = find(tx, named(with, entry)?, entry)?;
        view::delete(tx, with.ctx, with.agent, (id, None))?;
        Ok(true)
    }
}

/// How a text names whose view it is.
fn address(one: &SharedView) -> String {
    one.owner_email.clone().unwrap_or_else(|| one.owner.clone())
}

/// A text that is missing where it is empty.
fn some(text: String) -> RawValue {
    maybe(Some(text).filter(|text| !text.is_empty()))
}

fn named(with: With<'_>, values: &Values) -> Result<&'static Kind> {
    let kind = with.kind(&said(values, "kind"));
    let kind = kind.filter(|kind| with.agent.may(kind.code, Action::Read));
    kind.ok_or_else(|| Error::invalid("kind", "no_such"))
}

/// Whose view it is, spelt as a text spells it: otherwise it would be taken for another the next time.
fn owner(tx: &ReadTx<'_>, values: &Values) -> Result<Id<Person>> {
    let said = said(values, "owner");
    let Person { id, name, email, .. } = Person::anybody(tx, "owner", &said)?;
    let address = email.unwrap_or(name);
    if address == said {
        return Ok(id);
    }
    Err(Error::Invalid(vec![Fault::new("owner", "write_as").with("text", address)]))
}

/// The columns as the form of a view takes them.
fn as_typed(mut raw: RawInput) -> RawInput {
    if let Some(RawValue::List(codes)) = raw.values.get("columns") {
        let codes = text(codes.join(","));
        raw.values.insert("columns".to_owned(), codes);
    }
    raw
}

fn find(tx: &ReadTx<'_>, kind: &Kind, values: &Values) -> Result<Id<View>> {
    let found = view::shared_named(tx, kind, owner(tx, values)?, &said(values, "name"))?;
    found.ok_or_else(|| Error::invalid("name", "no_such"))
}
