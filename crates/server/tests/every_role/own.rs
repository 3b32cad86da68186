//! Settings that are made anew for each try.

use desk::assignment;
use desk::input::{RawInput, RawValue};

use crate::house::House;
use crate::practices;

impl House {
    /// An assignment rule that is turned off: one there is, or a new one.
    pub(crate) fn assignment_rule(&self) -> String {
        let (administrator, now) = (self.desk.administrator.clone(), self.desk.clock.now());
        let (ctx, kind) = (self.desk.context(&administrator), practices::kinds()[0]);
        let kept = self.desk.db.write(move |tx| {
            let all = assignment::standings(tx, &administrator, kind, now)?;
            if let Some(one) = all.into_iter().next() {
                return Ok(one.rule);
            }
            let values =
                [("name", "Rest"), ("team", "Network"), ("gives", "team"), ("active", "false")];
            let values = values.map(|(name, text)| (name.to_owned(), RawValue::Text(text.into())));
            let raw = RawInput { values: values.into(), version: None };
            assignment::create(tx, &ctx, &administrator, kind, &raw)
        });
        kept.unwrap().id.to_string()
    }

    /// A role of its own for each try: one that was deleted is no more.
    pub(crate) fn role(&self) -> String {
        let administrator = self.desk.administrator.clone();
        let ctx = self.desk.context(&administrator);
        let known = self.desk.db.read(desk::access::Role::list).unwrap().len();
        let (code, name) = (format!("role_{known}"), format!("Role {known}"));
        let new = desk::roles::NewRole { code, name, like: "agent".to_owned() };
        // Some tries delete theirs, so that a number may come twice.
        let made = self.desk.db.write(move |tx| {
            let there = desk::access::Role::find_by_code(tx, &new.code)?;
            match there {
                Some(role) => Ok(role),
                None => desk::roles::make(tx, &ctx, &administrator, practices::kinds(), &new),
            }
        });
        made.unwrap().code
    }

    /// A view of its own for each try, which the administrator shares with everybody.
    pub(crate) fn view(&self) -> String {
        let administrator = self.desk.administrator.clone();
        let (ctx, kind) = (self.desk.context(&administrator), practices::kinds()[0]);
        let kept = self.desk.db.write(move |tx| {
            let known = desk::view::list(tx, &administrator, None)?.len();
            let values =
                [("name", format!("view {known}")), ("shared_with", "everybody".to_owned())];
            let values = values.map(|(name, text)| (name.to_owned(), RawValue::Text(text)));
            let raw = RawInput { values: values.into(), version: None };
            let shape = desk::view::Shape { kind, fields: &[] };
            desk::view::create(tx, &ctx, &administrator, shape, &raw)
        });
        kept.unwrap().id.to_string()
    }
}
