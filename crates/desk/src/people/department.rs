//! Departments: where people belong inside their company.

use std::collections::HashMap;

use db::{Id, ReadTx, Row, Tx, params};

use super::creation::log_creation;
use super::name::{checked_name, keep_name, names_in, taken};
use super::{Company, Person};
use crate::{Context, Result};

db::statements! {
    INSERT = "INSERT INTO department (id, company_id, parent_id, name, head_id, active) VALUES ($1, $2, $3, $4, $5, $6)";
    BY_ID = "SELECT id, company_id, parent_id, name, head_id, active FROM department WHERE id = $1";
    BY_NAME = "SELECT id, company_id, parent_id, name, head_id, active FROM department WHERE company_id = $1 AND name = $2";
    OF_COMPANY = "SELECT id, company_id, parent_id, name, head_id, active FROM department WHERE company_id = $1 AND active = 1 ORDER BY name, id";
    OF_PERSON = "SELECT d.id, d.company_id, d.parent_id, d.name, d.head_id, d.active FROM person p
        JOIN department d ON d.id = p.department_id WHERE p.id = $1";
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Identity.
    pub id: Id<Department>,
    /// The company it belongs to.
    pub company: Id<Company>,
    /// The department it is part of.
    pub parent: Option<Id<Department>>,
    /// Its name, unique in the company.
    pub name: String,
    /// Who leads it.
    pub head: Option<Id<Person>>,
    /// Whether people can be put there.
    pub active: bool,
}

impl Department {
    /// Adds it.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] on `name`.
    pub fn create(self, tx: &Tx<'_>, ctx: &Context) -> Result<Department> {
        let department = Department { name: checked_name("name", &self.name)?, ..self };
        let Department { id, company, parent, head, active, .. } = department;
        tx.execute(INSERT, params![id, company, parent, &department.name, head, active])
            .map_err(taken("name"))?;
        keep_name(tx, id, &department.name)?;
        let values = [
            ("department", Some(id.to_string())),
            ("company", Some(company.to_string())),
            ("parent", parent.map(|id| id.to_string())),
            ("name", Some(department.name.clone())),
            ("head", head.map(|id| id.to_string())),
        ];
        log_creation(tx, ctx, "create_department", Some(&id.to_string()), values)?;
        Ok(department)
    }

    /// A department at the root of a company, led by nobody yet.
    ///
    /// # Errors
    /// As [`Department::create`].
    pub fn found(
        tx: &Tx<'_>,
        ctx: &Context,
        company: Id<Company>,
        name: &str,
    ) -> Result<Department> {
        let id = ctx.chance.id(ctx.now);
        let name = name.to_owned();
        Department { id, company, parent: None, name, head: None, active: true }.create(tx, ctx)
    }

    /// The department with this identity.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>, id: Id<Department>) -> Result<Option<Department>> {
        tx.row(BY_ID, params![id])?.map(read).transpose()
    }

    /// The department of a company with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_by_name(
        tx: &ReadTx<'_>,
        company: Id<Company>,
        name: &str,
    ) -> Result<Option<Department>> {
        tx.row(BY_NAME, params![company, name.trim()])?.map(read).transpose()
    }

    /// The departments of a company that people can be put in, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list(tx: &ReadTx<'_>, company: Id<Company>) -> Result<Vec<Department>> {
        tx.rows(OF_COMPANY, params![company])?.into_iter().map(read).collect()
    }

    /// The department of a person, if they are in one.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of_person(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Option<Department>> {
        tx.row(OF_PERSON, params![person])?.map(read).transpose()
    }

    /// The names of many departments in one query.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names(
        tx: &ReadTx<'_>,
        ids: &[Id<Department>],
    ) -> Result<HashMap<Id<Department>, String>> {
        names_in(tx, "department", ids)
    }
}

fn read(row: Row) -> Result<Department> {
    let mut columns = row.columns();
    Ok(Department {
        id: columns.next()?,
        company: columns.next()?,
        parent: columns.next()?,
        name: columns.next()?,
        head: columns.next()?,
        active: columns.next()?,
    })
}
