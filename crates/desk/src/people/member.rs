//! Who belongs to a team, and who leads it.

use db::{Id, ReadTx, Tx, params};

use super::{Company, Person, Team};
use crate::journal::{self, SetValue};
use crate::{Context, Result};

db::statements! {
    PUT = "INSERT INTO team_member (team_id, person_id, is_lead) VALUES ($1, $2, $3)
        ON CONFLICT (team_id, person_id) DO UPDATE SET is_lead = excluded.is_lead
        WHERE team_member.is_lead <> excluded.is_lead";
    REMOVE = "DELETE FROM team_member WHERE team_id = $1 AND person_id = $2";
    OF_TEAM = "SELECT p.id, p.name, m.is_lead FROM team_member m JOIN person p ON p.id = m.person_id
        WHERE m.team_id = $1 AND p.active = 1 ORDER BY p.name, p.id";
    EVERYBODY = "SELECT m.person_id, p.name, m.team_id, t.company_id FROM team_member m
        JOIN person p ON p.id = m.person_id AND p.active = 1 JOIN team t ON t.id = m.team_id AND t.active = 1
        ORDER BY p.name, p.id, t.name";
    IS_MEMBER = "SELECT 1 FROM team_member WHERE team_id = $1 AND person_id = $2";
}

/// An active person as a member of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// Whether they lead the team.
    pub lead: bool,
}

/// A person in one of their teams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The person.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// The team.
    pub team: Id<Team>,
    /// The team's company.
    pub company: Id<Company>,
}

impl Team {
    /// Every active member of every active team, by name; somebody in two teams comes twice in a
    /// row.
    ///
    /// # Errors
    /// When the database fails.
    pub fn everybody(tx: &ReadTx<'_>) -> Result<Vec<Membership>> {
        tx.rows(EVERYBODY, params![])?
            .into_iter()
            .map(|row| {
                let mut c = row.columns();
                Ok(Membership {
                    person: c.next()?,
                    name: c.next()?,
                    team: c.next()?,
                    company: c.next()?,
                })
            })
            .collect()
    }

    /// Takes a person into the team, or changes whether they lead it; nothing happens when all of
    /// it is so already.
    ///
    /// # Errors
    /// When the team or the person does not exist.
    pub fn add_member(
        tx: &Tx<'_>,
        ctx: &Context,
        team: Id<Team>,
        person: Id<Person>,
        lead: bool,
    ) -> Result<()> {
        if tx.execute(PUT, params![team, person, lead])? > 0 {
            let values = vec![
                SetValue::set("team", team.to_string()),
                SetValue::set("person", person.to_string()),
                SetValue::set("lead", i64::from(lead).to_string()),
            ];
            journal::log_about(tx, ctx, &team.to_string(), "add_member", values)?;
        }
        Ok(())
    }

    /// Lets a person leave the team; nothing happens when they are not in it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn remove_member(
        tx: &Tx<'_>,
        ctx: &Context,
        team: Id<Team>,
        person: Id<Person>,
    ) -> Result<()> {
        if tx.execute(REMOVE, params![team, person])? > 0 {
            let values = vec![
                SetValue::set("team", team.to_string()),
                SetValue::set("person", person.to_string()),
            ];
            journal::log_about(tx, ctx, &team.to_string(), "remove_member", values)?;
        }
        Ok(())
    }

    /// The active members, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn members(tx: &ReadTx<'_>, team: Id<Team>) -> Result<Vec<Member>> {
        let rows = tx.rows(OF_TEAM, params![team])?;
        rows.iter()
            .map(|row| Ok(Member { person: row.get(0)?, name: row.get(1)?, lead: row.get(2)? }))
            .collect()
    }

    /// Whether a person belongs to the team.
    ///
    /// # Errors
    /// When the database fails.
    pub fn has_member(tx: &ReadTx<'_>, team: Id<Team>, person: Id<Person>) -> Result<bool> {
        Ok(tx.row(IS_MEMBER, params![team, person])?.is_some())
    }
}
