//! Why somebody may do something with a record, or may not: which rule decides, how far it reaches,
//! what brings the record within that reach, and what else stands in the way.
//!
//! It goes its own way to the verdict, step by step, so that a test can hold it against
//! [`super::Scope`], which decides.

use db::{Id, ReadTx, params};

use super::{ANY_KIND, Action, Agent, Facts, Reach};
use crate::field::{Audience, Field};
use crate::heading::{Heading, find_heading};
use crate::kind::Kind;
use crate::people::{Company, Person, Team};
use crate::{Error, Result, watch};

db::statements! {
    PERSON = "SELECT name, company_id, active FROM person WHERE id = $1";
    TEAMS = "SELECT m.team_id FROM team_member m JOIN team t ON t.id = m.team_id AND t.active = 1
        WHERE m.person_id = $1";
    COMPANIES = "SELECT company_id FROM person_company WHERE person_id = $1";
    RULES = "SELECT r.code, r.name, g.kind, g.action, g.reach FROM person_role p JOIN role r ON r.id = p.role_id
        JOIN permission g ON g.role_id = r.id WHERE p.person_id = $1 ORDER BY r.code, g.kind, g.action";
}

/// A permission of one of somebody's roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The role's code.
    pub role: String,
    /// What people call the role.
    pub role_name: String,
    /// The kind of record, or `*` for every kind.
    pub kind: String,
    /// What it allows.
    pub action: Action,
    /// How far.
    pub reach: Reach,
}

/// Somebody, with all that decides what they may do, also when they are no longer active.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Who.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// Whether they may do anything at all.
    pub active: bool,
    /// Their teams.
    pub teams: Vec<Id<Team>>,
    /// The companies they work for, their own among them.
    pub companies: Vec<Id<Company>>,
    /// What their roles allow, role by role.
    pub rules: Vec<Rule>,
}

/// What can bring a record within somebody's reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// It was opened for them.
    Requester,
    /// They opened it.
    Opener,
    /// They work on it.
    Assignee,
    /// A team of theirs has it.
    Team,
    /// It belongs to a company they work for.
    Company,
    /// Every record is within reach.
    Everything,
    /// They watch it: it lets them read it, whatever their reach.
    Watcher,
}

/// A tie, and whether there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub tie: Bond,
    /// Whether the record is tied to them so.
    pub there: bool,
    /// Whether the rule that decides reaches as far as such ties.
    pub counts: bool,
}

/// One right that is needed: which rules give it, how far, and whether the record is within that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// What it is the right to.
    pub action: Action,
    /// Every rule of theirs that gives it, the farthest first.
    pub rules: Vec<Rule>,
    /// What ties the record to them.
    pub ties: Vec<Held>,
    /// Whether they have it with this record.
    pub holds: bool,
}

/// What decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// They are no longer active.
    Inactive,
    /// None of their roles allows it with records of this kind.
    NoRule,
    /// A role allows it, but the record is out of its reach.
    OutOfReach,
    /// The record is restricted, and they have no grant that covers it.
    NoGrant,
    /// The record was withdrawn, and they neither administer nor audit it, or want to do more than
    /// read it or bring it back.
    Withdrawn,
    /// A rule allows it and reaches the record.
    Allowed,
    /// They watch it.
    Watching,
}

/// Why somebody may do something with a record, or may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What was asked about.
    pub action: Action,
    /// Whether they may.
    pub verdict: bool,
    /// What decides.
    pub because: Because,
    /// The right to the action itself.
    pub right: Right,
    /// For a restricted record: the grant to see such records.
    pub grant: Option<Right>,
    /// For a withdrawn record: the right to find such records.
    pub finding: Option<Right>,
}

impl Because {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Because::Inactive => "inactive",
            Because::NoRule => "no_rule",
            Because::OutOfReach => "out_of_reach",
            Because::NoGrant => "no_grant",
            Because::Withdrawn => "withdrawn",
            Because::Allowed => "allowed",
            Because::Watching => "watching",
        }
    }
}

impl Bond {
    /// Every tie, the closest first.
    pub const EVERY: [Bond; 7] = [
        Bond::Requester,
        Bond::Opener,
        Bond::Assignee,
        Bond::Team,
        Bond::Company,
        Bond::Everything,
        Bond::Watcher,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Bond::Requester => "requester",
            Bond::Opener => "opener",
            Bond::Assignee => "assignee",
            Bond::Team => "team",
            Bond::Company => "company",
            Bond::Everything => "everything",
            Bond::Watcher => "watcher",
        }
    }

    /// The narrowest reach that goes by it; nothing for watching, which goes by no reach.
    const fn reach(self) -> Option<Reach> {
        match self {
            Bond::Requester | Bond::Opener | Bond::Assignee => Some(Reach::Own),
            Bond::Team => Some(Reach::Team),
            Bond::Company => Some(Reach::Company),
            Bond::Everything => Some(Reach::All),
            Bond::Watcher => None,
        }
    }
}

