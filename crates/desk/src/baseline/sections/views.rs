//! The views that are shared. What somebody keeps to themselves is no setting of the installation.

use db::{Id, ReadTx, Tx};

use crate::access::visible_fields;
use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{maybe, said, sent, text, values};
use crate::custom::Catalogue;
use crate::input::RawValue;
use crate::kind::Kind;
use crate::people::{Company, Person, Team};
use crate::view::{self, Shape, SharedView, View};
use crate::{Error, Result};

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
        for kind in with.kinds {
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
                    ("columns", some(view.columns.join(","))),
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
        if said(wanted.all, "shared_with") == "nobody" {
            return Err(Error::invalid("shared_with", "view_not_shared"));
        }
        if wanted.is_there {
            let id = find(tx, kind, wanted.all)?;
            let raw = sent(wanted.changed, self.parts());
            return view::edit(tx, with.ctx, with.agent, shape, (id, None), &raw).map(drop);
        }
        let owner = Person::anybody(tx, "owner", &said(wanted.all, "owner"))?.id;
        let mut raw = sent(wanted.all, self.parts());
        raw.values.insert("name".to_owned(), text(said(wanted.all, "name")));
        // A view is listed among the settings because it is shared.
        raw.values.entry("shared_with".to_owned()).or_insert_with(|| text("everybody"));
        view::create_for(tx, with.ctx, with.agent, owner, shape, &raw).map(drop)
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
    with.kind(&said(values, "kind")).ok_or_else(|| Error::invalid("kind", "no_such"))
}

fn find(tx: &ReadTx<'_>, kind: &Kind, values: &Values) -> Result<Id<View>> {
    let owner = Person::anybody(tx, "owner", &said(values, "owner"))?.id;
    let found = view::shared_named(tx, kind, owner, &said(values, "name"))?;
    found.ok_or_else(|| Error::invalid("name", "no_such"))
}
