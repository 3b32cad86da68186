//! How long things are kept, and when records close by themselves.

use db::{ReadTx, Tx};

use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{number, said, sent, text, values};
use crate::input::{RawInput, RawValue};
use crate::retention::Scope;
use crate::{Error, Result, closing, retention};

pub(super) struct Retention;

impl Section for Retention {
    fn code(&self) -> &'static str {
        "retention"
    }

    fn key(&self) -> &'static [&'static str] {
        &["of"]
    }

    fn parts(&self) -> &'static [&'static str] {
        &["days"]
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let mut all = Vec::new();
        for scope in Scope::every(with.kinds) {
            if let Some(days) = retention::kept_days(tx, scope)? {
                all.push(values([("of", text(scope.code())), ("days", number(Some(days)))]));
            }
        }
        Ok(all)
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let mut raw = sent(wanted.all, &["days"]);
        raw.values.extend(with.reason.map(|why| ("reason".to_owned(), text(why))));
        retention::set(tx, with.ctx, with.agent, scope(with, wanted.all)?, &raw).map(drop)
    }

    fn take(&self, tx: &Tx<'_>, with: With<'_>, entry: &Values) -> Result<bool> {
        retention::remove(tx, with.ctx, with.agent, scope(with, entry)?)?;
        Ok(true)
    }
}

fn scope(with: With<'_>, values: &Values) -> Result<Scope> {
    let scope = Scope::find(with.kinds, &said(values, "of"));
    scope.ok_or_else(|| Error::invalid("of", "no_such"))
}

pub(super) struct Closing;

impl Section for Closing {
    fn code(&self) -> &'static str {
        "closing"
    }

    fn key(&self) -> &'static [&'static str] {
        &["kind"]
    }

    fn parts(&self) -> &'static [&'static str] {
        &["close_after", "comment_reopens", "reopen_within", "survey"]
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let of = |standing: closing::Standing| {
            values([
                ("kind", text(standing.kind.code)),
                ("close_after", number(standing.rule.close_after)),
                ("comment_reopens", RawValue::Flag(standing.rule.comment_reopens)),
                ("reopen_within", number(standing.rule.reopen_within)),
                ("survey", RawValue::Flag(standing.rule.survey)),
            ])
        };
        Ok(closing::standings(tx, with.agent, with.kinds)?.into_iter().map(of).collect())
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let kind = with.kind(&said(wanted.all, "kind"));
        let kind = kind.filter(|kind| closing::is_for(kind));
        let kind = kind.ok_or_else(|| Error::invalid("kind", "no_such"))?;
        let raw: RawInput = sent(wanted.all, self.parts());
        closing::set(tx, with.ctx, with.agent, kind, &raw).map(drop)
    }
}
