//! Who gets newly opened records.

use db::{ReadTx, Tx};

use crate::assignment::{self, Rule};
use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{maybe, said, sent, text, values};
use crate::input::RawValue;
use crate::kind::Kind;
use crate::{Error, Result};

pub(super) struct Assignment;

impl Section for Assignment {
    fn code(&self) -> &'static str {
        "assignment_rule"
    }

    fn key(&self) -> &'static [&'static str] {
        &["kind", "name"]
    }

    fn parts(&self) -> &'static [&'static str] {
        &["condition", "team", "gives", "person", "active"]
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let mut all = Vec::new();
        for kind in with.kinds {
            for standing in assignment::standings(tx, with.agent, kind, with.ctx.now)? {
                let condition = Some(standing.rule.condition).filter(|text| !text.is_empty());
                all.push(values([
                    ("kind", text(kind.code)),
                    ("name", text(standing.rule.name)),
                    ("condition", maybe(condition)),
                    ("team", text(standing.named.team)),
                    ("gives", text(standing.rule.gives.code())),
                    ("person", maybe(standing.named.email.or(standing.named.person))),
                    ("active", RawValue::Flag(standing.rule.active)),
                ]));
            }
        }
        Ok(all)
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let kind = named(with, wanted.all)?;
        if !wanted.is_there {
            let raw = sent(wanted.all, &["name", "condition", "team", "gives", "person", "active"]);
            return assignment::create(tx, with.ctx, with.agent, kind, &raw).map(drop);
        }
        let rule = find(tx, with, kind, &said(wanted.all, "name"))?;
        let raw = sent(wanted.changed, self.parts());
        assignment::edit(tx, with.ctx, with.agent, kind, rule.id, &raw).map(drop)
    }

    fn take(&self, tx: &Tx<'_>, with: With<'_>, entry: &Values) -> Result<bool> {
        let kind = named(with, entry)?;
        let rule = find(tx, with, kind, &said(entry, "name"))?;
        assignment::remove(tx, with.ctx, with.agent, kind, (rule.id, None))?;
        Ok(true)
    }

    fn is_ordered(&self) -> bool {
        true
    }

    fn arrange(&self, tx: &Tx<'_>, with: With<'_>, in_order: &[&Values]) -> Result<()> {
        let Some(first) = in_order.first() else { return Ok(()) };
        let kind = named(with, first)?;
        let ids: Vec<_> = in_order
            .iter()
            .map(|entry| Ok(find(tx, with, kind, &said(entry, "name"))?.id))
            .collect::<Result<_>>()?;
        assignment::order(tx, with.ctx, with.agent, kind, &ids)
    }
}

fn named(with: With<'_>, values: &Values) -> Result<&'static Kind> {
    with.kind(&said(values, "kind")).ok_or_else(|| Error::invalid("kind", "no_such"))
}

fn find(tx: &ReadTx<'_>, with: With<'_>, kind: &'static Kind, name: &str) -> Result<Rule> {
    let all = assignment::standings(tx, with.agent, kind, with.ctx.now)?;
    let found = all.into_iter().map(|standing| standing.rule).find(|rule| rule.name == name);
    found.ok_or_else(|| Error::invalid("name", "no_such"))
}