impl Holder {
    /// Somebody as they are now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is nobody with this identity.
    pub fn load(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Holder> {
        let mut c = tx.row(PERSON, params![person])?.ok_or(Error::NotFound)?.columns();
        let (name, own, active): (String, Id<Company>, bool) = (c.next()?, c.next()?, c.next()?);
        let mut companies = vec![own];
        for row in tx.rows(COMPANIES, params![person])? {
            companies.push(row.get(0)?);
        }
        let teams = tx.rows(TEAMS, params![person])?;
        let teams = teams.iter().map(|row| row.get(0)).collect::<db::Result<_>>()?;
        let mut rules = Vec::new();
        for row in tx.rows(RULES, params![person])? {
            let mut c = row.columns();
            let (role, role_name, kind) = (c.next()?, c.next()?, c.next()?);
            let (action, reach): (String, String) = (c.next()?, c.next()?);
            // A code of a newer program allows nothing here.
            if let (Some(action), Some(reach)) =
                (Action::from_code(&action), Reach::from_code(&reach))
            {
                rules.push(Rule { role, role_name, kind, action, reach });
            }
        }
        Ok(Holder { person, name, active, teams, companies, rules })
    }

    /// Why they may do something with a record of a kind, or may not. `watched` says whether they
    /// watch it.
    #[must_use]
    pub fn explain(&self, kind: &str, action: Action, facts: &Facts, watched: bool) -> Explanation {
        let right = self.right(kind, &[action], facts, action, watched);
        let grant = facts.restricted.then(|| {
            self.right(kind, &[Action::ReadRestricted], facts, Action::ReadRestricted, false)
        });
        let finding = facts.withdrawn.then(|| {
            let rights = [Action::Administer, Action::Audit];
            self.right(kind, &rights, facts, Action::Administer, false)
        });
        let found = finding.as_ref().is_none_or(|f| f.holds && action.outlives_withdrawal());
        let granted = grant.as_ref().is_none_or(|g| g.holds);
        // Watching helps only to read, and never to what was withdrawn.
        let watches = action == Action::Read
            && watched
            && !facts.withdrawn
            && right.rules.first().is_some_and(|rule| rule.reach != Reach::All);
        let because = match () {
            () if !self.active => Because::Inactive,
            () if right.rules.is_empty() => Because::NoRule,
            () if !found => Because::Withdrawn,
            () if !right.holds && !watches => Because::OutOfReach,
            () if !granted => Because::NoGrant,
            () if right.holds => Because::Allowed,
            () => Because::Watching,
        };
        let verdict = matches!(because, Because::Allowed | Because::Watching);
        Explanation { action, verdict, because, right, grant, finding }
    }

    /// A right to one of some actions with a record.
    fn right(
        &self,
        kind: &str,
        actions: &[Action],
        facts: &Facts,
        action: Action,
        watched: bool,
    ) -> Right {
        let gives = |rule: &&Rule| {
            actions.contains(&rule.action) && [kind, ANY_KIND].contains(&&*rule.kind)
        };
        let mut rules: Vec<Rule> = self.rules.iter().filter(gives).cloned().collect();
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.reach));
        let reach = rules.first().map(|rule| rule.reach);
        let held = |tie: Bond| Held {
            tie,
            there: self.is_tied(tie, facts, watched),
            counts: match tie.reach() {
                Some(needed) => reach >= Some(needed),
                None => action == Action::Read && reach.is_some(),
            },
        };
        let ties: Vec<Held> = Bond::EVERY.into_iter().map(held).collect();
        let holds = ties
            .iter()
            .any(|held| held.tie != Bond::Watcher && held.there && held.counts && reach.is_some());
        Right { action, rules, ties, holds }
    }

    fn is_tied(&self, tie: Bond, facts: &Facts, watched: bool) -> bool {
        let me = Some(self.person);
        match tie {
            Bond::Requester => facts.requester == me,
            Bond::Opener => facts.opener == me,
            Bond::Assignee => facts.assignee == me,
            Bond::Team => facts.team.is_some_and(|team| self.teams.contains(&team)),
            Bond::Company => self.companies.contains(&facts.company),
            Bond::Everything => true,
            Bond::Watcher => watched,
        }
    }
}

/// Everything there is to say about somebody and a record.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Who.
    pub holder: Holder,
    /// Which record.
    pub record: Heading,
    /// What was asked about.
    pub asked: Explanation,
    /// Every action, in their order.
    pub every: Vec<Explanation>,
    /// Fields of it they may not read, though they may read the record.
    pub hidden: Vec<&'static Field>,
}

/// Explains what somebody may do with the record of this number. Whoever asks must administer, and
/// see the record themself: else the answer would tell them of it.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when they do not see the record, or there is no such
/// person.
pub fn explain(
    tx: &ReadTx<'_>,
    by: &Agent,
    kinds: &[&'static Kind],
    person: Id<Person>,
    number: &str,
    action: Action,
) -> Result<Explained> {
    by.require(ANY_KIND, Action::Administer)?;
    let record = find_heading(tx, by, number)?;
    let kind = kinds.iter().find(|kind| kind.code == record.kind).ok_or(Error::NotFound)?;
    let holder = Holder::load(tx, person)?;
    let watched = watch::is_watched_by(tx, record.id, person)?;
    let about = |action| holder.explain(kind.code, action, &record.facts, watched);
    let asked = about(action);
    let every: Vec<Explanation> = Action::EVERY.into_iter().map(about).collect();
    let may = |action| every.iter().any(|one| one.action == action && one.verdict);
    let internal = |field: &&Field| field.audience == Audience::Internal;
    let hidden = match (may(Action::Read), may(Action::ReadInternal)) {
        (true, false) => kind.all_fields().filter(internal).collect(),
        _ => Vec::new(),
    };
    Ok(Explained { holder, record, asked, every, hidden })
}
