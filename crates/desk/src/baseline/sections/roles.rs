//! Roles and what they allow.

use db::{ReadTx, Tx};

use crate::access::Role;
use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{listed, said, text, values};
use crate::input::RawValue;
use crate::roles::{self, NewRole, RawLine, Sheet};
use crate::{Error, Fault, Result};

pub(super) struct Roles;

impl Section for Roles {
    fn code(&self) -> &'static str {
        "role"
    }

    fn key(&self) -> &'static [&'static str] {
        &["code"]
    }

    fn parts(&self) -> &'static [&'static str] {
        &["name", "permissions"]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["permissions"]
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let mut sheets = Sheet::all(tx, with.kinds)?;
        let of = |role: Role| {
            let sheet = sheets.remove(&role.id).unwrap_or_default();
            let line =
                |(kind, action, reach): (&str, crate::access::Action, crate::access::Reach)| {
                    format!("{kind} {} {}", action.code(), reach.code())
                };
            let lines: Vec<String> = sheet.cells().map(line).collect();
            values([
                ("code", text(role.code)),
                ("name", text(role.name)),
                ("permissions", RawValue::List(lines)),
            ])
        };
        Ok(Role::list(tx)?.into_iter().map(of).collect())
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let (code, name) = (said(wanted.all, "code"), said(wanted.all, "name"));
        if !wanted.is_there {
            let new = NewRole { code: code.clone(), name, like: String::new() };
            roles::make(tx, with.ctx, with.agent, with.kinds, &new)?;
        } else if wanted.changed.contains_key("name") {
            roles::rename(tx, with.ctx, with.agent, &code, &name)?;
        }
        if wanted.changed.contains_key("permissions") {
            let lines = listed(wanted.all, "permissions");
            let lines: Vec<RawLine> = lines.iter().map(|text| line(text)).collect::<Result<_>>()?;
            let sheet = roles::of_words(with.kinds, &lines)?;
            roles::set(tx, with.ctx, with.agent, with.kinds, &code, (&sheet, None))?;
        }
        Ok(())
    }

    fn take(&self, tx: &Tx<'_>, with: With<'_>, entry: &Values) -> Result<bool> {
        let code = said(entry, "code");
        if Sheet::ready(&code).is_some() {
            return Ok(false);
        }
        roles::delete(tx, with.ctx, with.agent, &code)?;
        Ok(true)
    }
}

/// Kind, action and reach with blanks between.
fn line(text: &str) -> Result<RawLine> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [kind, action, reach] = words.as_slice() else {
        let fault = Fault::new("permissions", "permission_line").with("text", text);
        return Err(Error::Invalid(vec![fault]));
    };
    let [kind, action, reach] = [kind, action, reach].map(|word| (*word).to_owned());
    Ok(RawLine { place: "permissions".to_owned(), kind, action, reach })
}
