//! The person who acts, with all that decides what they may do.

use db::{Id, ReadTx, params};

use super::{ANY_KIND, Action, Facts, Opened, Permissions, Reach, Reads, Scope};
use crate::people::{Company, Person, Team};
use crate::record::Record;
use crate::{Error, Result};

db::statements! {
    PERSON = "SELECT p.name, p.email, p.company_id, p.language, COALESCE(p.time_zone, o.time_zone, 'UTC'), COALESCE(o.language, 'en')
        FROM person p LEFT JOIN organisation o ON 1 = 1 WHERE p.id = $1 AND p.active = 1";
    BELONGS = "SELECT 'team', m.team_id, m.is_lead FROM team_member m
            JOIN team t ON t.id = m.team_id AND t.active = 1 WHERE m.person_id = $1
        UNION ALL SELECT 'company', company_id, 0 FROM person_company WHERE person_id = $1";
    MAY = "SELECT r.code, g.kind, g.action, g.reach FROM person_role p
        JOIN role r ON r.id = p.role_id LEFT JOIN permission g ON g.role_id = r.id
        WHERE p.person_id = $1 ORDER BY r.code";
}

/// A person who has been recognised and now acts.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Who it is.
    pub person: Id<Person>,
    /// The name others see.
    pub name: String,
    /// The address, if one is known.
    pub email: Option<String>,
    /// The company they belong to.
    pub company: Id<Company>,
    /// The companies they work for, their own always among them.
    pub companies: Vec<Id<Company>>,
    /// The teams they belong to.
    pub teams: Vec<Id<Team>>,
    /// Those of the teams they lead.
    pub leads: Vec<Id<Team>>,
    /// The codes of their roles.
    pub roles: Vec<String>,
    /// What these roles allow together.
    pub permissions: Permissions,
    /// The language they chose, if they did.
    pub language: Option<String>,
    /// Their time zone by its IANA name; the organisation's when they chose none.
    pub zone: String,
    /// The language of the organisation, for who chose none and whose browser asks for none there is.
    pub house_language: String,
    /// The restricted records they were let in to and of which nobody has written so yet.
    pub reads: Reads,
}

impl Agent {
    /// The person as one who acts; nothing when there is none or they are no longer active.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Option<Agent>> {
        let Some(row) = tx.row(PERSON, params![person])? else { return Ok(None) };
        let mut columns = row.columns();
        let mut agent = Agent {
            person,
            name: columns.next()?,
            email: columns.next()?,
            company: columns.next()?,
            companies: Vec::new(),
            teams: Vec::new(),
            leads: Vec::new(),
            roles: Vec::new(),
            permissions: Permissions::none(),
            language: columns.next()?,
            zone: columns.next()?,
            house_language: columns.next()?,
            reads: Reads::default(),
        };
        agent.companies.push(agent.company);
        agent.belong(tx)?;
        agent.allow(tx)?;
        Ok(Some(agent))
    }

    /// The program itself, when a job, a clock or an import acts: nothing is kept from it.
    #[must_use]
    pub fn system() -> Agent {
        let everything = Action::EVERY.into_iter().map(|action| (ANY_KIND, action, Reach::All));
        Agent {
            person: Person::SYSTEM,
            name: "System".to_owned(),
            email: None,
            company: Company::DEFAULT,
            companies: vec![Company::DEFAULT],
            teams: Vec::new(),
            leads: Vec::new(),
            roles: Vec::new(),
            permissions: everything.collect(),
            language: None,
            zone: "UTC".to_owned(),
            house_language: "en".to_owned(),
            reads: Reads::default(),
        }
    }

    fn belong(&mut self, tx: &ReadTx<'_>) -> Result<()> {
        for row in tx.rows(BELONGS, params![self.person])? {
            let what: String = row.get(0)?;
            if what == "team" {
                let (team, leads): (Id<Team>, bool) = (row.get(1)?, row.get(2)?);
                self.teams.push(team);
                self.leads.extend(leads.then_some(team));
            } else {
                let company: Id<Company> = row.get(1)?;
                if !self.companies.contains(&company) {
                    self.companies.push(company);
                }
            }
        }
        Ok(())
    }

    fn allow(&mut self, tx: &ReadTx<'_>) -> Result<()> {
        for row in tx.rows(MAY, params![self.person])? {
            let mut columns = row.columns();
            let role: String = columns.next()?;
            if self.roles.last() != Some(&role) {
                self.roles.push(role);
            }
            let (kind, action): (Option<String>, Option<String>) =
                (columns.next()?, columns.next()?);
            let reach: Option<String> = columns.next()?;
            // A code of a newer program allows nothing here, rather than something else.
            let action = action.as_deref().and_then(Action::from_code);
            let reach = reach.as_deref().and_then(Reach::from_code);
            if let (Some(kind), Some(action), Some(reach)) = (kind, action, reach) {
                self.permissions.allow(&kind, action, reach);
            }
        }
        Ok(())
    }

    /// How far an action reaches with records of a kind.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when it is not allowed at all.
    pub fn require(&self, kind: &str, action: Action) -> Result<Reach> {
        self.permissions.reach(kind, action).ok_or(Error::Forbidden(action.code()))
    }

    /// Whether an action is allowed with any record of a kind: whether to show its menu.
    #[must_use]
    pub fn may(&self, kind: &str, action: Action) -> bool {
        self.permissions.reach(kind, action).is_some()
    }

    /// Which records of a kind an action is allowed with.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when it is allowed with none.
    pub fn scope(&self, kind: &str, action: Action) -> Result<Scope> {
        Scope::compile(self, kind, action)
    }

    /// Whether an action is allowed with this record.
    #[must_use]
    pub fn may_with(&self, kind: &str, action: Action, facts: &Facts) -> bool {
        self.scope(kind, action).is_ok_and(|scope| scope.admits(facts))
    }

    /// Whether they see this record; `watched` says whether they watch it, which lets them see what
    /// their reach does not cover, and nothing more.
    #[must_use]
    pub fn sees(&self, kind: &str, facts: &Facts, watched: bool) -> bool {
        let sees = |scope: Scope| scope.admits(facts) || (watched && scope.admits_watched(facts));
        self.scope(kind, Action::Read).is_ok_and(sees)
    }

    /// Refuses an action that is not allowed with this record, which they may see.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn require_with(&self, kind: &str, action: Action, facts: &Facts) -> Result<()> {
        if self.may_with(kind, action, facts) {
            Ok(())
        } else {
            Err(Error::Forbidden(action.code()))
        }
    }

    /// Notes that they were let in to a record, if it is a restricted one.
    pub(crate) fn was_shown(&self, kind: &str, record: Id<Record>, number: &str, facts: &Facts) {
        if facts.restricted {
            self.reads.note(Opened {
                id: record,
                kind: kind.to_owned(),
                number: number.to_owned(),
            });
        }
    }

    /// Whether what belongs to a company can be named in records of a kind: one works for the
    /// company, or sees the records of every company.
    #[must_use]
    pub fn knows(&self, kind: &str, company: Id<Company>) -> bool {
        let everywhere = self.permissions.reach(kind, Action::Read) == Some(Reach::All);
        everywhere || self.companies.contains(&company)
    }

    /// Refuses whoever may neither administer nor audit: the settings are for these to read.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn require_overseer(&self) -> Result<()> {
        if self.administers() {
            return Ok(());
        }
        self.require(ANY_KIND, Action::Audit).map(drop)
    }

    /// Whether they may set up people, roles and the installation.
    #[must_use]
    pub fn administers(&self) -> bool {
        self.may(ANY_KIND, Action::Administer)
    }
}
