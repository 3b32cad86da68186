//! The people a rule's parties stand for, looked up for many entries at once.

use std::collections::{HashMap, HashSet};

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Timestamp, Value};

use super::cause::text_of;
use super::mention::{has_mention, mentions};
use super::named::Named;
use super::news::{News, Of};
use super::rules::{Cause, Party, RULES, TEAM_RULE};
use crate::Result;
use crate::absence::told_instead;
use crate::access::Agent;
use crate::people::{Person, Team};

/// Teams looked up by one statement.
const AT_ONCE: usize = 500;

/// Everybody whom some entries may concern.
pub(super) struct Circle {
    /// Those of each team who want to hear of what comes to it.
    teams: HashMap<Id<Team>, Vec<Id<Person>>>,
    /// Who is told in place of whom.
    instead: HashMap<Id<Person>, Id<Person>>,
    named: Named,
    /// Those who wrote something with a name in it.
    writers: HashMap<Id<Person>, Agent>,
}

impl Circle {
    pub(super) fn of(tx: &ReadTx<'_>, news: &[News], now: Timestamp) -> Result<Self> {
        let tells = |party: Party, one: &News| {
            let told = RULES.iter().filter(|rule| rule.tells.contains(&party));
            told.into_iter().any(|rule| !rule.cause.said_in(one).is_empty())
        };
        let teams = news.iter().filter(|one| tells(Party::Team, one));
        let teams: HashSet<Id<Team>> = teams.filter_map(News::waiting_team).collect();
        let asked = news.iter().filter(|one| tells(Party::StandIn, one));
        let asked: HashSet<Id<Person>> = asked.filter_map(News::assignee).collect();
        let asked: Vec<Id<Person>> = asked.into_iter().collect();
        let names = |one: &&News| !Cause::Names.said_in(one).is_empty();
        let writers: HashSet<Id<Person>> =
            news.iter().filter(names).filter_map(|one| one.actor).collect();
        let writers: Vec<Id<Person>> = writers.into_iter().collect();
        let texts = news.iter().filter(names).flat_map(texts);
        Ok(Circle {
            teams: wanting(tx, &teams.into_iter().collect::<Vec<_>>())?,
            instead: if asked.is_empty() { HashMap::new() } else { told_instead(tx, &asked, now)? },
            named: Named::of(tx, texts)?,
            writers: if writers.is_empty() {
                HashMap::new()
            } else {
                Agent::load_all(tx, &writers)?
            },
        })
    }

    /// The people a party stands for, as things are now.
    pub(super) fn people(&self, party: Party, news: &News) -> Vec<Id<Person>> {
        let facts = news.facts();
        match party {
            Party::Assignee => news.assignee().into_iter().collect(),
            Party::StandIn => {
                let asked = news.assignee();
                let instead = asked.and_then(|asked| self.instead.get(&asked)).copied();
                instead.filter(|person| Some(*person) != asked).into_iter().collect()
            }
            Party::Team => {
                let team = news.waiting_team().and_then(|team| self.teams.get(&team));
                team.cloned().unwrap_or_default()
            }
            Party::Requester => facts.requester.into_iter().collect(),
            Party::Opener => facts.opener.into_iter().collect(),
            Party::Watchers => match &news.of {
                Of::Record(step) => step.record.watchers.iter().copied().collect(),
                Of::Task(_) => Vec::new(),
            },
            Party::Escalated => match &news.of {
                Of::Record(step) => {
                    let told = text_of(step, "escalated_to");
                    told.and_then(|text| text.parse().ok()).into_iter().collect()
                }
                Of::Task(_) => Vec::new(),
            },
            Party::Mentioned | Party::Themself => Vec::new(),
        }
    }

    /// Those whom the texts of these codes name, each with the text's code.
    pub(super) fn mentioned(
        &self,
        news: &News,
        said: &[&'static str],
    ) -> Vec<(Id<Person>, &'static str)> {
        let Of::Record(step) = &news.of else { return Vec::new() };
        let Some(writer) = news.actor.and_then(|actor| self.writers.get(&actor)) else {
            return Vec::new();
        };
        let means = (writer, step.kind.code, news.facts());
        let in_text = |code: &&'static str| {
            let text = text_of(step, code).unwrap_or_default();
            let people = mentions(text).into_iter().flat_map(|one| self.named.meant(&one, means));
            people.map(|person| (person, *code)).collect::<Vec<_>>()
        };
        said.iter().flat_map(in_text).collect()
    }
}

/// The texts of an entry that may name somebody.
fn texts(news: &News) -> Vec<&str> {
    let Of::Record(step) = &news.of else { return Vec::new() };
    let said = Cause::Names.said_in(news).into_iter();
    said.filter_map(|code| text_of(step, code)).filter(|text| has_mention(text)).collect()
}

/// Those of the teams in use who have chosen to hear of what comes to their team.
fn wanting(tx: &ReadTx<'_>, teams: &[Id<Team>]) -> Result<HashMap<Id<Team>, Vec<Id<Person>>>> {
    let member = |name: &'static str| (Alias::new("team_member"), Alias::new(name));
    let choice = |name: &'static str| (Alias::new("notification_choice"), Alias::new(name));
    let mut wanting: HashMap<Id<Team>, Vec<Id<Person>>> = HashMap::new();
    for some in teams.chunks(AT_ONCE) {
        let wants = Expr::col(choice("person_id"))
            .equals(member("person_id"))
            .and(Expr::col(choice("rule")).eq(TEAM_RULE))
            .and(Expr::col(choice("wanted")).eq(1i64));
        let works = Expr::col((Alias::new("team"), Alias::new("id")))
            .equals(member("team_id"))
            .and(Expr::col((Alias::new("team"), Alias::new("active"))).eq(1i64));
        let select = Query::select()
            .columns(["team_id", "person_id"].map(member))
            .from(Alias::new("team_member"))
            .inner_join(Alias::new("notification_choice"), wants)
            .inner_join(Alias::new("team"), works)
            .and_where(Expr::col(member("team_id")).is_in(some.iter().map(Value::from)))
            .to_owned();
        for row in tx.select(&select)? {
            wanting.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
    }
    Ok(wanting)
}
