//! Lists people keep under a name: for themselves, for their team, for everybody.

use std::collections::HashMap;

use db::Tx;
use desk::access::{Agent, visible_fields};
use desk::custom::Catalogue;
use desk::view::{self, Shape};
use desk::{Context, Error, Result};

use crate::cast::{CUSTOMER_CARE, Cast, SERVICE_DESK, Somebody};
use crate::enact::given;

/// Whose a view is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// Whoever signs in with this role.
    Login(&'static str),
    /// Whoever leads this team.
    Lead(&'static str),
}

use Owner::{Lead, Login};

/// A view: whose, what it takes, and the roles of those who sign in and have it pinned.
struct Plan {
    owner: Owner,
    words: &'static [(&'static str, &'static str)],
    pinned: &'static [&'static str],
}

const fn plan(
    owner: Owner,
    words: &'static [(&'static str, &'static str)],
    pinned: &'static [&'static str],
) -> Plan {
    Plan { owner, words, pinned }
}

/// What is offered to everybody asks for nothing that belongs to the inside: requesters see it too.
const VIEWS: &[Plan] = &[
    plan(
        Login("administrator"),
        &[
            ("name", "Urgent and open"),
            ("shared_with", "everybody"),
            ("q", "open = true and priority <= 2"),
            ("columns", "number,title,priority,state,team,assignee,opened_at"),
        ],
        &["agent", "team_lead", "manager", "administrator"],
    ),
    plan(
        Login("administrator"),
        &[("name", "Opened today"), ("shared_with", "everybody"), ("q", "opened_at = today")],
        &["manager"],
    ),
    plan(
        Login("administrator"),
        &[
            ("name", "Waiting for a supplier"),
            ("shared_with", "everybody"),
            ("q", "hold_reason = supplier"),
            ("columns", "number,title,priority,hold_until,team,assignee,updated_at"),
        ],
        &[],
    ),
    plan(
        Login("team_lead"),
        &[
            ("name", "Not taken yet"),
            ("shared_with", "team"),
            ("team", SERVICE_DESK),
            ("q", "open = true and assignee is empty and (team is empty or team in me.teams)"),
            ("columns", "number,title,priority,requester,location,opened_at"),
        ],
        &["agent", "team_lead"],
    ),
    plan(
        Login("team_lead"),
        &[
            ("name", "Outages and how many reported them"),
            ("shared_with", "team"),
            ("team", SERVICE_DESK),
            ("q", "children > 0"),
            ("columns", "number,title,priority,state,children,team,opened_at,resolved_at"),
        ],
        &["team_lead"],
    ),
    plan(
        Login("team_lead"),
        &[
            ("name", "On hold for more than a week"),
            ("q", "state = on_hold and updated_at < -7d"),
            ("columns", "number,title,hold_reason,hold_until,team,assignee,updated_at"),
        ],
        &[],
    ),
    plan(
        Login("agent"),
        &[("name", "Resolved by me"), ("q", "resolved_by = me and state = resolved")],
        &[],
    ),
    plan(
        Login("manager"),
        &[
            ("name", "Open by team"),
            ("shared_with", "company"),
            ("q", "open = true"),
            ("group", "team"),
        ],
        &["manager"],
    ),
    plan(
        Login("manager"),
        &[
            ("name", "Escalated to us"),
            ("q", "open = true and escalation >= 1"),
            ("columns", "number,title,priority,state,escalation,escalated_to,team,assignee"),
        ],
        &["manager"],
    ),
    plan(
        Lead("Network"),
        &[
            ("name", "Remote access, last 30 days"),
            ("shared_with", "team"),
            ("team", "Network"),
            ("q", "category = \"Network › Remote access\" and opened_at in last 30 days"),
        ],
        &[],
    ),
    plan(
        Lead(CUSTOMER_CARE),
        &[
            ("name", "Open at Pellington"),
            ("shared_with", "team"),
            ("team", CUSTOMER_CARE),
            ("q", "open = true and company = \"Pellington Foods\""),
            ("columns", "number,title,priority,state,requester,location,assignee,updated_at"),
        ],
        &[],
    ),
];

/// Keeps them, and pins those that somebody wants at hand.
pub(crate) fn keep(
    tx: &Tx<'_>,
    ctx: &Context,
    cast: &Cast,
    agents: &HashMap<String, Agent>,
) -> Result<()> {
    let login = |role: &str| cast.everybody().iter().find(|one| one.signs_in && one.role == role);
    let agent = |somebody: Option<&Somebody>| {
        somebody.and_then(|one| agents.get(&one.email)).ok_or(Error::NotFound)
    };
    let catalogue = Catalogue::of(tx, &incident::KIND)?;
    for plan in VIEWS {
        let owner = match plan.owner {
            Login(role) => agent(login(role))?,
            Lead(team) => agent(cast.lead(team))?,
        };
        let fields = visible_fields(&catalogue, owner);
        let shape = Shape { kind: &incident::KIND, fields: &fields };
        let raw = given(plan.words.iter().map(|(field, text)| (*field, (*text).to_owned())));
        let by = |agent: &Agent| Context { actor: Some(agent.person), ..ctx.clone() };
        let kept = view::create(tx, &by(owner), owner, shape, &raw)?;
        for role in plan.pinned {
            let agent = agent(login(role))?;
            view::pin(tx, &by(agent), agent, kept.id)?;
        }
    }
    Ok(())
}
