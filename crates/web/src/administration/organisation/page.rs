//! The page of one thing.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use db::ReadTx;
use desk::access::Agent;
use desk::foundation::{self, Asked, Effect, Item, Sort, TeamMember, Usage};
use desk::input::{RawInput, RawValue};
use desk::people::Person;
use desk::{Error, Kind, Result as Desk, journal};

use super::super::Kinds;
use super::fields::Choices;
use super::history::{self, History};
use super::of::{Of, called, path_of};
use super::present::Names;
use super::sections;
use crate::account::{Refused, Shown, draw_sections};
use crate::failure::Result;
use crate::identify::Member;
use crate::page::Link;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;

/// People of a department shown at most.
const PEOPLE: u32 = 200;

/// All that the page tells.
pub(super) struct Known {
    pub(super) item: Item,
    pub(super) version: i64,
    pub(super) above: Vec<Item>,
    pub(super) below: Vec<Item>,
    pub(super) uses: Vec<Usage>,
    /// What would come of retiring it, or why that cannot be.
    pub(super) retirement: std::result::Result<Vec<Effect>, &'static str>,
    pub(super) names: Names,
    pub(super) choices: Choices,
    pub(super) members: Vec<TeamMember>,
    pub(super) people: Vec<(db::Id<Person>, String)>,
    pub(super) history: History,
}

/// What was asked for on the page and is not done yet.
#[derive(Default)]
pub(super) struct Pending {
    pub(super) refused: Option<Refused>,
    /// A change whose effects are told first: what was typed, what it would do, and the answer to it.
    pub(super) asked: Option<Unconfirmed>,
}

/// A change that waits for a yes.
pub(super) struct Unconfirmed {
    pub(super) answer: String,
    pub(super) effects: Vec<Effect>,
    pub(super) input: RawInput,
}

/// Reads the thing and what the page tells of it.
fn known(
    tx: &ReadTx<'_>,
    agent: &Agent,
    kinds: &[&'static Kind],
    (sort, key): (&'static Sort, &str),
    now: db::Timestamp,
) -> Desk<Known> {
    let item = foundation::one(tx, agent, sort, key)?;
    let mut below = Vec::new();
    if sort.is_tree() {
        let parent = item.key.parse::<db::Id<()>>().map_err(|_| Error::NotFound)?;
        let narrowed = [("parent", parent.into())].into();
        below = foundation::list(tx, agent, sort, &Asked { narrowed, ..Asked::default() })?.items;
    }
    let id = |code: &str| sort.code == code;
    let members = match item.key.parse() {
        Ok(team) if id("team") => foundation::members(tx, agent, team, now)?,
        _ => Vec::new(),
    };
    let people = match item.key.parse() {
        Ok(department) if id("department") => foundation::people_of(tx, agent, department, PEOPLE)?,
        _ => Vec::new(),
    };
    let values = [("active".to_owned(), RawValue::Flag(false))].into();
    let gone = RawInput { values, version: None };
    let retirement = match foundation::tried(tx, agent, kinds, (sort, item.key.as_str()), &gone) {
        Ok((_, effects)) => Ok(effects),
        Err(Error::Refused(code)) => Err(code),
        Err(other) => return Err(other),
    };
    Ok(Known {
        version: journal::version_about(tx, &item.key)?,
        above: foundation::above(tx, &item)?,
        uses: foundation::usage(tx, kinds, &item)?,
        names: Names::of(tx, std::slice::from_ref(&item))?,
        choices: Choices::of(tx, agent, sort, Some(&item))?,
        history: history::shown(tx, &item.key)?,
        retirement,
        below,
        members,
        people,
        item,
    })
}

pub(super) async fn show(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(key): Segment<String>,
) -> Result<Response> {
    draw(&site, &member, &kinds, (sort, key), Pending::default()).await
}

/// The page, with what was refused or asked on it.
pub(super) async fn draw(
    site: &Site,
    member: &Member,
    kinds: &Kinds,
    (sort, key): (&'static Sort, String),
    pending: Pending,
) -> Result<Response> {
    let (agent, all, now) = (member.agent.clone(), kinds.clone(), site.now());
    let known = site.read(move |tx| known(tx, &agent, &all.0, (sort, &key), now)).await?;
    let shown = match (&pending.refused, &pending.asked) {
        (Some(_), _) => Shown::Refused,
        (None, Some(_)) => Shown::Done,
        (None, None) => Shown::Plainly,
    };
    let reader = Reader::new(&member.t, now, &member.agent.zone);
    let all = sections::all(member, &reader, kinds, &known, &pending);
    let place = Some(Link::new(path_of(sort), called(&member.t, sort)));
    let path: Vec<&str> = known.above.iter().map(|item| item.name.as_str()).collect();
    draw_sections(member, (place, known.item.name.clone(), path.join(" › ")), all, shown)
}
