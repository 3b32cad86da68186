//! A small desk: two companies, three teams and somebody of every role.

use db::{Chance, Clock, Db, Id, Tx};
use desk::access::Agent;
use desk::account::add_token;
use desk::people::{Company, Team, organise};
use desk::{Context, Door, Result};

use crate::people::Cast;

/// A desk set up in an empty, migrated database. Everybody signs in with [`crate::PASSWORD`].
#[derive(Clone)]
pub struct Desk {
    /// The database it is in.
    pub db: Db,
    /// Its clock; stands still until moved.
    pub clock: Clock,
    /// Its chance; repeats in every run.
    pub chance: Chance,
    /// The company that runs it, *Alder Works*.
    pub alder: Id<Company>,
    /// Another company it serves, *Birch Supplies*.
    pub birch: Id<Company>,
    /// Alder's first team.
    pub service_desk: Id<Team>,
    /// Alder's other team.
    pub network: Id<Team>,
    /// Birch's team.
    pub birch_support: Id<Team>,
    /// Asks for things, at Alder.
    pub requester: Agent,
    /// Asks for things, at Alder, and has nothing to do with what the other asks.
    pub colleague: Agent,
    /// Works in the service desk.
    pub agent: Agent,
    /// Works in the network team.
    pub network_agent: Agent,
    /// Leads the service desk.
    pub team_lead: Agent,
    /// Manages at Alder.
    pub manager: Agent,
    /// Administers the installation.
    pub administrator: Agent,
    /// Audits the installation.
    pub auditor: Agent,
    /// Asks for things, at Birch.
    pub birch_requester: Agent,
    /// Works in Birch's team.
    pub birch_agent: Agent,
}

impl Desk {
    /// Sets the desk up.
    #[must_use]
    pub fn set_up(db: &Db) -> Desk {
        let (clock, chance) = (crate::clock(), crate::chance());
        let ctx = Context::new(None, Door::Command, clock.now(), &chance);
        let (db_of_desk, handle) = (db.clone(), db);
        handle
            .write(move |tx| furnish(tx, &ctx, &db_of_desk, &clock))
            .expect("a desk in an empty, migrated database")
    }

    /// The circumstances of a change somebody makes now on a page.
    #[must_use]
    pub fn context(&self, agent: &Agent) -> Context {
        Context::new(Some(agent.person), Door::Web, self.clock.now(), &self.chance)
    }

    /// Everybody, each with the name of their field here.
    #[must_use]
    pub fn everybody(&self) -> [(&'static str, &Agent); 10] {
        [
            ("requester", &self.requester),
            ("colleague", &self.colleague),
            ("agent", &self.agent),
            ("network_agent", &self.network_agent),
            ("team_lead", &self.team_lead),
            ("manager", &self.manager),
            ("administrator", &self.administrator),
            ("auditor", &self.auditor),
            ("birch_requester", &self.birch_requester),
            ("birch_agent", &self.birch_agent),
        ]
    }

    /// An API token of somebody's.
    #[must_use]
    pub fn token(&self, agent: &Agent) -> String {
        let ctx = self.context(agent);
        let email = agent.email.clone().expect("everybody here has an address");
        self.db
            .write(move |tx| Ok::<_, desk::Error>(add_token(tx, &ctx, &email, "test", None)?.text))
            .expect("a token")
    }
}

fn furnish(tx: &Tx<'_>, ctx: &Context, db: &Db, clock: &Clock) -> Result<Desk> {
    let alder = organise(tx, ctx, "Alder Works")?.company;
    let birch = Company::create(tx, ctx, "Birch Supplies")?.id;
    let service_desk = Team::create(tx, ctx, alder, "Service desk")?.id;
    let network = Team::create(tx, ctx, alder, "Network")?.id;
    let birch_support = Team::create(tx, ctx, birch, "Birch support")?.id;
    let join =
        |name, email, role, company, team| Cast { name, email, role, company, team }.join(tx, ctx);
    Ok(Desk {
        db: db.clone(),
        clock: clock.clone(),
        chance: ctx.chance.clone(),
        alder,
        birch,
        service_desk,
        network,
        birch_support,
        requester: join("Rosa Requester", "rosa@alder.example", "requester", alder, None)?,
        colleague: join("Carl Colleague", "carl@alder.example", "requester", alder, None)?,
        agent: join("Ada Agent", "ada@alder.example", "agent", alder, Some((service_desk, false)))?,
        network_agent: join(
            "Ned Network",
            "ned@alder.example",
            "agent",
            alder,
            Some((network, false)),
        )?,
        team_lead: join(
            "Lena Lead",
            "lena@alder.example",
            "team_lead",
            alder,
            Some((service_desk, true)),
        )?,
        manager: join("Mia Manager", "mia@alder.example", "manager", alder, None)?,
        administrator: join("Adam Admin", "adam@alder.example", "administrator", alder, None)?,
        auditor: join("Otto Auditor", "otto@alder.example", "auditor", alder, None)?,
        birch_requester: join("Bea Birch", "bea@birch.example", "requester", birch, None)?,
        birch_agent: join(
            "Bo Birch",
            "bo@birch.example",
            "agent",
            birch,
            Some((birch_support, false)),
        )?,
    })
}
