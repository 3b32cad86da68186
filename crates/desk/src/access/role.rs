//! Roles as rows, and who holds them.

use db::{Id, ReadTx, Tx, params};

use super::{Action, Reach};
use crate::journal::{self, Logbook, SetValue};
use crate::people::Person;
use crate::{Context, Error, Fault, Result};

db::statements! {
    INSERT = "INSERT INTO role (id, code, name) VALUES ($1, $2, $3)";
    BY_CODE = "SELECT id, code, name FROM role WHERE code = $1";
    ALL = "SELECT id, code, name FROM role ORDER BY code";
    OF_PERSON = "SELECT r.id, r.code, r.name FROM person_role p JOIN role r ON r.id = p.role_id
        WHERE p.person_id = $1 ORDER BY r.code";
    GRANT = "INSERT INTO person_role (person_id, role_id) VALUES ($1, $2)
        ON CONFLICT (person_id, role_id) DO NOTHING";
    REVOKE = "DELETE FROM person_role WHERE person_id = $1 AND role_id = $2";
    PERMIT = "INSERT INTO permission (role_id, kind, action, reach) VALUES ($1, $2, $3, $4)
        ON CONFLICT (role_id, kind, action) DO UPDATE SET reach = excluded.reach
        WHERE permission.reach <> excluded.reach";
}

/// A role: a named set of permissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Identity.
    pub id: Id<Role>,
    /// Its stable code, by which commands and imports name it.
    pub code: String,
    /// What people read.
    pub name: String,
}

impl Role {
    pub(crate) fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        tx.execute(INSERT, params![self.id, &self.code, &self.name])?;
        Ok(())
    }

    /// The role with this code.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_by_code(tx: &ReadTx<'_>, code: &str) -> Result<Option<Role>> {
        let Some(row) = tx.row(BY_CODE, params![code])? else { return Ok(None) };
        Ok(Some(Role { id: row.get(0)?, code: row.get(1)?, name: row.get(2)? }))
    }

    /// Every role, by code.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list(tx: &ReadTx<'_>) -> Result<Vec<Role>> {
        let rows = tx.rows(ALL, params![])?;
        rows.iter()
            .map(|row| Ok(Role { id: row.get(0)?, code: row.get(1)?, name: row.get(2)? }))
            .collect()
    }

    /// The roles of a person, by code.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of_person(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Vec<Role>> {
        let rows = tx.rows(OF_PERSON, params![person])?;
        rows.iter()
            .map(|row| Ok(Role { id: row.get(0)?, code: row.get(1)?, name: row.get(2)? }))
            .collect()
    }

    /// The roles with these codes.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `role` for each code no role has, with the codes there are.
    pub fn named(tx: &ReadTx<'_>, codes: &[impl AsRef<str>]) -> Result<Vec<Role>> {
        let known = Role::list(tx)?;
        let all = known.iter().map(|r| r.code.as_str()).collect::<Vec<_>>().join(", ");
        let mut roles = Vec::new();
        let mut faults = Vec::new();
        for code in codes {
            let code = code.as_ref().trim();
            match known.iter().find(|role| role.code == code) {
                Some(role) => roles.push(role.clone()),
                None => faults.push(Fault::new("role", "option").with("options", &all)),
            }
        }
        if faults.is_empty() { Ok(roles) } else { Err(Error::Invalid(faults)) }
    }

    /// Gives a person this role; nothing happens when they hold it.
    ///
    /// # Errors
    /// When the person does not exist.
    pub fn grant(&self, tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<()> {
        let changed = tx.execute(GRANT, params![person, self.id])?;
        self.log_holder(tx, ctx, "grant_role", person, changed)
    }

    /// Takes this role from a person; nothing happens when they do not hold it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn revoke(&self, tx: &Tx<'_>, ctx: &Context, person: Id<Person>) -> Result<()> {
        let changed = tx.execute(REVOKE, params![person, self.id])?;
        self.log_holder(tx, ctx, "revoke_role", person, changed)
    }

    fn log_holder(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        verb: &str,
        person: Id<Person>,
        changed: u64,
    ) -> Result<()> {
        if changed > 0 {
            let values = vec![
                SetValue::set("person", person.to_string()),
                SetValue::set("role", self.id.to_string()),
                SetValue::set("role_code", self.code.clone()),
            ];
            journal::log(tx, ctx, Logbook::Settings, verb, values)?;
        }
        Ok(())
    }

    /// Lets this role do something with records of a kind (`*` for every kind) within a reach.
    ///
    /// # Errors
    /// When the database fails.
    pub fn permit(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        kind: &str,
        action: Action,
        reach: Reach,
    ) -> Result<()> {
        if self.put(tx, kind, action, reach)? {
            let values = vec![
                SetValue::set("role", self.id.to_string()),
                SetValue::set("role_code", self.code.clone()),
                SetValue::set("kind", kind.to_owned()),
                SetValue::set("action", action.code().to_owned()),
                SetValue::set("reach", reach.code().to_owned()),
            ];
            journal::log(tx, ctx, Logbook::Settings, "permit", values)?;
        }
        Ok(())
    }

    /// Keeps a permission; whether that changed anything. Whoever asks writes the entry.
    pub(crate) fn put(
        &self,
        tx: &Tx<'_>,
        kind: &str,
        action: Action,
        reach: Reach,
    ) -> Result<bool> {
        Ok(tx.execute(PERMIT, params![self.id, kind, action.code(), reach.code()])? > 0)
    }
}
